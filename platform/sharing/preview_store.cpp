#include "platform/sharing/preview_store.h"

namespace inzage::sharing {
namespace {

using database::Statement;

constexpr Statement kStart{"sharing_preview_start", R"sql(
    UPDATE session SET state = 'preview', preview_account = $2::uuid, client_id = $3::uuid,
                       last_seen_at = greatest(last_seen_at, $4::timestamptz)
     WHERE id = $1::uuid AND state = 'full')sql"};

constexpr Statement kStop{"sharing_preview_stop", R"sql(
    WITH was AS (
        SELECT s.id, s.account_id, s.client_id, s.used_by, s.device, s.preview_account FROM session s
         WHERE s.token_hash = $1 AND s.state = 'preview' AND session_lives(s, $2::timestamptz, $3::integer) FOR UPDATE),
    stopped AS (
        UPDATE session SET state = 'full', preview_account = NULL, last_seen_at = greatest(last_seen_at, $2::timestamptz)
          FROM was WHERE session.id = was.id),
    noted AS (
        INSERT INTO access_log (at, event, action, outcome, account_id, person, role, used_by, session_id, ip, device,
                                client_id, object_kind, object_id, rule)
        SELECT $2::timestamptz, 'sharing.preview_stop', 'E', 'granted', k.id,
               person_name(k.given_name, k.prefix, k.family_name), coalesce(x.role, ''), was.used_by, was.id, $4,
               was.device, was.client_id, 'person', coalesce(was.preview_account::text, ''), 'session'
          FROM was JOIN account k ON k.id = was.account_id
          LEFT JOIN access x ON x.account_id = was.account_id AND x.client_id = was.client_id)
    SELECT id FROM was)sql"};

}  // namespace

bool startPreview(database::TenantTx& tx, const SessionId& session, const ClientId& client,
                  const AccountId& person, UtcTime at) {
    return tx.run(kStart, {session, person, client, at}).affected() == 1;
}

bool stopPreview(const tenancy::Visit& visit, const std::string& token_hash) {
    return !visit.services.pools
                .once(visit.tenant->id, kStop,
                      {token_hash, visit.at, visit.settings().login.session.idle_min * 60,
                       visit.request.remoteIp()})
                .empty();
}

}  // namespace inzage::sharing
