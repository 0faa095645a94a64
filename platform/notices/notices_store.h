#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/base/page_place.h"
#include "platform/base/private.h"
#include "platform/notices/tell.h"

namespace inzage::notices {

struct Notice {
    std::optional<NewsKind> kind;  ///< absent for one that is no longer made
    std::string object_id;         ///< of what it is about; "" when it is there no more
    std::string path;              ///< where it leads; "": follows from kind and object
    Private<std::string> title;    ///< of the plan or report, or the device; may be empty
    UtcTime created_at;
    bool own = false;  ///< for this account alone
    bool seen = false;
};

constexpr int kNoticesOfPage = 25;

struct NoticesAnswer {
    access::Viewer viewer;
    std::vector<Notice> notices;     ///< newest first
    std::optional<PagePlace> older;  ///< where the next page begins
};

/// The notices that the gate counts as news, seen or not, from `before` on. One round trip.
[[nodiscard]] std::variant<NoticesAnswer, http::Response> findNotices(const tenancy::Visit& visit,
                                                                      const std::optional<PagePlace>& before);

/// Marks the notices made until and including `until` as seen by this person; once is enough. The refusal, or
/// nothing.
[[nodiscard]] std::optional<http::Response> markSeen(const tenancy::Visit& visit, UtcTime until);

}  // namespace inzage::notices
