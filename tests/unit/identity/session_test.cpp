#include <thread>

#include "platform/identity/account_store.h"
#include "platform/identity/cookies.h"
#include "platform/identity/session_store.h"
#include "tests/unit/identity/sign_in_world.h"

namespace inzage::identity {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class SessionTest : public SignInWorld {
  protected:
    std::optional<NextStep> standsAt(const std::string& token) { return sign_in_.standsAt(now(), token); }
};

TEST_F(SessionTest, EachStepHasANewIdAndTheOldOneIsWorthNothing) {
    const auto first = password(kPassword);
    EXPECT_FALSE(gateOpens(first.cookies.session)) << "not before the code";
    const auto second = sign_in_.code(now(), first.cookies.session, "", code_);
    EXPECT_NE(second.cookies.session, first.cookies.session);
    EXPECT_TRUE(gateOpens(second.cookies.session));
    EXPECT_FALSE(gateOpens(first.cookies.session));
    EXPECT_EQ(standsAt(first.cookies.session), std::nullopt);
    EXPECT_GE(second.cookies.session.size(), 43U) << "256 bits";
}

TEST_F(SessionTest, WhoIsOnTheWayInWhenThePasswordChangesIsOutToo) {
    auto& pools = test::TestCluster::shared().pools();
    const auto account = *AccountId::parse(one("SELECT id FROM account"));
    const auto token = newToken();
    auto coming_in = pools.begin(tenant_);
    lockAccount(coming_in, account);
    static_cast<void>(makeSession(
        coming_in,
        {sha256Hex(token), account, SessionState::Full, "self", "192.0.2.1", "Firefox", at_ + hours{12}},
        at_));
    std::thread changing{[&] {
        auto tx = pools.begin(tenant_);
        shutOthersOut(tx, account, std::nullopt, "password", at_);
        tx.commit();
    }};
    while (count("pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0)
        std::this_thread::yield();
    coming_in.commit();
    changing.join();
    EXPECT_FALSE(gateOpens(token));
}

TEST_F(SessionTest, AnotherDeviceThanTheFirstIsNewsToItsOwner) {
    sql("DELETE FROM notice");
    const auto account = *AccountId::parse(one("SELECT id FROM account"));
    auto tx = test::TestCluster::shared().pools().begin(tenant_);
    static_cast<void>(trustDevice(tx, "first", account, "Firefox op Windows", at_));
    static_cast<void>(trustDevice(tx, "second", account, "Safari op iPad", at_));
    static_cast<void>(trustDevice(tx, "second", account, "Safari op iPad", at_ + hours{1}));
    tx.commit();
    EXPECT_EQ(count("notice WHERE kind = 'device' AND account_id = '" + account.text() + "'"), 1);
}

TEST_F(SessionTest, TwoBrowsersOfOneAccountThatChangeItAtOnceNeverWaitForEachOtherInACircle) {
    auto& pools = test::TestCluster::shared().pools();
    const auto mine = trustedDevice();
    const auto theirs = password(kPassword, mine.device).cookies;
    const auto account = *AccountId::parse(one("SELECT id FROM account"));
    const auto take = [&](database::TenantTx& tx, const std::string& token) {
        auto found = findSession(tx, sha256Hex(token), settings_.login.session, at_, true);
        lockAccount(tx, account);
        return found;
    };
    auto tx = pools.begin(tenant_);
    const auto session = take(tx, mine.session);
    ASSERT_TRUE(session);
    std::optional<SessionStep> other;
    std::thread second{[&] {
        auto late = pools.begin(tenant_);
        other = take(late, theirs.session);
        late.commit();
    }};
    while (count("pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0)
        std::this_thread::yield();
    EXPECT_NO_THROW(shutOthersOut(tx, account, session->id, "password", at_));
    tx.commit();
    second.join();
    EXPECT_FALSE(other) << "out by the first one's change";
}

TEST_F(SessionTest, ADeviceThatTheBrowserForgotIsToldFromANewOneAndOnlyAfterThePassword) {
    const auto cookies = trustedDevice();
    const auto reason = [&](const std::string& device) {
        const auto result = password(kPassword, device);
        return sign_in_.codePage(now(), result.cookies.session)->reason;
    };
    EXPECT_EQ(password("fout").kind, PasswordResult::Kind::Refused);
    later(seconds{60});
    EXPECT_EQ(reason(""), "forgotten_device");
    later(minutes{10});
    EXPECT_EQ(reason(newToken()), "other_device") << "a cookie came, of another account on this device";
    later(minutes{10});
    sql("UPDATE trusted_device SET name = 'Safari op iPad'");
    EXPECT_EQ(reason(""), "other_device") << "another browser";
    later(minutes{10});
    sql("UPDATE trusted_device SET name = 'Firefox op Linux', revoked_at = '" + isoUtc(at_) + "'");
    EXPECT_EQ(reason(""), "other_device") << "the person forgot it themselves";
}

TEST_F(SessionTest, ASessionThatWasThereBeforeEndsAtTheNextSignIn) {
    const auto cookies = trustedDevice();
    const auto again = sign_in_.password(now(), {"anna.jansen", Private<std::string>{kPassword}, "self",
                                                 cookies.device, sha256Hex(cookies.session)});
    EXPECT_EQ(again.next, NextStep::SignedIn);
    EXPECT_FALSE(gateOpens(cookies.session));
    EXPECT_TRUE(gateOpens(again.cookies.session));
}

TEST_F(SessionTest, FifteenMinutesWithoutARequestEndIt) {
    const auto cookies = trustedDevice();
    later(minutes{15} - seconds{1});
    EXPECT_EQ(standsAt(cookies.session), NextStep::SignedIn);
    later(seconds{1});
    EXPECT_EQ(standsAt(cookies.session), std::nullopt);
    EXPECT_FALSE(gateOpens(cookies.session));
    EXPECT_EQ(sign_in_.howEnded(now(), cookies.session), "idle");
}

TEST_F(SessionTest, TwelveHoursEndItHoweverBusy) {
    const auto cookies = trustedDevice();
    for (int i = 0; i < 12 * 6 - 1; ++i) {
        later(minutes{10});
        ASSERT_TRUE(gateOpens(cookies.session)) << i;
    }
    later(minutes{10});
    EXPECT_FALSE(gateOpens(cookies.session));
    EXPECT_EQ(sign_in_.howEnded(now(), cookies.session), "expired");
}

TEST_F(SessionTest, AfterLogoutTheCookieIsWorthNothing) {
    const auto cookies = trustedDevice();
    sign_in_.logout(now(), cookies.session);
    EXPECT_FALSE(gateOpens(cookies.session));
    EXPECT_EQ(sign_in_.howEnded(now(), cookies.session), "logout");
}

TEST_F(SessionTest, AllSessionsOfAnAccountOrATenantCanBeEnded) {
    const auto first = trustedDevice();
    const auto second = password(kPassword, first.device);
    auto& pools = test::TestCluster::shared().pools();
    {
        auto tx = pools.begin(tenant_);
        const auto account = AccountId::parse(one("SELECT id FROM account"));
        endSessionsOf(tx, *account, std::nullopt, "removed", at_);
        tx.commit();
    }
    EXPECT_FALSE(gateOpens(first.session));
    EXPECT_FALSE(gateOpens(second.cookies.session));
    const auto third = password(kPassword, first.device);
    {
        auto tx = pools.begin(tenant_);
        EXPECT_EQ(endAllSessions(tx, "tenant", at_), 1);
        tx.commit();
    }
    EXPECT_FALSE(gateOpens(third.cookies.session));
}

TEST_F(SessionTest, ASessionOfOneTenantIsNothingAtAnother) {
    test::TestCluster::shared().makeTenant("beta");
    const auto cookies = trustedDevice();
    const auto beta = *TenantId::parse("beta");
    const Occasion there{test::TestCluster::shared().pools(), beta, settings_, at_, today_, "192.0.2.1", ""};
    EXPECT_EQ(sign_in_.standsAt(there, cookies.session), std::nullopt);
    EXPECT_EQ(sign_in_.howEnded(there, cookies.session), std::nullopt);
    EXPECT_FALSE(sign_in_.codePage(there, cookies.session).has_value());
}

TEST_F(SessionTest, TokensStandInTheDatabaseOnlyAsHashes) {
    const auto cookies = trustedDevice();
    EXPECT_EQ(count("session t WHERE t::text LIKE '%" + cookies.session + "%'"), 0);
    EXPECT_EQ(count("trusted_device t WHERE t::text LIKE '%" + cookies.device + "%'"), 0);
}

TEST_F(SessionTest, ATrustedDeviceIsUselessWithoutThePasswordAndForAnotherAccount) {
    const auto cookies = trustedDevice();
    EXPECT_EQ(password("fout", cookies.device).kind, PasswordResult::Kind::Refused);
    addAccount("piet.puk", "", *hasher_.hash(kPassword));
    EXPECT_EQ(password(kPassword, cookies.device, "192.0.2.1", "piet.puk").next, NextStep::Code);
    EXPECT_EQ(password(kPassword, cookies.device).next, NextStep::SignedIn);
}

TEST_F(SessionTest, ARevokedDeviceIsAskedForACode) {
    const auto cookies = trustedDevice();
    auto tx = test::TestCluster::shared().pools().begin(tenant_);
    revokeDevicesOf(tx, *AccountId::parse(one("SELECT id FROM account")), at_);
    tx.commit();
    EXPECT_EQ(password(kPassword, cookies.device).next, NextStep::Code);
}

TEST_F(SessionTest, EachLoginRenewsTheThirtyDaysOfADevice) {
    const auto cookies = trustedDevice();
    for (int i = 0; i < 5; ++i) {
        later(hours{24 * 29});
        EXPECT_EQ(password(kPassword, cookies.device).next, NextStep::SignedIn) << i;
    }
    later(hours{24 * 30});
    EXPECT_EQ(password(kPassword, cookies.device).next, NextStep::Code);
}

TEST_F(SessionTest, WithSevenDaysFixedTheSmsIsAskedWhateverTheUse) {
    settings_.login.sms.fixed_age_days = 7;
    const auto cookies = trustedDevice();
    for (int day = 1; day < 7; ++day) {
        later(hours{24});
        EXPECT_EQ(password(kPassword, cookies.device).next, NextStep::SignedIn) << day;
    }
    later(hours{24});
    const auto result = password(kPassword, cookies.device);
    EXPECT_EQ(result.next, NextStep::Code);
    EXPECT_EQ(sign_in_.codePage(now(), result.cookies.session)->reason, "fixed_age");
}

class NewPasswordTest : public SignInWorld {
  protected:
    NewPasswordResult choose(const std::string& session, const std::string& chosen,
                             const std::string& again) {
        return sign_in_.newPassword(now(), session, Private<std::string>{chosen},
                                    Private<std::string>{again});
    }
};

TEST_F(NewPasswordTest, TheFirstLoginSetsAPasswordAfterTheCode) {
    sql("UPDATE account SET password_state = 'must_change', first_login_at = NULL, last_login_at = NULL");
    const auto first = password(kPassword);
    EXPECT_EQ(first.next, NextStep::Code);
    const auto second = sign_in_.code(now(), first.cookies.session, "", code_);
    ASSERT_EQ(second.next, NextStep::NewPassword);
    EXPECT_FALSE(gateOpens(second.cookies.session)) << "not before a password is chosen";
    EXPECT_EQ(sign_in_.newPasswordPage(now(), second.cookies.session)->reason, "first");

    EXPECT_EQ(choose(second.cookies.session, "kort", "kort").fault, PasswordFault::TooShort);
    EXPECT_EQ(choose(second.cookies.session, kPassword, kPassword).fault, PasswordFault::Unchanged);
    EXPECT_EQ(choose(second.cookies.session, "molen wind sloot brug", "molen wind sloot").fault,
              PasswordFault::NotTheSame);
    const auto third = choose(second.cookies.session, "molen wind sloot brug", "molen wind sloot brug");
    ASSERT_EQ(third.kind, NewPasswordResult::Kind::Passed);
    EXPECT_TRUE(gateOpens(third.cookies.session));
    EXPECT_FALSE(gateOpens(second.cookies.session));
    EXPECT_EQ(password(kPassword).kind, PasswordResult::Kind::Refused);
    EXPECT_EQ(password("molen wind sloot brug").kind, PasswordResult::Kind::Passed);
}

TEST_F(NewPasswordTest, AnExpiredPasswordIsReplacedAtLoginAndEndsOtherSessions) {
    settings_.login.password.age_days = 90;
    const auto cookies = trustedDevice();
    const auto other = password(kPassword, cookies.device).cookies.session;
    later(hours{24 * 29});
    static_cast<void>(password(kPassword, cookies.device));
    later(hours{24 * 29});
    static_cast<void>(password(kPassword, cookies.device));
    later(hours{24 * 29});
    EXPECT_EQ(password(kPassword, cookies.device).next, NextStep::SignedIn);
    later(hours{24 * 3});
    const auto aged = password(kPassword, cookies.device);
    ASSERT_EQ(aged.next, NextStep::Code) << "an SMS on a password change";
    const auto coded = sign_in_.code(now(), aged.cookies.session, cookies.device, code_);
    ASSERT_EQ(coded.next, NextStep::NewPassword);
    EXPECT_EQ(sign_in_.newPasswordPage(now(), coded.cookies.session)->reason, "aged");
    const auto done = choose(coded.cookies.session, "molen wind sloot brug", "molen wind sloot brug");
    EXPECT_EQ(done.kind, NewPasswordResult::Kind::Passed);
    EXPECT_EQ(count("outbox WHERE purpose = 'password_changed' AND channel = 'mail'"), 1)
        << "told like any change";
    EXPECT_FALSE(gateOpens(other));
    EXPECT_EQ(count("session WHERE state <> 'ended'"), 1);
}

TEST_F(NewPasswordTest, TheStepCantBeCalledOutOfOrder) {
    const auto waiting_for_code = password(kPassword).cookies.session;
    EXPECT_EQ(choose(waiting_for_code, "molen wind sloot brug", "molen wind sloot brug").kind,
              NewPasswordResult::Kind::NoSession);
    const auto cookies = sign_in_.code(now(), waiting_for_code, "", code_).cookies;
    EXPECT_EQ(choose(cookies.session, "molen wind sloot brug", "molen wind sloot brug").kind,
              NewPasswordResult::Kind::NoSession);
    EXPECT_EQ(choose("", "molen wind sloot brug", "molen wind sloot brug").kind,
              NewPasswordResult::Kind::NoSession);
}

}  // namespace
}  // namespace inzage::identity
