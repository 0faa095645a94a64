#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/base/private.h"

namespace inzage::notices {

enum class NoticeKind { Plan, Report, Other };

struct Notice {
    NoticeKind kind = NoticeKind::Other;
    std::string object_id;       ///< of the plan version or report; "" when it is there no more
    Private<std::string> title;  ///< of the plan or report; may be empty
    UtcTime created_at;
    bool seen = false;
};

constexpr int kNoticesMax = 100;  ///< the newest; the gate counts 90 days back

struct NoticesAnswer {
    access::Viewer viewer;
    std::vector<Notice> notices;  ///< newest first
};

/// The notices that the gate counts as news, seen or not. One round trip.
[[nodiscard]] std::variant<NoticesAnswer, http::Response> findNotices(const tenancy::Visit& visit);

/// Marks the notices made until and including `until` as seen by this person; once is enough. The refusal, or
/// nothing.
[[nodiscard]] std::optional<http::Response> markSeen(const tenancy::Visit& visit, UtcTime until);

}  // namespace inzage::notices
