#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"

/// The clock on the wall: what people type, and the moment that it is. A `date` is "2026-11-24", a `minute`
/// counts from midnight by the clock (0 to 1440). Thread-safe.
namespace inzage::agenda {

/// The moment at which the clock shows this. In the hour that comes twice it is the first of the two; in the
/// hour that is skipped, the moment at which the clock goes forward.
[[nodiscard]] UtcTime momentOf(std::string_view date, int minute, const std::string& zone);
/// False in the hour that is skipped when summer time begins.
[[nodiscard]] bool exists(std::string_view date, int minute, const std::string& zone);
/// Minutes since midnight by the clock.
[[nodiscard]] int minuteOf(UtcTime at, const std::string& zone);
/// Whole days, from `first` to `last`; negative when `last` comes first.
[[nodiscard]] int daysBetween(std::string_view first, std::string_view last);

/// "14.00", "14:00", "1400", "14" or "9.30 uur". Absent for anything else.
[[nodiscard]] std::optional<int> readTime(std::string_view typed);
/// "14.00"
[[nodiscard]] std::string timeOf(int minute);

/// From midnight to midnight by the clock, one day or more.
[[nodiscard]] bool isAllDay(UtcTime starts_at, UtcTime ends_at, const std::string& zone);
/// The last date on which the appointment still goes on: one that ends at midnight is over the day before.
[[nodiscard]] std::string lastDateOf(UtcTime starts_at, UtcTime ends_at, const std::string& zone);

}  // namespace inzage::agenda
