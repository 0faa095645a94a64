#include "platform/pinboard/pinboard_store.h"

namespace inzage::pinboard {
namespace {

// Each post of the page, followed by its answers. $13 before (moment), $14 before (id), $15 answers shown
constexpr database::Statement kPinboard{"pinboard_posts", "SELECT " INZAGE_VIEWER R"sql(,
       (SELECT f.updated_at FROM freshness f WHERE f.kind = 'pinboard_post') AS synced_at,
       b.id, b.is_reply, b.author_name, b.body, b.posted_at, b.mine, b.posted_at > viewer.since AS is_new
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      WITH page AS MATERIALIZED (
          SELECT p.id, p.author_name, p.author_account, p.body, p.posted_at
            FROM pinboard_post p
           WHERE p.client_id = viewer.client_id AND p.in_reply_to IS NULL AND p.deleted_at IS NULL
             AND (p.posted_at, p.id) < ($13::timestamptz, $14::uuid)
           ORDER BY p.posted_at DESC, p.id DESC LIMIT 21)
      SELECT p.posted_at AS post_at, p.id AS post, false AS is_reply, p.id, p.author_name, p.body, p.posted_at,
             p.author_account IS NOT DISTINCT FROM viewer.account_id AS mine
        FROM page p
      UNION ALL
      SELECT p.posted_at, p.id, true, r.id, r.author_name, r.body, r.posted_at,
             r.author_account IS NOT DISTINCT FROM viewer.account_id
        FROM page p
       CROSS JOIN LATERAL (SELECT a.id, a.author_name, a.author_account, a.body, a.posted_at
                             FROM pinboard_post a
                            WHERE $15::boolean AND a.in_reply_to = p.id AND a.client_id = viewer.client_id
                              AND a.deleted_at IS NULL
                            ORDER BY a.posted_at, a.id LIMIT 50) AS r) AS b ON true
 ORDER BY b.post_at DESC, b.post DESC, b.is_reply, b.posted_at, b.id)sql"};

std::optional<Note> noteOf(const database::Row& row) {
    const auto posted_at = row.time("posted_at");
    if (!posted_at)
        return std::nullopt;
    const bool mine = row.flag("mine");
    return Note{.id = std::string{row.text("id")},
                .author = row.personal("author_name"),
                .body = row.personal("body"),
                .posted_at = *posted_at,
                .mine = mine,
                .is_new = !mine && row.flag("is_new")};
}

}  // namespace

std::variant<PinboardAnswer, http::Response> findPinboard(const tenancy::Visit& visit,
                                                          const std::optional<PagePlace>& before) {
    const PagePlace place = before.value_or(PagePlace::newest());
    auto entered = access::enter(visit, {.event = "pinboard", .object_kind = "pinboard_post"}, kPinboard,
                                 {place.before, place.id, visit.settings().pinboard.reactions});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    Pinboard pinboard;
    pinboard.synced_at = rows[0].time("synced_at");
    for (const auto& row : rows) {
        auto note = noteOf(row);
        if (!note)
            continue;
        if (row.flag("is_reply")) {
            pinboard.posts.back().replies.push_back(std::move(*note));
            continue;
        }
        if (pinboard.posts.size() == kPostsPerPage) {
            const Note& last = pinboard.posts.back().note;
            pinboard.older = PagePlace{last.posted_at, last.id};
            break;
        }
        pinboard.posts.push_back({std::move(*note), {}});
    }
    return PinboardAnswer{std::move(viewer), std::move(pinboard)};
}

}  // namespace inzage::pinboard
