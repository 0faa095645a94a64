#include <atomic>
#include <thread>

#include "platform/observe/metrics.h"
#include "tests/unit/identity/enrolment_world.h"

namespace inzage::identity {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

using EnrolmentTest = EnrolmentWorld;

// ---- by invitation

TEST_F(EnrolmentTest, AnInvitedPersonChoosesAPasswordProvesANumberAndIsIn) {
    upToTheEnd();
    EXPECT_EQ(count("account"), 1) << "nothing counts before the last step";
    const auto done = finish();
    ASSERT_EQ(done.kind, Kind::Passed);
    EXPECT_TRUE(gateOpens(done.session.session));
    EXPECT_EQ(one("SELECT login_name || ' ' || phone || ' ' || (phone_proven_at IS NOT NULL) FROM account "
                  "WHERE email = "
                  "'bob@voorbeeld.nl'"),
              "bob.vandersmit +31623456789 true");
    EXPECT_EQ(one("SELECT access_rights(access) FROM access"), "dossier");
    EXPECT_EQ(one("SELECT state FROM invitation"), "used");
    EXPECT_EQ(count("access_log WHERE event = 'access_granted' AND client_id = '" + client_.text() + "'"), 1);
    EXPECT_EQ(count("outbox WHERE purpose = 'account_ready'"), 1);
    // The number that was proven is the code of the first login: this device is not asked again.
    EXPECT_EQ(password(kGood, done.session.device, "192.0.2.1", "bob.vandersmit").next, NextStep::SignedIn);
    EXPECT_EQ(password(kGood, "", "192.0.2.1", "bob.vandersmit").next, NextStep::Code);
}

TEST_F(EnrolmentTest, TheLastStepSucceedsOnceHoweverOftenItIsSent) {
    upToTheEnd();
    std::atomic<int> passed{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&] { passed += finish().kind == Kind::Passed ? 1 : 0; });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(passed.load(), 1);
    EXPECT_EQ(count("account WHERE email = 'bob@voorbeeld.nl'"), 1);
}

TEST_F(EnrolmentTest, OfTwoBrowsersWithTheSameLinkOneMakesTheAccount) {
    invite();
    std::string cookies[2];
    for (auto& cookie : cookies) {
        cookie_ = cookie = enrolment_.open(here(), token_).cookie;
        ASSERT_EQ(choosePassword(), Kind::Passed);
        ASSERT_EQ(givePhone(), Kind::Passed);
        ASSERT_EQ(giveCode(code_).kind, Kind::Passed);
        cookie = cookie_;
        later(minutes{2});
    }
    cookie_ = cookies[0];
    EXPECT_EQ(finish().kind, Kind::Passed);
    cookie_ = cookies[1];
    EXPECT_EQ(finish().kind, Kind::Over);
}

TEST_F(EnrolmentTest, StepsOutOfOrderChangeNothing) {
    invite();
    cookie_ = enrolment_.open(here(), token_).cookie;
    EXPECT_EQ(givePhone(), Kind::OutOfOrder);
    EXPECT_EQ(giveCode("123456").kind, Kind::OutOfOrder);
    EXPECT_EQ(finish().kind, Kind::OutOfOrder);
    ASSERT_EQ(choosePassword(), Kind::Passed);
    EXPECT_EQ(choosePassword(), Kind::OutOfOrder) << "a second click";
    EXPECT_EQ(finish().kind, Kind::OutOfOrder) << "without a proven number";
    ASSERT_EQ(givePhone(), Kind::Passed);
    EXPECT_EQ(givePhone(), Kind::OutOfOrder);
    EXPECT_EQ(finish().kind, Kind::OutOfOrder);
    EXPECT_EQ(count("account WHERE email = 'bob@voorbeeld.nl'"), 0);
    cookie_ = "somebody else's";
    EXPECT_EQ(choosePassword(), Kind::Over);
}

TEST_F(EnrolmentTest, AnInvitationThatIsWithdrawnHalfwayGivesNothing) {
    upToTheEnd();
    auto tx = test::TestCluster::shared().pools().begin(tenant_);
    const auto id = *InvitationId::parse(one("SELECT id FROM invitation"));
    ASSERT_TRUE(invitations_.withdraw(tx, here(), id));
    tx.commit();
    EXPECT_EQ(finish().kind, Kind::Over);
    EXPECT_EQ(enrolment_.page(here(), cookie_)->link, LinkState::Withdrawn);
    EXPECT_EQ(enrolment_.open(here(), token_).state, LinkState::Withdrawn);
    EXPECT_EQ(count("access"), 0);
}

TEST_F(EnrolmentTest, SendingAgainEndsWhatWasBegunWithTheOldLink) {
    upToTheEnd();
    const auto old = token_;
    auto tx = test::TestCluster::shared().pools().begin(tenant_);
    ASSERT_TRUE(invitations_.resend(tx, here(), *InvitationId::parse(one("SELECT id FROM invitation"))));
    tx.commit();
    EXPECT_EQ(finish().kind, Kind::Over);
    EXPECT_EQ(enrolment_.open(here(), old).state, LinkState::Replaced);
    cookie_ = enrolment_.open(here(), old).cookie;
    EXPECT_EQ(choosePassword(), Kind::Over);
}

TEST_F(EnrolmentTest, WhoHasAnAccountTakesItUpAfterSigningIn) {
    invite("anna@voorbeeld.nl");
    cookie_ = enrolment_.open(here(), token_).cookie;
    EXPECT_TRUE(enrolment_.page(here(), cookie_)->has_account);
    EXPECT_EQ(enrolment_.takeUp(here(), cookie_, "no session").kind, Kind::OutOfOrder);
    addAccount("carla", "carla@voorbeeld.nl", *hasher_.hash(kPassword));
    const auto other = password(kPassword, "", "192.0.2.1", "carla");
    const auto carla = sign_in_.code(now(), other.cookies.session, "", code_).cookies.session;
    EXPECT_EQ(enrolment_.takeUp(here(), cookie_, carla).kind, Kind::OutOfOrder) << "another one's invitation";
    EXPECT_EQ(count("access"), 0);
    later(minutes{1});
    const auto half = password(kPassword).cookies.session;
    EXPECT_EQ(enrolment_.takeUp(here(), cookie_, half).kind, Kind::OutOfOrder) << "before the code";
    const auto anna = sign_in_.code(now(), half, "", code_).cookies.session;
    EXPECT_EQ(enrolment_.takeUp(here(), cookie_, anna).kind, Kind::Passed);
    EXPECT_EQ(count("access WHERE account_id = (SELECT id FROM account WHERE login_name = 'anna.jansen')"),
              1);
}

TEST_F(EnrolmentTest, AnAccountThatCameInBetweenIsNotMadeTwice) {
    upToTheEnd();
    addAccount("robert", "bob@voorbeeld.nl", *hasher_.hash(kPassword));
    EXPECT_EQ(finish().kind, Kind::Over);
    EXPECT_EQ(count("account WHERE email = 'bob@voorbeeld.nl'"), 1);
    EXPECT_EQ(one("SELECT state FROM invitation"), "opened") << "it can still be taken up by signing in";
}

TEST_F(EnrolmentTest, AnAddressWithCapitalsThatAreNotAsciiIsOnePersonsToo) {
    invite("\u00c9va@Voorbeeld.NL");
    cookie_ = enrolment_.open(here(), token_).cookie;
    ASSERT_EQ(choosePassword(), Kind::Passed);
    ASSERT_EQ(givePhone(), Kind::Passed);
    ASSERT_EQ(giveCode(code_).kind, Kind::Passed);
    EXPECT_EQ(finish().kind, Kind::Passed);
    EXPECT_EQ(one("SELECT email FROM account WHERE family_name = 'Smit'"), "\u00e9va@voorbeeld.nl");
}

TEST_F(EnrolmentTest, NamesThatAreTakenGetANumber) {
    addAccount("bob.vandersmit", "", *hasher_.hash(kPassword));
    upToTheEnd();
    ASSERT_EQ(finish().kind, Kind::Passed);
    EXPECT_EQ(one("SELECT login_name FROM account WHERE email = 'bob@voorbeeld.nl'"), "bob.vandersmit2");
}

// ---- the number

TEST_F(EnrolmentTest, ACodeProvesTheNumberItWentToAndNoOther) {
    invite();
    cookie_ = enrolment_.open(here(), token_).cookie;
    ASSERT_EQ(choosePassword(), Kind::Passed);
    ASSERT_EQ(givePhone("0611111111"), Kind::Passed);
    const auto first = code_;
    ASSERT_EQ(enrolment_.otherPhone(here(), cookie_).kind, Kind::Passed);
    ASSERT_EQ(givePhone("0622222222"), Kind::Passed) << "too soon for another code";
    EXPECT_EQ(count("outbox WHERE channel = 'sms'"), 1);
    EXPECT_EQ(giveCode(first).kind, Kind::Refused);
    EXPECT_EQ(count("enrolment WHERE phone_proven_at IS NOT NULL"), 0);
}

TEST_F(EnrolmentTest, ANumberThatGetsNoSmsIsRefusedBeforeAnythingIsSent) {
    invite();
    cookie_ = enrolment_.open(here(), token_).cookie;
    ASSERT_EQ(choosePassword(), Kind::Passed);
    for (const auto* typed : {"", "abc", "020 123 4567", "+49 1512 3456789", "0906 1234"})
        EXPECT_EQ(givePhone(typed), Kind::Refused) << typed;
    EXPECT_EQ(count("outbox WHERE channel = 'sms'"), 0);
    EXPECT_EQ(givePhone("00316 2345-6789"), Kind::Passed);
    EXPECT_EQ(enrolment_.page(here(), cookie_)->phone, "+31623456789");
}

TEST_F(EnrolmentTest, OneInvitationSendsAtMostFiveCodesInTenMinutesToWhateverNumbers) {
    invite();
    for (int i = 0; i < 12; ++i) {
        cookie_ = enrolment_.open(here(), token_).cookie;
        ASSERT_EQ(choosePassword(), Kind::Passed);
        static_cast<void>(givePhone("06123400" + std::to_string(10 + i)));
    }
    EXPECT_EQ(count("outbox WHERE channel = 'sms'"), 5);
}

TEST_F(EnrolmentTest, TwentyWrongSmsCodesOfAnInvitedPersonAreToldToTheHelpdesk) {
    invite();
    cookie_ = enrolment_.open(here(), token_).cookie;
    ASSERT_EQ(choosePassword(), Kind::Passed);
    ASSERT_EQ(givePhone(), Kind::Passed);
    for (int code = 0; code < 4; ++code) {
        if (code > 0) {
            later(minutes{5});
            ASSERT_EQ(enrolment_.resend(here(), cookie_), ResendResult::Sent);
        }
        EXPECT_EQ(count("outbox WHERE purpose = 'enrolment_blocked'"), 0);
        for (int i = 0; i < 5; ++i)
            static_cast<void>(giveCode(wrongCode()));
    }
    EXPECT_EQ(giveCode(code_).code, CodeResult::Kind::Blocked);
    EXPECT_EQ(one("SELECT recipient FROM outbox WHERE purpose = 'enrolment_blocked'"), "helpdesk@alpha.test");
}

TEST_F(EnrolmentTest, SmsCodesOnTheWayCountInTheAlarmOfCodesThatNobodyFillsIn) {
    invite();
    cookie_ = enrolment_.open(here(), token_).cookie;
    ASSERT_EQ(choosePassword(), Kind::Passed);
    sql("INSERT INTO enrolment_code (enrolment_id, subject, channel, code_hash, sequence, state, sent_at, "
        "expires_at) SELECT e.id, 'others', 'sms', '', n, CASE WHEN n <= 15 THEN 'used' ELSE 'dead' END, '" +
        isoUtc(at_ - hours{1}) + "', '" + isoUtc(at_) +
        "' FROM (SELECT id FROM enrolment LIMIT 1) AS e, generate_series(1, 50) AS n");
    ASSERT_EQ(givePhone(), Kind::Passed);
    const auto text = observe::metricsText();
    EXPECT_NE(text.find("inzage_codes_verified_ratio{tenant=\"alpha\"} 0.3"), std::string::npos);
}

TEST_F(EnrolmentTest, ASmsCodeWorks299SecondsOnceInOneBrowserWithFiveTries) {
    invite();
    cookie_ = enrolment_.open(here(), token_).cookie;
    ASSERT_EQ(choosePassword(), Kind::Passed);
    ASSERT_EQ(givePhone(), Kind::Passed);
    const auto mine = cookie_;
    for (int i = 0; i < 5; ++i)
        static_cast<void>(giveCode(wrongCode()));
    EXPECT_EQ(giveCode(code_).code, CodeResult::Kind::Dead) << "also the right one";
    later(seconds{31});
    ASSERT_EQ(enrolment_.resend(here(), cookie_), ResendResult::Sent);
    later(seconds{301});
    EXPECT_EQ(giveCode(code_).code, CodeResult::Kind::Expired);
    ASSERT_EQ(enrolment_.resend(here(), cookie_), ResendResult::Sent);
    later(seconds{299});
    cookie_ = "another browser";
    EXPECT_EQ(giveCode(code_).kind, Kind::Over);
    cookie_ = mine;
    EXPECT_EQ(giveCode(code_).kind, Kind::Passed);
}

}  // namespace
}  // namespace inzage::identity
