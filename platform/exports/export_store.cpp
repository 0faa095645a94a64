#include "platform/exports/export_store.h"

#include <algorithm>

#include "platform/base/hex.h"
#include "platform/exports/purge.h"

namespace inzage::exports {
namespace {

constexpr database::Statement kFind{"exports_find", "SELECT " INZAGE_VIEWER R"sql(,
       e.id, e.state, e.progress_percent, e.bytes, e.created_at, e.worked_at, e.expires_at, e.fetched_at,
       (SELECT person_name(k.given_name, k.prefix, k.family_name)
          FROM access m JOIN account k ON k.id = m.account_id
         WHERE m.client_id = viewer.client_id AND m.role = 'portal_manager' AND k.state = 'active'
         ORDER BY k.created_at LIMIT 1) AS manager
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT x.* FROM export x
       WHERE x.account_id = viewer.account_id AND x.client_id = viewer.client_id AND viewer.preview_account IS NULL
       ORDER BY x.created_at DESC, x.id DESC LIMIT 1) AS e ON true)sql"};

// $1 account, $2 client, $3 language, $4 at, $5 how many a day
constexpr database::Statement kAsk{"exports_ask", R"sql(
    WITH recent AS (
        SELECT count(*) AS made, count(*) FILTER (WHERE state IN ('queued', 'making', 'ready')) AS open
          FROM export WHERE account_id = $1::uuid AND (created_at > $4::timestamptz - interval '24 hours'
                                                       OR state IN ('queued', 'making', 'ready'))
               AND (client_id = $2::uuid OR state NOT IN ('queued', 'making', 'ready'))),
    asked AS (
        INSERT INTO export (account_id, client_id, state, language, created_at)
        SELECT $1::uuid, $2::uuid, 'queued', $3, $4::timestamptz FROM recent WHERE open = 0 AND made < $5::integer
            ON CONFLICT DO NOTHING
        RETURNING id)
    SELECT (SELECT count(*) FROM asked) AS asked, recent.open, recent.made FROM recent)sql"};

// $1 account, $2 client, $3 rights now, $4 at
constexpr database::Statement kReady{"exports_ready", R"sql(
    SELECT id, bytes, rights FROM export
     WHERE account_id = $1::uuid AND client_id = $2::uuid AND state = 'ready' AND expires_at > $3::timestamptz
       FOR UPDATE)sql"};
constexpr database::Statement kTake{"exports_take", R"sql(
    UPDATE export SET state = $2, fetched_at = CASE WHEN $2 = 'fetched' THEN $3::timestamptz END
     WHERE id = $1::uuid)sql"};
constexpr database::Statement kPiece{"exports_piece", R"sql(
    SELECT encode(content, 'hex') AS content FROM export_part WHERE export_id = $1::uuid AND number = $2::integer)sql"};
constexpr database::Statement kDropPieces{"exports_drop_pieces",
                                          "DELETE FROM export_part WHERE export_id = $1::uuid"};

constexpr database::Statement kLogRefused{"exports_log_refused", R"sql(
    INSERT INTO access_log (at, event, action, outcome, reason, account_id, person, role, used_by, session_id, ip,
                            client_id, object_kind, rule)
    SELECT $1::timestamptz, $2, $3, 'refused', $4, k.id, person_name(k.given_name, k.prefix, k.family_name), $5, s.used_by,
           s.id, $6, $7::uuid, 'export', 'setting:download.allowed'
      FROM session s JOIN account k ON k.id = s.account_id WHERE s.id = $8::uuid)sql"};

// $1 at, $2 a maker without a sign of life since then is lost
constexpr database::Statement kClaim{"exports_claim", R"sql(
    WITH next AS (
        SELECT id FROM export
         WHERE state = 'queued' OR (state = 'making' AND worked_at < $2::timestamptz)
         ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED),
    taken AS (
        UPDATE export e SET state = 'making', progress_percent = 0, worked_at = $1::timestamptz FROM next WHERE e.id = next.id
        RETURNING e.*)
    SELECT t.id, t.language, t.account_id, t.client_id, t.created_at, k.email,
           person_name(k.given_name, k.prefix, k.family_name) AS person,
           client_name(c.form_of_address, c.initials, c.prefix, c.family_name) AS client
      FROM taken t JOIN account k ON k.id = t.account_id JOIN client c ON c.id = t.client_id)sql"};
constexpr database::Statement kProgress{"exports_progress", R"sql(
    UPDATE export SET progress_percent = $2::integer, worked_at = $3::timestamptz WHERE id = $1::uuid AND state = 'making')sql"};
constexpr database::Statement kStorePiece{"exports_store_piece", R"sql(
    INSERT INTO export_part (export_id, number, content) VALUES ($1::uuid, $2::integer, decode($3, 'hex')))sql"};
constexpr database::Statement kFinish{"exports_finish", R"sql(
    UPDATE export SET state = 'ready', progress_percent = 100, bytes = $2::bigint, rights = $3, ready_at = $4::timestamptz,
                      expires_at = $5::timestamptz
     WHERE id = $1::uuid AND state = 'making')sql"};
constexpr database::Statement kGiveUp{
    "exports_give_up", "UPDATE export SET state = 'failed' WHERE id = $1::uuid AND state = 'making'"};

constexpr database::Statement kExpire{"exports_expire", R"sql(
    WITH over AS (
        SELECT id FROM export
         WHERE (state = 'ready' AND expires_at <= $1::timestamptz)
            OR (state IN ('queued', 'making') AND created_at < $1::timestamptz - interval '1 day')
         LIMIT $2::integer FOR UPDATE SKIP LOCKED)
    UPDATE export e SET state = CASE WHEN e.state = 'ready' THEN 'expired' ELSE 'failed' END FROM over WHERE e.id = over.id)sql"};
// A download that is being read right now was fetched minutes ago.
constexpr database::Statement kDropOver{"exports_drop_over", R"sql(
    DELETE FROM export_part p WHERE (p.export_id, p.number) IN (
        SELECT q.export_id, q.number FROM export_part q JOIN export e ON e.id = q.export_id
         WHERE e.state IN ('expired', 'failed') OR (e.state = 'fetched' AND e.fetched_at < $1::timestamptz - interval '1 day')
         LIMIT $2::integer))sql"};
constexpr database::Statement kPurge{"exports_purge", R"sql(
    DELETE FROM export WHERE id IN (
        SELECT id FROM export WHERE created_at < $1::timestamptz AND state IN ('fetched', 'failed', 'expired')
         LIMIT $2::integer FOR UPDATE SKIP LOCKED))sql"};

std::string rightsOf(const access::Viewer& viewer) {
    std::string words;
    for (const Right right : viewer.rights)
        words.append(words.empty() ? "" : ",").append(nameOf(right));
    return words;
}

}  // namespace

std::variant<ExportAnswer, http::Response> findExport(const tenancy::Visit& visit) {
    auto entered = access::enter(visit, {.event = "download", .object_kind = "export"}, kFind);
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    const auto row = rows[0];
    ExportAnswer answer{std::move(viewer), std::nullopt, row.personal("manager")};
    if (!row.isNull("id"))
        answer.latest = Export{.id = std::string{row.text("id")},
                               .state = exportStateFrom(row.text("state")),
                               .progress_percent = static_cast<int>(row.integer("progress_percent")),
                               .bytes = row.integer("bytes"),
                               .created_at = row.time("created_at").value_or(visit.at),
                               .worked_at = row.time("worked_at"),
                               .expires_at = row.time("expires_at"),
                               .fetched_at = row.time("fetched_at")};
    return answer;
}

Asked askExport(database::TenantTx& tx, const access::Viewer& viewer, std::string_view language, UtcTime at) {
    const auto rows = tx.run(kAsk, {viewer.account, viewer.client, language, at, kExportsPerDay});
    const auto row = rows[0];
    if (row.integer("asked") > 0)
        return Asked::Queued;
    return row.integer("open") > 0 || row.integer("made") < kExportsPerDay ? Asked::AlreadyThere
                                                                           : Asked::TooMany;
}

std::optional<Fetched> fetchExport(database::TenantTx& tx, const access::Viewer& viewer, UtcTime at) {
    const auto rows = tx.run(kReady, {viewer.account, viewer.client, at});
    if (rows.empty())
        return std::nullopt;
    const std::string id{rows[0].text("id")};
    const bool allowed = coversRights(rightsOf(viewer), rows[0].text("rights"));
    tx.run(kTake, {id, allowed ? "fetched" : "expired", at});
    if (!allowed)
        return std::nullopt;
    return Fetched{id, rows[0].integer("bytes")};
}

std::optional<std::string> readPiece(database::TenantTx& tx, const std::string& id, int number) {
    const auto rows = tx.run(kPiece, {id, number});
    if (rows.empty())
        return std::nullopt;
    return fromHex(rows[0].text("content"));
}

void dropPieces(database::TenantTx& tx, const std::string& id) {
    tx.run(kDropPieces, {id});
}

void logRefused(database::TenantTx& tx, const access::Viewer& viewer, std::string_view event, char action,
                std::string_view reason, std::string_view ip, UtcTime at) {
    tx.run(kLogRefused,
           {at, event, std::string_view{&action, 1}, reason, viewer.role, ip, viewer.client, viewer.session});
}

std::optional<Task> claim(database::TenantTx& tx, UtcTime at) {
    const auto rows = tx.run(kClaim, {at, at - kMakerLost});
    if (rows.empty())
        return std::nullopt;
    const auto row = rows[0];
    const auto account = row.id<AccountId>("account_id");
    const auto client = row.id<ClientId>("client_id");
    if (!account || !client)
        return std::nullopt;
    const std::string id{row.text("id")};
    dropPieces(tx, id);  // of the maker that was lost
    return Task{.id = id,
                .language = std::string{row.text("language")},
                .account = *account,
                .client = *client,
                .email = row.personal("email"),
                .has_email = !row.text("email").empty(),
                .person = row.personal("person"),
                .client_name = row.personal("client"),
                .asked_at = row.time("created_at").value_or(at)};
}

void noteProgress(database::TenantTx& tx, const std::string& id, int percent, UtcTime at) {
    tx.run(kProgress, {id, percent, at});
}

void storePiece(database::TenantTx& tx, const std::string& id, int number, std::string_view content) {
    tx.run(kStorePiece, {id, number, toHex(content)});
}

bool finish(database::TenantTx& tx, const std::string& id, std::int64_t bytes, std::string_view rights,
            UtcTime at, UtcTime expires_at) {
    return tx.run(kFinish, {id, bytes, rights, at, expires_at}).affected() == 1;
}

void giveUp(database::TenantTx& tx, const std::string& id) {
    dropPieces(tx, id);
    tx.run(kGiveUp, {id});
}

int expireExports(database::TenantTx& tx, UtcTime at, int max) {
    const auto ended = tx.run(kExpire, {at, max}).affected();
    return static_cast<int>(std::max(ended, tx.run(kDropOver, {at, max}).affected()));
}

int purgeExports(database::TenantTx& tx, UtcTime before, int max) {
    return static_cast<int>(tx.run(kPurge, {before, max}).affected());
}

}  // namespace inzage::exports
