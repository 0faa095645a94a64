#include "platform/messages/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inzage::messages {
namespace {

using config::MessagesSettings;
using config::MessagesToStaff;
using config::Who;

const std::vector<Carer> kTeam{{.id = "own",
                                .name = Private<std::string>{"Marga"},
                                .role = "verzorgende",
                                .own_carer = true,
                                .receives = true},
                               {.id = "nurse",
                                .name = Private<std::string>{"Els"},
                                .role = "verpleegkundige",
                                .own_carer = false,
                                .receives = true},
                               {.id = "night",
                                .name = Private<std::string>{"Ria"},
                                .role = "nachtzorg",
                                .own_carer = false,
                                .receives = false}};

MessagesSettings toStaff(MessagesToStaff to, Who by = Who::EveryoneWithRight) {
    MessagesSettings settings;
    settings.to_staff = to;
    settings.to_staff_by = by;
    return settings;
}

std::vector<std::string> receivers(const MessagesSettings& settings) {
    std::vector<std::string> ids;
    for (const auto& carer : kTeam)
        if (receivesFrom(settings, carer))
            ids.push_back(carer.id);
    return ids;
}

TEST(ToTheCare, NobodyIsWrittenToWhereTheOrganisationDoesNotOfferIt) {
    EXPECT_EQ(whyNoStaff(toStaff(MessagesToStaff::None), {.role = "client"}, kTeam), NoStaff::NotHere);
    EXPECT_THAT(receivers(toStaff(MessagesToStaff::None)), testing::IsEmpty());
}

TEST(ToTheCare, WhereOneMayOnlyAnswerNobodyBegins) {
    EXPECT_EQ(whyNoStaff(toStaff(MessagesToStaff::ReplyOnly), {.role = "client"}, kTeam), NoStaff::ReplyOnly);
    EXPECT_THAT(receivers(toStaff(MessagesToStaff::ReplyOnly)), testing::IsEmpty());
}

TEST(ToTheCare, TheOwnCarerIsWhoIsLinkedAndReceives) {
    const auto settings = toStaff(MessagesToStaff::LinkedCarer);
    EXPECT_EQ(whyNoStaff(settings, {.role = "contact"}, kTeam), NoStaff::None);
    EXPECT_THAT(receivers(settings), testing::ElementsAre("own"));
    EXPECT_EQ(whyNoStaff(settings, {.role = "contact"}, {kTeam[1]}), NoStaff::NoOwnCarer);
}

TEST(ToTheCare, TheCareTeamIsWhoeverReceivesMessages) {
    const auto settings = toStaff(MessagesToStaff::CareTeam);
    EXPECT_THAT(receivers(settings), testing::ElementsAre("own", "nurse"));
    EXPECT_EQ(whyNoStaff(settings, {.role = "contact"}, {kTeam[2]}), NoStaff::NobodyReceives);
}

TEST(ToTheCare, OnlyTheClientAndWhoeverRepresentsByLawWriteWhereTheOrganisationSaysSo) {
    const auto settings = toStaff(MessagesToStaff::CareTeam, Who::ClientAndRepresentative);
    EXPECT_EQ(whyNoStaff(settings, {.role = "client"}, kTeam), NoStaff::None);
    EXPECT_EQ(whyNoStaff(settings, {.role = "legal_representative", .represents = true}, kTeam),
              NoStaff::None);
    EXPECT_EQ(whyNoStaff(settings, {.role = "portal_manager", .represents = true}, kTeam), NoStaff::None);
    EXPECT_EQ(whyNoStaff(settings, {.role = "portal_manager"}, kTeam), NoStaff::NotThisRole);
    EXPECT_EQ(whyNoStaff(settings, {.role = "contact"}, kTeam), NoStaff::NotThisRole);
}

TEST(ToTheCare, TheOtherChoicesOfWhoMayWrite) {
    const auto may = [](Who by, const char* role) {
        return isAllowedToWriteStaff(toStaff(MessagesToStaff::CareTeam, by), {.role = role});
    };
    EXPECT_FALSE(may(Who::Nobody, "client"));
    EXPECT_TRUE(may(Who::Manager, "portal_manager"));
    EXPECT_FALSE(may(Who::Manager, "client"));
    EXPECT_TRUE(may(Who::ClientAndManager, "client"));
    EXPECT_FALSE(may(Who::ClientAndManager, "contact"));
}

TEST(Answers, BetweenPeopleAreForWhoStillReadsThem) {
    const MessagesSettings settings;
    EXPECT_EQ(whyNoReply(settings, {.role = "contact"}, {.readers = 1}), NoReply::None);
    EXPECT_EQ(whyNoReply(settings, {.role = "contact"}, {.readers = 0}), NoReply::NobodyLeft);
    MessagesSettings off;
    off.between_people = false;
    EXPECT_EQ(whyNoReply(off, {.role = "contact"}, {.readers = 1}), NoReply::NoPeople);
}

TEST(Answers, ToTheCareFollowTheSamePolicyAsMessages) {
    const Facts theirs{.with_staff = true, .for_circle = true};
    EXPECT_EQ(whyNoReply(toStaff(MessagesToStaff::None), {.role = "client"}, theirs), NoReply::StaffNotHere);
    EXPECT_EQ(whyNoReply(toStaff(MessagesToStaff::ReplyOnly), {.role = "contact"}, theirs), NoReply::None);
    EXPECT_EQ(whyNoReply(toStaff(MessagesToStaff::CareTeam, Who::ClientAndRepresentative),
                         {.role = "contact"}, theirs),
              NoReply::NotThisRole);
}

TEST(Answers, ToACarerWhoLeftOrIsNoLongerTheOwnOneGoNowhere) {
    const Facts gone{.with_staff = true, .carers_receiving = 0, .own_carers = 0};
    const Facts another{.with_staff = true, .carers_receiving = 1, .own_carers = 0};
    EXPECT_EQ(whyNoReply(toStaff(MessagesToStaff::CareTeam), {.role = "client"}, gone), NoReply::CarerGone);
    EXPECT_EQ(whyNoReply(toStaff(MessagesToStaff::CareTeam), {.role = "client"}, another), NoReply::None);
    EXPECT_EQ(whyNoReply(toStaff(MessagesToStaff::LinkedCarer), {.role = "client"}, another),
              NoReply::CarerGone);
}

const std::vector<Person> kPeople{{.id = "joke"}, {.id = "piet"}};
RecipientFault fault(const MessagesSettings& settings, const std::vector<std::string>& ids) {
    return faultOf(settings, chosenOf(ids, kPeople, {kTeam[0], kTeam[1]}));
}

TEST(Recipients, AreChosenFromTheListOnly) {
    const MessagesSettings settings;
    EXPECT_EQ(fault(settings, {"joke", "piet", "joke"}), RecipientFault::None);
    EXPECT_EQ(fault(settings, {"own", "nurse"}), RecipientFault::None);
    EXPECT_EQ(fault(settings, {}), RecipientFault::Nobody);
    EXPECT_EQ(fault(settings, {"joke", "stranger"}), RecipientFault::Stranger);
    EXPECT_EQ(fault(settings, {"night"}), RecipientFault::Stranger);
}

TEST(Recipients, AreFamilyOrCareAndNeverBoth) {
    EXPECT_EQ(fault({}, {"joke", "own"}), RecipientFault::Mixed);
}

TEST(Recipients, AreOneWhereTheOrganisationSaysSo) {
    MessagesSettings settings;
    settings.several_recipients = false;
    EXPECT_EQ(fault(settings, {"joke", "piet"}), RecipientFault::OneOnly);
    EXPECT_EQ(fault(settings, {"joke"}), RecipientFault::None);
}

TEST(Texts, AreCountedInCharactersAndHaveALimit) {
    MessagesSettings settings;
    settings.text_chars_max = 5;
    EXPECT_EQ(textFaultOf(settings, ""), TextFault::Missing);
    EXPECT_EQ(textFaultOf(settings, "ëëëëë"), TextFault::None);
    EXPECT_EQ(textFaultOf(settings, "ëëëëëë"), TextFault::TooLong);
}

TEST(Texts, LoseControlCharactersAndTheSpaceAround) {
    EXPECT_EQ(plainText("  Dag\r\nAnna\r!\x07\x00 \n"), "Dag\nAnna\n!");
    EXPECT_EQ(plainLine("een\ntwee\tdrie"), "een twee drie");
}

TEST(Texts, GiveASubjectOfWholeWords) {
    EXPECT_EQ(subjectOf("Ik kom morgen."), "Ik kom morgen.");
    EXPECT_EQ(subjectOf("Ik kom morgen om tien uur langs met taart voor iedereen op de afdeling."),
              "Ik kom morgen om tien uur langs met taart voor…");
    EXPECT_EQ(charactersOf(subjectOf(std::string(200, 'x'))), 51U);
}

}  // namespace
}  // namespace inzage::messages
