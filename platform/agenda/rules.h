#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/private.h"
#include "platform/config/tenant_settings.h"

/// What makes an own appointment: who may, when it may begin, how it comes back. Pure functions.
namespace inzage::agenda {

constexpr std::size_t kTitleCharsMax = 120;
constexpr std::size_t kNoteCharsMax = 1000;
constexpr int kDaysMax = 31;         ///< how long one appointment lasts
constexpr int kRepeatsMax = 100;     ///< appointments of one series
constexpr int kRepeatDaysMax = 366;  ///< from the first to the last of a series
constexpr int kAheadDaysMax = 730;   ///< from today to the first
constexpr int kComingMax = 300;      ///< appointments that one person has to come at one client
/// How long cancelling can be undone.
constexpr std::chrono::minutes kUndoTime{10};

/// Whether people with this role ("client", "portal_manager", …) put own appointments in the agenda. The
/// right to the agenda is the gate's.
[[nodiscard]] bool mayMake(const config::AgendaSettings& settings, std::string_view role) noexcept;

/// The first moment at which an own appointment may begin, as a page writes it: a quarter of an hour, with
/// ten minutes to fill in the form.
[[nodiscard]] UtcTime firstMoment(const config::AgendaSettings& settings, UtcTime at);

enum class Repeat { Never, Daily, Weekly, TwoWeekly, Monthly };
/// "", "dag", "week", "twee-weken", "maand": what the form and the column repeat_rule say.
[[nodiscard]] std::string_view wordOf(Repeat repeat) noexcept;
[[nodiscard]] Repeat repeatOf(std::string_view word) noexcept;

/// The dates of a series: from `first` up to and including `last`. A month without the day of `first` has it
/// on its last day. Not more than `most` + 1, so that the caller sees that they are too many.
[[nodiscard]] std::vector<std::string> datesOf(Repeat repeat, std::string_view first, std::string_view last,
                                               int most = kRepeatsMax);

struct Span {
    UtcTime starts_at;
    UtcTime ends_at;
    bool operator==(const Span&) const = default;
};
/// Do they share a moment? One that ends when the other begins doesn't. One without length lies within the
/// other.
[[nodiscard]] bool overlap(const Span& a, const Span& b) noexcept;

/// An appointment by the clock on the wall.
struct WallSpan {
    std::string first;  ///< the day on which it begins
    std::string last;   ///< the day on which it ends; equal to `first` for most
    int from_minute = 0;
    int to_minute = 0;     ///< on `last`; 1440 is the midnight that ends it
    bool all_day = false;  ///< minutes don't count then
};
[[nodiscard]] Span spanOf(const WallSpan& wall, const std::string& zone);
[[nodiscard]] WallSpan wallOf(const Span& span, const std::string& zone);
/// Another of the series: the hours of `now`, on the day of `member`, as many days off as `now` is from
/// `before`.
[[nodiscard]] WallSpan shifted(const WallSpan& now, const WallSpan& before, const WallSpan& member);
/// The same, as many days later (or, negative, earlier).
[[nodiscard]] WallSpan moved(const WallSpan& wall, int days);

}  // namespace inzage::agenda
