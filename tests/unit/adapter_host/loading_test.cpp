#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "platform/adapter_host/adapter_host.h"

namespace inzage::adapter_host {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path kBroken{BROKEN_ADAPTERS};

std::string refusalOf(const fs::path& file, const fs::path& dir) {
    const auto loaded = loadAdapter(file, dir);
    if (loaded.ok())
        return "loaded";
    EXPECT_EQ(loaded.failure().kind, FailureKind::Config);
    EXPECT_EQ(loaded.failure().what.find('\n'), std::string::npos);
    return loaded.failure().what;
}

std::string refusalOf(const std::string& name) {
    return refusalOf(kBroken / (name + ".so"), kBroken);
}

/// A folder of its own with a copy of the good adapter.
class CopiedAdapter : public testing::Test {
  protected:
    CopiedAdapter() {
        dir_ = fs::temp_directory_path() / ("inzage_host_" + std::to_string(::getpid()));
        fs::create_directories(dir_);
        fs::permissions(dir_, fs::perms::owner_all);
        fs::copy_file(kBroken / "scripted.so", file(), fs::copy_options::overwrite_existing);
    }
    ~CopiedAdapter() override { fs::remove_all(dir_); }
    [[nodiscard]] fs::path file() const { return dir_ / "scripted.so"; }
    fs::path dir_;
};

TEST(LoadAdapter, TakesTheCsvAdapter) {
    const auto loaded = loadAdapter(fs::path{PLUGINS} / "csv.so", PLUGINS);
    ASSERT_TRUE(loaded.ok()) << loaded.failure().what;
    EXPECT_EQ(loaded.value()->description().name, "csv");
    EXPECT_EQ(loaded.value()->stamp().name, "csv");
    EXPECT_TRUE(loaded.value()->description().can(sdk::Capability::Pull));
    EXPECT_TRUE(loaded.value()->description().can(sdk::Capability::Push));
}

TEST(LoadAdapter, LoadsTheSameFileTwice) {
    EXPECT_TRUE(loadAdapter(kBroken / "scripted.so", kBroken).ok());
    EXPECT_TRUE(loadAdapter(kBroken / "scripted.so", kBroken).ok());
}

// Those with a wrong stamp abort() the process when they are opened, so these tests also show that they are
// not.
TEST(LoadAdapter, RefusesAnAdapterWithoutStamp) {
    EXPECT_THAT(refusalOf("no_stamp"), HasSubstr("carries no stamp"));
}
TEST(LoadAdapter, RefusesAnotherAbi) {
    EXPECT_THAT(refusalOf("old_abi"), HasSubstr("speaks adapter ABI 0, this platform ABI 1"));
}
TEST(LoadAdapter, RefusesAnotherToolchain) {
    EXPECT_THAT(refusalOf("other_toolchain"), HasSubstr("another toolchain"));
}
TEST(LoadAdapter, RefusesOtherSdkHeaders) {
    EXPECT_THAT(refusalOf("wrong_hash"), HasSubstr("other SDK headers"));
}
TEST(LoadAdapter, RefusesAStampOfAnotherName) {
    EXPECT_THAT(refusalOf("wrong_name"), HasSubstr("the adapter 'csv'"));
}
TEST(LoadAdapter, RefusesADamagedStamp) {
    EXPECT_THAT(refusalOf("bad_magic"), HasSubstr("damaged"));
}
TEST(LoadAdapter, NamesAMissingSymbolInsteadOfCrashingAtItsFirstCall) {
    EXPECT_THAT(refusalOf("missing_symbol"), HasSubstr("nobodyDefinesThis"));
}
TEST(LoadAdapter, RefusesADescriptionOfAnotherAdapter) {
    EXPECT_THAT(refusalOf("other_name"), HasSubstr("describes itself as 'csv'"));
}
TEST(LoadAdapter, RefusesALibraryWithoutAdapterClass) {
    EXPECT_THAT(refusalOf("no_class"), HasSubstr("class loader"));
}
TEST(LoadAdapter, SurvivesAConstructorThatThrows) {
    EXPECT_THAT(refusalOf("throws_at_birth"), HasSubstr("threw int in load()"));
}
TEST(LoadAdapter, RefusesAFileThatIsNotThere) {
    EXPECT_THAT(refusalOf("nobody"), HasSubstr("no such file"));
}

TEST_F(CopiedAdapter, IsRefusedOutsideThePluginFolder) {
    EXPECT_THAT(refusalOf(file(), kBroken), HasSubstr("not in the plugin folder"));
    fs::create_symlink(file(), dir_ / "link.so");
    EXPECT_THAT(refusalOf(dir_ / "link.so", kBroken), HasSubstr("not in the plugin folder"));
}

TEST_F(CopiedAdapter, IsRefusedWhenOthersCanWriteIt) {
    ASSERT_EQ(refusalOf(file(), dir_), "loaded");
    ASSERT_EQ(::chmod(file().c_str(), 0775), 0);
    EXPECT_THAT(refusalOf(file(), dir_), HasSubstr("written by others"));
    ASSERT_EQ(::chmod(file().c_str(), 0755), 0);
    ASSERT_EQ(::chmod(dir_.c_str(), 0777), 0);
    EXPECT_THAT(refusalOf(file(), dir_), HasSubstr("written by others"));
}

TEST_F(CopiedAdapter, IsRefusedWhenItBelongsToAStranger) {
    if (::geteuid() != 0)
        GTEST_SKIP() << "only root can give files away";
    ASSERT_EQ(::chown(file().c_str(), 12345, 12345), 0);
    EXPECT_THAT(refusalOf(file(), dir_), HasSubstr("belongs to somebody else"));
}

TEST_F(CopiedAdapter, IsRefusedWhateverIsCutOff) {
    const auto whole = fs::file_size(file());
    for (const std::uintmax_t bytes :
         {std::uintmax_t{0}, std::uintmax_t{10}, std::uintmax_t{64}, whole / 2, whole - 1}) {
        fs::resize_file(file(), bytes);
        EXPECT_THAT(refusalOf(file(), dir_), HasSubstr("is refused")) << bytes;
    }
    std::ofstream{file(), std::ios::trunc} << "#!/bin/sh\nexit 0\n";
    EXPECT_THAT(refusalOf(file(), dir_), HasSubstr("not a shared library"));
}

}  // namespace
}  // namespace inzage::adapter_host
