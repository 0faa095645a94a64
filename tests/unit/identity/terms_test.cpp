#include "platform/identity/enrolment/terms.h"

#include "tests/unit/identity/sign_in_world.h"

namespace inzage::identity {
namespace {

class TermsTest : public SignInWorld {
  protected:
    void SetUp() override {
        SignInWorld::SetUp();
        device_ = trustedDevice().device;
        settings_.login.terms_of_use = {true, "1", "Wees zuinig op uw wachtwoord."};
    }
    std::string device_;
};

TEST_F(TermsTest, NobodyGetsInBeforeTheyAreAccepted) {
    const auto result = password(kPassword, device_);
    EXPECT_EQ(result.next, NextStep::Terms);
    EXPECT_FALSE(gateOpens(result.cookies.session));
    EXPECT_EQ(sign_in_.standsAt(now(), result.cookies.session), NextStep::Terms);
    const auto full = acceptTerms(now(), result.cookies.session);
    ASSERT_TRUE(full.has_value());
    EXPECT_TRUE(gateOpens(*full));
    EXPECT_FALSE(gateOpens(result.cookies.session)) << "the session's id is a new one";
    EXPECT_EQ(count("terms_acceptance WHERE version = '1' AND accepted_at = '" + isoUtc(at_) + "'"), 1);
    EXPECT_EQ(count("access_log WHERE event = 'terms_accepted'"), 1);
}

TEST_F(TermsTest, WhoAcceptedThemIsNotAskedAgainUntilThereIsANewVersion) {
    static_cast<void>(acceptTerms(now(), password(kPassword, device_).cookies.session));
    EXPECT_EQ(password(kPassword, device_).next, NextStep::SignedIn);
    settings_.login.terms_of_use.version = "2";
    const auto again = password(kPassword, device_);
    EXPECT_EQ(again.next, NextStep::Terms);
    EXPECT_TRUE(termsPage(now(), again.cookies.session)->new_version);
    ASSERT_TRUE(acceptTerms(now(), again.cookies.session).has_value());
    EXPECT_EQ(password(kPassword, device_).next, NextStep::SignedIn);
    EXPECT_EQ(count("terms_acceptance"), 2) << "what was accepted before is kept";
}

TEST_F(TermsTest, TheyComeAfterTheCode) {
    const auto waiting = password(kPassword);
    EXPECT_EQ(waiting.next, NextStep::Code);
    EXPECT_FALSE(acceptTerms(now(), waiting.cookies.session).has_value());
    const auto proven = sign_in_.code(now(), waiting.cookies.session, "", code_);
    EXPECT_EQ(proven.next, NextStep::Terms);
    EXPECT_FALSE(gateOpens(proven.cookies.session));
}

TEST_F(TermsTest, TheyComeAfterANewPassword) {
    sql("UPDATE account SET password_state = 'must_change'");
    const auto first = password(kPassword, device_);
    ASSERT_EQ(first.next, NextStep::Code) << "a new password is asked with a code";
    const auto proven = sign_in_.code(now(), first.cookies.session, device_, code_);
    ASSERT_EQ(proven.next, NextStep::NewPassword);
    const Private<std::string> chosen{std::string{"vliegtuig kaasplank oever"}};
    const auto changed = sign_in_.newPassword(now(), proven.cookies.session, chosen, chosen);
    EXPECT_EQ(changed.next, NextStep::Terms);
    EXPECT_FALSE(gateOpens(changed.cookies.session));
}

}  // namespace
}  // namespace inzage::identity
