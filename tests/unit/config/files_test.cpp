// What settings say about other files: secrets, pictures, and the other tenants.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "platform/config/secret_file.h"
#include "tests/unit/config/sample.h"

namespace inzage::config {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kSvg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";

/// Writes a whole tenant; `id` is folder, id and host.
std::string writeTenant(const TemporaryFolder& folder, const std::string& id, std::string yaml = kSample) {
    for (std::size_t at = yaml.find("voorbeeld"); at != std::string::npos; at = yaml.find("voorbeeld", at))
        yaml.replace(at, std::string_view{"voorbeeld"}.size(), id);
    folder.write(id + "/logo.svg", kSvg);
    folder.write(id + "/scene.svg", kSvg);
    return folder.write(id + "/tenant.yaml", yaml);
}

TEST(SecretFile, OnlyItsOwnerMayReadIt) {
    const TemporaryFolder folder;
    EXPECT_FALSE(secretFileFault(folder.write("good", "geheim\n", 0600)));
    EXPECT_FALSE(secretFileFault(folder.write("read-only", "geheim\n", 0400)));
    for (const unsigned mode : {0640U, 0604U, 0660U, 0644U, 0601U})
        EXPECT_THAT(
            secretFileFault(folder.write("bad" + std::to_string(mode), "geheim\n", mode)).value_or(""),
            HasSubstr("make it 0600 or 0400"));
    EXPECT_THAT(secretFileFault((folder.path() / "absent").string()).value_or(""), HasSubstr("No such file"));
    EXPECT_THAT(secretFileFault(folder.path().string()).value_or(""), HasSubstr("is not a regular file"));
    EXPECT_THAT(secretFileFault(folder.write("empty", "", 0600)).value_or(""), HasSubstr("is empty"));
    EXPECT_THAT(secretFileFault(folder.write("long", std::string(5000, 'x'), 0600)).value_or(""),
                HasSubstr("is longer than 4096 bytes"));
}

TEST(SecretFile, ComesWithoutItsLineEnd) {
    const TemporaryFolder folder;
    EXPECT_EQ(readSecretFile(folder.write("good", "geheim\r\n", 0600)).value(), "geheim");
    const auto refused = readSecretFile(folder.write("bad", "geheim\n", 0644));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.failure().kind, FailureKind::Config);
    EXPECT_THAT(refused.failure().what, testing::Not(HasSubstr("geheim")));
}

TEST(TenantFiles, SecretsThatOthersCanReadAreRefusedWhereTheyAreNamed) {
    const TemporaryFolder folder;
    const std::string path =
        writeTenant(folder, "alfa",
                    kSample + "delivery:\n  sms:\n    gateway: cm\n    from: Zorg\n    secret_file: token\n");
    folder.write("secrets/token", "geheim", 0644);
    const ReadOptions options{.secrets_dir = (folder.path() / "secrets").string()};
    EXPECT_THAT(textOf(parseTenant(path, options).errors),
                testing::AllOf(HasSubstr("tenant.yaml:27:18: delivery.sms.secret_file: the secret file "),
                               HasSubstr("has mode 0644; others than its owner could read it")));
    folder.write("secrets/token", "geheim", 0600);
    EXPECT_THAT(textOf(parseTenant(path, options).errors), IsEmpty());
    std::filesystem::remove(folder.path() / "secrets/token");
    EXPECT_THAT(textOf(parseTenant(path, options).errors), HasSubstr("No such file"));
}

TEST(TenantFiles, AdapterSecretsAreCheckedAtAnyDepth) {
    const TemporaryFolder folder;
    const std::string path =
        writeTenant(folder, "alfa",
                    sampleWith("{folder: drops/voorbeeld}", "{folder: x, login: {password_file: nergens}}"));
    EXPECT_THAT(textOf(parseTenant(path).errors),
                HasSubstr("sync.settings.login.password_file: the secret file "));
}

TEST(TenantFiles, PicturesMustBeThereAndHarmless) {
    const TemporaryFolder folder;
    const std::string path = writeTenant(folder, "alfa");
    EXPECT_THAT(textOf(parseTenant(path).errors), IsEmpty());
    folder.write("alfa/logo.svg", "<svg><script>alert(1)</script></svg>");
    EXPECT_THAT(textOf(parseTenant(path).errors),
                HasSubstr("branding.logo_file (logo.svg) holds \"<script\""));
    folder.write("alfa/logo.svg", "<svg onload=\"x()\"/>");
    EXPECT_THAT(textOf(parseTenant(path).errors), HasSubstr("holds an on…= attribute"));
    folder.write("alfa/logo.svg", "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>");
    EXPECT_THAT(textOf(parseTenant(path).errors), HasSubstr("holds \"<!doctype\""));
    std::filesystem::remove(folder.path() / "alfa/logo.svg");
    EXPECT_THAT(textOf(parseTenant(path).errors), HasSubstr("branding.logo_file (logo.svg) is not there"));
}

TEST(TenantFiles, PicturesCannotBeElsewhere) {
    EXPECT_THAT(
        errorsOf(sampleWith("  login_words:", "  logo_file: ../ander/logo.svg\n  login_words:")),
        testing::ElementsAre(HasSubstr("branding.logo_file \"../ander/logo.svg\" is not a file name in this "
                                       "folder")));
}

TEST(AllTenants, ABadFileStopsOnlyItself) {
    const TemporaryFolder folder;
    writeTenant(folder, "alfa");
    folder.write("beta/tenant.yaml", "identity: {id: beta\n");
    writeTenant(folder, "gamma");
    folder.write("delta/readme.txt", "nothing here");
    folder.write("template/tenant.yaml", "not read");
    folder.write("schema/tenant.schema.json", "{}");
    const auto tenants = loadTenants(folder.path().string());
    ASSERT_EQ(tenants.size(), 4U);
    EXPECT_EQ(tenants[0].id, "alfa");
    EXPECT_TRUE(tenants[0].settings);
    EXPECT_EQ(tenants[1].id, "beta");
    EXPECT_FALSE(tenants[1].settings);
    EXPECT_THAT(textOf(tenants[1].errors), HasSubstr("not valid YAML"));
    EXPECT_EQ(tenants[2].id, "delta");
    EXPECT_THAT(textOf(tenants[2].errors), HasSubstr("there is no such file"));
    EXPECT_TRUE(tenants[3].settings);
}

TEST(AllTenants, OfTwoWithOneHostTheLaterIsRefusedAndBothAreNamed) {
    const TemporaryFolder folder;
    writeTenant(folder, "alfa");
    writeTenant(folder, "beta", sampleWith("[voorbeeld.localhost]", "[voorbeeld.localhost, alfa.localhost]"));
    const auto tenants = loadTenants(folder.path().string());
    ASSERT_EQ(tenants.size(), 2U);
    EXPECT_TRUE(tenants[0].settings);
    EXPECT_FALSE(tenants[1].settings);
    EXPECT_EQ(textOf(tenants[1].errors), (folder.path() / "beta/tenant.yaml").string() +
                                             ":5:27: identity.hosts has alfa.localhost, which " +
                                             (folder.path() / "alfa/tenant.yaml").string() +
                                             " has already; a host name belongs to one tenant\n");
}

TEST(AllTenants, ManyAreReadOnSeveralThreadsWithTheSameResult) {
    const TemporaryFolder folder;
    for (int i = 100; i < 200; ++i)
        writeTenant(folder, "t" + std::to_string(i));
    const auto tenants = loadTenants(folder.path().string());
    ASSERT_EQ(tenants.size(), 100U);
    for (std::size_t i = 0; i < tenants.size(); ++i) {
        ASSERT_TRUE(tenants[i].settings) << textOf(tenants[i].errors);
        EXPECT_EQ(tenants[i].settings->identity.id, "t" + std::to_string(100 + i));
    }
}

}  // namespace
}  // namespace inzage::config
