#include "platform/agenda/views.h"

#include <gtest/gtest.h>

#include "platform/agenda/calendar_file.h"
#include "platform/agenda/outbound.h"

namespace inzage::agenda {
namespace {

UtcTime utc(const std::string& text) {
    return parseIsoUtc(text).value();
}

TEST(Views, AMonthIsWholeWeeks) {
    const auto november = periodOf(View::Month, "2026-11-24");
    EXPECT_EQ(november.from, "2026-10-26");
    EXPECT_EQ(november.until, "2026-12-07");
    const auto february = periodOf(View::Month, "2027-02-10");
    EXPECT_EQ(february.from, "2027-02-01");
    EXPECT_EQ(february.until, "2027-03-01");
}

TEST(Views, NeighboursAreAMonthAWeekADayAway) {
    EXPECT_EQ(neighbour(View::Month, "2026-12-31", 1), "2027-01-01");
    EXPECT_EQ(neighbour(View::Month, "2027-01-15", -1), "2026-12-01");
    EXPECT_EQ(neighbour(View::Week, "2026-11-24", 1), "2026-11-30");
    EXPECT_EQ(neighbour(View::Day, "2026-11-30", 1), "2026-12-01");
}

TEST(Views, WeeksAreCountedAsTheDutchDo) {
    EXPECT_EQ(weekNumber("2026-11-24"), 48);
    EXPECT_EQ(weekNumber("2027-01-01"), 53);
    EXPECT_EQ(weekNumber("2027-01-04"), 1);
    EXPECT_EQ(weekNumber("2025-12-29"), 1);
}

TEST(Views, ADayThatDoesntExistIsToday) {
    for (const std::string text : {"", "2026-02-30", "1999-12-31", "2100-01-01", "2026/11/24", "gisteren!!"})
        EXPECT_EQ(dayAsked(text, "2026-11-24"), "2026-11-24") << text;
    EXPECT_EQ(dayAsked("2027-01-31", "2026-11-24"), "2027-01-31");
    EXPECT_EQ(viewOf("kwartaal"), View::Month);
}

OwnAppointment dinner(bool is_private) {
    return {.title = Private<std::string>{"Etentje bij Anna"},
            .note = Private<std::string>{"In Breda"},
            .span = {utc("2026-11-28T18:00:00Z"), utc("2026-11-28T21:00:00Z")},
            .is_private = is_private};
}

TEST(Outbound, OfAPrivateAppointmentTheCareGetsTheBusyIntervalAndNothingElse) {
    const auto sent = payloadOf(dinner(true));
    EXPECT_EQ(sent, R"({"cancelled":false,"ends_at":"2026-11-28T21:00:00.000000Z","kind":"own",)"
                    R"("starts_at":"2026-11-28T18:00:00.000000Z","visibility":"private"})");
}

TEST(Outbound, OfAPublicAppointmentTheCareReadsWhatItIs) {
    const auto sent = payloadOf(dinner(false));
    EXPECT_NE(sent.find("Etentje bij Anna"), std::string::npos);
    EXPECT_NE(sent.find("In Breda"), std::string::npos);
    EXPECT_NE(sent.find(R"("visibility":"public")"), std::string::npos);
}

TEST(CalendarFile, HoldsMomentsInUtcAndWholeDaysAsDates) {
    const CalendarEvent timed{.uid = "a@x",
                              .span = {utc("2026-11-28T18:00:00Z"), utc("2026-11-28T21:00:00Z")},
                              .summary = Private<std::string>{"Eten; \"bij Anna\", in Breda"},
                              .description = Private<std::string>{"regel een\nregel twee"}};
    CalendarEvent days = timed;
    days.uid = "b@x";
    days.first_day = "2026-12-24";
    days.day_after = "2026-12-27";
    days.cancelled = true;
    const auto text = calendarFile("Agenda", utc("2026-11-24T10:00:00Z"), {timed, days});
    for (const std::string line :
         {"BEGIN:VCALENDAR\r\n", "VERSION:2.0\r\n", "X-WR-CALNAME:Agenda\r\n", "UID:a@x\r\n",
          "DTSTART:20261128T180000Z\r\n", "DTEND:20261128T210000Z\r\n", "DTSTAMP:20261124T100000Z\r\n",
          "SUMMARY:Eten\\; \"bij Anna\"\\, in Breda\r\n", "DESCRIPTION:regel een\\nregel twee\r\n",
          "DTSTART;VALUE=DATE:20261224\r\n", "DTEND;VALUE=DATE:20261227\r\n", "STATUS:CANCELLED\r\n",
          "STATUS:CONFIRMED\r\n", "END:VCALENDAR\r\n"})
        EXPECT_NE(text.find(line), std::string::npos) << line << "\nin\n" << text;
}

TEST(CalendarFile, ATitleCantAddLinesOfItsOwn) {
    const CalendarEvent event{.uid = "a@x",
                              .span = {utc("2026-11-28T18:00:00Z"), utc("2026-11-28T21:00:00Z")},
                              .summary = Private<std::string>{"x\r\nEND:VEVENT\r\nBEGIN:VALARM"}};
    const auto text = calendarFile("Agenda", utc("2026-11-24T10:00:00Z"), {event});
    EXPECT_EQ(text.find("\nBEGIN:VALARM"), std::string::npos) << text;
}

}  // namespace
}  // namespace inzage::agenda
