#include <atomic>
#include <thread>

#include "platform/identity/code_store.h"
#include "platform/observe/metrics.h"
#include "tests/unit/identity/sign_in_world.h"

namespace inzage::identity {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Kind = CodeResult::Kind;

class CodeStepTest : public SignInWorld {
  protected:
    /// A browser that waits for a code; gives its session cookie.
    std::string atCode() {
        const auto result = password(kPassword);
        EXPECT_EQ(result.kind, PasswordResult::Kind::Passed);
        EXPECT_EQ(result.next, NextStep::Code);
        return result.cookies.session;
    }
    Kind tryCode(const std::string& session, const std::string& code) {
        return sign_in_.code(now(), session, "", code).kind;
    }
};

TEST_F(CodeStepTest, ACodeWorksAfter299SecondsAndNotAfter301) {
    auto session = atCode();
    later(seconds{299});
    EXPECT_EQ(tryCode(session, code_), Kind::Passed);
    later(minutes{11});
    session = atCode();
    later(seconds{301});
    EXPECT_EQ(tryCode(session, code_), Kind::Expired);
}

TEST_F(CodeStepTest, OfParallelSubmitsExactlyOneSucceeds) {
    const auto session = atCode();
    std::atomic<int> passed{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] { passed += tryCode(session, code_) == Kind::Passed ? 1 : 0; });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(passed.load(), 1);
}

TEST_F(CodeStepTest, OfAHundredParallelWrongCodesFiveCount) {
    const auto session = atCode();
    const auto right = code_;
    std::vector<std::thread> threads;
    for (int i = 0; i < 100; ++i)
        threads.emplace_back([&] { static_cast<void>(tryCode(session, wrongCode())); });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(one("SELECT tries FROM code"), "5");
    EXPECT_EQ(tryCode(session, right), Kind::Dead);
}

TEST_F(CodeStepTest, FiveWrongCodesKillItForTheRightOneToo) {
    const auto session = atCode();
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(tryCode(session, wrongCode()), Kind::Wrong);
    EXPECT_EQ(tryCode(session, wrongCode()), Kind::Dead);
    EXPECT_EQ(tryCode(session, code_), Kind::Dead);
    EXPECT_EQ(count("access_log WHERE event = 'code_refused'"), 6);
}

TEST_F(CodeStepTest, AfterTwentyWrongCodesInADayTheFactorIsBlockedAndOwnerAndHelpdeskAreTold) {
    auto session = atCode();
    for (int code = 0; code < 4; ++code) {
        if (code > 0) {
            later(minutes{4});
            ASSERT_EQ(sign_in_.resend(now(), session), ResendResult::Sent) << code;
        }
        for (int i = 0; i < 5; ++i)
            static_cast<void>(tryCode(session, wrongCode()));
    }
    EXPECT_EQ(tryCode(session, code_), Kind::Blocked);
    EXPECT_EQ(count("outbox WHERE channel = 'mail' AND recipient = 'anna@voorbeeld.nl'"), 1);
    EXPECT_EQ(count("outbox WHERE channel = 'mail' AND recipient = 'helpdesk@alpha.test'"), 1);
    later(minutes{4});
    EXPECT_EQ(sign_in_.resend(now(), session), ResendResult::Blocked);
    const auto sent = count("outbox WHERE channel = 'sms'");
    session = atCode();
    EXPECT_EQ(count("outbox WHERE channel = 'sms'"), sent) << "no SMS while blocked";
    EXPECT_TRUE(sign_in_.codePage(now(), session)->blocked_until.has_value());
    later(hours{24});
    session = atCode();
    EXPECT_EQ(tryCode(session, code_), Kind::Passed);
}

TEST_F(CodeStepTest, ACodeOfOneBrowserIsRefusedInAnother) {
    const auto here = atCode();
    const auto code_here = code_;
    later(seconds{1});
    const auto there = atCode();
    EXPECT_NE(tryCode(there, code_here), Kind::Passed);
    EXPECT_EQ(tryCode(here, code_here), Kind::Expired) << "and the newer code has killed it at home";
}

TEST_F(CodeStepTest, TheCodeStandsNowhereInTheDatabase) {
    static_cast<void>(atCode());
    for (const auto* table : {"code", "outbox", "session", "access_log", "login_attempt"})
        EXPECT_EQ(count(std::string{table} + " t WHERE t::text LIKE '%" + code_ + "%'"), 0) << table;
}

TEST_F(CodeStepTest, ANewCodeKillsTheOldAndHasTheNextNumber) {
    const auto session = atCode();
    const auto old_code = code_;
    EXPECT_EQ(sequence_, 1);
    later(seconds{30});
    ASSERT_EQ(sign_in_.resend(now(), session), ResendResult::Sent);
    EXPECT_EQ(sequence_, 2);
    EXPECT_EQ(sign_in_.codePage(now(), session)->sequence, 2);
    if (old_code != code_) {
        EXPECT_EQ(tryCode(session, old_code), Kind::Wrong);
    }
    EXPECT_EQ(tryCode(session, code_), Kind::Passed);
}

TEST_F(CodeStepTest, AnotherCodeGoesOnlyAfterTheWaitWhichThePageTells) {
    const auto session = atCode();
    const auto page = sign_in_.codePage(now(), session);
    EXPECT_EQ(page->resend_from, at_ + seconds{30});
    EXPECT_EQ(page->works_until, at_ + seconds{300});
    EXPECT_EQ(page->masked_number, "06 •••• ••78");
    later(seconds{29});
    EXPECT_EQ(sign_in_.resend(now(), session), ResendResult::TooSoon);
    EXPECT_EQ(count("outbox"), 1);
}

TEST_F(CodeStepTest, ANumberGetsAtMostFiveCodesInTenMinutesAlsoInParallel) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 12; ++i)
        threads.emplace_back([&] { static_cast<void>(password(kPassword)); });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(count("outbox WHERE channel = 'sms'"), 5);
}

TEST_F(CodeStepTest, AccountsThatShareATelephoneShareItsCap) {
    for (int i = 0; i < 4; ++i)
        addAccount("deelt" + std::to_string(i), "", *hasher_.hash(kPassword));
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&, i] {
            static_cast<void>(password(kPassword, "", "192.0.2.1", "deelt" + std::to_string(i % 4)));
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(count("outbox WHERE channel = 'sms'"), 5);
}

TEST_F(CodeStepTest, WhatIsKeptOfACodeDependsOnTheBrowsersOwnSecret) {
    EXPECT_NE(codeHash("token of one browser", CodePurpose::Login, "123456"),
              codeHash("token of another", CodePurpose::Login, "123456"));
    EXPECT_NE(codeHash("token", CodePurpose::Login, "123456"),
              codeHash("token", CodePurpose::Reset, "123456"));
}

TEST_F(CodeStepTest, CodesThatNobodyFillsInRaiseAnAlarm) {
    static_cast<void>(atCode());
    const auto ratio = [&](int used) {
        sql("DELETE FROM code; DELETE FROM outbox");
        sql("INSERT INTO code (account_id, session_id, purpose, channel, code_hash, sequence, state, "
            "sent_at, expires_at) "
            "SELECT s.account_id, s.id, 'login', 'sms', '', n, CASE WHEN n <= " +
            std::to_string(used) + " THEN 'used' ELSE 'dead' END, '" + isoUtc(at_ - hours{1}) + "', '" +
            isoUtc(at_) + "' FROM (SELECT * FROM session LIMIT 1) AS s, generate_series(1, 50) AS n");
        sql("UPDATE session SET state = 'ended'");
        later(hours{1});
        static_cast<void>(atCode());
        const auto text = observe::metricsText();
        const auto at = text.find("inzage_codes_verified_ratio{");
        return at == std::string::npos ? std::string{} : text.substr(at, text.find('\n', at) - at);
    };
    EXPECT_NE(ratio(40).find("} 0.8"), std::string::npos);
    EXPECT_NE(ratio(10).find("} 0.2"), std::string::npos);
}

TEST_F(CodeStepTest, WithoutANumberThePageSaysSo) {
    sql("UPDATE account SET phone = ''");
    const auto session = password(kPassword).cookies.session;
    EXPECT_EQ(sign_in_.codePage(now(), session)->masked_number, "");
    EXPECT_EQ(sign_in_.resend(now(), session), ResendResult::NoNumber);
}

TEST_F(CodeStepTest, PeopleMayTypeSpaces) {
    const auto session = atCode();
    EXPECT_EQ(tryCode(session, code_.substr(0, 3) + " " + code_.substr(3)), Kind::Passed);
}

}  // namespace
}  // namespace inzage::identity
