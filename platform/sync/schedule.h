#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/record_kind.h"
#include "platform/config/tenant_settings.h"

/// When runs are due. Pure functions of a rule, a zone and a moment; thread-safe.
///
/// A rule names wall-clock moments (day and minute) in the tenant's zone. Each of them happens exactly once:
/// one that the clock skips in spring happens at the first instant after the gap, one that the clock shows
/// twice in autumn happens the first time. Periods ("every 10 min") are wall-clock moments too. 24:00 is
/// 00:00 of the next day. Moments that fall on one instant are one run.
///
/// `zone` is an IANA name that the settings check has accepted; an unknown one throws std::runtime_error.
namespace inzage::sync {

/// The first due moment after `after`. Absent when the rule never runs. Cost independent of the rule's
/// length.
[[nodiscard]] std::optional<UtcTime> nextDue(const config::ScheduleRule& rule, std::string_view zone,
                                             UtcTime after);

/// The last due moment not after `at`. Absent when the rule never runs.
[[nodiscard]] std::optional<UtcTime> previousDue(const config::ScheduleRule& rule, std::string_view zone,
                                                 UtcTime at);

/// The due moments after `after`, up to and including `until`, at most `count_max` of them.
[[nodiscard]] std::vector<UtcTime> dueBetween(const config::ScheduleRule& rule, std::string_view zone,
                                              UtcTime after, UtcTime until, std::size_t count_max);

/// When one of these kinds is synchronised next: "volgende keer" on the screens. Absent when never.
[[nodiscard]] std::optional<UtcTime> nextPlanned(const config::TenantSettings& settings,
                                                 std::span<const RecordKind> kinds, UtcTime at);

/// The name under which runs and cursor of a rule are kept: its kinds, sorted, joined by '+', or "all". Rules
/// for the same kinds share it, so that they share the place in the source.
[[nodiscard]] std::string scheduleName(const config::ScheduleRule& rule);

}  // namespace inzage::sync
