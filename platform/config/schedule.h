#pragma once
#include <string>
#include <vector>

#include "platform/config/tenant_settings.h"

namespace inzage::config {

/// The moments of one day at which a rule runs, as minutes from local midnight, ascending, each once. 1440 is
/// 24:00: the same moment as 00:00 of the next day, so a rule that has both runs once. Empty when the rule
/// never runs.
[[nodiscard]] std::vector<int> timesOfDay(const ScheduleRule& rule);

/// The shortest distance in minutes between two moments of the rule, also over midnight; 1440 when it runs
/// once a day.
[[nodiscard]] int shortestGapMin(const ScheduleRule& rule);

/// "08:00", "24:00".
[[nodiscard]] std::string clockText(int minutes_from_midnight);

}  // namespace inzage::config
