// The five organisations' published rules, as their files say them. A change here is a change of what an
// organisation promised to its clients.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "platform/config/load.h"
#include "platform/config/schedule.h"
#include "platform/config/theme.h"

namespace inzage::config {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

/// What an installation has beside the settings: the files that these name for secrets.
std::vector<LoadedTenant> loadInstalled() {
    std::string secrets = (std::filesystem::temp_directory_path() / "secrets.XXXXXX").string();
    if (::mkdtemp(secrets.data()) == nullptr)
        return {};
    const std::filesystem::path password = std::filesystem::path{secrets} / "treant-reporting.password";
    std::ofstream{password} << "not-used-here";
    std::filesystem::permissions(password, std::filesystem::perms{0600});
    auto loaded = loadTenants(INZAGE_SOURCE_DIR "/tenants", {secrets, true});
    std::filesystem::remove_all(secrets);
    return loaded;
}

const TenantSettings& tenant(const std::string& id) {
    static const auto all = [] {
        std::map<std::string, TenantSettings> by_id;
        for (const LoadedTenant& one : loadInstalled()) {
            EXPECT_THAT(textOf(one.errors), IsEmpty());
            by_id[one.id] = one.settings ? *one.settings : TenantSettings{};
        }
        return by_id;
    }();
    return all.at(id);
}

const std::vector<std::string> kFive{"debeyart", "hetspectrum", "svrz", "treant", "zuyderland"};

TEST(FiveTenants, AreValidAndHaveTheirHost) {
    for (const std::string& id : kFive) {
        EXPECT_THAT(tenant(id).identity.hosts, ElementsAre(id + ".localhost"));
        if (tenant(id).sync.adapter == "csv") {
            EXPECT_EQ(tenant(id).sync.adapter_settings.at("folder"), "drops/" + id);
        }
        EXPECT_EQ(textOf(lintTexts(tenant(id))), "");
    }
    EXPECT_EQ(loadInstalled().size(), 5U);
}

TEST(FiveTenants, BringTheirRecordsInInDifferentWays) {
    EXPECT_EQ(tenant("debeyart").sync.adapter, "csv");
    EXPECT_EQ(tenant("hetspectrum").sync.adapter, "csv");
    EXPECT_EQ(tenant("svrz").sync.adapter, "csv");
    EXPECT_EQ(tenant("treant").sync.adapter, "odbc");
}

TEST(FiveTenants, LookDifferent) {
    std::set<std::string> themes;
    for (const std::string& id : kFive)
        EXPECT_TRUE(themes.insert(tenant(id).branding.brand).second) << id;
}

TEST(FiveTenants, TemplateIsValid) {
    EXPECT_EQ(textOf(parseTenant(INZAGE_SOURCE_DIR "/tenants/template/tenant.yaml").errors), "");
}

struct LoginRow {
    std::string id;
    LoginName name;
    bool one_account;
    int sms_idle_days;
    int sms_fixed_age_days;
    OwnDataSms own_data;
    ResetKind reset;
    int link_lifetime_min;
    bool reset_asks_user_name;
    std::optional<int> password_age_days;
    FirstAccess first;
    ShowPassword show;
    bool terms;
};

TEST(FiveTenants, LoginRulesAreThePublishedOnes) {
    const LoginRow rows[]{
        {"debeyart", LoginName::Both, false, 30, 180, OwnDataSms::PhoneAndEmail, ResetKind::MailedPassword,
         30, false, std::nullopt, FirstAccess::Invited, ShowPassword::Toggle, false},
        {"hetspectrum", LoginName::Email, true, 30, 180, OwnDataSms::Any, ResetKind::Link, 30, false,
         std::nullopt, FirstAccess::Registers, ShowPassword::Toggle, true},
        {"treant", LoginName::Both, false, 90, 180, OwnDataSms::PhoneAndEmail, ResetKind::MailedPassword, 30,
         false, std::nullopt, FirstAccess::Invited, ShowPassword::WhileHeld, false},
        {"svrz", LoginName::Both, false, 90, 180, OwnDataSms::PhoneAndEmail, ResetKind::MailedPassword, 30,
         false, 90, FirstAccess::Invited, ShowPassword::Toggle, false},
        {"zuyderland", LoginName::UserName, false, 30, 7, OwnDataSms::PhoneAndEmail, ResetKind::Link, 10,
         true, std::nullopt, FirstAccess::Invited, ShowPassword::Toggle, false},
    };
    for (const LoginRow& row : rows) {
        SCOPED_TRACE(row.id);
        const LoginSettings& login = tenant(row.id).login;
        EXPECT_EQ(login.name_kind, row.name);
        EXPECT_EQ(login.one_account_per_client, row.one_account);
        EXPECT_EQ(login.sms.idle_days, row.sms_idle_days);
        EXPECT_EQ(login.sms.fixed_age_days, row.sms_fixed_age_days);
        EXPECT_EQ(login.sms.own_data_change, row.own_data);
        EXPECT_EQ(login.reset.kind, row.reset);
        EXPECT_EQ(login.reset.link_lifetime_min, row.link_lifetime_min);
        EXPECT_EQ(login.reset.one_time_password_lifetime_min, 30);
        EXPECT_EQ(login.reset.asks_user_name, row.reset_asks_user_name);
        EXPECT_EQ(login.password.age_days, row.password_age_days);
        EXPECT_EQ(login.password.age_idle_days, row.password_age_days);
        EXPECT_EQ(login.password.show, row.show);
        EXPECT_TRUE(login.password.must_change_at_first_login);
        EXPECT_EQ(login.registration.kind, row.first);
        EXPECT_EQ(login.terms_of_use.must_accept, row.terms);
        EXPECT_TRUE(login.sms.first_login && login.sms.other_device && login.sms.password_change &&
                    login.sms.forgotten_password);
        EXPECT_EQ(login.sms.code_lifetime_s, 300);
        EXPECT_EQ(login.sms.code_tries, 5);
        EXPECT_THAT(login.sms.resend_waits_s, ElementsAre(30, 60, 120));
        EXPECT_THAT(login.sms.countries, ElementsAre(31));
        EXPECT_EQ(login.session.idle_min, 15);
        EXPECT_EQ(login.session.max_h, 12);
        EXPECT_TRUE(login.logout_asks);
    }
    EXPECT_EQ(tenant("hetspectrum").login.sms.not_received_label, "Geen SMS ontvangen");
    EXPECT_EQ(tenant("hetspectrum").login.registration.email_not_received_label, "Geen e-mail ontvangen");
    EXPECT_EQ(tenant("zuyderland").login.sms.not_received_label, "Geen code ontvangen");
    EXPECT_THAT(tenant("treant").login.sms.not_received_advice, testing::HasSubstr("betaalde sms"));
}

TEST(FiveTenants, DossierRulesAreThePublishedOnes) {
    using S = DossierSection;
    EXPECT_THAT(tenant("debeyart").dossier.sections,
                ElementsAre(S::Reports, S::Measurements, S::Questionnaires, S::CarePlan, S::Notices));
    EXPECT_THAT(tenant("hetspectrum").dossier.sections,
                ElementsAre(S::Reports, S::Measurements, S::CarePlan));
    EXPECT_THAT(tenant("treant").dossier.sections, ElementsAre(S::Reports, S::Notices, S::CarePlan));
    EXPECT_THAT(tenant("svrz").dossier.sections,
                ElementsAre(S::Reports, S::Questionnaires, S::CarePlan, S::Notices));
    EXPECT_THAT(tenant("zuyderland").dossier.sections,
                ElementsAre(S::Reports, S::Questionnaires, S::CarePlan));
    EXPECT_THAT(tenant("zuyderland").dossier.tabs,
                ElementsAre(DossierTab::Timeline, DossierTab::Read, DossierTab::Write, DossierTab::Plans));
    for (const std::string& id : kFive) {
        SCOPED_TRACE(id);
        const DossierSettings& dossier = tenant(id).dossier;
        EXPECT_EQ(dossier.writing.allowed, id == "zuyderland");
        EXPECT_EQ(dossier.plan_change_notice,
                  id == "zuyderland" ? PlanChangeNotice::NoticesButton : PlanChangeNotice::InDossier);
        EXPECT_EQ(dossier.visible_after_care_days, id == "treant" ? 7 : 30);
        EXPECT_EQ(dossier.silence_text.empty(), id != "treant");
        EXPECT_GT(dossier.glossary.size(), 20U);
    }
}

std::vector<int> timesFor(const std::string& id, RecordKind kind) {
    for (const ScheduleRule& rule : tenant(id).sync.schedules)
        if (std::find(rule.kinds.begin(), rule.kinds.end(), kind) != rule.kinds.end())
            return timesOfDay(rule);
    return {};
}

TEST(FiveTenants, SynchroniseWhenTheySay) {
    for (const RecordKind kind : kRecordKinds) {
        SCOPED_TRACE(std::string{nameOf(kind)});
        EXPECT_THAT(timesFor("debeyart", kind), ElementsAre(8 * 60, 20 * 60));
        EXPECT_EQ(timesFor("hetspectrum", kind).size(), 24U);
        const auto treant = timesFor("treant", kind);
        EXPECT_EQ(treant.size(), 18U);
        EXPECT_EQ(treant.front(), 6 * 60);
        EXPECT_EQ(treant.back(), 23 * 60);
        EXPECT_THAT(timesFor("zuyderland", kind), ElementsAre(8 * 60, 16 * 60, 24 * 60));
        const bool often = kind == RecordKind::Message || kind == RecordKind::Appointment ||
                           kind == RecordKind::PinboardPost;
        EXPECT_EQ(timesFor("svrz", kind).size(), often ? 144U : 6U);
        EXPECT_EQ(timesFor("svrz", kind).front(), 0);
    }
    for (const std::string& id : kFive)
        EXPECT_EQ(tenant(id).identity.time_zone, "Europe/Amsterdam");
}

TEST(FiveTenants, AgendaRulesAreThePublishedOnes) {
    EXPECT_EQ(tenant("debeyart").agenda.own_appointments, Who::EveryoneWithRight);
    EXPECT_EQ(tenant("hetspectrum").agenda.own_appointments, Who::Nobody);
    EXPECT_EQ(tenant("treant").agenda.own_appointments, Who::EveryoneWithRight);
    EXPECT_EQ(tenant("svrz").agenda.own_appointments, Who::EveryoneWithRight);
    EXPECT_EQ(tenant("zuyderland").agenda.own_appointments, Who::ClientAndManager);
    for (const std::string& id : kFive) {
        SCOPED_TRACE(id);
        EXPECT_EQ(tenant(id).agenda.lead_time_h, id == "debeyart" ? 48 : 0);
        EXPECT_EQ(tenant(id).agenda.private_offered, id != "svrz");
        EXPECT_EQ(tenant(id).agenda.clash_text.empty(), id != "svrz");
        EXPECT_EQ(tenant(id).agenda.advice.empty(), id != "zuyderland");
        EXPECT_EQ(tenant(id).agenda.home_care_sees_own_only, id == "zuyderland");
        EXPECT_TRUE(tenant(id).agenda.care_appointments_shown);
    }
}

TEST(FiveTenants, MessageAndPinboardRulesAreThePublishedOnes) {
    EXPECT_EQ(tenant("debeyart").messages.to_staff, MessagesToStaff::None);
    EXPECT_EQ(tenant("hetspectrum").messages.to_staff, MessagesToStaff::None);
    EXPECT_EQ(tenant("treant").messages.to_staff, MessagesToStaff::ReplyOnly);
    EXPECT_EQ(tenant("svrz").messages.to_staff, MessagesToStaff::LinkedCarer);
    EXPECT_EQ(tenant("zuyderland").messages.to_staff, MessagesToStaff::CareTeam);
    EXPECT_EQ(tenant("zuyderland").messages.to_staff_by, Who::ClientAndRepresentative);
    EXPECT_FALSE(tenant("zuyderland").messages.holiday_warning.empty());
    for (const std::string& id : kFive) {
        SCOPED_TRACE(id);
        const bool writes = id != "hetspectrum";
        EXPECT_EQ(tenant(id).messages.between_people, writes);
        EXPECT_EQ(tenant(id).messages.staff_may_start, id == "treant");
        EXPECT_TRUE(tenant(id).messages.newest_first);
        EXPECT_EQ(tenant(id).pinboard.posts, writes);
        EXPECT_EQ(tenant(id).pinboard.reactions, writes);
        EXPECT_EQ(tenant(id).pinboard.photos, writes);
        EXPECT_EQ(tenant(id).pinboard.staff,
                  id == "treant" ? StaffOnPinboard::ReadsWithoutAlert : StaffOnPinboard::NoAccess);
    }
}

TEST(FiveTenants, PeopleAndProfileRulesAreThePublishedOnes) {
    EXPECT_EQ(tenant("debeyart").people.adding, AddingPeople::ByUser);
    EXPECT_EQ(tenant("hetspectrum").people.adding, AddingPeople::ByOrganisation);
    EXPECT_EQ(tenant("treant").people.adding, AddingPeople::RequestToOrganisation);
    EXPECT_EQ(tenant("svrz").people.adding, AddingPeople::ByUser);
    EXPECT_EQ(tenant("zuyderland").people.adding, AddingPeople::ByManager);
    EXPECT_TRUE(tenant("svrz").people.locked_people);
    EXPECT_EQ(tenant("zuyderland").people.invited_role, "Contactpersoon cliëntportaal");
    EXPECT_TRUE(tenant("zuyderland").people.invited_role_fixed);
    for (const std::string& id : kFive) {
        SCOPED_TRACE(id);
        EXPECT_EQ(tenant(id).people.contacts_order, ContactsOrder::Alphabetical);
        EXPECT_EQ(tenant(id).people.care_team_message_button, id == "zuyderland");
        EXPECT_EQ(tenant(id).people.rights_per_person, id != "hetspectrum");
        EXPECT_THAT(tenant(id).people.default_rights, IsEmpty());
        EXPECT_THAT(tenant(id).profile.editable, Contains(OwnData::Password));
        if (id == "treant") {
            EXPECT_THAT(tenant(id).profile.editable, Not(Contains(OwnData::Mobile)));
            EXPECT_THAT(tenant(id).profile.editable, Not(Contains(OwnData::Email)));
        } else {
            EXPECT_THAT(tenant(id).profile.editable, Contains(OwnData::Mobile));
            EXPECT_THAT(tenant(id).profile.editable, Contains(OwnData::Email));
        }
        EXPECT_EQ(tenant(id).download.allowed, Who::Manager);
        EXPECT_EQ(tenant(id).profile.client_photo_editable, id == "debeyart" || id == "zuyderland");
    }
    EXPECT_THAT(tenant("zuyderland").profile.editable, Contains(OwnData::Address));
}

TEST(FiveTenants, HelpdesksAreThePublishedOnes) {
    EXPECT_EQ(tenant("debeyart").helpdesk.email, "clientportaal@debeyart.nl");
    EXPECT_EQ(tenant("hetspectrum").helpdesk.email, "clientportaal@hetspectrum.nl");
    EXPECT_EQ(tenant("treant").helpdesk.email, "clientportaal.mijncaress@treant.nl");
    EXPECT_EQ(tenant("svrz").helpdesk.email, "clientportaal@svrz.nl");
    EXPECT_EQ(tenant("zuyderland").helpdesk.email, "cliëntportaalzorgcentra@zuyderland.nl");
    EXPECT_FALSE(tenant("treant").helpdesk.own_equipment_text.empty());
    EXPECT_FALSE(tenant("svrz").helpdesk.own_equipment_text.empty());
}

TEST(TextLint, NamesForeignMailboxesAndTestHosts) {
    TenantSettings settings = tenant("zuyderland");
    settings.agenda.advice = "Log in op https://zuyderlandaccp.mijncaress.nl of mail oud@zuyderland.nl.";
    const std::string objections = textOf(lintTexts(settings));
    EXPECT_THAT(objections,
                testing::HasSubstr("agenda.advice names the test host zuyderlandaccp.mijncaress.nl"));
    EXPECT_THAT(objections,
                testing::HasSubstr("agenda.advice names oud@zuyderland.nl, but helpdesk.email is"));
}

}  // namespace
}  // namespace inzage::config
