#include "platform/identity/reset/reset.h"

#include <set>

#include "platform/identity/factors/factor_store.h"
#include "platform/identity/factors/recovery_codes.h"
#include "platform/identity/link_token.h"
#include "platform/identity/reset/one_time_password.h"
#include "tests/unit/identity/sign_in_world.h"

namespace inzage::identity {
namespace {

using config::ResetKind;
using std::chrono::minutes;
using std::chrono::seconds;

/// Somebody forgot a password. What the mails said is kept.
class ResetTest : public SignInWorld {
  protected:
    void ask(const std::string& email = "anna@voorbeeld.nl", const std::string& user_name = "",
             const std::string& ip = "192.0.2.1") {
        EXPECT_FALSE(reset_.ask(now(ip), {Private<std::string>{email}, Private<std::string>{user_name}}));
    }
    void byPassword() { settings_.login.reset.kind = ResetKind::MailedPassword; }
    std::string tokenMailed() const { return link_.substr(link_.rfind('/') + 1); }
    long mails() { return count("outbox WHERE purpose = 'reset'"); }

    std::string link_;
    std::string mailed_;
    bool no_number_ = false;
    MessageWords messages_{[this](const Occasion&, std::string_view, int, const std::string& code, UtcTime) {
                               code_ = code;
                               return "code " + code;
                           },
                           {},
                           {},
                           {},
                           {},
                           {}};
    Reset reset_{outbox_,
                 messages_,
                 {[this](const Occasion&, std::string_view, const std::string& link) {
                      link_ = link;
                      return MessageWords::Mail{"link", link};
                  },
                  [this](const Occasion&, std::string_view, const std::string& password) {
                      mailed_ = password;
                      return MessageWords::Mail{"password", password};
                  },
                  [this](const Occasion&, std::string_view) {
                      no_number_ = true;
                      return MessageWords::Mail{"no number", "ask"};
                  }}};
};

TEST_F(ResetTest, AMailedPasswordIsFourGroupsThatNobodyMixesUp) {
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const auto password = newOneTimePassword();
        ASSERT_EQ(password.size(), 19U) << password;
        for (std::size_t at = 0; at < password.size(); ++at) {
            const auto letters = at % 5 == 4 ? "-" : "abcdefghijkmnpqrstuvwxyz23456789";
            EXPECT_NE(std::string_view{letters}.find(password[at]), std::string_view::npos) << password;
        }
        EXPECT_TRUE(seen.insert(password).second);
    }
}

TEST_F(ResetTest, WhatIsKeptOfAMailedPasswordNeedsTheDeploymentsKey) {
    const auto hash = oneTimeHash(outbox_.key(), "abcd-efgh-jkmn-pqrs");
    EXPECT_EQ(hash, oneTimeHash(outbox_.key(), " ABCD EFGHjkmn-pqrs\r\n"));
    EXPECT_NE(hash, oneTimeHash(outbox_.key(), "abcd-efgh-jkmn-pqrt"));
    EXPECT_NE(hash, sha256Hex("abcdefghjkmnpqrs"));
}

TEST_F(ResetTest, AMailedPasswordIsTriedWithoutASecondHash) {
    byPassword();
    ask();
    const auto before = hasher_.checked();
    static_cast<void>(password("dit is het niet"));
    EXPECT_EQ(hasher_.checked(), before + 1);
    later(seconds{2});
    const auto result = password(mailed_);
    EXPECT_EQ(result.next, NextStep::Code);
    EXPECT_EQ(hasher_.checked(), before + 2);
}

TEST_F(ResetTest, ATrustedDeviceDoesNotSpareAMailedPasswordItsCode) {
    byPassword();
    settings_.login.sms.password_change = false;
    const auto home = trustedDevice();
    later(minutes{1});
    EXPECT_EQ(password(kPassword, home.device).next, NextStep::SignedIn);
    ask();
    EXPECT_EQ(password(mailed_, home.device).next, NextStep::Code);
    EXPECT_EQ(count("session WHERE entered_by = 'one_time' AND state = 'second_factor'"), 1);
}

TEST_F(ResetTest, AMailedPasswordEndsAtItsLastMoment) {
    byPassword();
    ask();
    later(minutes{30} - seconds{1});
    EXPECT_EQ(password(mailed_).kind, PasswordResult::Kind::Passed);
    later(seconds{1});
    EXPECT_EQ(password(mailed_).kind, PasswordResult::Kind::Refused);
    EXPECT_EQ(password(kPassword).kind, PasswordResult::Kind::Passed);
}

TEST_F(ResetTest, OfTwoBrowsersWithOneMailedPasswordOneGoesOn) {
    byPassword();
    ask();
    const auto first = password(mailed_);
    later(minutes{11});
    const auto second = password(mailed_);
    EXPECT_EQ(sign_in_.code(now(), second.cookies.session, "", code_).next, NextStep::NewPassword);
    later(minutes{3});
    EXPECT_EQ(sign_in_.resend(now(), first.cookies.session), ResendResult::Sent);
    EXPECT_EQ(sign_in_.code(now(), first.cookies.session, "", code_).kind, CodeResult::Kind::NoSession);
}

TEST_F(ResetTest, AnUnknownAddressLeavesNothingButTheNoteThatSomebodyAsked) {
    for (const auto kind : {ResetKind::Link, ResetKind::MailedPassword}) {
        settings_.login.reset.kind = kind;
        ask("niemand@voorbeeld.nl");
        ask("anna@voorbeeld.nl", "iemand.anders");
    }
    EXPECT_EQ(mails(), 0);
    EXPECT_EQ(count("link_token"), 0);
    EXPECT_EQ(count("account WHERE one_time_password_hash IS NOT NULL"), 0);
    EXPECT_EQ(count("login_attempt WHERE outcome = 'reset_mailed'"), 4);
    EXPECT_EQ(count("access_log WHERE event = 'reset_asked' AND outcome = 'refused' AND reason = 'unknown'"),
              4);
}

TEST_F(ResetTest, AnAccountGetsThreeMailsAnHourAndTwentyADay) {
    for (int i = 0; i < 5; ++i)
        ask("ANNA@voorbeeld.nl", "", "192.0.2." + std::to_string(10 + i));
    EXPECT_EQ(mails(), kResetMailsPerHour);
    for (int hour = 0; hour < 8; ++hour) {
        later(minutes{61});
        for (int i = 0; i < 3; ++i)
            ask("anna@voorbeeld.nl", "", "192.0.2." + std::to_string(20 + 3 * hour + i));
    }
    EXPECT_EQ(mails(), kResetMailsPerDay);
    EXPECT_GT(count("access_log WHERE event = 'reset_asked' AND reason = 'too_often'"), 0);
}

TEST_F(ResetTest, ALinkOpensOnceAndOnlyTheStepsToANewPassword) {
    ask();
    EXPECT_TRUE(reset_.open(now(), tokenMailed()));
    EXPECT_TRUE(reset_.open(now(), tokenMailed())) << "mail programs open links before people do";
    const auto started = reset_.start(now(), tokenMailed(), "");
    ASSERT_TRUE(started);
    EXPECT_FALSE(reset_.start(now(), tokenMailed(), "")) << "used";
    EXPECT_FALSE(reset_.open(now(), tokenMailed()));
    EXPECT_FALSE(gateOpens(started->cookies.session));
    const auto early = sign_in_.newPassword(now(), started->cookies.session, Private<std::string>{"x"},
                                            Private<std::string>{"x"});
    EXPECT_EQ(early.kind, NewPasswordResult::Kind::NoSession);
    const auto code = sign_in_.code(now(), started->cookies.session, "", code_);
    EXPECT_EQ(code.next, NextStep::NewPassword);
    EXPECT_TRUE(code.cookies.device.empty()) << "a link makes no device known";
    EXPECT_EQ(count("trusted_device"), 0);
    EXPECT_FALSE(gateOpens(code.cookies.session));
    const Private<std::string> fresh{"paarse fiets langs de dijk"};
    EXPECT_EQ(sign_in_.newPassword(now(), code.cookies.session, fresh, fresh).kind,
              NewPasswordResult::Kind::Changed);
    EXPECT_FALSE(gateOpens(code.cookies.session));
    EXPECT_EQ(count("session WHERE state <> 'ended'"), 0);
    EXPECT_EQ(password(kPassword).kind, PasswordResult::Kind::Refused);
    EXPECT_EQ(password(fresh.reveal()).next, NextStep::Code);
}

TEST_F(ResetTest, TheDatabaseRefusesASignedInSessionThatBeganWithALink) {
    ask();
    ASSERT_TRUE(reset_.start(now(), tokenMailed(), ""));
    EXPECT_ANY_THROW(sql("UPDATE session SET state = 'full' WHERE entered_by = 'link'"));
}

TEST_F(ResetTest, WithoutACodeAtTheResetTheNextLoginAsksOneEverywhere) {
    settings_.login.sms.forgotten_password = false;
    const auto home = trustedDevice();
    later(minutes{1});
    ask();
    const auto started = reset_.start(now(), tokenMailed(), "");
    ASSERT_TRUE(started);
    EXPECT_EQ(started->next, NextStep::NewPassword);
    const Private<std::string> fresh{"paarse fiets langs de dijk"};
    EXPECT_EQ(sign_in_.newPassword(now(), started->cookies.session, fresh, fresh).kind,
              NewPasswordResult::Kind::Changed);
    EXPECT_EQ(password(fresh.reveal(), home.device).next, NextStep::Code);
}

TEST_F(ResetTest, WhoHasNoNumberIsToldWhomToAsk) {
    sql("UPDATE account SET phone = ''");
    for (const auto kind : {ResetKind::Link, ResetKind::MailedPassword}) {
        settings_.login.reset.kind = kind;
        no_number_ = false;
        ask();
        EXPECT_TRUE(no_number_);
    }
    EXPECT_EQ(count("link_token"), 0);
    EXPECT_EQ(mails(), 2);
}

TEST_F(ResetTest, NoNumberIsNotNoSecondFactorAnAppOrPaperDoesAsWell) {
    const auto account = *AccountId::parse(one("SELECT id FROM account"));
    const std::string secret{"12345678901234567890"};
    const auto codes = newRecoveryCodes();
    {
        auto tx = now().pools.begin(tenant_);
        storeRecoveryCodes(tx, account, codes, outbox_.key(), at_);
        tx.commit();
    }
    sql("UPDATE account SET phone = ''");
    ask();
    EXPECT_FALSE(no_number_);
    auto opened = reset_.open(now(), tokenMailed());
    ASSERT_TRUE(opened);
    EXPECT_TRUE(opened->on_paper && !opened->by_app && opened->masked_number.empty());
    auto started = reset_.start(now(), tokenMailed(), "");
    ASSERT_TRUE(started);
    sql("UPDATE account SET email = ''");  // the mail about a used code is told elsewhere
    EXPECT_EQ(sign_in_.code(now(), started->cookies.session, "", codes[0]).next, NextStep::NewPassword);
    sql("UPDATE account SET email = 'anna@voorbeeld.nl'");

    {
        auto tx = now().pools.begin(tenant_);
        storePendingApp(tx, account, secret, outbox_.key(), at_);
        acceptApp(tx, account, 0, at_);
        tx.commit();
    }
    sql("DELETE FROM recovery_code");
    for (const bool offered : {true, false}) {
        settings_.login.code_app = offered;
        later(minutes{30});
        ask();
        opened = reset_.open(now(), tokenMailed());
        EXPECT_TRUE(opened && opened->by_app) << "the only way that is left";
        started = reset_.start(now(), tokenMailed(), "");
        ASSERT_TRUE(started);
        EXPECT_TRUE(sign_in_.codePage(now(), started->cookies.session)->by_app);
    }
    EXPECT_EQ(count("outbox WHERE channel = 'sms'"), 0);
}

TEST_F(ResetTest, WhereTheOrganisationHasNoAppsTheCodeComesBySmsAlsoForWhoChoseOne) {
    const auto account = *AccountId::parse(one("SELECT id FROM account"));
    auto tx = now().pools.begin(tenant_);
    storePendingApp(tx, account, "12345678901234567890", outbox_.key(), at_);
    acceptApp(tx, account, 0, at_);
    tx.commit();
    EXPECT_TRUE(sign_in_.codePage(now(), password(kPassword).cookies.session)->by_app);
    settings_.login.code_app = false;
    later(minutes{1});
    EXPECT_FALSE(sign_in_.codePage(now(), password(kPassword).cookies.session)->by_app);
    EXPECT_EQ(count("outbox WHERE channel = 'sms'"), 1);
}

TEST_F(ResetTest, AClosedAccountGetsNothing) {
    for (const auto* columns : {"state = 'blocked'", "state = 'active', ends_on = '2026-11-23'"}) {
        sql(std::string{"UPDATE account SET "} + columns);
        ask();
    }
    EXPECT_EQ(mails(), 0);
    sql("UPDATE account SET ends_on = NULL");
    ask();
    EXPECT_EQ(mails(), 1);
    sql("UPDATE account SET state = 'blocked'");
    EXPECT_FALSE(reset_.open(now(), tokenMailed()));
    EXPECT_FALSE(reset_.start(now(), tokenMailed(), ""));
}

TEST_F(ResetTest, AnAddressThatAsksTooOftenWaits) {
    for (int i = 0; i < 10; ++i)
        ask("iemand" + std::to_string(i) + "@voorbeeld.nl");
    const ResetAsked once_more{Private<std::string>{"anna@voorbeeld.nl"}, Private<std::string>{""}};
    EXPECT_TRUE(reset_.ask(now(), once_more));
    EXPECT_FALSE(reset_.ask(now("192.0.2.2"), once_more));
    later(minutes{10});
    EXPECT_FALSE(reset_.ask(now(), once_more));
}

}  // namespace
}  // namespace inzage::identity
