#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/base/page_place.h"
#include "platform/base/private.h"

namespace inzage::pinboard {

struct Note {
    std::string id;
    Private<std::string> author;
    Private<std::string> body;
    UtcTime posted_at;
    bool mine = false;
    bool is_new = false;  ///< of somebody else, since the visit before this one
    bool edited = false;
    bool reported = false;              ///< somebody asked the manager to look at it
    bool deleted = false;               ///< by this viewer, who can still put it back
    std::optional<UtcTime> deleted_at;  ///< with `deleted`
    std::string photo;                  ///< file id; "" for none
    std::string portrait;               ///< file id of the author's photo; "" for none
};

struct Post {
    Note note;
    std::vector<Note> replies;  ///< oldest first; the first kRepliesMax
};

constexpr int kPostsPerPage = 20;
constexpr int kRepliesMax = 50;

struct Pinboard {
    std::vector<Post> posts;         ///< newest first
    std::optional<PagePlace> older;  ///< absent when this is the end
    std::optional<UtcTime> synced_at;
};

struct PinboardAnswer {
    access::Viewer viewer;
    Pinboard pinboard;
};

/// Posts that were not taken away, and those that this viewer took away a moment ago; with their answers
/// where the organisation lets people react. One round trip.
[[nodiscard]] std::variant<PinboardAnswer, http::Response> findPinboard(
    const tenancy::Visit& visit, const std::optional<PagePlace>& before);

struct NoteAnswer {
    access::Viewer viewer;
    std::optional<Note> note;
};
/// One post or reply, as `kind` of the gate ("pinboard_post", "own_pinboard_post") lets this person. One
/// round trip.
[[nodiscard]] std::variant<NoteAnswer, http::Response> findNote(const tenancy::Visit& visit,
                                                                std::string_view event, std::string_view kind,
                                                                const std::string& id);

}  // namespace inzage::pinboard
