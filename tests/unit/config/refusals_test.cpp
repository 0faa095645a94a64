// A case per kind of refusal. The message is the product here: whoever keeps the file acts on it alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/config/provider_url.h"
#include "tests/unit/config/sample.h"

namespace inzage::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

TEST(SettingsFile, SampleIsValid) {
    EXPECT_THAT(errorsOf(kSample), IsEmpty());
}

TEST(SettingsFile, UnknownKeyIsNamedWithItsPlaceAndASuggestion) {
    EXPECT_THAT(
        errorsOf(sampleWith("  email:", "  emial: x@y.nl\n  email:")),
        ElementsAre("17:3: helpdesk.emial is not a setting here (known: email, phone, hours, form_url, "
                    "info_url, lines, pages, own_equipment_text, screen_advice). Did you mean email?"));
}

TEST(SettingsFile, UnknownSectionIsNamed) {
    EXPECT_THAT(
        errorsOf(kSample + "loggin:\n  name_kind: both\n"),
        ElementsAre(testing::AllOf(StartsWith("23:1: loggin is not a setting here (known: identity, "),
                                   HasSubstr("Did you mean login?"))));
}

TEST(SettingsFile, AllErrorsComeAtOnceInFileOrder) {
    const auto errors = errorsOf(sampleWith("  name: Zorg Voorbeeld", "  naam: x") +
                                 "login:\n  logout_asks: ja\n  session: {idle_min: 99}\n");
    ASSERT_EQ(errors.size(), 4U);
    EXPECT_THAT(errors[0], StartsWith("2:3: identity.name is missing"));
    EXPECT_THAT(errors[1], StartsWith("3:3: identity.naam is not a setting here"));
    EXPECT_EQ(errors[2], "24:16: login.logout_asks must be true or false, not ja");
    EXPECT_EQ(errors[3], "25:23: login.session.idle_min is 99; 5 to 30 minutes is allowed");
}

TEST(SettingsFile, KeyGivenTwiceIsRefused) {
    EXPECT_THAT(errorsOf(sampleWith("  short_name:", "  name: Ander\n  short_name:")),
                ElementsAre("4:3: name is given twice; the first time in line 3"));
}

TEST(SettingsFile, MissingSectionSaysWhatItIsFor) {
    EXPECT_THAT(errorsOf(sampleWith("helpdesk:\n  email: hulp@voorbeeld.nl\n", "")),
                ElementsAre("1:1: helpdesk is missing: Where users find help."));
}

TEST(SettingsFile, BooleanLookingTextIsRefused) {
    EXPECT_THAT(
        errorsOf(sampleWith("name: Zorg Voorbeeld", "name: NO")),
        ElementsAre("3:9: identity.name is NO without quotes, which YAML takes for a boolean; write \"NO\""));
    EXPECT_THAT(errorsOf(sampleWith("name: Zorg Voorbeeld", "name: \"NO\"")), IsEmpty());
}

TEST(SettingsFile, BooleanLookingNumberIsRefused) {
    EXPECT_THAT(errorsOf(kSample + "login:\n  session:\n    idle_min: on\n"),
                ElementsAre("25:15: login.session.idle_min must be a whole number; on is a boolean in YAML"));
}

TEST(SettingsFile, OctalLookingNumberIsRefused) {
    EXPECT_THAT(
        errorsOf(kSample + "login:\n  sms:\n    code_lifetime_s: 0500\n"),
        ElementsAre("25:22: login.sms.code_lifetime_s must be a whole number without a leading zero; YAML "
                    "takes 0500 for an octal number"));
}

TEST(SettingsFile, OctalLookingTextIsRefused) {
    EXPECT_THAT(
        errorsOf(sampleWith("  email:", "  phone: 0164123456\n  email:")),
        ElementsAre("17:10: helpdesk.phone is 0164123456 without quotes, which YAML takes for an octal "
                    "number; write \"0164123456\""));
}

TEST(SettingsFile, BadNumbersAreRefused) {
    const auto error = [](const std::string& number) {
        return errorsOf(kSample + "login: {session: {idle_min: " + number + "}}\n");
    };
    EXPECT_THAT(error("tien"),
                ElementsAre("23:29: login.session.idle_min must be a whole number, not \"tien\""));
    EXPECT_THAT(error("15.5"), ElementsAre(HasSubstr("must be a whole number, not \"15.5\"")));
    EXPECT_THAT(error("0x0f"), ElementsAre(HasSubstr("must be a whole number, not \"0x0f\"")));
    EXPECT_THAT(error("\"15\""), ElementsAre(HasSubstr("must be a whole number without quotes")));
    EXPECT_THAT(error("99999999999999999999"), ElementsAre(HasSubstr("must be a whole number")));
    EXPECT_THAT(error("[15]"), ElementsAre(HasSubstr("must be a whole number")));
    EXPECT_THAT(error("4"), ElementsAre(HasSubstr("is 4; 5 to 30 minutes is allowed")));
    EXPECT_THAT(error("5"), IsEmpty());
    EXPECT_THAT(error("30"), IsEmpty());
    EXPECT_THAT(error("31"), ElementsAre(HasSubstr("is 31; 5 to 30 minutes is allowed")));
}

TEST(SettingsFile, UnknownWordIsRefusedWithTheKnownOnes) {
    EXPECT_THAT(
        errorsOf(kSample + "login:\n  name_kind: e-mail\n"),
        ElementsAre("24:14: login.name_kind can't be \"e-mail\" (known: user_name, email, both). Did you "
                    "mean email?"));
}

TEST(SettingsFile, UnknownTimeZoneIsRefused) {
    EXPECT_THAT(
        errorsOf(sampleWith("  hosts:", "  time_zone: Europe/Amsterdm\n  hosts:")),
        ElementsAre(StartsWith("5:14: identity.time_zone \"Europe/Amsterdm\" is not a time zone that this "
                               "machine knows")));
}

TEST(SettingsFile, IdMustBeTheFolder) {
    EXPECT_THAT(
        errorsOf(sampleWith("id: voorbeeld", "id: ander")),
        ElementsAre("2:7: identity.id is \"ander\" but the folder is \"voorbeeld\"; they must be the same"));
}

TEST(SettingsFile, HostsAreNamesOnly) {
    EXPECT_THAT(errorsOf(sampleWith("[voorbeeld.localhost]", "[\"http://x.nl\", x.nl:8080, X.nl, -x.nl]")),
                ElementsAre(StartsWith("5:11: identity.hosts[1] \"http://x.nl\" is not a host name"),
                            StartsWith("5:26: identity.hosts[2]"), StartsWith("5:37: identity.hosts[3]"),
                            StartsWith("5:43: identity.hosts[4]")));
    EXPECT_THAT(errorsOf(sampleWith("[voorbeeld.localhost]", "[x.nl, x.nl]")),
                ElementsAre("5:17: identity.hosts[2] \"x.nl\" is in the list twice"));
    EXPECT_THAT(errorsOf(sampleWith("[voorbeeld.localhost]", "[]")),
                ElementsAre("5:10: identity.hosts is empty; a portal needs at least one host name"));
}

TEST(SettingsFile, ValueLeftEmptyIsRefused) {
    EXPECT_THAT(errorsOf(sampleWith("name: Zorg Voorbeeld", "name:")),
                ElementsAre(HasSubstr("identity.name has no value; give one or leave the line out")));
}

TEST(SettingsFile, TooLongTextIsRefused) {
    EXPECT_THAT(errorsOf(sampleWith("short_name: Voorbeeld", "short_name: Voorbeeldige zorg")),
                ElementsAre("4:15: identity.short_name has 17 characters; 1 to 14 are allowed"));
    EXPECT_THAT(errorsOf(sampleWith("short_name: Voorbeeld", "short_name: ëëëëëëëëëëëëëë")), IsEmpty());
}

TEST(SettingsFile, AddressesMustBeSafe) {
    EXPECT_THAT(
        errorsOf(sampleWith("  email:", "  form_url: javascript:alert(1)\n  email:")),
        ElementsAre(HasSubstr("helpdesk.form_url \"javascript:alert(1)\" is not an address that starts "
                              "with https://")));
    EXPECT_THAT(errorsOf(sampleWith("hulp@voorbeeld.nl", "hulp")),
                ElementsAre("17:10: helpdesk.email \"hulp\" is not an e-mail address"));
    EXPECT_THAT(errorsOf(sampleWith("hulp@voorbeeld.nl", "hulp@voorbeeld.nl?cc=x@y.nl")),
                ElementsAre(HasSubstr("is not an e-mail address")));
    EXPECT_THAT(errorsOf(sampleWith("hulp@voorbeeld.nl", "cliënt@voorbeeld.nl")), IsEmpty());
}

TEST(SettingsFile, TermsThatMustBeAcceptedHaveAText) {
    EXPECT_THAT(errorsOf(kSample + "login:\n  terms_of_use: {must_accept: true, version: \"1\"}\n"),
                ElementsAre(HasSubstr("login.terms_of_use.text is needed because")));
}

TEST(SettingsFile, APasswordAloneNeverOpensADossier) {
    EXPECT_THAT(errorsOf(kSample + "login:\n  sms:\n    other_device: false\n"),
                ElementsAre(HasSubstr("login.sms.other_device must be true")));
    EXPECT_THAT(errorsOf(kSample + "login:\n  sms:\n    idle_days: 91\n"),
                ElementsAre(HasSubstr("7 to 90 days is allowed")));
    EXPECT_THAT(errorsOf(kSample + "login:\n  sms:\n    fixed_age_days: 181\n"),
                ElementsAre(HasSubstr("1 to 180 days is allowed")));
    EXPECT_THAT(errorsOf(kSample + "login:\n  session:\n    max_h: 13\n"),
                ElementsAre(HasSubstr("1 to 12 hours is allowed")));
}

TEST(SettingsFile, MailedPasswordNeedsTheSmsCode) {
    EXPECT_THAT(
        errorsOf(kSample + "login:\n  reset: {kind: mailed_password}\n  sms: {forgotten_password: false}\n"),
        ElementsAre("25:29: login.sms.forgotten_password must be true: login.reset.kind is "
                    "mailed_password, which is safe with a code only"));
}

TEST(SettingsFile, AnExternalLoginNeedsItsIssuerItsClientAndItsName) {
    const auto external = [](const std::string& settings) {
        return errorsOf(kSample + "login:\n  external: {" + settings + "}\n");
    };
    const std::string good = "issuer: 'https://login.test', client_id: inzage, name: Zorgpas";
    EXPECT_THAT(external(good), IsEmpty());
    EXPECT_THAT(external("client_id: inzage, name: Zorgpas"),
                ElementsAre(HasSubstr("login.external.issuer is needed")));
    EXPECT_THAT(external("issuer: 'https://login.test', name: Zorgpas"),
                ElementsAre(HasSubstr("login.external.client_id is needed")));
    EXPECT_THAT(external("issuer: 'https://login.test', client_id: inzage"),
                ElementsAre(HasSubstr("login.external.name is needed")));
    EXPECT_THAT(external(good + ", scopes: [email]"), ElementsAre(HasSubstr("must have openid")));
    EXPECT_THAT(external(good + ", scopes: [openid]"), ElementsAre(HasSubstr("must have email")));
    EXPECT_THAT(external(good + ", scopes: [openid], account_claim: subject"), IsEmpty());
    EXPECT_THAT(external(good + ", acr_values: ['a b']"), ElementsAre(HasSubstr("with a space")));
    std::string all;
    const auto with_files =
        parseTenantText(kSample + "login:\n  external: {" + good + ", client_secret_file: nergens.secret}\n",
                        "tenants/voorbeeld/tenant.yaml", {"/geen/map", true});
    for (const auto& error : with_files.errors)
        all += error.text() + "\n";
    EXPECT_THAT(all, HasSubstr("login.external.client_secret_file can't serve: the secret file "
                               "/geen/map/nergens.secret can't be read"));
}

TEST(SettingsFile, AnIdentityProviderIsSpokenToOverTlsOnly) {
    for (const auto* url : {"https://login.test", "https://login.test:8443/pad?x=1", "http://127.0.0.1:9000",
                            "http://localhost/x", "http://[::1]:9000"})
        EXPECT_TRUE(isProviderUrl(url)) << url;
    for (const auto* url : {"http://login.test", "http://127.0.0.1.login.test", "http://localhost@login.test",
                            "https://", "https:///pad", "ftp://login.test", "file:///etc/passwd",
                            "https://naam:geheim@login.test", "https://login.test/ x", "https://login.test#x",
                            "https://login.test\\x", "HTTPS://login.test", "javascript:alert(1)", ""})
        EXPECT_FALSE(isProviderUrl(url)) << url;
}

TEST(SettingsFile, TheWriteTabAndTheRightToWriteGoTogether) {
    EXPECT_THAT(errorsOf(kSample + "dossier:\n  tabs: [timeline, write]\n"),
                ElementsAre(HasSubstr("dossier.writing.allowed must be true: dossier.tabs has write")));
    EXPECT_THAT(errorsOf(kSample + "dossier:\n  writing: {allowed: true}\n"),
                ElementsAre(HasSubstr("dossier.tabs has no write, but dossier.writing.allowed is true")));
}

TEST(SettingsFile, RulesAboutPeopleHangTogether) {
    EXPECT_THAT(errorsOf(kSample + "people: {adding: request_to_organisation}\n"),
                ElementsAre(HasSubstr("people.request_url is needed")));
    EXPECT_THAT(errorsOf(kSample + "people: {care_team_message_button: true}\n"),
                ElementsAre(HasSubstr("people.care_team_message_button must be false unless")));
    EXPECT_THAT(errorsOf(kSample + "messages: {to_staff: reply_only}\n"),
                ElementsAre(HasSubstr("messages.staff_may_start must be true")));
}

TEST(SettingsFile, AnnouncementsAreInWallClockTimeOfTheZone) {
    const auto read =
        parseSample(kSample +
                    "announcements:\n"
                    "  - {title: Onderhoud, text: Even weg., from: \"2026-07-01 22:00\", until: "
                    "\"2026-07-01 23:00\"}\n"
                    "  - {title: Onderhoud, text: Even weg., from: \"2026-11-26 22:00\", until: "
                    "\"2026-11-26 23:00\"}\n");
    ASSERT_TRUE(read.settings) << textOf(read.errors);
    using namespace std::chrono;
    EXPECT_EQ(read.settings->announcements[0].from, sys_days{2026y / July / 1} + 20h);
    EXPECT_EQ(read.settings->announcements[1].from, sys_days{2026y / November / 26} + 21h);
    EXPECT_THAT(
        errorsOf(kSample +
                 "announcements:\n  - {title: a, text: b, from: \"2026-02-30 22:00\", until: morgen}\n"),
        ElementsAre(HasSubstr("announcements[1].from must be a date and a time such as"),
                    HasSubstr("announcements[1].until must be a date and a time such as")));
    EXPECT_THAT(
        errorsOf(kSample + "announcements:\n  - {title: a, text: b, from: \"2026-02-03 22:00\", until: "
                           "\"2026-02-03 22:00\"}\n"),
        ElementsAre("24:5: announcements[1].until must be later than from"));
}

TEST(SettingsFile, AnnouncementsInTheHoursOfTheClockChangeHaveOneMeaning) {
    const auto startOf = [](const std::string& from, const std::string& until) {
        const auto read = parseSample(kSample + "announcements:\n  - {title: a, text: b, from: \"" + from +
                                      "\", until: \"" + until + "\"}\n");
        return read.settings ? read.settings->announcements[0].from : std::chrono::sys_seconds{};
    };
    using namespace std::chrono;
    EXPECT_EQ(startOf("2026-10-25 02:30", "2026-10-25 05:00"), sys_days{2026y / October / 25} + 30min)
        << "of the hour that comes twice the first";
    EXPECT_EQ(startOf("2026-03-29 02:30", "2026-03-29 05:00"), sys_days{2026y / March / 29} + 1h)
        << "of the hour that is left out the moment after it";
}

TEST(SettingsFile, OwnWordingIsByLanguageAndKey) {
    const auto read = parseSample(kSample + "texts:\n  nl: {login.title: Welkom}\n");
    ASSERT_TRUE(read.settings) << textOf(read.errors);
    EXPECT_EQ(read.settings->texts.at("nl").at("login.title"), "Welkom");
    EXPECT_THAT(
        errorsOf(kSample + "texts:\n  de: {login.title: Willkommen}\n  nl: [a]\n"),
        ElementsAre("24:3: texts.de is not a language here (known: nl, en)", HasSubstr("texts nl must be")));
}

TEST(SettingsFile, ListsHaveALimit) {
    std::string lines = "  lines:\n";
    for (int i = 0; i < 11; ++i)
        lines += "    - {topic: a, text: b}\n";
    EXPECT_THAT(errorsOf(sampleWith("sync:\n", lines + "sync:\n")),
                ElementsAre("19:5: helpdesk.lines has more than 10 entries"));
    std::string waits = "10";
    for (int i = 11; i < 112; ++i)
        waits += ", " + std::to_string(i);
    EXPECT_THAT(errorsOf(kSample + "login: {sms: {resend_waits_s: [" + waits + "]}}\n"),
                ElementsAre(HasSubstr("login.sms.resend_waits_s has more than 100 entries")));
}

TEST(SettingsFile, SmsSenderIsOneThatProvidersAccept) {
    EXPECT_THAT(errorsOf(kSample + "delivery: {sms: {from: Zorgcentrum Zuid}}\n"),
                ElementsAre(HasSubstr("delivery.sms.from")));
    EXPECT_THAT(errorsOf(kSample + "delivery: {sms: {from: \"+31612345678\"}}\n"), IsEmpty());
}

TEST(SettingsFile, GatewaysSayWhatTheyNeedAndWhatTheyDoNotTake) {
    const auto sms = [](const std::string& settings) {
        return errorsOf(kSample + "delivery: {sms: {" + settings + "}}\n");
    };
    EXPECT_THAT(sms("gateway: cm"),
                ElementsAre(HasSubstr("delivery.sms.secret_file is needed: a file with the product token"),
                            HasSubstr("delivery.sms.from is needed")));
    EXPECT_THAT(sms("gateway: pigeon"), ElementsAre(HasSubstr("delivery.sms.gateway")));
    EXPECT_THAT(sms("gateway: cm, from: Zorg, token: geheim"), Not(IsEmpty())) << "an unknown key";
    EXPECT_THAT(sms("from: Zorg, secret_file: token"),
                ElementsAre(HasSubstr("delivery.sms.secret_file says nothing without a gateway beside it")));
    EXPECT_THAT(sms("gateway: file, route: business"),
                ElementsAre(HasSubstr("delivery.sms.route is not for the gateway file")));
    EXPECT_THAT(
        sms("from: Zorg, second: {gateway: file}"),
        ElementsAre(HasSubstr("delivery.sms.second.gateway says nothing without delivery.sms.gateway")));
    EXPECT_THAT(sms("gateway: kannel, from: Zorg, user: u, secret_file: /x"),
                testing::Contains(
                    HasSubstr("delivery.sms.endpoint is needed: the gateway kannel has none of its own")));
}

TEST(SettingsFile, GatewaysAreReachedSafely) {
    const auto endpoint = [](const std::string& gateway, const std::string& url) {
        ReadOptions options;
        options.check_files = false;
        const auto read =
            parseTenantText(kSample + "delivery: {sms: {from: Zorg, secret_file: /x, gateway: " + gateway +
                                ", endpoint: \"" + url + "\"" + (gateway == "cm" ? "" : ", user: u") + "}}\n",
                            "/nowhere/voorbeeld/tenant.yaml", options);
        return read.errors.empty();
    };
    EXPECT_TRUE(endpoint("cm", "https://sms.example.nl/v1.0/message"));
    EXPECT_FALSE(endpoint("cm", "http://sms.example.nl/v1.0/message")) << "a token in the clear";
    EXPECT_TRUE(endpoint("cm", "http://127.0.0.1:9000/v1.0/message")) << "a proxy of this machine's own";
    EXPECT_FALSE(endpoint("cm", "https://token@sms.example.nl/"));
    EXPECT_FALSE(endpoint("cm", "https://sms.example.nl/?token=1"));
    EXPECT_FALSE(endpoint("cm", "file:///etc/passwd"));
    EXPECT_TRUE(endpoint("kannel", "http://kannel.example.nl:13013/cgi-bin/sendsms"));
}

}  // namespace
}  // namespace inzage::config
