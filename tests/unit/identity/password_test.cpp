#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <ctime>
#include <fstream>
#include <thread>
#include <vector>

#include "platform/identity/password_hasher.h"
#include "platform/identity/password_rules.h"

namespace inzage::identity {
namespace {

using std::chrono::milliseconds;

const PasswordRules kRules{12, {"anna.jansen", "jansen", "Zuyderland", "zuyderland"}};

/// CPU time of this thread: what others do on the machine doesn't count.
double threadSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::optional<PasswordFault> faultOf(std::string_view password) {
    return passwordFault(password, kRules);
}

TEST(PasswordRulesTest, ElevenCharactersAreTooShortTwelveAreEnough) {
    EXPECT_EQ(faultOf("kqzv mupe wi"), std::nullopt);
    EXPECT_EQ(faultOf("kqzv mupe w"), PasswordFault::TooShort);
}

TEST(PasswordRulesTest, CharactersCountNotBytes) {
    EXPECT_EQ(charactersIn("éèüß€語"), 6U);
    EXPECT_EQ(faultOf("é語ßü€ñøåèê"), PasswordFault::TooShort);
    EXPECT_EQ(faultOf("é語ßü€ñøåèêëî"), std::nullopt);
}

TEST(PasswordRulesTest, A128CharacterPassphraseIsAcceptedWholeAndOneMoreRefused) {
    std::string words;
    for (int i = 0; words.size() < 128; ++i)
        words += std::to_string(i * 7919) + " boom ";
    words.resize(128);
    EXPECT_EQ(faultOf(words), std::nullopt);
    EXPECT_EQ(faultOf(words + "x"), PasswordFault::TooLong);
    PasswordHasher hasher{1, milliseconds{100}, {1, 8}};
    const auto hash = hasher.hash(words);
    words.back() = '!';
    EXPECT_EQ(hasher.check(*hash, words), PasswordAnswer::Wrong) << "the last of 128 characters counts";
}

TEST(PasswordRulesTest, NoCompositionIsDemanded) {
    EXPECT_EQ(faultOf("tafel bloempot rivier"), std::nullopt);
    EXPECT_EQ(faultOf("829471650382746"), std::nullopt);
}

TEST(PasswordRulesTest, CommonPasswordsAreRefusedAlsoWithPaddingAndRepeated) {
    for (const auto* common : {"Wachtwoord123!", "welkom2026!!!!", "passwordpassword", "Password123456",
                               "qwertyuiop123", "welkom01welkom01", "1234567890123"})
        EXPECT_TRUE(faultOf(common).has_value()) << common;
    EXPECT_EQ(faultOf("Wachtwoord123!"), PasswordFault::Common);
}

TEST(PasswordRulesTest, TheBundledListHasTenThousandPasswords) {
    std::ifstream file{INZAGE_SOURCE_DIR "/platform/identity/common_passwords.txt"};
    int lines = 0;
    for (std::string line; std::getline(file, line);)
        lines += line.empty() || line[0] == '#' ? 0 : 1;
    EXPECT_GE(lines, 10'000);
}

TEST(PasswordRulesTest, NamesOfTenantAndAccountAreNoPasswords) {
    EXPECT_EQ(faultOf("Zuyderland2026!"), PasswordFault::KnownWord);
    EXPECT_EQ(faultOf("anna.jansen.99"), PasswordFault::KnownWord);
    EXPECT_EQ(faultOf("een tuin bij Zuyderland vol rozen"), std::nullopt)
        << "enough of its own around the name";
}

TEST(PasswordRulesTest, RowsAndRepeatsAreTooSimple) {
    for (const auto* simple : {"abcdefghijklmn", "aaaaaaaaaaaa", "abcabcabcabc", "0987654321098"})
        EXPECT_TRUE(faultOf(simple) == PasswordFault::Simple || faultOf(simple) == PasswordFault::Common)
            << simple;
}

TEST(PasswordRulesTest, TheSameLetterTypedOnTwoDevicesIsTheSamePassword) {
    EXPECT_EQ(normalised("cafe\u0301 op de hoek"), normalised("caf\u00e9 op de hoek"));
    EXPECT_EQ(normalised("  spaties blijven  "), "  spaties blijven  ");
}

TEST(PasswordHasherTest, HashesAreArgon2idWithTheCostOfTheNorm) {
    PasswordHasher hasher{1, milliseconds{100}};
    const auto hash = hasher.hash("een goed geheim");
    ASSERT_TRUE(hash.has_value());
    EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << *hash;
    EXPECT_EQ(hasher.check(*hash, "een goed geheim"), PasswordAnswer::Right);
    EXPECT_EQ(hasher.check(*hash, "een goed geheiM"), PasswordAnswer::Wrong);
}

TEST(PasswordHasherTest, AHashOfAnOlderCostIsRightButOld) {
    PasswordHasher cheap{1, milliseconds{100}, {1, 8192}};
    PasswordHasher hasher{1, milliseconds{100}};
    const auto hash = cheap.hash("een goed geheim");
    EXPECT_EQ(hasher.check(*hash, "een goed geheim"), PasswordAnswer::RightButOld);
    EXPECT_EQ(hasher.check(*hash, "iets anders"), PasswordAnswer::Wrong);
}

TEST(PasswordHasherTest, AnUnknownAccountCostsAsMuchAsAKnownOne) {
    PasswordHasher hasher{1, milliseconds{1000}};
    const auto hash = hasher.hash("een goed geheim");
    const auto medianOf = [&](std::string_view stored) {
        std::array<double, 7> took{};
        for (auto& one : took) {
            const double from = threadSeconds();
            EXPECT_EQ(hasher.check(stored, "fout"), PasswordAnswer::Wrong);
            one = threadSeconds() - from;
        }
        std::sort(took.begin(), took.end());
        return took[took.size() / 2];
    };
    const double known = medianOf(*hash);
    const double unknown = medianOf("");
    EXPECT_GT(known, 0.005);
    EXPECT_GT(unknown, known * 0.6);
    EXPECT_LT(unknown, known * 1.6);
}

TEST(PasswordHasherTest, WhoFindsNoSlotInTimeIsToldBusyAndNothingIsChecked) {
    PasswordHasher hasher{1, milliseconds{20}, {64, 65536}};
    std::vector<std::thread> threads;
    std::atomic<int> busy{0};
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&] { busy += hasher.check("", "x") == PasswordAnswer::Busy ? 1 : 0; });
    for (auto& thread : threads)
        thread.join();
    EXPECT_GE(busy.load(), 4);
    EXPECT_EQ(hasher.checked() + static_cast<unsigned>(busy.load()), 6U);
}

}  // namespace
}  // namespace inzage::identity
