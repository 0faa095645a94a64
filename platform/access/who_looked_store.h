#pragma once
#include <optional>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/access/who_looked.h"

namespace inzage::access {

constexpr int kLooksOfPage = 50;

struct LogPerson {
    AccountId account;
    Private<std::string> name;
};

struct WhoLooked {
    Viewer viewer;
    std::vector<LoggedLook> looks;  ///< newest first
    std::vector<LogPerson> people;  ///< with access now, to choose from; by name
    std::optional<LogPlace> older;  ///< where the next page begins
};

/// The rows about the chosen client from `from` on, before `before`, of one person when given. One round
/// trip; this look is a row itself. Refused (404, written down) for who may not read it.
[[nodiscard]] std::variant<WhoLooked, http::Response> findWhoLooked(const tenancy::Visit& visit, UtcTime from,
                                                                    const std::optional<AccountId>& person,
                                                                    const std::optional<LogPlace>& before);

}  // namespace inzage::access
