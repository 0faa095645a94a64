#include "platform/config/schedule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/config/sample.h"

namespace inzage::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Schedule, WindowIncludesBothEnds) {
    EXPECT_THAT(timesOfDay({.kinds = {}, .at_min = {}, .every_min = 480, .from_min = 480, .to_min = 1440}),
                ElementsAre(480, 960, 1440));
}

TEST(Schedule, MidnightAtBothEndsIsOneRun) {
    EXPECT_EQ(timesOfDay({.kinds = {}, .at_min = {}, .every_min = 240, .from_min = 0, .to_min = 1440}).size(),
              6U);
}

TEST(Schedule, TimesAreSortedAndUnique) {
    EXPECT_THAT(timesOfDay({.kinds = {}, .at_min = {1200, 480, 480}}), ElementsAre(480, 1200));
}

TEST(Schedule, ShortestGapAlsoCountsOverMidnight) {
    EXPECT_EQ(shortestGapMin({.kinds = {}, .at_min = {10, 1430}}), 20);
    EXPECT_EQ(shortestGapMin({.kinds = {}, .at_min = {480}}), 1440);
}

std::vector<std::string> withRule(const std::string& lines) {
    return errorsOf(sampleWith("      every_min: 60\n", lines));
}

TEST(Schedule, OneThatNeverRunsIsRefused) {
    EXPECT_THAT(withRule(""),
                ElementsAre("21:7: sync.schedules[1] never runs: it has neither at nor every_min"));
    EXPECT_THAT(withRule("      at: []\n"),
                ElementsAre("21:7: sync.schedules[1] never runs: at has no times"));
    EXPECT_THAT(withRule("      every_min: 60\n      from: \"23:00\"\n      to: \"06:00\"\n"),
                ElementsAre("21:7: sync.schedules[1] never runs: from 23:00 is later than to 06:00"));
    EXPECT_THAT(
        withRule("      every_min: 120\n      from: \"08:00\"\n      to: \"09:59\"\n"),
        ElementsAre(HasSubstr("never runs a second time: every 120 minutes does not fit between 08:00 and "
                              "09:59")));
    EXPECT_THAT(withRule("      every_min: 120\n      from: \"08:00\"\n      to: \"10:00\"\n"), IsEmpty());
}

TEST(Schedule, TheTwoFormsDoNotMix) {
    EXPECT_THAT(withRule("      every_min: 60\n      at: [\"08:00\"]\n"),
                ElementsAre(HasSubstr("has both at and every_min, from or to")));
}

TEST(Schedule, TimesThatDoNotExistAreRefused) {
    EXPECT_THAT(
        withRule("      at: [\"24:01\", \"8:00\", 08:60]\n"),
        ElementsAre(
            "22:12: sync.schedules[1].at[1] must be a time from \"00:00\" to \"24:00\", not \"24:01\"",
            "22:21: sync.schedules[1].at[2] must be a time from \"00:00\" to \"24:00\", not \"8:00\"",
            "22:29: sync.schedules[1].at[3] must be a time from \"00:00\" to \"24:00\", not \"08:60\""));
}

TEST(Schedule, EveryKindIsFetchedByExactlyOneRule) {
    EXPECT_THAT(errorsOf(sampleWith("contact, ", "")),
                ElementsAre("21:5: sync.schedules: contact is in no rule, so it is never fetched"));
    EXPECT_THAT(withRule("      every_min: 60\n    - kinds: [report]\n      at: [\"08:00\"]\n"),
                ElementsAre("21:5: sync.schedules: report is in more than one rule; name it once"));
}

TEST(Schedule, ARunEndsBeforeTheNextBegins) {
    EXPECT_THAT(
        errorsOf(kSample + "  deadline_s: 3600\n"),
        ElementsAre(
            "23:15: sync.deadline_s is 3600 seconds; sync.schedules[1] runs again after 3600 seconds, "
            "so a run must end before"));
    EXPECT_THAT(errorsOf(kSample + "  deadline_s: 3599\n"), IsEmpty());
}

}  // namespace
}  // namespace inzage::config
