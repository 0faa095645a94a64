#include "platform/access/kept_text.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
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
    constexpr std::string_view kName = " name=\"";
    int found = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{INZAGE_SOURCE_DIR "/platform"}) {
        if (entry.path().extension() != ".tpl")
            continue;
        std::ostringstream text;
        text << std::ifstream{entry.path()}.rdbuf();
        const std::string page = text.str();
        for (auto at = page.find("<input"); at != std::string::npos; at = page.find("<input", at + 1)) {
            const auto input = page.substr(at, page.find('>', at) - at);
            if (input.find("type=\"password\"") == std::string::npos &&
                input.find("one-time-code") == std::string::npos)
                continue;
            const auto named = input.find(kName);
            ASSERT_NE(named, std::string::npos) << entry.path();
            const auto begin = named + kName.size();
            const auto name = input.substr(begin, input.find('"', begin) - begin);
            EXPECT_TRUE(isSecretField(name)) << entry.path() << ": " << name;
            ++found;
        }
    }
    EXPECT_GE(found, 10);
}

}  // namespace
}  // namespace inzage::access
