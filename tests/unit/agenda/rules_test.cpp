#include "platform/agenda/rules.h"

#include <gtest/gtest.h>

#include "platform/agenda/local_time.h"

namespace inzage::agenda {
namespace {

const std::string kZone = "Europe/Amsterdam";

UtcTime utc(const std::string& text) {
    return parseIsoUtc(text).value();
}

config::AgendaSettings whoMay(config::Who who) {
    config::AgendaSettings settings;
    settings.own_appointments = who;
    return settings;
}

TEST(OwnAppointments, WhoMayIsTheOrganisationsChoice) {
    using config::Who;
    const auto may = [](Who who) {
        std::string roles;
        for (const std::string role : {"client", "portal_manager", "legal_representative", "contact", ""})
            roles += mayMake(whoMay(who), role) ? "1" : "0";
        return roles;
    };
    EXPECT_EQ(may(Who::Nobody), "00000");
    EXPECT_EQ(may(Who::Manager), "01000");
    EXPECT_EQ(may(Who::ClientAndManager), "11000");
    EXPECT_EQ(may(Who::ClientAndRepresentative), "10100");
    EXPECT_EQ(may(Who::EveryoneWithRight), "11110");
}

TEST(OwnAppointments, TheFirstMomentThatIsWrittenOutStillHoldsTenMinutesLater) {
    config::AgendaSettings settings;
    settings.lead_time_h = 48;
    const auto now = utc("2026-11-24T19:41:10Z");
    const auto first = firstMoment(settings, now);
    EXPECT_EQ(isoUtc(first).substr(0, 19), "2026-11-26T20:00:00");
    EXPECT_GE(first, now + std::chrono::hours{48} + std::chrono::minutes{10});
    settings.lead_time_h = 0;
    EXPECT_EQ(isoUtc(firstMoment(settings, now)).substr(0, 19), "2026-11-24T20:00:00");
}

TEST(Repeats, AreDatesUpToAndIncludingTheLast) {
    using V = std::vector<std::string>;
    EXPECT_EQ(datesOf(Repeat::Never, "2026-11-24", "2027-11-24"), (V{"2026-11-24"}));
    EXPECT_EQ(datesOf(Repeat::Daily, "2026-12-30", "2027-01-01"),
              (V{"2026-12-30", "2026-12-31", "2027-01-01"}));
    EXPECT_EQ(datesOf(Repeat::Weekly, "2026-11-24", "2026-12-08"),
              (V{"2026-11-24", "2026-12-01", "2026-12-08"}));
    EXPECT_EQ(datesOf(Repeat::TwoWeekly, "2026-11-24", "2026-12-21"), (V{"2026-11-24", "2026-12-08"}));
}

TEST(Repeats, AMonthWithoutThatDayHasItOnItsLast) {
    EXPECT_EQ(
        datesOf(Repeat::Monthly, "2027-12-31", "2028-04-30"),
        (std::vector<std::string>{"2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"}));
}

TEST(Repeats, AreCountedOneBeyondTheMostThatFit) {
    EXPECT_EQ(datesOf(Repeat::Daily, "2026-01-01", "2026-12-31", 5).size(), 6U);
    EXPECT_EQ(datesOf(Repeat::Daily, "2026-01-01", "2026-01-05", 5).size(), 5U);
}

TEST(Repeats, KeepTheTimeOnTheClockWhenItChanges) {
    const WallSpan first{"2026-10-20", "2026-10-20", 14 * 60, 15 * 60};
    EXPECT_EQ(isoUtc(spanOf(first, kZone).starts_at).substr(0, 16), "2026-10-20T12:00");
    EXPECT_EQ(isoUtc(spanOf(moved(first, 7), kZone).starts_at).substr(0, 16), "2026-10-27T13:00");
    EXPECT_EQ(wallOf(spanOf(moved(first, 7), kZone), kZone).from_minute, 14 * 60);
}

TEST(TheClock, TheSkippedHourIsTheMomentThatItGoesForward) {
    EXPECT_FALSE(exists("2026-03-29", 2 * 60 + 30, kZone));
    EXPECT_TRUE(exists("2026-03-29", 3 * 60, kZone));
    EXPECT_TRUE(exists("2026-03-28", 2 * 60 + 30, kZone));
    EXPECT_EQ(isoUtc(momentOf("2026-03-29", 2 * 60 + 30, kZone)).substr(0, 16), "2026-03-29T01:00");
    const auto span = spanOf({"2026-03-29", "2026-03-29", 2 * 60 + 10, 2 * 60 + 40}, kZone);
    EXPECT_GE(span.ends_at, span.starts_at);
}

TEST(TheClock, TheHourThatComesTwiceIsTheFirst) {
    EXPECT_EQ(isoUtc(momentOf("2026-10-25", 2 * 60 + 30, kZone)).substr(0, 16), "2026-10-25T00:30");
}

TEST(TheClock, AWholeDayIsOneOfTwentyThreeOrTwentyFiveHoursToo) {
    for (const std::string day : {"2026-03-29", "2026-10-25", "2026-11-24"}) {
        const WallSpan wall{.first = day, .last = day, .all_day = true};
        const auto span = spanOf(wall, kZone);
        EXPECT_TRUE(isAllDay(span.starts_at, span.ends_at, kZone)) << day;
        EXPECT_EQ(lastDateOf(span.starts_at, span.ends_at, kZone), day);
        const auto back = wallOf(span, kZone);
        EXPECT_TRUE(back.all_day);
        EXPECT_EQ(back.first, day);
        EXPECT_EQ(back.last, day);
    }
}

TEST(TheClock, AnAppointmentUntilMidnightEndsThatDay) {
    const WallSpan wall{"2026-11-24", "2026-11-24", 20 * 60, 24 * 60};
    const auto span = spanOf(wall, kZone);
    EXPECT_EQ(isoUtc(span.ends_at).substr(0, 16), "2026-11-24T23:00");
    EXPECT_EQ(wallOf(span, kZone).to_minute, 24 * 60);
    EXPECT_EQ(wallOf(span, kZone).last, "2026-11-24");
}

TEST(Clashes, ShareAMomentAndNotOnlyABoundary) {
    const auto at = [](int from, int to) {
        return Span{UtcTime{std::chrono::hours{from}}, UtcTime{std::chrono::hours{to}}};
    };
    EXPECT_TRUE(overlap(at(10, 12), at(11, 13)));
    EXPECT_TRUE(overlap(at(10, 14), at(11, 12)));
    EXPECT_FALSE(overlap(at(10, 12), at(12, 13)));
    EXPECT_FALSE(overlap(at(12, 13), at(10, 12)));
    EXPECT_TRUE(overlap(at(11, 11), at(10, 12)));
    EXPECT_TRUE(overlap(at(10, 10), at(10, 12)));
    EXPECT_FALSE(overlap(at(12, 12), at(10, 12)));
}

TEST(Series, AnotherOfTheSeriesMovesAsFarAndToTheSameHours) {
    const WallSpan before{"2026-11-24", "2026-11-24", 14 * 60, 15 * 60};
    const WallSpan now{"2026-11-26", "2026-11-26", 10 * 60, 11 * 60};
    const WallSpan member{"2026-12-08", "2026-12-08", 14 * 60, 15 * 60};
    const auto moved_one = shifted(now, before, member);
    EXPECT_EQ(moved_one.first, "2026-12-10");
    EXPECT_EQ(moved_one.from_minute, 10 * 60);
}

TEST(Times, AreReadAsPeopleWriteThem) {
    for (const std::string text : {"14.00", "14:00", "1400", "14", " 14 uur ", "14u00", "14,00"})
        EXPECT_EQ(readTime(text), 14 * 60) << text;
    EXPECT_EQ(readTime("9.30 uur"), 9 * 60 + 30);
    EXPECT_EQ(readTime("930"), 9 * 60 + 30);
    EXPECT_EQ(readTime("24.00"), 24 * 60);
    for (const std::string text :
         {"", "25.00", "14.60", "14.5", "twee uur", "-1", "24.30", "14.00.00", "12345"})
        EXPECT_FALSE(readTime(text)) << text;
}

}  // namespace
}  // namespace inzage::agenda
