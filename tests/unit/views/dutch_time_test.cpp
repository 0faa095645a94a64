#include "platform/views/dutch_time.h"

#include <gtest/gtest.h>

namespace inzage::views {
namespace {

constexpr auto nl = Language::Dutch;
constexpr auto en = Language::English;
const std::string kZone = "Europe/Amsterdam";

UtcTime at(const char* text) {
    return parseIsoUtc(text).value();
}

TEST(DutchTime, SaysTheHourInTheTenantsZone) {
    EXPECT_EQ(timeText(at("2026-11-24T14:40:59Z"), kZone, nl), "15.40 uur");
    EXPECT_EQ(timeText(at("2026-07-24T14:05:00Z"), kZone, nl), "16.05 uur");
    EXPECT_EQ(timeText(at("2026-11-23T23:00:00Z"), kZone, nl), "0.00 uur");
    EXPECT_EQ(timeText(at("2026-11-24T14:40:00Z"), kZone, en), "15:40");
}

TEST(DutchTime, TodayIsATodayOfTheZoneAndNotOfUtc) {
    const auto now = at("2026-11-24T22:59:59Z");
    EXPECT_EQ(momentText(at("2026-11-23T23:00:00Z"), kZone, now, nl), "vandaag om 0.00 uur");
    EXPECT_EQ(momentText(at("2026-11-23T22:59:00Z"), kZone, now, nl), "gisteren om 23.59 uur");
    EXPECT_EQ(momentText(at("2026-11-24T23:00:00Z"), kZone, now, nl), "morgen om 0.00 uur");
    EXPECT_EQ(momentText(at("2026-11-20T08:00:00Z"), kZone, now, nl), "vrijdag 20 november om 9.00 uur");
    EXPECT_EQ(momentText(at("2026-11-20T08:00:00Z"), kZone, now, en), "Friday 20 November at 9:00");
}

TEST(DutchTime, AnotherYearIsNamed) {
    const auto now = at("2027-01-02T12:00:00Z");
    EXPECT_EQ(momentText(at("2026-12-31T12:00:00Z"), kZone, now, nl),
              "donderdag 31 december 2026 om 13.00 uur");
    EXPECT_EQ(dayHeading("2026-12-31", "2027-01-02", nl), "Donderdag 31 december 2026");
    EXPECT_EQ(momentText(at("2027-01-01T12:00:00Z"), kZone, now, nl), "gisteren om 13.00 uur");
}

TEST(DutchTime, LabelsStartWithACapital) {
    const auto now = at("2026-11-24T18:00:00Z");
    EXPECT_EQ(momentLabel(at("2026-11-24T14:20:00Z"), kZone, now, nl), "Vandaag, 15.20 uur");
    EXPECT_EQ(momentLabel(at("2026-11-20T14:20:00Z"), kZone, now, nl), "Vrijdag 20 november, 15.20 uur");
    EXPECT_EQ(dayHeading("2026-11-24", "2026-11-24", nl), "Vandaag, dinsdag 24 november");
    EXPECT_EQ(dayHeading("2026-11-23", "2026-11-24", nl), "Gisteren, maandag 23 november");
    EXPECT_EQ(dayHeading("2026-11-20", "2026-11-24", nl), "Vrijdag 20 november");
    EXPECT_EQ(dayHeading("2026-11-24", "2026-11-24", en), "Today, Tuesday 24 November");
}

TEST(DutchTime, ADayToChooseFitsAPhone) {
    EXPECT_EQ(dayChoice("2026-11-24", "2026-11-24", nl), "Vandaag, 24 november");
    EXPECT_EQ(dayChoice("2026-12-31", "2027-01-01", nl), "Gisteren, 31 december 2026");
    EXPECT_EQ(dayChoice("2026-11-20", "2026-11-24", nl), "Vrijdag 20 november");
    EXPECT_EQ(dayChoice("2026-11-23", "2026-11-24", en), "Yesterday, 23 November");
}

TEST(DutchTime, DaysWithoutTime) {
    EXPECT_EQ(dateText("2026-03-01", nl), "1 maart 2026");
    EXPECT_EQ(longDateText("2026-11-24", nl), "dinsdag 24 november 2026");
    EXPECT_EQ(shortDateText("2026-11-24", nl), "24 nov");
    EXPECT_EQ(shortDateText("2026-03-04", nl), "4 mrt");
    EXPECT_EQ(shortDateText("2026-05-04", en), "4 May");
    EXPECT_EQ(weekdayShort("2026-11-22", nl), "zo");
    EXPECT_EQ(monthAndYear("2026-11-22", nl), "november 2026");
    EXPECT_THROW((void)dateText("2026-02-30", nl), std::invalid_argument);
    EXPECT_THROW((void)dateText("24-11-2026", nl), std::invalid_argument);
}

TEST(DutchTime, ADayStartsAtItsOwnMidnightAlsoWhenTheClockIsMoved) {
    EXPECT_EQ(isoUtc(dayStart("2026-03-29", kZone)).substr(0, 19), "2026-03-28T23:00:00");
    EXPECT_EQ(isoUtc(dayStart("2026-03-30", kZone)).substr(0, 19), "2026-03-29T22:00:00");
    EXPECT_EQ(isoUtc(dayStart("2026-10-25", kZone)).substr(0, 19), "2026-10-24T22:00:00");
    EXPECT_EQ(isoUtc(dayStart("2026-10-26", kZone)).substr(0, 19), "2026-10-25T23:00:00");
    // In Santiago midnight itself does not exist that night.
    EXPECT_EQ(isoUtc(dayStart("2026-09-06", "America/Santiago")).substr(0, 19), "2026-09-06T04:00:00");
}

TEST(DutchTime, TheHourThatComesTwiceIsShownTwice) {
    const auto now = at("2026-10-25T12:00:00Z");
    EXPECT_EQ(momentText(at("2026-10-25T00:30:00Z"), kZone, now, nl), "vandaag om 2.30 uur");
    EXPECT_EQ(momentText(at("2026-10-25T01:30:00Z"), kZone, now, nl), "vandaag om 2.30 uur");
}

TEST(DutchTime, CountsDaysOverMonthsAndYears) {
    EXPECT_EQ(addDays("2026-12-31", 1), "2027-01-01");
    EXPECT_EQ(addDays("2028-03-01", -1), "2028-02-29");
    EXPECT_EQ(localDateOf(at("2026-12-31T23:30:00Z"), kZone), "2027-01-01");
    EXPECT_EQ(localHour(at("2026-12-31T23:30:00Z"), kZone), 0);
}

TEST(DutchTime, OnlyDaysThatExistComeOutOfAForm) {
    EXPECT_EQ(dateOf("2026-11", "4"), "2026-11-04");
    EXPECT_EQ(dateOf("2026-11", "24"), "2026-11-24");
    for (const auto& [month, day] : {std::pair{"2026-11", "31"},
                                     {"2026-11", "0"},
                                     {"2026-11", ""},
                                     {"2026-11", "-1"},
                                     {"2026-11", "4x"},
                                     {"2026-1", "4"},
                                     {"abcd-ef", "4"},
                                     {"2026-13", "4"},
                                     {"2026-11", "4294967300"}})
        EXPECT_EQ(dateOf(month, day), std::nullopt) << month << " " << day;
}

TEST(Numbers, HaveACommaInDutchAndNoZerosAtTheEnd) {
    EXPECT_EQ(numberText("61.80", nl), "61,8");
    EXPECT_EQ(numberText("61.00", nl), "61");
    EXPECT_EQ(numberText("120", nl), "120");
    EXPECT_EQ(numberText("-0.50", nl), "-0,5");
    EXPECT_EQ(numberText("61.80", en), "61.8");
    const Private<std::string> upper{"130.0"};
    const Private<std::string> lower{"80"};
    EXPECT_EQ(measuredText(upper, lower, "mmHg", nl), "130 / 80 mmHg");
    EXPECT_EQ(measuredText(upper, Private<std::string>{}, "", nl), "130");
}

}  // namespace
}  // namespace inzage::views
