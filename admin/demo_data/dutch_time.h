#pragma once
#include <chrono>
#include <string>

#include "platform/base/clock.h"

namespace inzage::demo_data {

using Day = std::chrono::sys_days;

/// What a Dutch clock shows `minutes` after midnight on `day`, as UTC (rule of Directive 2000/84/EC).
[[nodiscard]] UtcTime fromDutchClock(Day day, int minutes);
/// The day that a Dutch calendar shows at this moment.
[[nodiscard]] Day dutchDay(UtcTime at);
[[nodiscard]] std::string isoDay(Day day);
/// "2026-11-24T14:40:00Z"
[[nodiscard]] std::string isoMoment(UtcTime at);
/// "vrijdag 20 november"
[[nodiscard]] std::string spokenDay(Day day);

}  // namespace inzage::demo_data
