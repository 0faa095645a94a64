#include "platform/sharing/rules.h"

#include <gtest/gtest.h>

#include "platform/sharing/adding.h"
#include "platform/sharing/end_date.h"

namespace inzage::sharing {
namespace {

using config::AddingPeople;

const std::vector<Right> kAll{kRights.begin(), kRights.end()};

config::PeopleSettings adding(AddingPeople who) {
    config::PeopleSettings settings;
    settings.adding = who;
    return settings;
}

Person person(std::string role, bool locked = false) {
    Person one{.account = AccountId::random()};
    one.role = std::move(role);
    one.locked = locked;
    return one;
}

TEST(Power, WhoDecidesIsTheOrganisationsChoice) {
    const std::vector<Right> settings{Right::Settings};
    for (const std::string role : {"client", "portal_manager", "legal_representative", "contact"}) {
        EXPECT_EQ(whyNoPower(adding(AddingPeople::ByOrganisation), role, kAll), NoPower::Organisation)
            << role;
        EXPECT_EQ(whyNoPower(adding(AddingPeople::ByUser), role, settings), NoPower::None) << role;
        for (const auto who : {AddingPeople::ByManager, AddingPeople::RequestToOrganisation})
            EXPECT_EQ(whyNoPower(adding(who), role, settings),
                      role == "contact" ? NoPower::NotManager : NoPower::None)
                << role;
    }
}

TEST(Power, NobodyDecidesWithoutTheRightToSettings) {
    for (const auto who :
         {AddingPeople::ByUser, AddingPeople::ByManager, AddingPeople::RequestToOrganisation})
        for (const std::string role : {"client", "portal_manager", "contact"})
            EXPECT_EQ(whyNoPower(adding(who), role, {Right::Messages, Right::Dossier}), NoPower::NoRight);
}

TEST(Removal, NobodyRemovesThemselvesTheClientOrTheRepresentative) {
    const config::PeopleSettings settings;
    const auto me = person("portal_manager");
    EXPECT_EQ(whyNotRemovable(settings, me.account, me.role, me), Fixed::Yourself);
    EXPECT_EQ(whyNotRemovable(settings, me.account, me.role, person("client")), Fixed::Client);
    EXPECT_EQ(whyNotRemovable(settings, me.account, me.role, person("legal_representative")),
              Fixed::Representative);
    EXPECT_EQ(whyNotRemovable(settings, me.account, me.role, person("contact")), Fixed::No);
}

TEST(Removal, ALockHoldsWhereTheOrganisationKnowsLocks) {
    config::PeopleSettings settings;
    const auto me = AccountId::random();
    EXPECT_EQ(whyNotRemovable(settings, me, "portal_manager", person("contact", true)), Fixed::Locked);
    settings.locked_people = false;
    EXPECT_EQ(whyNotRemovable(settings, me, "portal_manager", person("contact", true)), Fixed::No);
}

TEST(Removal, AContactRemovesNoManager) {
    const config::PeopleSettings settings;
    const auto me = AccountId::random();
    EXPECT_EQ(whyNotRemovable(settings, me, "contact", person("portal_manager")), Fixed::Manager);
    EXPECT_EQ(whyNotRemovable(settings, me, "client", person("portal_manager")), Fixed::No);
}

TEST(RightsOfAPerson, OnlyContactsHaveTicks) {
    config::PeopleSettings settings;
    const auto me = AccountId::random();
    EXPECT_EQ(whyRightsFixed(settings, me, person("contact")), Fixed::No);
    EXPECT_EQ(whyRightsFixed(settings, me, person("client")), Fixed::Client);
    EXPECT_EQ(whyRightsFixed(settings, me, person("portal_manager")), Fixed::Manager);
    EXPECT_EQ(whyRightsFixed(settings, me, person("legal_representative")), Fixed::Representative);
    const auto contact = person("contact");
    EXPECT_EQ(whyRightsFixed(settings, contact.account, contact), Fixed::Yourself);
    settings.rights_per_person = false;
    EXPECT_EQ(whyRightsFixed(settings, me, person("contact")), Fixed::OnePerPerson);
}

TEST(RightsOfAPerson, NobodyGivesOrTakesARightThatTheyLack) {
    const std::vector<Right> own{Right::Messages, Right::Settings};
    EXPECT_EQ(rightsAfter({Right::Dossier}, {Right::Messages, Right::Details}, own),
              (std::vector<Right>{Right::Messages, Right::Dossier}));
    EXPECT_EQ(rightsAfter({}, kAll, own), own);
    EXPECT_EQ(rightsAfter(kAll, {}, kAll), std::vector<Right>{});
}

TEST(RightsOfAPerson, WordsGoThereAndBack) {
    EXPECT_EQ(wordsOf(kAll), "messages,appointments,dossier,details,settings");
    EXPECT_EQ(rightsFromWords("dossier,,nonsense,dossier,messages"),
              (std::vector<Right>{Right::Dossier, Right::Messages}));
    EXPECT_TRUE(rightsFromWords("").empty());
}

TEST(EndDate, IsTodayOrLaterAndARealDay) {
    EXPECT_EQ(readDate({"22", "11", "2026"}, "2026-11-22").day, "2026-11-22");
    EXPECT_EQ(readDate({" 1", "3 ", "2027"}, "2026-11-22").day, "2027-03-01");
    EXPECT_EQ(readDate({"21", "11", "2026"}, "2026-11-22").fault, DateFault::Past);
    for (const TypedDate& typed :
         {TypedDate{"31", "2", "2027"}, TypedDate{"", "2", "2027"}, TypedDate{"1", "13", "2027"},
          TypedDate{"1", "1", "3027"}, TypedDate{"x", "1", "2027"}, TypedDate{"-1", "1", "2027"}})
        EXPECT_EQ(readDate(typed, "2026-11-22").fault, DateFault::NoDate) << typed.day;
    EXPECT_EQ(typedOf("2026-12-31").month, "12");
}

TypedPerson typed(std::string given, std::string family, std::string email) {
    return {Private{std::move(given)}, Private{std::move(family)}, Private{std::move(email)}};
}

TEST(TypedPerson, NeedsTwoNamesAndAnAddressThatMailGoesTo) {
    EXPECT_FALSE(faultsOf(typed("Joke", "van den Berg", "joke@example.nl")).any());
    EXPECT_EQ(faultsOf(typed("", "B", "j@example.nl")).given_name, PersonFault::Missing);
    EXPECT_EQ(faultsOf(typed("J", std::string(101, 'x'), "j@example.nl")).family_name, PersonFault::TooLong);
    for (const std::string email : {"joke", "@example.nl", "a@b", "a@b@c.nl", "a b@c.nl", "a@.nl", "a@b.",
                                    "a@b..nl", "a@b.nl,c@d.nl", "a@b.nl\nBcc: x@y.nl", "<a@b.nl>"})
        EXPECT_EQ(faultsOf(typed("J", "B", email)).email, PersonFault::NotAnAddress) << email;
}

TEST(TypedPerson, PrefixesAreReadAsTheDutchWriteThem) {
    EXPECT_EQ(familyNameOf("van den Berg").prefix, "van den");
    EXPECT_EQ(familyNameOf("van den Berg").name, "Berg");
    EXPECT_EQ(familyNameOf("Jansen").prefix, "");
    EXPECT_EQ(familyNameOf("De Vries").prefix, "De");
    EXPECT_EQ(familyNameOf("Smit van Dam").name, "Smit van Dam");
    EXPECT_EQ(familyNameOf("van").name, "van");
}

TEST(AddingTest, ANameHoldsNoAddressThatAMailProgramMakesALinkOf) {
    const auto fault = [](const std::string& name) {
        return faultsOf({Private<std::string>{name}, Private<std::string>{std::string{"Smit"}},
                         Private<std::string>{std::string{"a@voorbeeld.nl"}}})
            .given_name;
    };
    for (const char* name : {"www.geld", "https://x", "Win geld.nl", "ah.nl nu", "bel a@b",
                             "casino.com/gratis", "gratis-geld.online", "geld.de nu", "vw.de"})
        EXPECT_EQ(fault(name), PersonFault::NotAName) << name;
    for (const char* name :
         {"Anna", "J.P.", "A. B.", "Anne-Marie", "Ümit", "Th. J.", "'t", "O'Neill", "P.de", "Th.van Dijk"})
        EXPECT_EQ(fault(name), PersonFault::None) << name;
}

}  // namespace
}  // namespace inzage::sharing
