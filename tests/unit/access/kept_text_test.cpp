#include "platform/access/kept_text.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

namespace inzage::access {
namespace {

TEST(KeptText, WhatWasTypedIsKeptAndWhatProvesWhoSomebodyIsIsNot) {
    const http::Fields form{{"csrf", "x"},       {"tekst", "Dag mam"}, {"aan", "1"}, {"aan", "2"},
                            {"wachtwoord", "x"}, {"code", "123456"},   {"oud", "x"}, {"nogmaals", "x"},
                            {"vraag", "x"},      {"passkey", "x"},     {"leeg", ""}};
    EXPECT_EQ(typedFields(form),
              (http::Fields{{"tekst", "Dag mam"}, {"aan", "1"}, {"aan", "2"}, {"leeg", ""}}));
}

TEST(KeptText, NothingTypedOrTooMuchIsNotKept) {
    EXPECT_TRUE(typedFields({{"csrf", "x"}, {"wachtwoord", "x"}, {"tekst", ""}}).empty());
    EXPECT_FALSE(typedFields({{"t", std::string(kTypedBytesMax - 1, 'a')}}).empty());
    EXPECT_TRUE(typedFields({{"t", std::string(kTypedBytesMax, 'a')}}).empty());
}

TEST(KeptText, EveryFieldForAPasswordOrCodeOnAnyPageIsASecretOne) {
    const std::regex secret{R"(<input[^>]*(type="password"|one-time-code)[^>]*>)"};
    const std::regex name{R"re( name="([^"]*)")re"};
    int found = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{INZAGE_SOURCE_DIR "/platform"}) {
        if (entry.path().extension() != ".tpl")
            continue;
        std::ostringstream text;
        text << std::ifstream{entry.path()}.rdbuf();
        const std::string page = text.str();
        for (std::sregex_iterator at{page.begin(), page.end(), secret}, end; at != end; ++at) {
            const std::string input = at->str();
            std::smatch named;
            ASSERT_TRUE(std::regex_search(input, named, name)) << entry.path();
            EXPECT_TRUE(isSecretField(named[1].str())) << entry.path() << ": " << named[1];
            ++found;
        }
    }
    EXPECT_GE(found, 10);
}

}  // namespace
}  // namespace inzage::access
