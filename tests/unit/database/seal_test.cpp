#include "platform/database/seal.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "platform/base/token.h"
#include "platform/database/private_file.h"

namespace inzage::database {
namespace {

class SealTest : public ::testing::Test {
  protected:
    SealTest() {
        std::string name = (std::filesystem::temp_directory_path() / "seal.XXXXXX").string();
        folder = ::mkdtemp(name.data());
        path = folder + "/seal.key";
    }
    ~SealTest() override { std::filesystem::remove_all(folder); }
    static SealKey need(Outcome<SealKey> outcome) {
        if (!outcome)
            throw std::runtime_error{outcome.failure().what};
        return std::move(outcome).value();
    }
    std::string folder;
    std::string path;
};

TEST_F(SealTest, WhatWasSealedOpensWithTheSameKeyAndContextOnly) {
    const auto key = need(SealKey::readOrMake(path));
    const auto sealed = key.seal("geheim", "debeyart/app");
    EXPECT_EQ(sealed.find("geheim"), std::string::npos);
    EXPECT_EQ(key.open(sealed, "debeyart/app"), "geheim");
    EXPECT_EQ(key.open(sealed, "treant/app"), std::nullopt);
    EXPECT_EQ(need(SealKey::read(path)).open(sealed, "debeyart/app"), "geheim");
    EXPECT_EQ(need(SealKey::readOrMake(folder + "/other.key")).open(sealed, "debeyart/app"), std::nullopt);
}

TEST_F(SealTest, TheSameSecretNeverLooksTheSame) {
    const auto key = need(SealKey::readOrMake(path));
    EXPECT_NE(key.seal("geheim", "a"), key.seal("geheim", "a"));
}

TEST_F(SealTest, AChangedTextDoesNotOpen) {
    const auto key = need(SealKey::readOrMake(path));
    const auto sealed = key.seal("geheim", "a");
    for (std::size_t i = 0; i + 1 < sealed.size(); ++i) {  // the last character holds unused bits
        auto changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(key.open(changed, "a"), std::nullopt) << i;
    }
    EXPECT_EQ(key.open("", "a"), std::nullopt);
    EXPECT_EQ(key.open("s1.", "a"), std::nullopt);
}

TEST_F(SealTest, ARotatedKeyStillOpensWhatTheOldOneSealed) {
    const auto sealed = need(SealKey::readOrMake(path)).seal("geheim", "a");
    const auto old = readPrivateFile(path).value();
    ASSERT_TRUE(writePrivateFile(path, newToken() + "\n" + old).ok());
    const auto both = need(SealKey::read(path));
    EXPECT_EQ(both.open(sealed, "a"), "geheim");
    const auto resealed = both.seal("geheim", "a");
    ASSERT_TRUE(writePrivateFile(path, old).ok());
    EXPECT_EQ(need(SealKey::read(path)).open(resealed, "a"), std::nullopt);
}

TEST_F(SealTest, AKeyFileThatOthersCanReadIsRefused) {
    need(SealKey::readOrMake(path));
    struct stat facts {};
    ASSERT_EQ(::stat(path.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0600U);
    ::chmod(path.c_str(), 0640);
    const auto refused = SealKey::read(path);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.failure().kind, FailureKind::Config);
    EXPECT_NE(refused.failure().what.find(path), std::string::npos);
}

TEST_F(SealTest, AFileWithoutAKeyIsRefused) {
    EXPECT_FALSE(SealKey::read(folder + "/absent").ok());
    ASSERT_TRUE(writePrivateFile(path, "").ok());
    EXPECT_FALSE(SealKey::read(path).ok());
    ASSERT_TRUE(writePrivateFile(path, "c2hvcnQ\n").ok());
    EXPECT_FALSE(SealKey::read(path).ok());
}

TEST_F(SealTest, APrivateFileIsReplacedInOneStep) {
    ASSERT_TRUE(writePrivateFile(folder + "/deep/er/file", "one").ok());
    ASSERT_TRUE(writePrivateFile(folder + "/deep/er/file", "two").ok());
    EXPECT_EQ(readPrivateFile(folder + "/deep/er/file").value(), "two");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder + "/deep/er"}, {}), 1);
    std::filesystem::create_symlink(folder + "/deep/er/file", folder + "/link");
    EXPECT_FALSE(readPrivateFile(folder + "/link").ok());
}

}  // namespace
}  // namespace inzage::database
