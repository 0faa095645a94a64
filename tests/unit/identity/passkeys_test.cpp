// Signing in with a passkey, and having passkeys: which questions count, whose passkey it is, who is told.
#include "platform/identity/passkeys/passkeys.h"

#include <gmock/gmock.h>

#include "tests/unit/identity/sign_in_world.h"
#include "tests/unit/identity/soft_passkey.h"

namespace inzage::identity {
namespace {

using Kind = PasskeyResult::Kind;

class PasskeySteps : public SignInWorld {
  protected:
    static constexpr const char* kBrowser = "the secret of one browser";
    const RelyingParty party_{"alpha.example.nl", "https://alpha.example.nl"};
    AddressThrottle strict_addresses_;
    Passkeys passkeys_{strict_addresses_, outbox_,
                       [](const Occasion&, std::string_view, bool added, const std::string& name) {
                           return MessageWords::Mail{added ? "added" : "removed", name};
                       }};
    SoftPasskey soft_;

    void SetUp() override {
        SignInWorld::SetUp();
        soft_.party = party_.id;
        soft_.origin = party_.origin;
    }
    AccountId anna() {
        return *AccountId::parse(one("SELECT id FROM account WHERE login_name = 'anna.jansen'"));
    }
    PasskeyAdded add(const std::string& sealed, const AccountId& account, const char* browser = kBrowser) {
        const auto session = *SessionId::parse(one("SELECT gen_random_uuid()"));
        return passkeys_.add(now(), party_, browser, account, session, sealed, soft_.create(), "");
    }
    PasskeyAdded added() {
        const auto question = passkeys_.ask(now(), kBrowser, anna());
        soft_.challenge = *fromBase64Url(question.challenge);
        return add(question.sealed, anna());
    }
    /// The form that the browser sends when it is asked now.
    PasskeyForm answered(const std::string& handle = "") {
        const auto question = passkeys_.ask(now(), kBrowser, std::nullopt);
        soft_.challenge = *fromBase64Url(question.challenge);
        ++soft_.counter;
        auto said = soft_.sign();
        said.user_handle = handle;
        return {question.sealed, said, "self", ""};
    }
    PasskeyResult send(const PasskeyForm& form, const char* browser = kBrowser) {
        return passkeys_.signIn(now(), party_, browser, form);
    }
};

TEST_F(PasskeySteps, APasskeyOpensTheGateWithoutPasswordAndCode) {
    ASSERT_EQ(added(), PasskeyAdded::Added);
    const auto result = send(answered(anna().text()));
    ASSERT_EQ(result.kind, Kind::Passed);
    EXPECT_TRUE(gateOpens(result.cookies.session));
    EXPECT_EQ(count("outbox WHERE channel = 'sms'"), 0);
    EXPECT_EQ(count("access_log WHERE event = 'login' AND rule = 'passkey' AND outcome = 'granted'"), 1);
}

TEST_F(PasskeySteps, AnAnswerWorksOnceAndAnOlderOneNotAfterIt) {
    ASSERT_EQ(added(), PasskeyAdded::Added);
    later(std::chrono::seconds{1});
    const auto older = answered();
    later(std::chrono::seconds{1});
    const auto newer = answered();
    soft_.counter = 0;
    EXPECT_EQ(send(newer).kind, Kind::Passed);
    sql("UPDATE passkey SET sign_count = 0");
    EXPECT_EQ(send(newer).kind, Kind::Refused);
    EXPECT_EQ(send(older).kind, Kind::Refused);
    EXPECT_EQ(count("access_log WHERE event = 'login_refused' AND reason = 'used_before'"), 2);
}

TEST_F(PasskeySteps, AQuestionIsOfOneBrowserOneTenantAndFiveMinutes) {
    ASSERT_EQ(added(), PasskeyAdded::Added);
    const auto form = answered();
    EXPECT_EQ(send(form, "another browser").kind, Kind::TooOld);
    EXPECT_EQ(send(form, "").kind, Kind::TooOld);
    auto forged = form;
    forged.sealed.replace(0, 4, "AAAA");
    EXPECT_EQ(send(forged).kind, Kind::TooOld);
    for (const char* nonsense : {"", ".", "..", "a.b", "a.1.c"}) {
        forged.sealed = nonsense;
        EXPECT_EQ(send(forged).kind, Kind::TooOld) << nonsense;
    }
    later(kPasskeyQuestionLives - std::chrono::seconds{1});
    EXPECT_EQ(send(form).kind, Kind::Passed);
    const auto late = answered();
    later(kPasskeyQuestionLives);
    EXPECT_EQ(send(late).kind, Kind::TooOld);
}

TEST_F(PasskeySteps, WhoMayNotSignInIsRefusedLikeAnUnknownPasskey) {
    ASSERT_EQ(added(), PasskeyAdded::Added);
    sql("UPDATE account SET state = 'blocked'");
    EXPECT_EQ(send(answered()).kind, Kind::Refused);
    sql("UPDATE account SET state = 'active', ends_on = '2026-11-23'");
    EXPECT_EQ(send(answered()).kind, Kind::Refused);
    sql("UPDATE account SET ends_on = NULL");
    EXPECT_EQ(send(answered("another account")).kind, Kind::Refused);
    sql("DELETE FROM passkey");
    EXPECT_EQ(send(answered()).kind, Kind::Refused);
    EXPECT_EQ(count("session"), 0);
}

TEST_F(PasskeySteps, AnAddressThatFailsTooOftenWaits) {
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(send(answered()).kind, Kind::Refused);
    EXPECT_EQ(send(answered()).kind, Kind::AddressWaits);
}

TEST_F(PasskeySteps, AddingTellsTheOwnerAndIsWrittenDown) {
    ASSERT_EQ(added(), PasskeyAdded::Added);
    EXPECT_EQ(count("outbox WHERE purpose = 'passkey_added' AND recipient = 'anna@voorbeeld.nl'"), 1);
    EXPECT_EQ(count("access_log WHERE event = 'passkey_added' AND outcome = 'granted'"), 1);
    const auto rows = passkeys_.of(now(), anna());
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].name, "Firefox op Linux");
}

TEST_F(PasskeySteps, AddingNeedsTheQuestionThatThisAccountWasAsked) {
    addAccount("piet.puk", "piet@voorbeeld.nl", "");
    const auto piet = *AccountId::parse(one("SELECT id FROM account WHERE login_name = 'piet.puk'"));
    const auto question = passkeys_.ask(now(), kBrowser, anna());
    soft_.challenge = *fromBase64Url(question.challenge);
    EXPECT_EQ(add(question.sealed, piet), PasskeyAdded::TooOld);
    EXPECT_EQ(add(question.sealed, anna(), "another browser"), PasskeyAdded::TooOld);
    const auto login = passkeys_.ask(now(), kBrowser, std::nullopt);
    soft_.challenge = *fromBase64Url(login.challenge);
    EXPECT_EQ(add(login.sealed, anna()), PasskeyAdded::TooOld);
    EXPECT_EQ(count("passkey"), 0);
}

TEST_F(PasskeySteps, APasskeyBelongsToOneAccountAndAnAccountHasTenAtMost) {
    ASSERT_EQ(added(), PasskeyAdded::Added);
    EXPECT_EQ(added(), PasskeyAdded::Known);
    for (int i = 1; i < kPasskeysMax; ++i) {
        soft_.id = std::string(32, static_cast<char>('A' + i));
        ASSERT_EQ(added(), PasskeyAdded::Added);
    }
    soft_.id = std::string(32, 'z');
    EXPECT_EQ(added(), PasskeyAdded::TooMany);
}

TEST_F(PasskeySteps, OnlyTheOwnerRemovesOne) {
    ASSERT_EQ(added(), PasskeyAdded::Added);
    addAccount("piet.puk", "piet@voorbeeld.nl", "");
    const auto piet = *AccountId::parse(one("SELECT id FROM account WHERE login_name = 'piet.puk'"));
    const auto session = *SessionId::parse(one("SELECT gen_random_uuid()"));
    const auto id = passkeys_.of(now(), anna()).at(0).id.text();
    EXPECT_FALSE(passkeys_.remove(now(), piet, session, id));
    EXPECT_FALSE(passkeys_.remove(now(), anna(), session, "nonsense"));
    EXPECT_TRUE(passkeys_.remove(now(), anna(), session, id));
    EXPECT_EQ(send(answered()).kind, Kind::Refused);
    EXPECT_EQ(count("outbox WHERE purpose = 'passkey_removed'"), 1);
}

}  // namespace
}  // namespace inzage::identity
