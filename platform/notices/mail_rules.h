#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/config/tenant_settings.h"
#include "platform/notices/tell.h"

/// When somebody is mailed that there is something new.
namespace inzage::notices {

using config::MailChoice;

/// The kinds that people choose mails for. Changed access and new devices have mails of their own, always.
inline constexpr std::array kMailedKinds{NewsKind::Message, NewsKind::Appointment, NewsKind::Pinboard,
                                         NewsKind::Plan,    NewsKind::Report,      NewsKind::ChangeFailed};

/// Minutes from midnight, wall clock of the tenant's zone; over midnight when `until` is smaller; the same:
/// none.
struct QuietHours {
    int from_min = 0;
    int until_min = 0;
    bool operator==(const QuietHours&) const = default;
};

/// What one person chose, the tenant's defaults where they chose nothing.
struct MailChoices {
    std::map<NewsKind, MailChoice> kinds;
    QuietHours quiet;
    bool stopped = false;  ///< by the link in a mail: none at all

    [[nodiscard]] MailChoice of(NewsKind kind) const;
    /// The kinds that are mailed at some time.
    [[nodiscard]] std::vector<NewsKind> mailed() const;
};

/// `saved`: preferences "mail.<kind>": at_once, daily, off; "mail.quiet": "21-8" in whole hours, or "none";
/// "mail.stopped". What makes no sense counts as not chosen.
[[nodiscard]] MailChoices choicesOf(const config::NoticesSettings& defaults,
                                    const std::map<std::string, std::string>& saved);

[[nodiscard]] std::string_view wordOf(MailChoice choice) noexcept;
[[nodiscard]] std::optional<MailChoice> mailChoiceOf(std::string_view word) noexcept;
/// "21-8", "none".
[[nodiscard]] std::string wordOf(const QuietHours& quiet);

/// The kinds of news that this organisation's portal can have at all, in the order of the page.
[[nodiscard]] std::vector<NewsKind> offeredKinds(const config::TenantSettings& settings);

/// What was mailed to the person before.
struct MailsSoFar {
    std::optional<UtcTime> last;
    int today = 0;  ///< on the date of `at` in the zone
};

/// Mails that follow each other at once come as one, so much later.
constexpr std::chrono::minutes kBetweenMails{15};

/// When the mail about news of now is due; absent: never. Not in quiet hours, not sooner after the last one
/// than kBetweenMails, and not more than the day's number: then with the next daily mail. `zone` is an IANA
/// name.
[[nodiscard]] std::optional<UtcTime> mailDue(MailChoice choice, UtcTime at, const std::string& zone,
                                             const config::NoticesSettings& settings, const QuietHours& quiet,
                                             const MailsSoFar& so_far);

/// The next moment strictly after `at` when clocks in the zone show that time.
[[nodiscard]] UtcTime nextTimeOfDay(UtcTime at, int minutes, const std::string& zone);

}  // namespace inzage::notices
