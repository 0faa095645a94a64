#include <gtest/gtest.h>

#include "platform/delivery/deliverer.h"
#include "platform/delivery/number_rules.h"

namespace inzage::delivery {
namespace {

TEST(NumberRulesTest, DutchMobilesAreAllowedByDefault) {
    EXPECT_EQ(numberRefused("+31612345678", {31}), std::nullopt);
}

TEST(NumberRulesTest, OtherCountriesOnlyWhereTheTenantListsThem) {
    EXPECT_EQ(numberRefused("+32470123456", {31}), "country");
    EXPECT_EQ(numberRefused("+32470123456", {31, 32}), std::nullopt);
}

TEST(NumberRulesTest, PremiumAndMachineRangesAreRefused) {
    EXPECT_EQ(numberRefused("+31900123456", {31}), "premium");
    EXPECT_EQ(numberRefused("+31909123456", {31}), "premium");
    EXPECT_EQ(numberRefused("+319712345678", {31}), "premium");
    EXPECT_EQ(numberRefused("+31662345678", {31}), "premium");
}

TEST(NumberRulesTest, OnlyE164IsANumber) {
    EXPECT_EQ(numberRefused("0612345678", {31}), "not_e164");
    EXPECT_EQ(numberRefused("+31 612345678", {31}), "not_e164");
    EXPECT_EQ(numberRefused("", {31}), "not_e164");
}

TEST(BackOffTest, RetriesGrowFromOneSecond) {
    EXPECT_EQ(backOff(1), std::chrono::seconds{1});
    EXPECT_EQ(backOff(2), std::chrono::seconds{4});
    EXPECT_EQ(backOff(4), std::chrono::seconds{64});
}

}  // namespace
}  // namespace inzage::delivery
