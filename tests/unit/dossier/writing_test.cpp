#include "platform/dossier/writing.h"

#include <gtest/gtest.h>

namespace inzage::dossier {
namespace {

Draft draft(const std::string& text, const std::string& day = "2026-11-24",
            const std::string& kind = "family") {
    return {.key = "", .kind_code = kind, .day = day, .text = Private{text}};
}

class WritingTest : public ::testing::Test {
  protected:
    [[nodiscard]] DraftFaults faults(const Draft& draft) const {
        return faultsOf(draft, writing, "2026-11-24");
    }
    config::WritingSettings writing;
};

TEST_F(WritingTest, ADayIsOneOfTheList) {
    EXPECT_FALSE(faults(draft("Goed.")).any());
    EXPECT_FALSE(faults(draft("Goed.", "2026-11-10")).any());
    for (const char* day : {"2026-11-25", "2026-11-09", "", "2026-11-2x", "2026-11-31", "vandaag"})
        EXPECT_EQ(faults(draft("Goed.", day)).day, DraftFault::NotOffered) << day;
}

TEST_F(WritingTest, ATextIsCountedInCharactersAndNotInBytes) {
    writing.text_chars_max = 3;
    EXPECT_FALSE(faults(draft("één")).any());
    EXPECT_EQ(faults(draft("één!")).text, DraftFault::TooLong);
    EXPECT_EQ(faults(draft("één!")).chars, 4U);
    EXPECT_EQ(faults(draft("")).text, DraftFault::Missing);
}

TEST_F(WritingTest, AKindIsOneOfTheOrganisations) {
    EXPECT_EQ(faults(draft("Goed.", "2026-11-24", "other")).kind, DraftFault::NotOffered);
    writing.kinds = {{"other", "Anders"}};
    EXPECT_FALSE(faults(draft("Goed.", "2026-11-24", "other")).any());
}

TEST_F(WritingTest, WhatIsTypedLosesNothingButWhatNobodySees) {
    EXPECT_EQ(cleanText(" \r\nEen\r\ntwee\rdrie\tvier\x01\x7F \n"), "Een\ntwee\ndrie\tvier");
}

TEST_F(WritingTest, TodayIsNowAndAnotherDayItsMiddle) {
    const UtcTime now = *parseIsoUtc("2026-11-24T10:00:00Z");
    EXPECT_EQ(momentOf(draft("x"), "2026-11-24", "Europe/Amsterdam", now), now);
    EXPECT_EQ(isoUtc(momentOf(draft("x", "2026-11-20"), "2026-11-24", "Europe/Amsterdam", now)),
              "2026-11-20T11:00:00.000000Z");
}

}  // namespace
}  // namespace inzage::dossier
