#include "admin/ctl/access_log_admin_store.h"

namespace inzage::ctl {
namespace {

using database::Statement;

// $1 client number, $2 login, $3 from, $4 until, $5 event, $6 outcome, $7 before, $8 number. Planned anew:
// what is given decides which index serves.
constexpr Statement kSearch{"ctl_access_log_search", R"sql(
SELECT l.id, l.at, l.event, l.action, l.outcome, l.reason, l.person, coalesce(k.login_name, l.account_id::text) AS account,
       l.role, l.used_by, l.ip, l.device, l.source, coalesce(c.client_number, l.client_id::text) AS client, l.object_kind,
       l.object_id, l.rule
  FROM access_log l
  LEFT JOIN account k ON k.id = l.account_id
  LEFT JOIN client c ON c.id = l.client_id
 WHERE ($1 = '' OR l.client_id IN (SELECT id FROM client WHERE client_number = $1 OR id::text = $1) OR l.client_id::text = $1)
   AND ($2 = '' OR l.account_id IN (SELECT id FROM account WHERE login_name = lower($2) OR id::text = $2) OR l.account_id::text = $2)
   AND l.at >= $3::timestamptz AND l.at < $4::timestamptz
   AND ($5 = '' OR starts_with(l.event, $5)) AND ($6 = '' OR l.outcome = $6)
   AND ($7::bigint = 0 OR l.id < $7::bigint)
 ORDER BY l.id DESC LIMIT $8::integer)sql",
                            true};

constexpr Statement kLog{"ctl_access_log_note", R"sql(
INSERT INTO access_log (at, event, action, outcome, person, role, source, client_id, object_kind, rule)
VALUES ($1::timestamptz, 'access_log.searched', 'R', 'granted', $2, 'reviewer', 'inzagectl',
        (SELECT id FROM client WHERE client_number = $3 AND $3 <> '' LIMIT 1), 'access_log', 'organisation'))sql"};

constexpr Statement kCheck{"ctl_access_log_check", "SELECT * FROM check_access_log($1::bigint, $2::integer)"};

constexpr Statement kUnsealed{"ctl_access_log_unsealed", R"sql(
SELECT count(*) AS rows FROM access_log WHERE id > coalesce((SELECT max(to_id) FROM access_log_seal), 0))sql"};

}  // namespace

std::vector<LogRow> searchLog(database::TenantTx& tx, const LogQuestion& question) {
    std::vector<LogRow> found;
    for (const auto& row :
         tx.run(kSearch, {question.client, question.account, question.from, question.until, question.event,
                          question.outcome, question.before, question.max})) {
        const auto text = [&](std::string_view column) { return std::string{row.text(column)}; };
        found.push_back({.id = row.integer("id"),
                         .at = row.time("at").value_or(UtcTime{}),
                         .event = text("event"),
                         .action = text("action"),
                         .outcome = text("outcome"),
                         .reason = text("reason"),
                         .person = row.personal("person"),
                         .account = text("account"),
                         .role = text("role"),
                         .used_by = text("used_by"),
                         .ip = text("ip"),
                         .device = text("device"),
                         .source = text("source"),
                         .client = text("client"),
                         .object_kind = text("object_kind"),
                         .object_id = text("object_id"),
                         .rule = text("rule")});
    }
    return found;
}

void logSearch(database::TenantTx& tx, const LogQuestion& question, const std::string& reviewer, UtcTime at) {
    tx.run(kLog, {at, reviewer, question.client});
}

std::vector<CheckedSeal> checkSeals(database::TenantTx& tx, std::int64_t after, int max) {
    std::vector<CheckedSeal> seals;
    for (const auto& row : tx.run(kCheck, {after, max}))
        seals.push_back({row.integer("to_id"), std::string{row.text("seal")}, row.integer("rows"),
                         std::string{row.text("fault")}, row.integer("bad_row")});
    return seals;
}

std::int64_t unsealedRows(database::TenantTx& tx) {
    return tx.run(kUnsealed)[0].integer("rows");
}

}  // namespace inzage::ctl
