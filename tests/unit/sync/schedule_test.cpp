#include "platform/sync/schedule.h"

#include <date/tz.h>
#include <gtest/gtest.h>

#include <random>

#include "platform/config/schedule.h"

namespace inzage::sync {
namespace {

using config::ScheduleRule;
using std::chrono::hours;
using std::chrono::minutes;

constexpr const char* kAmsterdam = "Europe/Amsterdam";

UtcTime utc(std::string_view text) {
    return parseIsoUtc(text).value();
}

ScheduleRule every(int every_min, int from_min = 0, int to_min = 1439) {
    ScheduleRule rule;
    rule.kinds = {RecordKind::Report};
    rule.every_min = every_min;
    rule.from_min = from_min;
    rule.to_min = to_min;
    return rule;
}

ScheduleRule at(std::vector<int> at_min) {
    ScheduleRule rule;
    rule.kinds = {RecordKind::Report};
    rule.at_min = std::move(at_min);
    return rule;
}

std::vector<std::string> dayOf(const ScheduleRule& rule, std::string_view from, std::string_view until) {
    std::vector<std::string> moments;
    for (const UtcTime due : dueBetween(rule, kAmsterdam, utc(from), utc(until), 2000))
        moments.push_back(isoUtc(due).substr(0, 16));
    return moments;
}

TEST(Schedule, HourlyFromSixToElevenInTheEveningIsEighteenRunsADay) {
    const auto runs = dayOf(every(60, 360, 1380), "2026-11-21T23:00:00Z", "2026-11-22T23:00:00Z");
    ASSERT_EQ(runs.size(), 18U);
    EXPECT_EQ(runs.front(), "2026-11-22T05:00");
    EXPECT_EQ(runs.back(), "2026-11-22T22:00");
}

TEST(Schedule, EveryEightHoursBetweenEightAndMidnightIsThreeRunsAndMidnightBelongsToTheNextDay) {
    const auto runs = dayOf(every(480, 480, 1440), "2026-11-21T23:00:00Z", "2026-11-22T23:00:00Z");
    EXPECT_EQ(runs, (std::vector<std::string>{"2026-11-22T07:00", "2026-11-22T15:00", "2026-11-22T23:00"}));
}

TEST(Schedule, MidnightWrittenTwiceIsOneRun) {
    EXPECT_EQ(dayOf(at({0, 1440}), "2026-11-20T12:00:00Z", "2026-11-22T12:00:00Z"),
              (std::vector<std::string>{"2026-11-20T23:00", "2026-11-21T23:00"}));
}

TEST(Schedule, FixedTimesAreWallClockInSummerAndWinter) {
    EXPECT_EQ(dayOf(at({480, 1200}), "2026-07-01T00:00:00Z", "2026-07-01T23:00:00Z"),
              (std::vector<std::string>{"2026-07-01T06:00", "2026-07-01T18:00"}));
    EXPECT_EQ(dayOf(at({480, 1200}), "2026-12-01T00:00:00Z", "2026-12-01T23:00:00Z"),
              (std::vector<std::string>{"2026-12-01T07:00", "2026-12-01T19:00"}));
}

TEST(Schedule, ARunAtHalfPastTwoHappensOnceWhenTheClockSkipsTwoToThree) {
    EXPECT_EQ(dayOf(at({150}), "2026-03-28T12:00:00Z", "2026-03-29T22:00:00Z"),
              (std::vector<std::string>{"2026-03-29T01:00"}));
}

TEST(Schedule, ARunAtHalfPastTwoHappensOnceWhenTheClockShowsTwoToThreeTwice) {
    EXPECT_EQ(dayOf(at({150}), "2026-10-24T12:00:00Z", "2026-10-25T22:00:00Z"),
              (std::vector<std::string>{"2026-10-25T00:30"}));
}

TEST(Schedule, InTheRepeatedHourTheLastDueMomentIsThatOfItsFirstShowing) {
    EXPECT_EQ(previousDue(at({150}), kAmsterdam, utc("2026-10-25T01:10:00Z")), utc("2026-10-25T00:30:00Z"));
    EXPECT_EQ(nextDue(at({150}), kAmsterdam, utc("2026-10-25T01:10:00Z")), utc("2026-10-26T01:30:00Z"));
}

TEST(Schedule, ADueMomentIsItsOwnPreviousAndNotItsOwnNext) {
    const UtcTime due = utc("2026-11-22T07:00:00Z");
    EXPECT_EQ(previousDue(at({480}), kAmsterdam, due), due);
    EXPECT_EQ(nextDue(at({480}), kAmsterdam, due), due + hours{24});
    EXPECT_EQ(nextDue(at({480}), kAmsterdam, due - std::chrono::microseconds{1}), due);
}

TEST(Schedule, ARuleWithoutMomentsIsNeverDue) {
    EXPECT_FALSE(nextDue(at({}), kAmsterdam, utc("2026-01-01T00:00:00Z")));
    EXPECT_FALSE(previousDue(every(60, 900, 800), kAmsterdam, utc("2026-01-01T00:00:00Z")));
}

TEST(Schedule, TheNameOfARuleIsItsKindsInAFixedOrder) {
    ScheduleRule rule;
    rule.kinds = {RecordKind::PinboardPost, RecordKind::Appointment, RecordKind::Message,
                  RecordKind::Message};
    EXPECT_EQ(scheduleName(rule), "appointment+message+pinboard_post");
    rule.kinds.assign(kRecordKinds.begin(), kRecordKinds.end());
    EXPECT_EQ(scheduleName(rule), "all");
}

TEST(Schedule, NextPlannedIsTheEarliestRuleThatServesAKind) {
    config::TenantSettings settings;
    settings.sync.schedules = {every(10), every(240)};
    settings.sync.schedules[0].kinds = {RecordKind::Message};
    settings.sync.schedules[1].kinds = {RecordKind::Report, RecordKind::CarePlan};
    const UtcTime now = utc("2026-11-22T10:03:00Z");
    const std::vector<RecordKind> reports{RecordKind::Report};
    const std::vector<RecordKind> both{RecordKind::Report, RecordKind::Message};
    const std::vector<RecordKind> none{RecordKind::Contact};
    EXPECT_EQ(nextPlanned(settings, reports, now), utc("2026-11-22T11:00:00Z"));
    EXPECT_EQ(nextPlanned(settings, both, now), utc("2026-11-22T10:10:00Z"));
    EXPECT_EQ(nextPlanned(settings, none, now), std::nullopt);
}

/// The slow reference: walk the clock minute by minute; a wall-clock moment happens when the clock first
/// shows it or something later.
std::vector<UtcTime> walk(const ScheduleRule& rule, const std::string& zone_name, UtcTime from,
                          UtcTime until) {
    const auto* zone = date::locate_zone(zone_name);
    const std::vector<int> times = config::timesOfDay(rule);
    std::vector<UtcTime> moments;
    auto shown = zone->to_local(from - hours{48});
    for (UtcTime now = from - hours{48}; now <= until; now += minutes{1}) {
        const auto wall = zone->to_local(now);
        for (; shown < wall; shown += minutes{1}) {
            const auto next = shown + minutes{1};
            const auto day = date::floor<date::days>(next);
            const int minute = static_cast<int>(date::floor<minutes>(next - day).count());
            const bool due = std::ranges::binary_search(times, minute) ||
                             (minute == 0 && std::ranges::binary_search(times, 1440));
            if (due && now > from && (moments.empty() || moments.back() != now))
                moments.push_back(now);
        }
    }
    return moments;
}

ScheduleRule randomRule(std::mt19937& dice) {
    const auto roll = [&](int low, int high) { return std::uniform_int_distribution{low, high}(dice); };
    if (roll(0, 1) == 0) {
        std::vector<int> times;
        for (int i = roll(1, 5); i > 0; --i)
            times.push_back(roll(0, 1440));
        std::ranges::sort(times);
        times.erase(std::ranges::unique(times).begin(), times.end());
        return at(times);
    }
    const int from = roll(0, 1200);
    return every(roll(1, 500), from, roll(from, 1440));
}

TEST(Schedule, AgreesWithAClockThatIsWalkedMinuteByMinuteOverYearsAndZones) {
    std::mt19937 dice{20261122};
    const std::vector<std::string> zones{"Europe/Amsterdam",  "America/Curacao",  "Australia/Lord_Howe",
                                         "Africa/Casablanca", "America/St_Johns", "Asia/Kathmandu"};
    for (const std::string& zone : zones)
        for (int year = 1990; year <= 2037; year += 3) {
            const ScheduleRule rule = randomRule(dice);
            // Both DST changes of either hemisphere, and one week of no interest.
            for (const char* start :
                 {"-03-22T00:00:00Z", "-10-01T00:00:00Z", "-10-22T00:00:00Z", "-06-10T00:00:00Z"}) {
                const UtcTime from = utc(std::to_string(year) + start);
                const UtcTime until = from + hours{24 * 10};
                const auto expected = walk(rule, zone, from, until);
                ASSERT_EQ(dueBetween(rule, zone, from, until, 100000), expected)
                    << zone << ' ' << year << start;
                for (std::size_t i = 1; i < expected.size(); ++i)
                    ASSERT_EQ(previousDue(rule, zone, expected[i] - std::chrono::seconds{1}), expected[i - 1])
                        << zone << ' ' << isoUtc(expected[i]);
            }
        }
}

}  // namespace
}  // namespace inzage::sync
