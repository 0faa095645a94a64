#include "platform/access/offers.h"

#include <gtest/gtest.h>

#include "platform/access/page_parts.h"

namespace inzage::access {
namespace {

TEST(Offers, AnOrganisationThatSaysNothingOffersEverything) {
    const config::TenantSettings settings;
    EXPECT_TRUE(offersAgenda(settings));
    EXPECT_TRUE(offersMessages(settings));
    EXPECT_TRUE(offersDossier(settings));
    EXPECT_TRUE(offersDetails(settings));
}

TEST(Offers, MessagesAreThereAsSoonAsAnybodyCanSendThem) {
    config::TenantSettings settings;
    settings.messages.between_people = false;
    EXPECT_FALSE(offersMessages(settings));
    settings.messages.staff_may_start = true;
    EXPECT_TRUE(offersMessages(settings));
    settings.messages.staff_may_start = false;
    settings.messages.to_staff = config::MessagesToStaff::CareTeam;
    EXPECT_TRUE(offersMessages(settings));
}

TEST(Offers, AnAgendaNeedsAppointmentsOfTheCareOrOfPeople) {
    config::TenantSettings settings;
    settings.agenda.care_appointments_shown = false;
    EXPECT_TRUE(offersAgenda(settings));
    settings.agenda.own_appointments = config::Who::Nobody;
    EXPECT_FALSE(offersAgenda(settings));
    settings.agenda.care_appointments_shown = true;
    EXPECT_TRUE(offersAgenda(settings));
}

TEST(Offers, DetailsAreThereForAnyOfTheirTabs) {
    config::TenantSettings settings;
    settings.people.contacts_shown = settings.people.care_team_shown = settings.pinboard.posts = false;
    EXPECT_FALSE(offersDetails(settings));
    settings.pinboard.posts = true;
    EXPECT_TRUE(offersDetails(settings));
}

TEST(Offers, ADossierWithoutSectionsOrTabsIsNone) {
    config::TenantSettings settings;
    settings.dossier.tabs.clear();
    EXPECT_FALSE(offersDossier(settings));
    settings = {};
    settings.dossier.sections.clear();
    EXPECT_FALSE(offersDossier(settings));
}

TEST(PageParts, InitialsAreOfTheFirstAndTheLastWordInAnyAlphabet) {
    EXPECT_EQ(initialsOf("Anna Jansen"), "AJ");
    EXPECT_EQ(initialsOf("Bo van Eik"), "BE");
    EXPECT_EQ(initialsOf("Émile Élan"), "ÉÉ");
    EXPECT_EQ(initialsOf("Marga"), "M");
    EXPECT_EQ(initialsOf(""), "");
}

}  // namespace
}  // namespace inzage::access
