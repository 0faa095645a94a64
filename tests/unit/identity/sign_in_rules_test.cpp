#include <gtest/gtest.h>

#include "platform/identity/address_throttle.h"
#include "platform/identity/sign_in_rules.h"

namespace inzage::identity {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const UtcTime kNow = *parseIsoUtc("2026-11-24T19:41:00Z");

TEST(WaitRulesTest, WaitsDoubleFromOneSecondToFifteenMinutes) {
    EXPECT_EQ(waitAfter(0), seconds{0});
    EXPECT_EQ(waitAfter(4), seconds{0});
    EXPECT_EQ(waitAfter(5), seconds{1});
    EXPECT_EQ(waitAfter(6), seconds{2});
    EXPECT_EQ(waitAfter(7), seconds{4});
    EXPECT_EQ(waitAfter(14), seconds{512});
    EXPECT_EQ(waitAfter(15), seconds{900});
    EXPECT_EQ(waitAfter(10'000), seconds{900});
}

TEST(WaitRulesTest, TogetherNeverMoreThanAHundredTriesAnHour) {
    EXPECT_LE(kOpenTriesPerHour + kTrustedTriesPerHour, 100);
}

std::optional<SmsReason> reasonWith(int idle_days, int fixed_days, std::optional<DeviceTrust> device,
                                    bool before = true, bool change = false) {
    config::SmsSettings settings;
    settings.idle_days = idle_days;
    settings.fixed_age_days = fixed_days;
    return smsNeeded(settings, {before, device, change, false}, kNow);
}

DeviceTrust trust(microseconds trusted_ago, microseconds used_ago) {
    return {kNow - trusted_ago, kNow - used_ago};
}

TEST(SmsRulesTest, TheFirstLoginAndAnotherDeviceAskForACode) {
    EXPECT_EQ(reasonWith(30, 180, std::nullopt, false), SmsReason::FirstLogin);
    EXPECT_EQ(reasonWith(30, 180, std::nullopt), SmsReason::OtherDevice);
    EXPECT_EQ(reasonWith(30, 180, trust(hours{1}, hours{1})), std::nullopt);
}

TEST(SmsRulesTest, AfterThirtyDaysWithoutALoginACodeIsAskedAgain) {
    const auto month = hours{24 * 30};
    EXPECT_EQ(reasonWith(30, 180, trust(month, month - seconds{1})), std::nullopt);
    EXPECT_EQ(reasonWith(30, 180, trust(month, month)), SmsReason::Idle);
}

TEST(SmsRulesTest, AfterNinetyDaysWithoutALoginACodeIsAskedAgainWhereTheTenantSaysSo) {
    const auto quarter = hours{24 * 90};
    EXPECT_EQ(reasonWith(90, 180, trust(quarter, hours{24 * 31})), std::nullopt);
    EXPECT_EQ(reasonWith(90, 180, trust(quarter, quarter - seconds{1})), std::nullopt);
    EXPECT_EQ(reasonWith(90, 180, trust(quarter, quarter)), SmsReason::Idle);
}

TEST(SmsRulesTest, WithAFixedAgeOfSevenDaysUseDoesNotHelp) {
    const auto week = hours{24 * 7};
    EXPECT_EQ(reasonWith(30, 7, trust(week - seconds{1}, minutes{5})), std::nullopt);
    EXPECT_EQ(reasonWith(30, 7, trust(week, minutes{5})), SmsReason::FixedAge);
}

TEST(SmsRulesTest, WithoutAnOwnRuleTrustEndsAfter180DaysWhateverTheUse) {
    const auto half_year = hours{24 * 180};
    EXPECT_EQ(reasonWith(30, 180, trust(half_year - seconds{1}, hours{1})), std::nullopt);
    EXPECT_EQ(reasonWith(30, 180, trust(half_year, hours{1})), SmsReason::FixedAge);
}

TEST(SmsRulesTest, APasswordChangeAsksForACodeWhereTheTenantSaysSo) {
    config::SmsSettings settings;
    const SmsFacts facts{true, trust(hours{1}, hours{1}), true, false};
    EXPECT_EQ(smsNeeded(settings, facts, kNow), SmsReason::PasswordChange);
    settings.password_change = false;
    EXPECT_EQ(smsNeeded(settings, facts, kNow), std::nullopt);
}

TEST(SmsRulesTest, AMailedPasswordIsUselessWithoutTheCode) {
    config::SmsSettings settings;
    settings.other_device = settings.first_login = settings.password_change = false;
    EXPECT_EQ(smsNeeded(settings, {true, trust(hours{1}, hours{1}), true, true}, kNow),
              SmsReason::OneTimePassword);
}

TEST(PasswordAgeTest, WithoutARuleAPasswordNeverExpires) {
    EXPECT_EQ(newPasswordNeeded({}, {false, false, kNow - hours{24 * 4000}, kNow - hours{24 * 4000}}, kNow),
              std::nullopt);
}

TEST(PasswordAgeTest, NinetyDaysAfterItWasSetOrWithoutALoginANewOneIsDemanded) {
    config::PasswordSettings settings;
    settings.age_days = 90;
    settings.age_idle_days = 90;
    const auto quarter = hours{24 * 90};
    EXPECT_EQ(newPasswordNeeded(settings, {false, false, kNow - quarter + seconds{1}, kNow}, kNow),
              std::nullopt);
    EXPECT_EQ(newPasswordNeeded(settings, {false, false, kNow - quarter, kNow}, kNow), "aged");
    EXPECT_EQ(newPasswordNeeded(settings, {false, false, kNow - hours{1}, kNow - quarter}, kNow), "idle");
}

TEST(PasswordAgeTest, TheFirstLoginSetsAPassword) {
    EXPECT_EQ(newPasswordNeeded({}, {true, false, kNow, std::nullopt}, kNow), "first");
}

TEST(ResendRulesTest, AnotherCodeGoesAfterThirtySixtyAndHundredTwentySeconds) {
    config::SmsSettings settings;
    SentCodes sent{{kNow}, {kNow}};
    EXPECT_EQ(nextCodeAt(settings, sent, kNow), kNow + seconds{30});
    sent = {{kNow, kNow}, {kNow, kNow}};
    EXPECT_EQ(nextCodeAt(settings, sent, kNow), kNow + seconds{60});
    sent = {{kNow, kNow, kNow}, {kNow, kNow, kNow}};
    EXPECT_EQ(nextCodeAt(settings, sent, kNow), kNow + seconds{120});
    EXPECT_EQ(nextCodeAt(settings, sent, kNow + seconds{121}), kNow + seconds{121});
}

TEST(ResendRulesTest, ANumberGetsFiveCodesInTenMinutesAndTenADay) {
    config::SmsSettings settings;
    SentCodes sent;
    for (int i = 0; i < 5; ++i)
        sent.to_number.push_back(kNow - minutes{5} + seconds{i});
    EXPECT_EQ(nextCodeAt(settings, sent, kNow), kNow + minutes{5});
    sent.to_number.clear();
    for (int i = 0; i < 10; ++i)
        sent.to_number.push_back(kNow - hours{20} + hours{i});
    EXPECT_EQ(nextCodeAt(settings, sent, kNow), kNow + hours{4});
    sent.to_number.pop_back();
    EXPECT_EQ(nextCodeAt(settings, sent, kNow), kNow);
}

TEST(MaskTest, ANumberShowsOnlyItsLastTwoDigits) {
    EXPECT_EQ(maskedNumber("+31612345678"), "06 •••• ••78");
    EXPECT_EQ(maskedNumber("+4915112345699"), "+49 •••• ••99");
    EXPECT_EQ(maskedNumber(""), "");
    EXPECT_EQ(maskedAddress("anna@voorbeeld.nl"), "a••••@voorbeeld.nl");
}

TEST(AddressThrottleTest, TheTwentyFirstFailureInTenMinutesWaitsAndAnotherAddressDoesNot) {
    AddressThrottle throttle;
    for (int i = 0; i < 20; ++i)
        EXPECT_FALSE(throttle.tryNow("alpha", "192.0.2.7", kNow + seconds{i}).has_value()) << i;
    const auto wait = throttle.tryNow("alpha", "192.0.2.7", kNow + seconds{60});
    ASSERT_TRUE(wait.has_value());
    EXPECT_EQ(*wait, minutes{9});
    EXPECT_FALSE(throttle.tryNow("alpha", "192.0.2.8", kNow + seconds{60}).has_value());
    EXPECT_FALSE(throttle.tryNow("beta", "192.0.2.7", kNow + seconds{60}).has_value());
    EXPECT_FALSE(throttle.tryNow("alpha", "192.0.2.7", kNow + minutes{10}).has_value());
}

TEST(AddressThrottleTest, WhoGoesOnFromTenantToTenantIsStoppedAtAllOfThem) {
    AddressThrottle throttle;
    for (int i = 0; i < 100; ++i)
        EXPECT_FALSE(
            throttle.tryNow("tenant" + std::to_string(i / 10), "192.0.2.7", kNow + seconds{i}).has_value())
            << i;
    EXPECT_EQ(throttle.tryNow("another", "192.0.2.7", kNow + seconds{100}), seconds{500});
    EXPECT_FALSE(throttle.tryNow("another", "192.0.2.8", kNow + seconds{100}).has_value());
    EXPECT_FALSE(throttle.tryNow("another", "192.0.2.7", kNow + minutes{10}).has_value());
}

TEST(AddressThrottleTest, RightPasswordsDontCount) {
    AddressThrottle throttle;
    for (int i = 0; i < 100; ++i) {
        EXPECT_FALSE(throttle.tryNow("alpha", "192.0.2.7", kNow + seconds{i}).has_value());
        throttle.succeeded("alpha", "192.0.2.7", kNow + seconds{i});
    }
}

TEST(AddressThrottleTest, OneCustomerOfIpv6IsOneAddress) {
    EXPECT_EQ(networkOf("2001:db8:1:2::1"), networkOf("2001:db8:1:2:ffff::9"));
    EXPECT_NE(networkOf("2001:db8:1:2::1"), networkOf("2001:db8:1:3::1"));
    EXPECT_EQ(networkOf("::ffff:192.0.2.7"), "192.0.2.7");
}

TEST(AddressThrottleTest, MemoryStaysBounded) {
    AddressThrottle throttle{20, minutes{10}, 100};
    for (int i = 0; i < 5000; ++i)
        static_cast<void>(throttle.tryNow(
            "alpha", "10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250), kNow));
    EXPECT_EQ(throttle.size(), 100U);
}

}  // namespace
}  // namespace inzage::identity
