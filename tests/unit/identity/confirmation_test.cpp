#include "platform/identity/confirmation.h"

#include <atomic>
#include <thread>

#include "platform/identity/own_password.h"
#include "platform/identity/session_store.h"
#include "tests/unit/identity/sign_in_world.h"

namespace inzage::identity {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using Kind = ConfirmResult::Kind;

class ConfirmationTest : public SignInWorld {
  protected:
    void SetUp() override {
        SignInWorld::SetUp();
        session_ = trustedDevice().session;
        code_.clear();
        // The login code was sent a while ago.
        later(minutes{1});
    }
    bool ask(CodePurpose purpose = CodePurpose::Phone) {
        return confirmation_.ask(now(), session_, {purpose, "/profiel/mobiel", R"({"a": 1})"});
    }
    ConfirmResult confirm(const std::string& typed) {
        auto result = confirmation_.confirm(now(), session_, typed);
        if (result.kind == Kind::Passed)
            session_ = result.session;
        return result;
    }
    std::optional<SessionId> sessionId() {
        auto tx = now().pools.begin(tenant_);
        const auto found = findSession(tx, sha256Hex(session_), settings_.login.session, at_);
        return found ? std::optional{found->id} : std::nullopt;
    }
    std::optional<std::string> use(CodePurpose purpose = CodePurpose::Phone) {
        const auto id = sessionId().value();
        auto tx = now().pools.begin(tenant_);
        auto detail = Confirmation::use(tx, id, purpose, at_);
        tx.commit();
        return detail;
    }
    bool confirmed(CodePurpose purpose = CodePurpose::Phone) {
        const auto id = sessionId().value();
        auto tx = now().pools.begin(tenant_);
        return Confirmation::isConfirmed(tx, id, purpose, at_);
    }

    std::string session_;
    Confirmation confirmation_{
        outbox_,
        {{},
         [](const Occasion&, std::string_view, UtcTime) {
             return MessageWords::Mail{"blocked", "owner"};
         },
         [](const Occasion&, const std::string&, UtcTime) {
             return MessageWords::Mail{"blocked", "helpdesk"};
         },
         [this](const Occasion&, std::string_view, int sequence, const std::string& code, UtcTime) {
             code_ = code;
             sequence_ = sequence;
             return "confirm " + code;
         }}};
};

TEST_F(ConfirmationTest, ARightCodeConfirmsForItsPurposeForFiveMinutesAndOnce) {
    ASSERT_TRUE(ask());
    ASSERT_EQ(code_.size(), 6U);
    EXPECT_FALSE(confirmed());
    EXPECT_FALSE(use());
    const auto result = confirm(code_);
    EXPECT_EQ(result.kind, Kind::Passed);
    EXPECT_EQ(result.back, "/profiel/mobiel");
    EXPECT_TRUE(confirmed());
    EXPECT_FALSE(confirmed(CodePurpose::Password));
    EXPECT_FALSE(use(CodePurpose::Password));
    later(seconds{299});
    EXPECT_EQ(use(), R"({"a": 1})");
    EXPECT_FALSE(use());
    EXPECT_FALSE(confirmed());
}

TEST_F(ConfirmationTest, AfterFiveMinutesItIsNoLongerConfirmed) {
    ASSERT_TRUE(ask());
    ASSERT_EQ(confirm(code_).kind, Kind::Passed);
    later(seconds{301});
    EXPECT_FALSE(confirmed());
    EXPECT_FALSE(use());
}

TEST_F(ConfirmationTest, ARightCodeRenewsTheSessionAndTheOldCookieIsWorthless) {
    const auto before = session_;
    ASSERT_TRUE(ask());
    ASSERT_EQ(confirm(code_).kind, Kind::Passed);
    EXPECT_NE(session_, before);
    EXPECT_TRUE(gateOpens(session_));
    EXPECT_FALSE(gateOpens(before));
}

TEST_F(ConfirmationTest, OfParallelUsesExactlyOneSucceeds) {
    ASSERT_TRUE(ask());
    ASSERT_EQ(confirm(code_).kind, Kind::Passed);
    std::atomic<int> used{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&] { used += use() ? 1 : 0; });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(used.load(), 1);
}

TEST_F(ConfirmationTest, FiveWrongCodesKillItAndWrongOnesCountForTheFactor) {
    ASSERT_TRUE(ask());
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(confirm(wrongCode()).kind, Kind::Wrong);
    EXPECT_EQ(confirm(wrongCode()).kind, Kind::Dead);
    EXPECT_EQ(confirm(code_).kind, Kind::Dead);
    EXPECT_FALSE(confirmed());
    for (int code = 0; code < 3; ++code) {
        later(minutes{4});
        ASSERT_EQ(confirmation_.resend(now(), session_), ResendResult::Sent);
        for (int i = 0; i < 5; ++i)
            static_cast<void>(confirm(wrongCode()));
    }
    EXPECT_EQ(confirm(code_).kind, Kind::Blocked);
    EXPECT_EQ(count("outbox WHERE purpose = 'factor_blocked'"), 2);
}

TEST_F(ConfirmationTest, AskingAgainSendsNoSecondCodeWhileOneWorks) {
    ASSERT_TRUE(ask());
    ASSERT_TRUE(ask());
    EXPECT_EQ(count("outbox WHERE purpose = 'confirm_code'"), 1);
    EXPECT_EQ(confirmation_.resend(now(), session_), ResendResult::TooSoon);
    later(seconds{31});
    const auto old = code_;
    EXPECT_EQ(confirmation_.resend(now(), session_), ResendResult::Sent);
    if (old != code_) {
        EXPECT_EQ(confirm(old).kind, Kind::Wrong);
    }
    EXPECT_EQ(confirm(code_).kind, Kind::Passed);
}

TEST_F(ConfirmationTest, ACodeOfAnotherPurposeOrBrowserDoesNotConfirm) {
    ASSERT_TRUE(ask(CodePurpose::Password));
    const auto of_password = code_;
    ASSERT_TRUE(ask(CodePurpose::Phone));
    if (of_password != code_) {
        EXPECT_EQ(confirm(of_password).kind, Kind::Wrong);
    }
    const auto other = trustedDevice().session;
    EXPECT_EQ(confirmation_.confirm(now(), other, code_).kind, Kind::NotAsked);
}

TEST_F(ConfirmationTest, ACodeThatWentToOneNumberConfirmsNothingOfAnother) {
    ASSERT_TRUE(ask());
    sql("UPDATE account SET phone = '+31687654321'");
    EXPECT_EQ(confirm(code_).kind, Kind::Wrong);
    sql("UPDATE account SET phone = '" + std::string{kPhone} + "'");
    EXPECT_EQ(confirm(code_).kind, Kind::Passed);
}

TEST_F(ConfirmationTest, WithoutAQuestionNothingIsConfirmed) {
    EXPECT_EQ(confirm("123456").kind, Kind::NotAsked);
    EXPECT_FALSE(confirmation_.page(now(), session_));
    EXPECT_EQ(confirmation_.resend(now(), session_), ResendResult::NoSession);
    const auto half = password(kPassword).cookies.session;
    EXPECT_FALSE(confirmation_.ask(now(), half, {CodePurpose::Phone, "/profiel"}));
}

TEST_F(ConfirmationTest, TheOwnPasswordIsCheckedAndGuessesWait) {
    const OwnPassword own{hasher_, outbox_.key()};
    using Answer = OwnPassword::Answer;
    const auto check = [&](const std::string& typed) {
        return own.check(now(), session_, Private<std::string>{typed});
    };
    EXPECT_EQ(check(kPassword), Answer::Right);
    for (int i = 0; i < kFreeTries; ++i)
        EXPECT_EQ(check("wrong"), Answer::Wrong);
    EXPECT_EQ(check(kPassword), Answer::Waits);
    later(seconds{2});
    EXPECT_EQ(check(kPassword), Answer::Right);
    EXPECT_EQ(own.check(now(), "no session", Private<std::string>{kPassword}), Answer::NoSession);
}

}  // namespace
}  // namespace inzage::identity
