#include <atomic>
#include <thread>

#include "tests/unit/identity/sign_in_world.h"

namespace inzage::identity {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using Kind = PasswordResult::Kind;

class PasswordStepTest : public SignInWorld {};

TEST_F(PasswordStepTest, AfterFiveWrongPasswordsTheRightOneIsRefusedUntilTheWaitIsOver) {
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(password("fout").kind, Kind::Refused);
    const auto checked = hasher_.checked();
    EXPECT_EQ(password(kPassword).kind, Kind::Refused);
    EXPECT_EQ(hasher_.checked(), checked) << "while waiting nothing is checked";
    later(seconds{1});
    EXPECT_EQ(password(kPassword).kind, Kind::Passed);
}

TEST_F(PasswordStepTest, EachFurtherFailureDoublesTheWait) {
    for (int i = 0; i < 5; ++i)
        static_cast<void>(password("fout"));
    for (int wait = 1; wait <= 64; wait *= 2) {
        later(seconds{wait} - std::chrono::milliseconds{1});
        const auto checked = hasher_.checked();
        EXPECT_EQ(password("fout").kind, Kind::Refused);
        EXPECT_EQ(hasher_.checked(), checked) << wait;
        later(std::chrono::milliseconds{1});
        EXPECT_EQ(password("fout").kind, Kind::Refused);
        EXPECT_EQ(hasher_.checked(), checked + 1) << wait;
    }
}

TEST_F(PasswordStepTest, OfAHundredParallelWrongPasswordsAtMostFiveAreChecked) {
    const auto checked = hasher_.checked();
    std::vector<std::thread> threads;
    std::atomic<int> refused{0};
    for (int i = 0; i < 100; ++i)
        threads.emplace_back([&] { refused += password("fout").kind == Kind::Refused ? 1 : 0; });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(refused.load(), 100);
    EXPECT_LE(hasher_.checked() - checked, 5U);
}

TEST_F(PasswordStepTest, NeverMoreThanAHundredTriesAnHourAreChecked) {
    const auto checked = hasher_.checked();
    for (int i = 0; i < 60; ++i) {
        sql("UPDATE login_throttle SET wait_until = NULL, failures = 0");
        static_cast<void>(password("fout"));
        static_cast<void>(password("fout"));
        later(seconds{1});
    }
    EXPECT_LE(hasher_.checked() - checked, 100U);
    later(hours{1});
    EXPECT_EQ(password(kPassword).kind, Kind::Passed);
}

TEST_F(PasswordStepTest, TheOwnerGetsInFromATrustedDeviceWhileTheAccountIsLocked) {
    const auto cookies = trustedDevice();
    for (int i = 0; i < 12; ++i)
        static_cast<void>(password("fout", "", "198.51.100.9"));
    EXPECT_EQ(password(kPassword, "", "192.0.2.1").kind, Kind::Refused);
    const auto result = password(kPassword, cookies.device);
    EXPECT_EQ(result.kind, Kind::Passed);
    EXPECT_EQ(result.next, NextStep::SignedIn);
    EXPECT_EQ(password("fout", cookies.device).kind, Kind::Refused)
        << "the device is no way around the password";
}

TEST_F(PasswordStepTest, AHundredWrongPasswordsSendNoMessage) {
    for (int i = 0; i < 100; ++i) {
        static_cast<void>(password("fout"));
        later(seconds{20});
    }
    EXPECT_EQ(count("outbox"), 0);
}

TEST_F(PasswordStepTest, WrongUnknownWaitingAndBlockedAreAnsweredAlike) {
    addAccount("piet.puk", "piet@voorbeeld.nl", *hasher_.hash(kPassword));
    sql("UPDATE account SET state = 'blocked' WHERE login_name = 'piet.puk'");
    const auto wrong = password("fout");
    const auto unknown = password("fout", "", "192.0.2.1", "niemand");
    const auto blocked = password(kPassword, "", "192.0.2.1", "piet.puk");
    for (const auto& result : {wrong, unknown, blocked}) {
        EXPECT_EQ(result.kind, Kind::Refused);
        EXPECT_TRUE(result.cookies.session.empty());
    }
    EXPECT_EQ(hasher_.checked(), 2U + 3U)
        << "an unknown account costs a hash too (two were made for the accounts)";
    EXPECT_EQ(count("session"), 0);
}

TEST_F(PasswordStepTest, AnUnknownNameWaitsLikeAKnownOneAndLeavesNoPersonalData) {
    for (int i = 0; i < 5; ++i)
        static_cast<void>(password("fout", "", "192.0.2.1", "vreemde@voorbeeld.nl"));
    const auto checked = hasher_.checked();
    static_cast<void>(password("fout", "", "192.0.2.1", "vreemde@voorbeeld.nl"));
    EXPECT_EQ(hasher_.checked(), checked);
    EXPECT_EQ(count("login_throttle t WHERE t::text LIKE '%vreemde%'"), 0);
    EXPECT_EQ(count("login_attempt t WHERE t::text LIKE '%vreemde%'"), 0);
}

TEST_F(PasswordStepTest, UserNameAndEmailAreOneAccountForTheWait) {
    for (int i = 0; i < 5; ++i)
        static_cast<void>(password("fout"));
    EXPECT_EQ(password(kPassword, "", "192.0.2.1", "Anna@Voorbeeld.nl").kind, Kind::Refused);
    later(seconds{1});
    EXPECT_EQ(password(kPassword, "", "192.0.2.1", " Anna@Voorbeeld.nl ").kind, Kind::Passed);
}

TEST_F(PasswordStepTest, TheTenantSaysWhichNameCounts) {
    settings_.login.name_kind = config::LoginName::Email;
    EXPECT_EQ(password(kPassword).kind, Kind::Refused);
    EXPECT_EQ(password(kPassword, "", "192.0.2.1", "anna@voorbeeld.nl").kind, Kind::Passed);
    settings_.login.name_kind = config::LoginName::UserName;
    EXPECT_EQ(password(kPassword, "", "192.0.2.1", "anna@voorbeeld.nl").kind, Kind::Refused);
    EXPECT_EQ(password(kPassword).kind, Kind::Passed);
}

TEST_F(PasswordStepTest, OneAddressGets429AfterTwentyFailuresOnManyAccountsAndAnotherIsUnaffected) {
    AddressThrottle addresses;
    SignIn sign_in{hasher_, addresses, outbox_, {[](auto&&...) { return std::string{}; }, nullptr, nullptr}};
    const auto tryAs = [&](const std::string& name, const std::string& ip) {
        return sign_in.password(now(ip), {name, Private<std::string>{"fout"}, "self", "", ""});
    };
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(tryAs("naam" + std::to_string(i), "203.0.113.5").kind, Kind::Refused);
    const auto waits = tryAs("naam21", "203.0.113.5");
    EXPECT_EQ(waits.kind, Kind::AddressWaits);
    EXPECT_GT(waits.retry_after.count(), 0);
    EXPECT_EQ(tryAs("naam22", "203.0.113.6").kind, Kind::Refused);
}

TEST_F(PasswordStepTest, APasswordOfAnOlderCostIsHashedAgainAtLogin) {
    const auto before = one("SELECT password_hash FROM account");
    PasswordHasher dearer{2, std::chrono::milliseconds{1000}, {2, 16}};
    SignIn sign_in{
        dearer, addresses_, outbox_, {[](auto&&...) { return std::string{"x"}; }, nullptr, nullptr}};
    const auto result =
        sign_in.password(now(), {"anna.jansen", Private<std::string>{kPassword}, "self", "", ""});
    EXPECT_EQ(result.kind, Kind::Passed);
    const auto after = one("SELECT password_hash FROM account");
    EXPECT_NE(after, before);
    EXPECT_NE(after.find("m=16,t=2"), std::string::npos) << after;
}

TEST_F(PasswordStepTest, WithoutAFreeSlotNothingCountsAsWrong) {
    PasswordHasher full{1, std::chrono::milliseconds{1}, {30, 32768}};
    SignIn sign_in{full, addresses_, outbox_, {[](auto&&...) { return std::string{"x"}; }, nullptr, nullptr}};
    std::thread holder{[&] { static_cast<void>(full.check("", "x")); }};
    while (full.checked() == 0)
        std::this_thread::yield();
    const auto result =
        sign_in.password(now(), {"anna.jansen", Private<std::string>{"fout"}, "self", "", ""});
    holder.join();
    EXPECT_EQ(result.kind, Kind::Busy);
    EXPECT_EQ(one("SELECT failures FROM login_throttle"), "0");
}

TEST_F(PasswordStepTest, ATryThatFoundNoSlotDoesNotShortenTheWaitOfALaterOne) {
    PasswordHasher full{1, std::chrono::milliseconds{300}, {60, 32768}};
    SignIn sign_in{full, addresses_, outbox_, {[](auto&&...) { return std::string{"x"}; }, nullptr, nullptr}};
    std::thread holder{[&] { static_cast<void>(full.check("", "x")); }};
    while (full.checked() == 0)
        std::this_thread::yield();
    std::thread waiting{[&] {
        const auto result =
            sign_in.password(now(), {"anna.jansen", Private<std::string>{"fout"}, "self", "", ""});
        EXPECT_EQ(result.kind, Kind::Busy);
    }};
    while (count("login_throttle WHERE failures = 1") == 0)
        std::this_thread::yield();
    // Meanwhile somebody else fails for the eighth time.
    const auto until = isoUtc(at_ + seconds{8});
    sql("UPDATE login_throttle SET failures = 8, wait_until = '" + until + "', updated_at = '" +
        isoUtc(at_ + seconds{1}) + "'");
    waiting.join();
    holder.join();
    EXPECT_EQ(count("login_throttle WHERE failures = 7 AND wait_until = '" + until + "'"), 1);
}

TEST_F(PasswordStepTest, AnAccountThatChangesWhileItsPasswordIsCheckedIsRefusedAndThatIsLogged) {
    PasswordHasher slow{1, std::chrono::milliseconds{20'000}, {60, 32768}};
    const auto hash = *slow.hash(kPassword);
    sql("UPDATE account SET password_hash = '" + hash + "'");
    SignIn sign_in{slow, addresses_, outbox_, {[](auto&&...) { return std::string{"x"}; }, nullptr, nullptr}};
    std::thread checking{[&] {
        const auto result =
            sign_in.password(now(), {"anna.jansen", Private<std::string>{kPassword}, "self", "", ""});
        EXPECT_EQ(result.kind, Kind::Refused);
        EXPECT_TRUE(result.cookies.session.empty());
    }};
    while (count("login_attempt") == 0)
        std::this_thread::yield();
    sql("UPDATE account SET state = 'blocked'");
    checking.join();
    EXPECT_EQ(count("session"), 0);
    EXPECT_EQ(count("access_log WHERE event = 'login_refused' AND reason = 'changed'"), 1);
    EXPECT_EQ(count("login_attempt WHERE outcome = 'wrong'"), 1);
}

TEST_F(PasswordStepTest, EveryOutcomeIsARowOfTheAccessLog) {
    static_cast<void>(password("fout"));
    const auto cookies = trustedDevice();
    sign_in_.logout(now(), cookies.session);
    EXPECT_EQ(
        count("access_log WHERE event = 'login_refused' AND outcome = 'refused' AND person = 'Anna Jansen'"),
        1);
    EXPECT_EQ(count("access_log WHERE event = 'login' AND outcome = 'granted' AND session_id IS NOT NULL"),
              1);
    EXPECT_EQ(count("access_log WHERE event = 'logout' AND outcome = 'granted'"), 1);
}

TEST_F(PasswordStepTest, ASharedAccountRecordsWhoSaysToUseIt) {
    const auto result =
        sign_in_.password(now(), {"anna.jansen", Private<std::string>{kPassword}, "representative", "", ""});
    static_cast<void>(sign_in_.code(now(), result.cookies.session, "", code_));
    EXPECT_EQ(count("access_log WHERE event = 'login' AND used_by = 'representative'"), 1);
}

}  // namespace
}  // namespace inzage::identity
