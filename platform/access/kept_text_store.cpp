#include "platform/access/kept_text_store.h"

#include "platform/access/kept_text.h"

namespace inzage::access {
namespace {

using database::Statement;

// A session of the preview writes nothing, so nothing of it is kept.
constexpr Statement kStore{"access_store_typed", R"sql(
INSERT INTO kept_text (session_id, token_hash, path, fields, kept_at)
SELECT s.id, $2, $3, $4::jsonb, $5::timestamptz FROM session s
 WHERE s.token_hash = $1 AND s.preview_account IS NULL
    ON CONFLICT (session_id) DO UPDATE SET token_hash = excluded.token_hash, path = excluded.path,
                                           fields = excluded.fields, kept_at = excluded.kept_at
RETURNING session_id)sql"};

// $1 session now, $2 token, $3 path, $4 now, $5 idle seconds, $6 kept since. What was typed about one client
// must not be sent about another, so that client is chosen again; the gate then decides about the right.
constexpr Statement kFind{"access_find_typed", R"sql(
WITH kept AS (
    SELECT k.fields, s.id AS session_id, w.client_id
      FROM kept_text k
      JOIN session w ON w.id = k.session_id
      JOIN session s ON s.account_id = w.account_id AND s.token_hash = $1 AND s.state = 'full'
                    AND session_lives(s, $4::timestamptz, $5::integer)
     WHERE k.token_hash = $2 AND k.path = $3 AND k.kept_at > $6::timestamptz
       AND (w.client_id IS NULL
            OR EXISTS (SELECT FROM access a WHERE a.account_id = w.account_id AND a.client_id = w.client_id))),
chosen AS (
    UPDATE session s SET client_id = kept.client_id FROM kept
     WHERE s.id = kept.session_id AND kept.client_id IS NOT NULL AND s.client_id IS DISTINCT FROM kept.client_id)
SELECT fields::text AS fields FROM kept)sql"};

constexpr Statement kForget{"access_forget_typed", "DELETE FROM kept_text WHERE token_hash = $1"};

constexpr Statement kPurge{"access_purge_typed", R"sql(
DELETE FROM kept_text WHERE session_id IN (
    SELECT session_id FROM kept_text WHERE kept_at <= $1::timestamptz LIMIT $2::integer FOR UPDATE SKIP LOCKED))sql"};

}  // namespace

bool storeTyped(const tenancy::Visit& visit, const KeptRow& row) {
    return !visit.services.pools
                .once(visit.tenant->id, kStore,
                      {row.session_hash, row.token_hash, row.path, row.fields_json, visit.at})
                .empty();
}

std::optional<Private<std::string>> findTyped(const tenancy::Visit& visit, const std::string& session_hash,
                                              const std::string& token_hash) {
    const auto rows =
        visit.services.pools.once(visit.tenant->id, kFind,
                                  {session_hash, token_hash, visit.request.path(), visit.at,
                                   visit.settings().login.session.idle_min * 60, visit.at - kTypedKept});
    if (rows.empty())
        return std::nullopt;
    return rows[0].personal("fields");
}

void forgetTyped(const tenancy::Visit& visit, const std::string& token_hash) {
    (void)visit.services.pools.once(visit.tenant->id, kForget, {token_hash});
}

int purgeTyped(database::TenantTx& tx, UtcTime before, int max) {
    return static_cast<int>(tx.run(kPurge, {before, max}).affected());
}

}  // namespace inzage::access
