#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"

/// "Wie keek in het dossier?": the access log in the words of people. Nothing of what somebody read is in it.
namespace inzage::access {

/// A row of the access log about one client.
struct LoggedLook {
    std::int64_t row = 0;
    UtcTime at;
    std::string event;        ///< "dossier.timeline"
    std::string object_kind;  ///< "report"
    std::string action;       ///< C, R, U, D, E
    bool granted = true;
    std::string reason;  ///< why it was refused
    std::optional<AccountId> account;
    Private<std::string> person;
    std::string role;     ///< client, portal_manager, legal_representative, contact, reviewer, ""
    std::string used_by;  ///< self, client, representative: who said to be using a shared account
    std::string device;
    std::string source;         ///< portal, inzagectl, …
    Private<std::string> eyes;  ///< through whose eyes was looked; ""
};

/// Where the next page begins: strictly before this row. It travels in an address, so what comes back may be
/// anything.
struct LogPlace {
    UtcTime before;
    std::int64_t row = 0;

    /// "1763800000000000~42"; absent for anything else.
    [[nodiscard]] static std::optional<LogPlace> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
};

/// Of which part of the portal an event is: "timeline", "reports", …, "portal" for what has no name of its
/// own; the text is access.log_part_<word>.
[[nodiscard]] std::string_view partOf(std::string_view event, std::string_view object_kind = {}) noexcept;
/// All its words.
[[nodiscard]] std::vector<std::string_view> loggedParts();

/// What somebody did with it: "read", "added", "changed", "removed", "did": access.log_deed_<word>.
[[nodiscard]] std::string_view deedOf(std::string_view action) noexcept;

/// A period that can be chosen: the word in the address, and how many days back.
struct Period {
    std::string_view word;
    int days;
};
inline constexpr std::array<Period, 4> kPeriods{{{"7", 7}, {"30", 30}, {"365", 365}, {"alles", 36500}}};
/// The first when the word is none of them.
[[nodiscard]] const Period& periodOf(std::string_view word) noexcept;

}  // namespace inzage::access
