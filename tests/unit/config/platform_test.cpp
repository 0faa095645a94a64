#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/config/load.h"

namespace inzage::config {
namespace {

using testing::HasSubstr;

std::string platformErrors(const std::string& yaml) {
    return textOf(parsePlatformText(yaml, "platform.yaml").errors);
}

TEST(PlatformFile, TheOneOfTheQuickstartIsValidAndEqualsTheDefaults) {
    const auto read = parsePlatform(INZAGE_SOURCE_DIR "/deploy/platform.yaml");
    ASSERT_TRUE(read.settings) << textOf(read.errors);
    const PlatformSettings defaults;
    EXPECT_EQ(read.settings->environment, Environment::Demo);
    EXPECT_EQ(read.settings->listeners.portal_address, "127.0.0.1");
    EXPECT_EQ(read.settings->listeners.portal_port, 8080);
    EXPECT_EQ(read.settings->listeners.ops_port, 8081);
    EXPECT_EQ(read.settings->limits.header_kib, 16);
    EXPECT_EQ(read.settings->limits.body_kib, 12288);
    EXPECT_EQ(read.settings->database.per_tenant_max, 8);
    EXPECT_EQ(read.settings->database.global_max, 650);
    EXPECT_EQ(read.settings->database.idle_close_s, 60);
    EXPECT_EQ(read.settings->database.socket_dir, defaults.database.socket_dir);
    EXPECT_EQ(read.settings->sync.plugin_dir, defaults.sync.plugin_dir);
}

TEST(PlatformFile, LinksLeaveOutThePortThatTheSchemeImplies) {
    PlatformSettings settings;
    EXPECT_EQ(settings.publicUrl("debeyart.localhost"), "http://debeyart.localhost:8080");
    settings.listeners.public_scheme = "https";
    settings.listeners.public_port = 443;
    EXPECT_EQ(settings.publicUrl("portaal.voorbeeld.nl"), "https://portaal.voorbeeld.nl");
}

TEST(PlatformFile, ShiftedClockIsForTestsOnly) {
    EXPECT_THAT(
        platformErrors("environment: demo\ntest_clock_offset_file: clock\n"),
        HasSubstr("platform.yaml:2:25: test_clock_offset_file is allowed only when environment is test"));
    EXPECT_EQ(platformErrors("environment: test\ntest_clock_offset_file: clock\n"), "");
}

TEST(PlatformFile, ProductionSendsHttpsLinks) {
    EXPECT_THAT(platformErrors("environment: production\n"),
                HasSubstr("listeners.public_scheme must be https when environment is production"));
    EXPECT_EQ(
        platformErrors("environment: production\nlisteners: {public_scheme: https, public_port: 443}\n"), "");
}

TEST(PlatformFile, ProxiesAreAddresses) {
    EXPECT_EQ(platformErrors("listeners: {trusted_proxies: [127.0.0.1, 10.0.0.0/8, \"::1\"]}\n"), "");
    EXPECT_THAT(
        platformErrors("listeners: {trusted_proxies: [10.0.0.0/33]}\n"),
        HasSubstr("1:31: listeners.trusted_proxies[1] \"10.0.0.0/33\" is not an IP address or a block"));
    EXPECT_THAT(platformErrors("listeners: {trusted_proxies: [localhost]}\n"),
                HasSubstr("is not an IP address"));
    EXPECT_THAT(platformErrors("listeners: {portal_address: 10.0.0.0/8}\n"),
                HasSubstr("must be one address"));
}

TEST(PlatformFile, LimitsFitTheirNeighbours) {
    EXPECT_THAT(platformErrors("listeners: {ops_port: 8080}\n"), HasSubstr("listeners.ops_port must differ"));
    EXPECT_THAT(platformErrors("database: {per_tenant_max: 8, global_max: 4}\n"),
                HasSubstr("database.global_max must be at least database.per_tenant_max"));
    EXPECT_THAT(platformErrors("limits: {header_kb: 16}\n"), HasSubstr("Did you mean header_kib?"));
}

}  // namespace
}  // namespace inzage::config
