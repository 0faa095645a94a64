#include "platform/config/documentation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <set>

#include "platform/config/tables.h"
#include "tests/unit/config/sample.h"

namespace inzage::config {
namespace {

std::string fileText(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(SettingsDocuments, SchemaInTheRepositoryIsUpToDate) {
    EXPECT_TRUE(fileText(INZAGE_SOURCE_DIR "/tenants/schema/tenant.schema.json") == tenantSchemaText())
        << "run inzage-settings-doc <top of the repository> and commit the schema";
}

TEST(SettingsDocuments, ReferenceInTheRepositoryIsUpToDate) {
    EXPECT_TRUE(fileText(INZAGE_SOURCE_DIR "/docs/settings-reference.md") == settingsReferenceText())
        << "run inzage-settings-doc <top of the repository> and commit the reference";
}

TEST(SettingsDocuments, AreWrittenBelowTheGivenFolder) {
    const TemporaryFolder folder;
    EXPECT_FALSE(writeSettingsDocuments(folder.path().string()));
    std::filesystem::create_directories(folder.path() / "tenants/schema");
    std::filesystem::create_directories(folder.path() / "docs");
    EXPECT_TRUE(writeSettingsDocuments(folder.path().string()));
    EXPECT_EQ(fileText((folder.path() / "docs/settings-reference.md").string()), settingsReferenceText());
}

void checkTable(const std::vector<SettingDef>& defs, const std::string& path) {
    std::set<std::string> names;
    for (const SettingDef& def : defs) {
        const std::string name = path + def.name;
        EXPECT_TRUE(names.insert(def.name).second) << name << " is declared twice";
        EXPECT_TRUE(def.doc.size() > 4 && def.doc.back() == '.') << name << " needs a sentence";
        const bool number = def.kind == SettingKind::Whole || def.kind == SettingKind::WholeList;
        EXPECT_TRUE(!number || (def.min && def.max && *def.min < *def.max)) << name << " needs bounds";
        EXPECT_TRUE(!def.children.empty() || def.set) << name << " has no member";
        checkTable(def.children, name + ".");
    }
}

TEST(SettingsTable, EverySettingHasASentenceBoundsAndAMember) {
    checkTable(tenantTable(), "");
    checkTable(platformTable(), "");
}

TEST(SettingsTable, DefaultsAreInsideTheirBounds) {
    const auto check = [](const auto& self, const std::vector<SettingDef>& defs, const void* owner) -> void {
        for (const SettingDef& def : defs) {
            if (def.look) {
                self(self, def.children, def.look(owner));
            } else if (def.kind == SettingKind::Whole && !def.required && !def.optional_number &&
                       def.name != "every_min") {
                const long value = std::stol(def.show(owner));
                EXPECT_TRUE(value >= *def.min && value <= *def.max) << def.name << " is " << value;
            }
        }
    };
    const TenantSettings tenant;
    check(check, tenantTable(), &tenant);
    const PlatformSettings platform;
    check(check, platformTable(), &platform);
}

}  // namespace
}  // namespace inzage::config
