#include "platform/sync/schedule.h"

#include <date/tz.h>

#include <algorithm>
#include <set>

namespace inzage::sync {

namespace {

using std::chrono::microseconds;
using std::chrono::minutes;
using LocalTime = date::local_time<microseconds>;
using LocalMinute = date::local_time<minutes>;

constexpr int kDayMin = 1440;
// A day that is left out altogether (a zone that crosses the date line) is followed by an ordinary one.
constexpr int kDaysSearched = 4;

/// The rule's first minute of the day that is not before `minute`.
std::optional<int> minuteFrom(const config::ScheduleRule& rule, int minute) {
    std::optional<int> best;
    const auto offer = [&](int at) {
        if (!best || at < *best)
            best = at;
    };
    if (const auto at = std::ranges::lower_bound(rule.at_min, minute); at != rule.at_min.end())
        offer(*at);
    if (rule.every_min > 0) {
        const int steps =
            minute <= rule.from_min ? 0 : (minute - rule.from_min + rule.every_min - 1) / rule.every_min;
        const int at = rule.from_min + steps * rule.every_min;
        if (at <= rule.to_min)
            offer(at);
    }
    return best;
}

/// The rule's last minute of the day that is not after `minute`.
std::optional<int> minuteUntil(const config::ScheduleRule& rule, int minute) {
    std::optional<int> best;
    const auto offer = [&](int at) {
        if (!best || at > *best)
            best = at;
    };
    if (const auto after = std::ranges::upper_bound(rule.at_min, minute); after != rule.at_min.begin())
        offer(*std::prev(after));
    const int last = std::min(minute, rule.to_min);
    if (rule.every_min > 0 && last >= rule.from_min)
        offer(rule.from_min + (last - rule.from_min) / rule.every_min * rule.every_min);
    return best;
}

/// The instant of a wall-clock moment: the first of two, the end of a gap.
UtcTime instantOf(const date::time_zone& zone, LocalMinute wall) {
    return UtcTime{zone.to_sys(LocalTime{wall}, date::choose::earliest)};
}

/// Every wall-clock moment before this one has happened at `at` or earlier; this one and all later ones lie
/// after `at`, unless it is exactly the wall clock's minute.
LocalTime wallReached(const date::time_zone& zone, UtcTime at) {
    const LocalTime wall = zone.to_local(at);
    const date::local_info info = zone.get_info(wall);
    // In the repeated hour, its first showing has used up all of its moments.
    if (info.result == date::local_info::ambiguous && at >= info.first.end)
        return LocalTime{(info.first.end + info.first.offset).time_since_epoch()};
    return wall;
}

LocalMinute floorMinute(LocalTime wall) {
    return date::floor<minutes>(wall);
}

}  // namespace

std::optional<UtcTime> nextDue(const config::ScheduleRule& rule, std::string_view zone_name, UtcTime after) {
    const date::time_zone& zone = *date::locate_zone(std::string{zone_name});
    const LocalMinute start = floorMinute(wallReached(zone, after));
    auto day = date::floor<date::days>(start);
    int minute = static_cast<int>((start - day).count());
    for (int days = 0; days < kDaysSearched; ++days) {
        while (const auto at = minuteFrom(rule, minute)) {
            const UtcTime due = instantOf(zone, day + minutes{*at});
            if (due > after)
                return due;
            minute = *at + 1;
        }
        day += date::days{1};
        minute = 0;
    }
    return std::nullopt;
}

std::optional<UtcTime> previousDue(const config::ScheduleRule& rule, std::string_view zone_name, UtcTime at) {
    const date::time_zone& zone = *date::locate_zone(std::string{zone_name});
    const LocalMinute start = floorMinute(wallReached(zone, at));
    auto day = date::floor<date::days>(start);
    int minute = static_cast<int>((start - day).count());
    for (int days = 0; days < kDaysSearched; ++days) {
        while (const auto before = minuteUntil(rule, minute)) {
            const UtcTime due = instantOf(zone, day + minutes{*before});
            if (due <= at)
                return due;
            minute = *before - 1;
        }
        day -= date::days{1};
        minute = kDayMin;
    }
    return std::nullopt;
}

std::vector<UtcTime> dueBetween(const config::ScheduleRule& rule, std::string_view zone, UtcTime after,
                                UtcTime until, std::size_t count_max) {
    std::vector<UtcTime> moments;
    while (moments.size() < count_max) {
        const auto due = nextDue(rule, zone, after);
        if (!due || *due > until)
            break;
        moments.push_back(*due);
        after = *due;
    }
    return moments;
}

std::optional<UtcTime> nextPlanned(const config::TenantSettings& settings, std::span<const RecordKind> kinds,
                                   UtcTime at) {
    std::optional<UtcTime> first;
    for (const config::ScheduleRule& rule : settings.sync.schedules) {
        const bool serves = std::ranges::any_of(
            kinds, [&](RecordKind kind) { return std::ranges::count(rule.kinds, kind) > 0; });
        if (!serves)
            continue;
        const auto due = nextDue(rule, settings.identity.time_zone, at);
        if (due && (!first || *due < *first))
            first = due;
    }
    return first;
}

std::string scheduleName(const config::ScheduleRule& rule) {
    const std::set<RecordKind> kinds{rule.kinds.begin(), rule.kinds.end()};
    if (kinds.size() == kRecordKinds.size())
        return "all";
    std::string name;
    for (const RecordKind kind : kinds) {
        if (!name.empty())
            name += '+';
        name += nameOf(kind);
    }
    return name;
}

}  // namespace inzage::sync
