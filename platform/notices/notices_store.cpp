#include "platform/notices/notices_store.h"

#include "platform/notices/purge.h"

namespace inzage::notices {
namespace {

// The same notices as enter() counts.
#define INZAGE_NOTICES_OF_VIEWER                                                                      \
    "notices_of(viewer.client_id, viewer.account_id, viewer.rights, viewer.preview_account IS NULL, " \
    "$9::timestamptz)"

// $13 before (moment), $14 before (id)
constexpr database::Statement kNotices{"notices_list", "SELECT " INZAGE_VIEWER R"sql(,
       x.id, x.kind, x.object, x.path, x.title, x.own, x.created_at, x.seen
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT n.id, n.kind, coalesce(p.id, r.id, CASE WHEN n.kind NOT IN ('plan', 'report') THEN n.object_id END) AS object,
             n.detail ->> 'path' AS path, n.account_id IS NOT NULL AS own, n.created_at,
             coalesce(p.title, nullif(r.title, ''), r.kind_label, d.name) AS title,
             EXISTS (SELECT FROM notice_seen s WHERE s.notice_id = n.id AND s.account_id = viewer.account_id) AS seen
        FROM )sql" INZAGE_NOTICES_OF_VIEWER R"sql( AS n
        LEFT JOIN care_plan p ON n.kind = 'plan' AND p.id = n.object_id AND p.client_id = viewer.client_id
        LEFT JOIN report r ON n.kind = 'report' AND r.id = n.object_id AND r.client_id = viewer.client_id
        LEFT JOIN trusted_device d ON n.kind = 'device' AND d.id = n.object_id AND d.account_id = viewer.account_id
       WHERE (n.created_at, n.id) < ($13::timestamptz, $14::uuid)
       ORDER BY n.created_at DESC, n.id DESC LIMIT 26) AS x ON true
 ORDER BY x.created_at DESC, x.id DESC)sql"};
static_assert(kNoticesOfPage == 25, "the statement reads one more");

// $13 until and including
constexpr database::Statement kMarkSeen{"notices_mark_seen",
                                        "WITH viewer AS (SELECT * FROM " INZAGE_ENTER R"sql( AS v),
     seen AS (
         INSERT INTO notice_seen (notice_id, account_id, seen_at)
         SELECT n.id, viewer.account_id, $9::timestamptz
           FROM viewer CROSS JOIN LATERAL )sql" INZAGE_NOTICES_OF_VIEWER R"sql( AS n
          WHERE n.created_at <= $13::timestamptz
             ON CONFLICT DO NOTHING)
SELECT )sql" INZAGE_VIEWER " FROM viewer"};
#undef INZAGE_NOTICES_OF_VIEWER

constexpr database::Statement kPurge{"notices_purge", R"sql(
    DELETE FROM notice WHERE id IN (
        SELECT id FROM notice WHERE created_at < $1::timestamptz LIMIT $2::integer FOR UPDATE SKIP LOCKED))sql"};

}  // namespace

std::variant<NoticesAnswer, http::Response> findNotices(const tenancy::Visit& visit,
                                                        const std::optional<PagePlace>& before) {
    const PagePlace place = before.value_or(PagePlace::newest());
    auto entered = access::enter(visit, {.event = "notices", .object_kind = "notice"}, kNotices,
                                 {place.before, place.id});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    NoticesAnswer answer{std::move(viewer), {}, std::nullopt};
    std::string last_id;
    for (const auto& row : rows) {
        const auto created_at = row.time("created_at");
        if (!created_at)
            continue;
        if (answer.notices.size() == static_cast<std::size_t>(kNoticesOfPage)) {
            answer.older = PagePlace{answer.notices.back().created_at, last_id};
            break;
        }
        answer.notices.push_back({.kind = newsKindOf(row.text("kind")),
                                  .object_id = std::string{row.text("object")},
                                  .path = std::string{row.text("path")},
                                  .title = row.personal("title"),
                                  .created_at = *created_at,
                                  .own = row.flag("own"),
                                  .seen = row.flag("seen")});
        last_id = row.text("id");
    }
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
