#include <gtest/gtest.h>

#include <set>

#include "platform/identity/factors/qr_code.h"
#include "platform/identity/factors/recovery_codes.h"
#include "platform/identity/factors/totp.h"

namespace inzage::identity {
namespace {

using std::chrono::seconds;

// RFC 6238, appendix B, cut to six digits.
const std::string kSecret = "12345678901234567890";
UtcTime atSecond(long seconds_since_1970) {
    return UtcTime{seconds{seconds_since_1970}};
}

TEST(TotpTest, TheVectorsOfTheStandardAreRight) {
    EXPECT_EQ(totpStep(kSecret, "287082", atSecond(59), 0), 1);
    EXPECT_EQ(totpStep(kSecret, "081804", atSecond(1111111109), 0), 37037036);
    EXPECT_EQ(totpStep(kSecret, "005924", atSecond(1234567890), 0), 41152263);
}

TEST(TotpTest, ACodeWorksOneStepAroundItsOwnAndNoLonger) {
    const long own = 1234567890 / 30 * 30;
    EXPECT_TRUE(totpStep(kSecret, "005924", atSecond(own - 30), 0));
    EXPECT_TRUE(totpStep(kSecret, "005924", atSecond(own + 59), 0));
    EXPECT_FALSE(totpStep(kSecret, "005924", atSecond(own + 60), 0));
    EXPECT_FALSE(totpStep(kSecret, "005924", atSecond(own - 31), 0));
}

TEST(TotpTest, AUsedTimeStepAndAllBeforeItAreRefused) {
    const auto at = atSecond(1234567890);
    const auto step = totpStep(kSecret, "005924", at, 0);
    ASSERT_TRUE(step);
    EXPECT_FALSE(totpStep(kSecret, "005924", at, *step));
    EXPECT_TRUE(totpStep(kSecret, "005924", at, *step - 1));
}

TEST(TotpTest, WhatIsNoSixDigitsIsNoCode) {
    for (const char* typed : {"", "28708", "2870820", "28708x", "٢٨٧٠٨٢", "94287082"})
        EXPECT_FALSE(totpStep(kSecret, typed, atSecond(59), 0)) << typed;
}

TEST(TotpTest, SecretsAreRandomAndShownInBase32) {
    EXPECT_EQ(newTotpSecret().size(), 20U);
    EXPECT_NE(newTotpSecret(), newTotpSecret());
    EXPECT_EQ(shownSecret(kSecret), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    EXPECT_EQ(
        totpAddress(kSecret, "De Beyart", "anna@x.nl"),
        "otpauth://totp/De%20Beyart:anna%40x.nl?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=De%20Beyart"
        "&digits=6&period=30");
}

TEST(RecoveryCodesTest, TenDifferentOnesOfTenDigits) {
    const auto codes = newRecoveryCodes();
    EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10U);
    for (const auto& code : codes) {
        EXPECT_EQ(code.size(), 11U);
        EXPECT_EQ(code[5], '-');
    }
}

TEST(RecoveryCodesTest, HowItIsTypedDoesNotMatterAndTheKeyDoes) {
    EXPECT_EQ(recoveryHash("key", "12345-67890"), recoveryHash("key", " 12345 67890 "));
    EXPECT_NE(recoveryHash("key", "12345-67890"), recoveryHash("other", "12345-67890"));
    EXPECT_NE(recoveryHash("key", "12345-67890"), recoveryHash("key", "12345-67891"));
    for (const char* typed : {"", "123456", "12345-6789", "12345-678901"})
        EXPECT_EQ(recoveryHash("key", typed), "") << typed;
    EXPECT_EQ(recoveryHash("", "12345-67890"), "") << "an account without codes";
}

TEST(QrCodeTest, APictureWithItsQuietZone) {
    const auto picture = qrCode(totpAddress(kSecret, "De Beyart", "anna"));
    EXPECT_GT(picture.size, 29);
    EXPECT_EQ(picture.path.substr(0, 5), "M4 4h");
}

}  // namespace
}  // namespace inzage::identity
