#include "platform/exports/export.h"

#include <gtest/gtest.h>

#include "platform/access/offers.h"
#include "platform/exports/content_store.h"

namespace inzage::exports {
namespace {

using config::Who;

TEST(ExportTest, WhoMayDownloadIsTheSettingOfTheOrganisation) {
    struct Case {
        Who allowed;
        std::string_view roles;  ///< those who may
    };
    for (const auto& [allowed, roles] :
         {Case{Who::Nobody, ""}, Case{Who::Manager, "portal_manager"},
          Case{Who::ClientAndManager, "client portal_manager"},
          Case{Who::ClientAndRepresentative, "client legal_representative"},
          Case{Who::EveryoneWithRight, "client portal_manager legal_representative contact"}}) {
        config::TenantSettings settings;
        settings.download.allowed = allowed;
        EXPECT_EQ(access::offersDownload(settings), !roles.empty());
        for (const std::string_view role : {"client", "portal_manager", "legal_representative", "contact"})
            EXPECT_EQ(access::mayDownload(settings, role), roles.find(role) != std::string_view::npos)
                << role;
        EXPECT_FALSE(access::mayDownload(settings, "")) << "without a client there is nothing to download";
    }
}

TEST(ExportTest, ALostRightEndsADownloadAndANewOneDoesNot) {
    EXPECT_TRUE(coversRights("messages,dossier", "dossier"));
    EXPECT_TRUE(coversRights("messages,dossier", "messages,dossier"));
    EXPECT_TRUE(coversRights("", ""));
    EXPECT_FALSE(coversRights("messages", "messages,dossier"));
    EXPECT_FALSE(coversRights("", "dossier"));
    EXPECT_FALSE(coversRights("dossiers", "dossier")) << "whole words";
}

TEST(ExportTest, WhatAnOrganisationDoesNotShowIsNotInTheArchive) {
    config::TenantSettings settings;
    settings.dossier.sections = {config::DossierSection::CarePlan};
    settings.pinboard.posts = false;
    settings.people.care_team_shown = false;
    settings.agenda.own_appointments = Who::Nobody;
    settings.agenda.care_appointments_shown = false;
    settings.messages.between_people = false;
    settings.messages.staff_may_start = false;
    settings.messages.to_staff = config::MessagesToStaff::None;
    EXPECT_EQ(partsOf(settings), (std::vector<Part>{Part::Client, Part::CarePlans, Part::Contacts,
                                                    Part::AccessLog, Part::Files}));
    EXPECT_GT(partsOf(config::TenantSettings{}).size(), 9U);
}

TEST(ExportTest, AnUnknownStateIsAFailedOne) {
    EXPECT_EQ(exportStateFrom("ready"), ExportState::Ready);
    EXPECT_EQ(exportStateFrom("anders"), ExportState::Failed);
}

}  // namespace
}  // namespace inzage::exports
