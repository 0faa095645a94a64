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

/// Posts that were not taken away, with their answers where the organisation lets people react. One round
/// trip.
[[nodiscard]] std::variant<PinboardAnswer, http::Response> findPinboard(
    const tenancy::Visit& visit, const std::optional<PagePlace>& before);

}  // namespace inzage::pinboard
