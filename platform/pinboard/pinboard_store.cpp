#include "platform/pinboard/pinboard_store.h"

#include "platform/sharing/rules.h"

namespace inzage::pinboard {
namespace {

// What is shown of a post or reply p; the viewer is there.
#define PINBOARD_NOTE(p)                                                   \
    p ".id, " p ".author_name, " p ".body, " p ".posted_at, " p            \
      ".author_account IS NOT DISTINCT FROM viewer.account_id AS mine, " p \
      ".edited_at IS NOT NULL AS edited, " p ".reported_at IS NOT NULL AS reported, " p ".deleted_at"
// The photo of a post, and of its author as long as they have access to this client.
#define PINBOARD_FILES(b)                                                                      \
    "(SELECT f.id FROM file f WHERE f.parent_id = " b                                          \
    ".id AND f.purpose = 'pinboard_photo' LIMIT 1) AS photo, "                                 \
    "(SELECT f.id FROM file f JOIN access x ON x.account_id = f.account_id AND x.client_id = " \
    "viewer.client_id WHERE f.account_id = " b                                                 \
    ".author_account AND f.purpose = 'profile_photo') AS portrait"

// Each post of the page, followed by its answers. $13 before (moment), $14 before (id), $15 answers shown,
// $16 what was taken away since can be put back
constexpr database::Statement kPinboard{"pinboard_posts", "SELECT " INZAGE_VIEWER R"sql(,
       (SELECT f.updated_at FROM freshness f WHERE f.kind = 'pinboard_post') AS synced_at,
       b.id, b.is_reply, b.author_name, b.body, b.posted_at, b.mine, b.edited, b.reported, b.deleted_at,
       b.posted_at > viewer.since AS is_new, )sql" PINBOARD_FILES("b") R"sql(
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      WITH page AS MATERIALIZED (
          SELECT p.*
            FROM pinboard_post p
           WHERE p.client_id = viewer.client_id AND p.in_reply_to IS NULL
             AND (p.deleted_at IS NULL OR (p.deleted_by = viewer.account_id AND viewer.preview_account IS NULL
                                           AND p.deleted_at > $16::timestamptz))
             AND (p.posted_at, p.id) < ($13::timestamptz, $14::uuid)
           ORDER BY p.posted_at DESC, p.id DESC LIMIT 21)
      SELECT p.posted_at AS post_at, p.id AS post, false AS is_reply, p.author_account, )sql" PINBOARD_NOTE(
                                                              "p") R"sql(
        FROM page p
      UNION ALL
      SELECT p.posted_at, p.id, true, r.author_account, )sql" PINBOARD_NOTE("r") R"sql(
        FROM page p
       CROSS JOIN LATERAL (SELECT a.*
                             FROM pinboard_post a
                            WHERE $15::boolean AND a.in_reply_to = p.id AND a.client_id = viewer.client_id
                              AND p.deleted_at IS NULL
                              AND (a.deleted_at IS NULL OR (a.deleted_by = viewer.account_id AND viewer.preview_account IS NULL
                                                            AND a.deleted_at > $16::timestamptz))
                            ORDER BY a.posted_at, a.id LIMIT 50) AS r) AS b ON true
 ORDER BY b.post_at DESC, b.post DESC, b.is_reply, b.posted_at, b.id)sql"};

// $13 the note, $14 only their own
constexpr database::Statement kNote{"pinboard_note", "SELECT " INZAGE_VIEWER R"sql(,
       b.id, b.author_name, b.body, b.posted_at, b.mine, b.edited, b.reported, b.deleted_at, false AS is_new, )sql" PINBOARD_FILES(
                                                         "b") R"sql(
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT p.author_account, )sql" PINBOARD_NOTE("p") R"sql(
        FROM pinboard_post p
       WHERE p.id = $13::uuid AND p.client_id = viewer.client_id AND p.deleted_at IS NULL
         AND (NOT $14::boolean OR p.author_account = viewer.account_id)) AS b ON true)sql"};

std::optional<Note> noteOf(const database::Row& row) {
    const auto posted_at = row.time("posted_at");
    if (!posted_at)
        return std::nullopt;
    const bool mine = row.flag("mine");
    const auto deleted_at = row.time("deleted_at");
    return Note{.id = std::string{row.text("id")},
                .author = row.personal("author_name"),
                .body = row.personal("body"),
                .posted_at = *posted_at,
                .mine = mine,
                .is_new = !mine && row.flag("is_new"),
                .edited = row.flag("edited"),
                .reported = row.flag("reported"),
                .deleted = deleted_at.has_value(),
                .deleted_at = deleted_at,
                .photo = std::string{row.text("photo")},
                .portrait = std::string{row.text("portrait")}};
}

}  // namespace

std::variant<PinboardAnswer, http::Response> findPinboard(const tenancy::Visit& visit,
                                                          const std::optional<PagePlace>& before) {
    const PagePlace place = before.value_or(PagePlace::newest());
    auto entered = access::enter(visit, {.event = "pinboard", .object_kind = "pinboard_post"}, kPinboard,
                                 {place.before, place.id, visit.settings().pinboard.reactions,
                                  UtcTime{visit.at - sharing::kUndoTime}});
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

std::variant<NoteAnswer, http::Response> findNote(const tenancy::Visit& visit, std::string_view event,
                                                  std::string_view kind, const std::string& id) {
    auto entered = access::enter(visit, {.event = event, .object_kind = kind, .object_id = id}, kNote,
                                 {id, kind == "own_pinboard_post"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    return NoteAnswer{std::move(viewer), noteOf(rows[0])};
}

}  // namespace inzage::pinboard
