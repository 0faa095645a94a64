#include "admin/ctl/arguments.h"

#include <gtest/gtest.h>

namespace inzage::ctl {
namespace {

const Arguments::Known kKnown{{"--seed", "--out"}, {"--all"}};

TEST(ArgumentsTest, WordsAndOptionsAreToldApart) {
    const auto parsed =
        Arguments::parse({"treant", "--seed", "7", "--all", "--out=x=y", "--", "--all"}, kKnown);
    ASSERT_TRUE(parsed.ok()) << parsed.failure().what;
    EXPECT_EQ(parsed.value().words(), (std::vector<std::string>{"treant", "--all"}));
    EXPECT_EQ(parsed.value().value("--out"), "x=y");
    EXPECT_TRUE(parsed.value().has("--all"));
    EXPECT_EQ(parsed.value().number("--seed", 1, 0, 10).value(), 7);
    EXPECT_EQ(parsed.value().number("--other", 3, 0, 10).value(), 3);
}

TEST(ArgumentsTest, WhatIsUnknownOrIncompleteIsRefused) {
    EXPECT_FALSE(Arguments::parse({"--sed", "7"}, kKnown).ok());
    EXPECT_FALSE(Arguments::parse({"--seed"}, kKnown).ok());
    EXPECT_FALSE(Arguments::parse({"--all=yes"}, kKnown).ok());
}

TEST(ArgumentsTest, NumbersHaveBounds) {
    for (const char* wrong : {"11", "-1", "x", "7x", "", "99999999999999999999"})
        EXPECT_FALSE(Arguments::parse({"--seed", wrong}, kKnown).value().number("--seed", 0, 0, 10).ok())
            << wrong;
}

}  // namespace
}  // namespace inzage::ctl
