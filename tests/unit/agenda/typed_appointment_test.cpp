#include "platform/agenda/typed_appointment.h"

#include <gtest/gtest.h>

namespace inzage::agenda {
namespace {

const std::string kZone = "Europe/Amsterdam";

class TypedTest : public ::testing::Test {
  protected:
    config::AgendaSettings settings_;
    UtcTime at_ = parseIsoUtc("2026-11-24T19:41:10Z").value();  // 20.41 uur
    TypedAppointment typed_{.title = Private<std::string>{"Wandelen met Piet"},
                            .first = {"27", "11", "2026"},
                            .from = "14.00",
                            .to = "15.30"};

    ReadAppointment read(std::optional<Span> before = {}) {
        return readAppointment(
            typed_,
            {.settings = settings_, .zone = kZone, .today = "2026-11-24", .at = at_, .before = before});
    }
    std::vector<Fault> faults() { return read().faults; }
    static std::vector<Fault> one(Field field, FaultKind kind) { return {{field, kind}}; }
};

TEST_F(TypedTest, OneAppointment) {
    const auto result = read();
    EXPECT_TRUE(result.faults.empty());
    ASSERT_EQ(result.spans.size(), 1U);
    EXPECT_EQ(isoUtc(result.spans[0].starts_at).substr(0, 16), "2026-11-27T13:00");
    EXPECT_EQ(isoUtc(result.spans[0].ends_at).substr(0, 16), "2026-11-27T14:30");
}

TEST_F(TypedTest, EverythingThatIsMissingIsToldAtOnce) {
    typed_ = {};
    EXPECT_EQ(faults(), (std::vector<Fault>{{Field::Title, FaultKind::Missing},
                                            {Field::First, FaultKind::Missing},
                                            {Field::From, FaultKind::Missing},
                                            {Field::To, FaultKind::Missing}}));
}

TEST_F(TypedTest, LeadTimeCountsFromNowToTheMinute) {
    settings_.lead_time_h = 48;
    typed_.first.day = "26";
    typed_.from = "20.41";
    typed_.to = "22.00";
    EXPECT_EQ(faults(), one(Field::First, FaultKind::TooSoon)) << "48 hours less ten seconds";
    typed_.from = "20.42";
    EXPECT_TRUE(faults().empty());
}

TEST_F(TypedTest, AnAppointmentThatStaysWhereItWasIsNeverTooSoon) {
    settings_.lead_time_h = 48;
    typed_.first.day = "25";
    const auto stands = parseIsoUtc("2026-11-25T13:00:00Z").value();
    EXPECT_EQ(faults(), one(Field::First, FaultKind::TooSoon));
    EXPECT_TRUE(read(Span{stands, stands + std::chrono::hours{1}}).faults.empty());
    EXPECT_FALSE(read(Span{stands + std::chrono::hours{1}, stands + std::chrono::hours{2}}).faults.empty());
}

TEST_F(TypedTest, WhatIsOverIsRefusedAndTodayIsNot) {
    typed_.first.day = "24";
    EXPECT_EQ(faults(), one(Field::First, FaultKind::Past));
    typed_.to = "22.00";
    EXPECT_TRUE(faults().empty());
    typed_.first.day = "23";
    EXPECT_EQ(faults(), one(Field::First, FaultKind::Past));
    typed_.first = {"27", "11", "2029"};
    EXPECT_EQ(faults(), one(Field::First, FaultKind::TooFar));
}

TEST_F(TypedTest, DaysThatDontExistAndTimesThatArentTimes) {
    typed_.first = {"31", "11", "2026"};
    EXPECT_EQ(faults(), one(Field::First, FaultKind::NoDate));
    typed_.first = {"27", "11", "26"};
    EXPECT_EQ(faults(), one(Field::First, FaultKind::NoDate));
    typed_.first = {"27", "11", "2026"};
    typed_.from = "halfdrie";
    EXPECT_EQ(faults(), one(Field::From, FaultKind::NoTime));
    typed_.from = "15.30";
    EXPECT_EQ(faults(), one(Field::To, FaultKind::NotAfter));
}

TEST_F(TypedTest, TheHourThatIsSkippedIsExplained) {
    typed_.first = {"28", "3", "2027"};
    typed_.from = "2.30";
    EXPECT_EQ(faults(), one(Field::From, FaultKind::Skipped));
}

TEST_F(TypedTest, WholeDaysNeedNoHours) {
    typed_.all_day = true;
    typed_.from = typed_.to = "";
    typed_.last = {"29", "11", "2026"};
    const auto result = read();
    ASSERT_TRUE(result.faults.empty());
    EXPECT_EQ(isoUtc(result.spans[0].starts_at).substr(0, 16), "2026-11-26T23:00");
    EXPECT_EQ(isoUtc(result.spans[0].ends_at).substr(0, 16), "2026-11-29T23:00");
}

TEST_F(TypedTest, MoreThanOneDayHasItsOwnLimits) {
    typed_.last = {"28", "11", "2026"};
    typed_.to = "10.00";
    EXPECT_TRUE(faults().empty()) << "it ends earlier on a later day";
    typed_.last = {"26", "11", "2026"};
    EXPECT_EQ(faults(), one(Field::Last, FaultKind::NotAfter));
    typed_.last = {"28", "12", "2026"};
    EXPECT_EQ(faults(), one(Field::Last, FaultKind::TooLong));
}

TEST_F(TypedTest, ASeriesOverTheEndOfSummerTimeKeepsItsHour) {
    at_ = parseIsoUtc("2026-10-01T10:00:00Z").value();
    typed_.first = {"20", "10", "2026"};
    typed_.repeat = "week";
    typed_.until = {"3", "11", "2026"};
    const auto result =
        readAppointment(typed_, {.settings = settings_, .zone = kZone, .today = "2026-10-01", .at = at_});
    ASSERT_TRUE(result.faults.empty());
    ASSERT_EQ(result.spans.size(), 3U);
    EXPECT_EQ(isoUtc(result.spans[0].starts_at).substr(0, 16), "2026-10-20T12:00");
    EXPECT_EQ(isoUtc(result.spans[1].starts_at).substr(0, 16), "2026-10-27T13:00");
}

TEST_F(TypedTest, ASeriesNeedsAnEndThatIsNearEnough) {
    typed_.repeat = "dag";
    EXPECT_EQ(faults(), one(Field::Until, FaultKind::Missing));
    typed_.until = {"27", "11", "2026"};
    EXPECT_EQ(faults(), one(Field::Until, FaultKind::NotAfter));
    typed_.until = {"30", "2", "2027"};
    EXPECT_EQ(faults(), one(Field::Until, FaultKind::NoDate));
    typed_.until = {"1", "6", "2027"};
    EXPECT_EQ(faults(), one(Field::Until, FaultKind::TooMany));
    typed_.until = {"1", "6", "2028"};
    EXPECT_EQ(faults(), one(Field::Until, FaultKind::TooFar));
    typed_.until = {"6", "3", "2027"};
    EXPECT_EQ(read().spans.size(), 100U);
}

TEST_F(TypedTest, WhatLastsUntilItComesBackIsRefused) {
    typed_.last = {"28", "11", "2026"};
    typed_.repeat = "dag";
    typed_.until = {"30", "11", "2026"};
    EXPECT_EQ(faults(), one(Field::Last, FaultKind::Overtaken));
    typed_.repeat = "week";
    typed_.until = {"4", "12", "2026"};
    EXPECT_EQ(read().spans.size(), 2U);
}

TEST_F(TypedTest, TextsHaveALengthInLettersNotBytes) {
    std::string letters;
    for (std::size_t i = 0; i < kTitleCharsMax; ++i)
        letters += "é";
    typed_.title = Private{letters};
    EXPECT_TRUE(faults().empty());
    typed_.title = Private{letters + "é"};
    EXPECT_EQ(faults(), one(Field::Title, FaultKind::TooLong));
    typed_.title = Private<std::string>{"Kapper"};
    typed_.note = Private{std::string(kNoteCharsMax + 1, 'x')};
    EXPECT_EQ(faults(), one(Field::Note, FaultKind::TooLong));
}

}  // namespace
}  // namespace inzage::agenda
