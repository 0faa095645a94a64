#include <atomic>
#include <thread>

#include "tests/unit/identity/enrolment_world.h"

namespace inzage::identity {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

using RegistrationTest = EnrolmentWorld;

TEST_F(RegistrationTest, AKnownAddressGetsACodeAndAnUnknownOneTheSameAnswer) {
    share();
    begin("niemand@voorbeeld.nl");
    const auto unknown = enrolment_.page(here(), cookie_);
    EXPECT_EQ(count("outbox"), 0);
    begin(" Client@Voorbeeld.NL ");
    const auto known = enrolment_.page(here(), cookie_);
    EXPECT_EQ(count("outbox WHERE recipient = 'client@voorbeeld.nl'"), 1);
    EXPECT_EQ(unknown->step, known->step);
    EXPECT_EQ(unknown->code.sequence, known->code.sequence);
    EXPECT_EQ(unknown->code.open, known->code.open);
    EXPECT_EQ(unknown->code.works_until, known->code.works_until);
    EXPECT_EQ(unknown->code.resend_from, known->code.resend_from);
}

TEST_F(RegistrationTest, WaitsAndCapsAreTheSameForAnUnknownAddress) {
    share();
    for (const auto* email : {"niemand@voorbeeld.nl", "client@voorbeeld.nl"}) {
        begin(email);
        EXPECT_EQ(enrolment_.resend(here(), cookie_), ResendResult::TooSoon) << email;
        later(seconds{30});
        EXPECT_EQ(enrolment_.resend(here(), cookie_), ResendResult::Sent) << email;
        for (int i = 0; i < 10; ++i)
            begin(email);
        EXPECT_EQ(enrolment_.page(here(), cookie_)->code.sequence, 0) << "no sixth in ten minutes: " << email;
        EXPECT_GT(enrolment_.page(here(), cookie_)->code.resend_from, at_) << email;
    }
    EXPECT_EQ(count("outbox"), 5);
    EXPECT_EQ(count("enrolment_code"), 10);
}

TEST_F(RegistrationTest, AMailCodeWorksForItsTimeNewestOnlyInOneBrowserWithFiveTries) {
    share();
    settings_.login.registration.email_code_lifetime_min = 30;
    begin("client@voorbeeld.nl");
    const auto mine = cookie_;
    const auto old = mail_code_;
    later(seconds{31});
    ASSERT_EQ(enrolment_.resend(here(), cookie_), ResendResult::Sent);
    if (old != mail_code_) {
        EXPECT_EQ(giveMailCode(old), Kind::Refused) << "a newer one has taken its place";
    }
    later(minutes{30});
    EXPECT_EQ(giveMailCode(mail_code_), Kind::Refused) << "too old";
    ASSERT_EQ(enrolment_.resend(here(), cookie_), ResendResult::Sent);
    begin("niemand@voorbeeld.nl");
    const auto theirs = cookie_;
    EXPECT_EQ(giveMailCode(mail_code_), Kind::Refused) << "another browser";
    cookie_ = mine;
    later(minutes{29});
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(giveMailCode(wrongMailCode()), Kind::Refused);
    EXPECT_EQ(giveMailCode(mail_code_), Kind::Refused) << "dead after five wrong ones";
    ASSERT_EQ(enrolment_.resend(here(), cookie_), ResendResult::Sent);
    std::atomic<int> passed{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back(
            [&] { passed += enrolment_.emailCode(here(), mine, mail_code_).kind == Kind::Passed ? 1 : 0; });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(passed.load(), 1);
    EXPECT_NE(theirs, mine);
}

TEST_F(RegistrationTest, AfterTwentyWrongCodesInADayNoMoreAreSentOrLookedAt) {
    share();
    begin("client@voorbeeld.nl");
    for (int code = 0; code < 4; ++code) {
        if (code > 0) {
            later(minutes{5});
            ASSERT_EQ(enrolment_.resend(here(), cookie_), ResendResult::Sent);
        }
        EXPECT_EQ(count("outbox WHERE purpose = 'enrolment_blocked'"), 0);
        for (int i = 0; i < 5; ++i)
            static_cast<void>(giveMailCode(wrongMailCode()));
    }
    EXPECT_EQ(one("SELECT recipient FROM outbox WHERE purpose = 'enrolment_blocked'"), "helpdesk@alpha.test");
    static_cast<void>(giveMailCode(wrongMailCode()));
    EXPECT_EQ(count("outbox WHERE purpose = 'enrolment_blocked'"), 1) << "told once";
    later(minutes{5});
    EXPECT_EQ(enrolment_.resend(here(), cookie_), ResendResult::TooSoon);
    EXPECT_EQ(enrolment_.emailCode(here(), cookie_, mail_code_).code, CodeResult::Kind::Blocked);
    begin("client@voorbeeld.nl");
    EXPECT_TRUE(enrolment_.page(here(), cookie_)->code.blocked_until.has_value()) << "a new browser as well";
}

TEST_F(RegistrationTest, NoMailIsWrittenAboutAnAddressThatTheOrganisationDoesNotKnow) {
    share();
    begin("iemand@voorbeeld.nl");
    for (int code = 0; code < 4; ++code) {
        if (code > 0) {
            later(minutes{5});
            ASSERT_EQ(enrolment_.resend(here(), cookie_), ResendResult::Sent);
        }
        for (int i = 0; i < 5; ++i)
            static_cast<void>(giveMailCode("000000"));
    }
    EXPECT_EQ(enrolment_.emailCode(here(), cookie_, "000000").code, CodeResult::Kind::Blocked);
    EXPECT_EQ(count("outbox WHERE purpose = 'enrolment_blocked'"), 0);
}

TEST_F(RegistrationTest, TheSharedAccountIsTheClientsAndTheAccessLogTellsWhoMadeIt) {
    share();
    settings_.login.terms_of_use = {true, "3", "Regels."};
    makeContact(client_, "els@voorbeeld.nl", "p1", "first_contact");
    upToTheEndRegistering("els@voorbeeld.nl");
    EXPECT_EQ(finish(true).kind, Kind::Refused) << "who uses it is asked";
    EXPECT_EQ(finish(false, "representative").kind, Kind::Refused) << "the terms are asked";
    const auto done = finish(true, "representative");
    ASSERT_EQ(done.kind, Kind::Passed);
    EXPECT_TRUE(gateOpens(done.session.session));
    EXPECT_EQ(one("SELECT login_name || ' ' || (client_id = '" + client_.text() +
                  "') || ' ' || terms_version FROM account WHERE email = 'els@voorbeeld.nl'"),
              "els@voorbeeld.nl true 3");
    EXPECT_EQ(one("SELECT role || ' ' || access_rights(access) FROM access"),
              "client messages,appointments,dossier,details,settings");
    EXPECT_EQ(count("access_log WHERE event IN ('login', 'access_granted', 'terms_accepted') AND used_by = "
                    "'representative'"),
              3);
    EXPECT_EQ(count("terms_acceptance WHERE version = '3' AND used_by = 'representative'"), 1);
    EXPECT_EQ(password(kGood, done.session.device, "192.0.2.1", "els@voorbeeld.nl").next, NextStep::SignedIn)
        << "accepted terms are not asked again";
}

TEST_F(RegistrationTest, OneAccountPerClientWhicheverAddressComesSecond) {
    share();
    makeContact(client_, "els@voorbeeld.nl", "p1");
    begin("client@voorbeeld.nl");
    const auto other_cookie = cookie_;
    const auto other_code = mail_code_;
    upToTheEndRegistering("els@voorbeeld.nl");
    ASSERT_EQ(finish(false, "representative").kind, Kind::Passed);
    cookie_ = other_cookie;
    ASSERT_EQ(giveMailCode(other_code), Kind::Passed);
    ASSERT_EQ(choosePassword(), Kind::Passed);
    later(minutes{1});
    ASSERT_EQ(givePhone(), Kind::Passed);
    ASSERT_EQ(giveCode(code_).kind, Kind::Passed);
    EXPECT_EQ(finish(false, "client").kind, Kind::Over) << "the account is there already";
    const auto mails = count("outbox WHERE purpose = 'account_exists'");
    later(hours{1});
    begin("client@voorbeeld.nl");
    EXPECT_EQ(count("outbox WHERE purpose = 'account_exists'"), mails + 1)
        << "the mailbox is told, not the page";
    EXPECT_EQ(giveMailCode(mail_code_), Kind::Refused);
    EXPECT_EQ(count("account WHERE client_id IS NOT NULL"), 1);
}

TEST_F(RegistrationTest, ElsewhereEveryRelativeHasALoginOfTheirOwn) {
    settings_.login.registration.kind = config::FirstAccess::Registers;
    makeContact(client_, "els@voorbeeld.nl", "p1");
    makeContact(client_, "jan@voorbeeld.nl", "p2", "legal_representative");
    makeContact(client_, "piet@voorbeeld.nl", "p3", "first_contact");
    int people = 0;
    for (const auto* email :
         {"client@voorbeeld.nl", "els@voorbeeld.nl", "jan@voorbeeld.nl", "piet@voorbeeld.nl"}) {
        later(minutes{20});
        upToTheEndRegistering(email);
        EXPECT_EQ(finish().kind, Kind::Passed) << email;
        EXPECT_EQ(count("access"), ++people);
    }
    EXPECT_EQ(one("SELECT string_agg(role, ',' ORDER BY role) FROM access"),
              "client,contact,legal_representative,portal_manager");
    later(minutes{20});
    begin("els@voorbeeld.nl");
    EXPECT_EQ(giveMailCode(mail_code_), Kind::Refused) << "nobody else gets into that login";
    EXPECT_EQ(count("account WHERE email = 'els@voorbeeld.nl'"), 1);
}

TEST_F(RegistrationTest, AnAddressThatSeveralPeopleGaveIsNobodys) {
    settings_.login.registration.kind = config::FirstAccess::Registers;
    makeClient("c2", "Jansen", "client@voorbeeld.nl");
    begin("client@voorbeeld.nl");
    EXPECT_EQ(count("outbox"), 0);
    const auto third = makeClient("c3", "Vos", "");
    makeContact(client_, "els@voorbeeld.nl", "p1");
    makeContact(third, "els@voorbeeld.nl", "p1");
    upToTheEndRegistering("els@voorbeeld.nl");
    ASSERT_EQ(finish().kind, Kind::Passed);
    EXPECT_EQ(count("access"), 2) << "a daughter of two clients is one person";
}

TEST_F(RegistrationTest, OneAddressAsksForTwentyCodesInTenMinutesAndAnotherIsUnaffected) {
    share();
    AddressThrottle strict;
    const Enrolment guarded{
        hasher_,
        strict,
        outbox_,
        {[](const Occasion&, int, const std::string&, UtcTime) { return std::string{}; },
         [](const Occasion&, int, const std::string&, UtcTime) { return views::MailPage{}; },
         [](const Occasion&) { return views::MailPage{}; },
         [](const Occasion&, const std::string&) { return views::MailPage{}; }}};
    int let_in = 0;
    for (int i = 0; i < 30; ++i)
        let_in +=
            guarded.begin(here("192.0.2.7"), "x" + std::to_string(i) + "@voorbeeld.nl").kind == Kind::Passed
                ? 1
                : 0;
    EXPECT_EQ(let_in, 20);
    EXPECT_EQ(guarded.begin(here("192.0.2.8"), "y@voorbeeld.nl").kind, Kind::Passed);
}

TEST_F(RegistrationTest, AWayThatRestsForAnHourIsOver) {
    upToTheEnd();
    later(kEnrolmentRest - seconds{1});
    EXPECT_TRUE(enrolment_.page(here(), cookie_).has_value()) << "and looking at it counts";
    later(kEnrolmentRest);
    EXPECT_EQ(finish().kind, Kind::Over);
}

TEST_F(RegistrationTest, NoSecretOfTheWayStandsInTheDatabase) {
    share();
    upToTheEndRegistering("client@voorbeeld.nl");
    for (const auto* table :
         {"enrolment", "enrolment_code", "outbox", "access_log", "link_token", "login_attempt"})
        for (const auto& secret : {cookie_, mail_code_, code_, std::string{kGood}})
            EXPECT_EQ(count(std::string{table} + " t WHERE t::text LIKE '%" + secret + "%'"), 0) << table;
    ASSERT_EQ(finish(false, "client").kind, Kind::Passed);
    EXPECT_EQ(count("enrolment WHERE password_hash <> '' OR phone <> ''"), 0);
}

}  // namespace
}  // namespace inzage::identity
