#include "platform/notices/notices_store.h"

#include "platform/notices/purge.h"

namespace inzage::notices {
namespace {

// The same notices as enter() counts: of the client or the account, of the dossier only with that right.
#define INZAGE_NOTICES_OF_VIEWER                                                                           \
    "(n.client_id = viewer.client_id OR n.account_id = viewer.account_id) "                                \
    "AND (n.account_id IS NULL OR (n.account_id = viewer.account_id AND viewer.preview_account IS NULL)) " \
    "AND (n.kind NOT IN ('plan', 'report') OR 'dossier' = ANY (string_to_array(viewer.rights, ','))) "     \
    "AND n.created_at > greatest((SELECT k.created_at FROM account k WHERE k.id = viewer.account_id), "    \
    "$9::timestamptz - interval '90 days') "

constexpr database::Statement kNotices{"notices_list", "SELECT " INZAGE_VIEWER R"sql(,
       x.kind, x.object, x.title, x.created_at, x.seen
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT n.id, n.kind, coalesce(p.id, r.id) AS object, n.created_at,
             coalesce(p.title, nullif(r.title, ''), r.kind_label) AS title,
             EXISTS (SELECT FROM notice_seen s WHERE s.notice_id = n.id AND s.account_id = viewer.account_id) AS seen
        FROM notice n
        LEFT JOIN care_plan p ON n.kind = 'plan' AND p.id = n.object_id AND p.client_id = viewer.client_id
        LEFT JOIN report r ON n.kind = 'report' AND r.id = n.object_id AND r.client_id = viewer.client_id
       WHERE )sql" INZAGE_NOTICES_OF_VIEWER R"sql(
       ORDER BY n.created_at DESC, n.id DESC LIMIT 100) AS x ON true
 ORDER BY x.created_at DESC, x.id DESC)sql"};

// $13 until and including
constexpr database::Statement kMarkSeen{"notices_mark_seen",
                                        "WITH viewer AS (SELECT * FROM " INZAGE_ENTER R"sql( AS v),
     seen AS (
         INSERT INTO notice_seen (notice_id, account_id, seen_at)
         SELECT n.id, viewer.account_id, $9::timestamptz
           FROM viewer JOIN notice n ON )sql" INZAGE_NOTICES_OF_VIEWER R"sql(
          WHERE n.created_at <= $13::timestamptz
             ON CONFLICT DO NOTHING)
SELECT )sql" INZAGE_VIEWER " FROM viewer"};
#undef INZAGE_NOTICES_OF_VIEWER

constexpr database::Statement kPurge{"notices_purge", R"sql(
    DELETE FROM notice WHERE id IN (
        SELECT id FROM notice WHERE created_at < $1::timestamptz LIMIT $2::integer FOR UPDATE SKIP LOCKED))sql"};

NoticeKind kindOf(std::string_view name) {
    if (name == "plan")
        return NoticeKind::Plan;
    return name == "report" ? NoticeKind::Report : NoticeKind::Other;
}

}  // namespace

std::variant<NoticesAnswer, http::Response> findNotices(const tenancy::Visit& visit) {
    auto entered = access::enter(visit, {.event = "notices", .object_kind = "notice"}, kNotices);
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    NoticesAnswer answer{std::move(viewer), {}};
    for (const auto& row : rows)
        if (const auto created_at = row.time("created_at"))
            answer.notices.push_back({.kind = kindOf(row.text("kind")),
                                      .object_id = std::string{row.text("object")},
                                      .title = row.personal("title"),
                                      .created_at = *created_at,
                                      .seen = row.flag("seen")});
    return answer;
}

std::optional<http::Response> markSeen(const tenancy::Visit& visit, UtcTime until) {
    auto entered = access::enter(visit, {.event = "notices.seen", .action = 'U', .object_kind = "notice"},
                                 kMarkSeen, {until});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    return std::nullopt;
}

int purgeNotices(database::TenantTx& tx, UtcTime before, int max) {
    return static_cast<int>(tx.run(kPurge, {before, max}).affected());
}

}  // namespace inzage::notices
