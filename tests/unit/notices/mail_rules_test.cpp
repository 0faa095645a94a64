#include "platform/notices/mail_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inzage::notices {
namespace {

using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

constexpr const char* kZone = "Europe/Amsterdam";
UtcTime utc(const std::string& text) {
    return parseIsoUtc(text).value();
}
std::string due(MailChoice choice, const std::string& at, const QuietHours& quiet = {},
                const MailsSoFar& so_far = {}) {
    const auto when = mailDue(choice, utc(at), kZone, config::NoticesSettings{}, quiet, so_far);
    return when ? isoUtc(*when).substr(0, 16) : "never";
}
constexpr QuietHours kNight{21 * 60, 8 * 60};

TEST(MailRules, EachChoiceHasItsTime) {
    EXPECT_EQ(due(MailChoice::AtOnce, "2026-11-24T10:00:00Z"), "2026-11-24T10:00");
    EXPECT_EQ(due(MailChoice::Daily, "2026-11-24T10:00:00Z"), "2026-11-24T16:00") << "17.00 in Amsterdam";
    EXPECT_EQ(due(MailChoice::Daily, "2026-11-24T16:00:00Z"), "2026-11-25T16:00")
        << "that moment itself is over";
    EXPECT_EQ(due(MailChoice::Off, "2026-11-24T10:00:00Z"), "never");
}

TEST(MailRules, InQuietHoursNothingGoesOut) {
    EXPECT_EQ(due(MailChoice::AtOnce, "2026-11-24T19:59:00Z", kNight), "2026-11-24T19:59");
    EXPECT_EQ(due(MailChoice::AtOnce, "2026-11-24T20:00:00Z", kNight), "2026-11-25T07:00");
    EXPECT_EQ(due(MailChoice::AtOnce, "2026-11-25T02:00:00Z", kNight), "2026-11-25T07:00");
    EXPECT_EQ(due(MailChoice::AtOnce, "2026-11-25T07:00:00Z", kNight), "2026-11-25T07:00");
    EXPECT_EQ(due(MailChoice::AtOnce, "2026-11-25T12:30:00Z", {13 * 60, 14 * 60}), "2026-11-25T13:00");
    EXPECT_EQ(due(MailChoice::Daily, "2026-11-25T12:30:00Z", {16 * 60, 19 * 60}), "2026-11-25T18:00");
}

TEST(MailRules, MailsThatFollowEachOtherComeAsOne) {
    const MailsSoFar one{utc("2026-11-24T09:55:00Z"), 1};
    EXPECT_EQ(due(MailChoice::AtOnce, "2026-11-24T10:00:00Z", {}, one), "2026-11-24T10:10");
    EXPECT_EQ(due(MailChoice::AtOnce, "2026-11-24T10:30:00Z", {}, one), "2026-11-24T10:30");
}

TEST(MailRules, WhoHadTheDaysNumberWaitsForTheNextDay) {
    const MailsSoFar full{utc("2026-11-24T08:00:00Z"), config::NoticesSettings{}.mails_per_day_max};
    EXPECT_EQ(due(MailChoice::AtOnce, "2026-11-24T10:00:00Z", {}, full), "2026-11-25T16:00");
    EXPECT_EQ(due(MailChoice::Daily, "2026-11-24T10:00:00Z", {}, full), "2026-11-25T16:00");
}

TEST(MailRules, TheDailyMailKeepsItsTimeOverDaylightSaving) {
    EXPECT_EQ(due(MailChoice::Daily, "2026-10-24T16:00:00Z"), "2026-10-25T16:00") << "the clock went back";
    EXPECT_EQ(due(MailChoice::Daily, "2026-03-28T17:00:00Z"), "2026-03-29T15:00") << "the clock went forward";
    EXPECT_EQ(isoUtc(nextTimeOfDay(utc("2026-03-29T00:30:00Z"), 150, kZone)).substr(0, 16),
              "2026-03-29T01:00")
        << "02.30 is not there that night: the moment the clock jumps";
}

TEST(MailRules, WhatIsSavedIsReadBackAndNonsenseIsNot) {
    const config::NoticesSettings defaults;
    auto choices = choicesOf(
        defaults,
        {{"mail.message", "off"}, {"mail.plan", "at_once"}, {"mail.report", "soon"}, {"mail.quiet", "22-7"}});
    EXPECT_EQ(choices.of(NewsKind::Message), MailChoice::Off);
    EXPECT_EQ(choices.of(NewsKind::Plan), MailChoice::AtOnce);
    EXPECT_EQ(choices.of(NewsKind::Report), defaults.mail_report);
    EXPECT_EQ(choices.quiet, (QuietHours{22 * 60, 7 * 60}));
    EXPECT_EQ(wordOf(choices.quiet), "22-7");
    EXPECT_EQ(choicesOf(defaults, {{"mail.quiet", "none"}}).quiet, QuietHours{});
    for (const char* wrong : {"", "22", "25-7", "7-7", "a-b", "22-7x"})
        EXPECT_EQ(choicesOf(defaults, {{"mail.quiet", wrong}}).quiet, kNight) << wrong;
    EXPECT_THAT(choices.mailed(), Not(Contains(NewsKind::Message)));
}

TEST(MailRules, AStopStopsEverything) {
    const auto choices = choicesOf({}, {{"mail.message", "at_once"}, {"mail.stopped", "true"}});
    EXPECT_TRUE(choices.mailed().empty());
}

TEST(MailRules, AccessAndDevicesAreNoChoice) {
    EXPECT_EQ(choicesOf({}, {{"mail.access", "at_once"}}).of(NewsKind::Access), MailChoice::Off)
        << "they have mails of their own, always";
}

TEST(MailRules, OnlyWhatTheOrganisationOffersIsAsked) {
    config::TenantSettings settings;
    settings.messages.between_people = false;
    settings.pinboard.posts = false;
    settings.agenda.own_appointments = config::Who::Nobody;
    settings.agenda.care_appointments_shown = false;
    EXPECT_THAT(offeredKinds(settings), ElementsAre(NewsKind::Plan, NewsKind::Report));
}

}  // namespace
}  // namespace inzage::notices
