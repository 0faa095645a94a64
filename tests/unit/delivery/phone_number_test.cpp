#include "platform/delivery/phone_number.h"

#include <gtest/gtest.h>

#include "platform/delivery/deliverer.h"

namespace inzage::delivery {
namespace {

std::string read(std::string_view typed, const std::vector<int>& countries = {31}) {
    const auto reading = readNumber(typed, countries);
    return reading.fault ? std::string{nameOf(*reading.fault)} : reading.e164;
}

class DutchMobile : public testing::TestWithParam<const char*> {};

TEST_P(DutchMobile, IsOneNumberHoweverItIsWritten) {
    EXPECT_EQ(read(GetParam()), "+31612345678");
}

INSTANTIATE_TEST_SUITE_P(Ways, DutchMobile,
                         testing::Values("0612345678", "06-1234 5678", "06 12 34 56 78", "06.12.34.56.78",
                                         "(06) 12345678", "+31 6 12345678", "+31 6-1234-5678",
                                         "+31 (0)6 12345678", "0031612345678", "00316 12345678",
                                         "0031 (0)6-12345678", "31612345678", "  06 12345678 ",
                                         "06\u00A01234\u00A05678", "06\u201312345678"));

TEST(PhoneNumber, OtherCountriesOnlyWhereTheTenantListsThem) {
    EXPECT_EQ(read("+32 470 12 34 56"), "country");
    EXPECT_EQ(read("+32 470 12 34 56", {31, 32}), "+32470123456");
    EXPECT_EQ(read("0032470123456", {31, 32}), "+32470123456");
    EXPECT_EQ(read("+4915112345678", {31, 32, 49}), "+4915112345678");
    EXPECT_EQ(read("+12015550123", {31, 1}), "+12015550123") << "there mobiles look like other numbers";
}

TEST(PhoneNumber, WithoutCountryItIsOfTheFirstOfTheList) {
    EXPECT_EQ(read("0470 12 34 56", {32, 31}), "+32470123456");
}

TEST(PhoneNumber, PremiumAndMachineNumbersAreRefused) {
    EXPECT_EQ(read("0900 123456"), "premium");
    EXPECT_EQ(read("+31909123456"), "premium");
    EXPECT_EQ(read("097 012 345 678"), "premium");
    EXPECT_EQ(read("+31662345678"), "premium");
    EXPECT_EQ(read("+447012345678", {44}), "premium");
}

TEST(PhoneNumber, OnlyMobilesGetSms) {
    EXPECT_EQ(read("020 123 4567"), "not_mobile");
    EXPECT_EQ(read("088-1234567"), "not_mobile");
    EXPECT_EQ(read("0800 123456"), "not_mobile");
}

TEST(PhoneNumber, WhatIsNoNumberIsRefused) {
    EXPECT_EQ(read(""), "empty");
    EXPECT_EQ(read("  "), "empty");
    EXPECT_EQ(read("0612345"), "not_a_number");
    EXPECT_EQ(read("061234567a"), "not_a_number");
    EXPECT_EQ(read("06123456789"), "not_a_number");
    EXPECT_EQ(read("112"), "not_a_number");
    EXPECT_EQ(read("mobiel"), "not_a_number");
    EXPECT_EQ(read("0612345678; DROP"), "not_a_number");
    EXPECT_EQ(read("+31612345678\r\nBcc: a"), "not_a_number");
    EXPECT_EQ(read(std::string(300, '6')), "not_a_number");
}

TEST(PhoneNumber, IsShownAsPeopleWriteIt) {
    EXPECT_EQ(shownNumber("+31612345678"), "06 12 34 56 78");
    EXPECT_EQ(shownNumber("+32470123456"), "+32 470 12 34 56");
    EXPECT_EQ(shownNumber("geen"), "geen");
}

TEST(BackOffTest, RetriesGrowFromOneSecond) {
    EXPECT_EQ(backOff(1), std::chrono::seconds{1});
    EXPECT_EQ(backOff(2), std::chrono::seconds{4});
    EXPECT_EQ(backOff(4), std::chrono::seconds{64});
}

}  // namespace
}  // namespace inzage::delivery
