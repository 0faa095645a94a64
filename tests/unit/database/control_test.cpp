#include "platform/database/control.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "platform/database/control_places.h"
#include "platform/database/onboarding.h"
#include "platform/database/private_file.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::database {
namespace {

class ControlTest : public ::testing::Test {
  protected:
    ControlTest() {
        std::string name = (std::filesystem::temp_directory_path() / "control.XXXXXX").string();
        folder = ::mkdtemp(name.data());
        key.emplace(SealKey::readOrMake(folder + "/seal.key").value());
        const auto migrated = migrateControl(provisioner(), clock.now());
        if (!migrated.ok())
            throw std::runtime_error{migrated.failure->what};
        cluster.asSuperuser("inzage_control", "DELETE FROM tenant");
        admin.putCell("main", cluster.cellConninfo(), clock.now());
    }
    ~ControlTest() override { std::filesystem::remove_all(folder); }

    ControlDb::Access provisioner() {
        return {cluster.cellConninfo(), "inzage_control", "inzage_provisioner", cluster.admin().password,
                "inzage_control_owner"};
    }
    ControlDb::Access portal() {
        return {cluster.cellConninfo(), "inzage_control", "inzage_control", cluster.controlPassword(), {}};
    }
    Onboarding onboarding() { return {admin, *key, clock, cluster.admin().password, "inzage_control"}; }

    test::TestCluster& cluster = test::TestCluster::shared();
    SystemClock clock;
    std::string folder;
    std::optional<SealKey> key;
    ControlDb admin{provisioner()};
    const TenantId alpha = *TenantId::parse("alpha");
    const TenantId beta = *TenantId::parse("beta");
};

TEST_F(ControlTest, ATenantIsMadeOnceHoweverOftenItIsAdded) {
    const auto first = addTenant(onboarding(), alpha, "main");
    ASSERT_TRUE(first.ok()) << first.failure().what;
    EXPECT_TRUE(first.value().made);
    const auto again = addTenant(onboarding(), alpha, "main");
    ASSERT_TRUE(again.ok()) << again.failure().what;
    EXPECT_FALSE(again.value().made);
    ASSERT_EQ(admin.tenants().size(), 1U);
    EXPECT_EQ(admin.tenant(alpha)->state, TenantState::Active);
    EXPECT_EQ(admin.tenant(alpha)->schema_version, tenantMigrations().back().version);
    EXPECT_EQ(admin.tenant(alpha)->database.substr(0, 2), "t_");
    EXPECT_EQ(admin.tenant(alpha)->database.find("alpha"), std::string::npos);
}

TEST_F(ControlTest, AnInterruptedAddingGoesOn) {
    // Interrupted after the roles: the tenant is noted, its database is not there.
    const auto names = newTenantDatabase();
    admin.addTenant({alpha, "main", names.name, key->seal(names.app_password, appSecretContext(alpha)),
                     key->seal(names.migrate_password, migrateSecretContext(alpha))},
                    clock.now());
    cluster.asSuperuser("postgres", "CREATE ROLE " + names.ownerRole());
    const auto added = addTenant(onboarding(), alpha, "main");
    ASSERT_TRUE(added.ok()) << added.failure().what;
    EXPECT_EQ(added.value().database, names.name);
    EXPECT_EQ(admin.tenant(alpha)->state, TenantState::Active);
}

TEST_F(ControlTest, ThePortalReadsWhereTenantsLiveButNotTheMigrateSecret) {
    ASSERT_TRUE(addTenant(onboarding(), alpha, "main").ok());
    ControlDb control{portal()};
    EXPECT_EQ(control.tenants().size(), 1U);
    EXPECT_TRUE(control.setState(alpha, TenantState::Suspended, clock.now()));
    control.record({clock.now(), "console:jdoe", "tenant.suspend", "alpha", "{}", "127.0.0.1"});
    EXPECT_EQ(control.deeds(10).front().deed, "tenant.suspend");
    try {
        (void)control.migrateSecretSealed(alpha);
        FAIL() << "the portal read the migrate secret";
    } catch (const DatabaseError& refused) {
        EXPECT_EQ(refused.kind(), DatabaseError::Kind::Refused);
    }
    EXPECT_NE(cluster.errorAs("inzage_control", cluster.controlPassword(), "inzage_control",
                              "DELETE FROM admin_audit"),
              "");
    EXPECT_NE(
        cluster.errorAs("inzage_control", cluster.controlPassword(), "inzage_control", "DELETE FROM tenant"),
        "");
}

TEST_F(ControlTest, WithoutTheControlDatabaseTheLocalCopyServes) {
    ASSERT_TRUE(addTenant(onboarding(), alpha, "main").ok());
    ControlDb control{portal()};
    const std::string copy = folder + "/tenants.copy";
    {
        ControlPlaces places{control, *key, copy};
        ASSERT_EQ(places.load().value(), ControlPlaces::Source::ControlDatabase);
    }
    cluster.asSuperuser("postgres", "ALTER DATABASE inzage_control ALLOW_CONNECTIONS false");
    cluster.asSuperuser(
        "postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'inzage_control'");
    ControlPlaces places{control, *key, copy};
    const auto loaded = places.load();
    ASSERT_TRUE(loaded.ok()) << loaded.failure().what;
    EXPECT_EQ(loaded.value(), ControlPlaces::Source::LocalCopy);
    TenantPools pools{places, {}};
    static constexpr Statement kPlainOne{"one", "SELECT 1 AS one"};
    EXPECT_EQ(pools.once(alpha, kPlainOne)[0].integer("one"), 1);
    EXPECT_FALSE(places.refresh().ok());
    EXPECT_EQ(places.tenants().size(), 1U);
    cluster.asSuperuser("postgres", "ALTER DATABASE inzage_control ALLOW_CONNECTIONS true");
}

TEST_F(ControlTest, AChangedLocalCopyIsRefused) {
    ASSERT_TRUE(addTenant(onboarding(), alpha, "main").ok());
    const std::string copy = folder + "/tenants.copy";
    ControlDb control{portal()};
    { ASSERT_TRUE((ControlPlaces{control, *key, copy}.load().ok())); }
    auto text = readPrivateFile(copy).value();
    text.replace(text.find("\tactive\t"), 8, "\tread_only\t");
    ASSERT_TRUE(writePrivateFile(copy, text).ok());
    auto nowhere = portal();
    nowhere.conninfo = "host=" + folder;
    ControlDb gone{nowhere};
    EXPECT_FALSE((ControlPlaces{gone, *key, copy}.load().ok()));
    std::filesystem::remove(copy);
    EXPECT_FALSE((ControlPlaces{gone, *key, copy}.load().ok()));
}

TEST_F(ControlTest, RefreshNamesWhatChangedAndASuspendedTenantGetsNoConnection) {
    ASSERT_TRUE(addTenant(onboarding(), alpha, "main").ok());
    ControlDb control{portal()};
    ControlPlaces places{control, *key, folder + "/tenants.copy"};
    ASSERT_TRUE(places.load().ok());
    EXPECT_TRUE(places.refresh().value().empty());
    ASSERT_TRUE(addTenant(onboarding(), beta, "main").ok());
    EXPECT_EQ(places.refresh().value(), std::vector{beta});
    EXPECT_NO_THROW((void)places.placeOf(alpha));
    control.setState(alpha, TenantState::Suspended, clock.now());
    EXPECT_EQ(places.refresh().value(), std::vector{alpha});
    EXPECT_THROW((void)places.placeOf(alpha), DatabaseError);
    EXPECT_THROW((void)places.placeOf(*TenantId::parse("gamma")), DatabaseError);
}

TEST_F(ControlTest, OneTenantThatCannotBeMigratedDoesNotStopTheOthers) {
    std::vector<TenantId> ids;
    for (const char* name : {"one", "two", "three"}) {
        ids.push_back(*TenantId::parse(name));
        ASSERT_TRUE(addTenant(onboarding(), ids.back(), "main").ok());
    }
    cluster.asSuperuser(admin.tenant(ids[1])->database,
                        "UPDATE schema_migration SET checksum = 'other' WHERE version = 2");
    int told = 0;
    const auto done = migrateTenants(onboarding(), admin.tenants(), [&](const TenantMigration&) { ++told; });
    EXPECT_EQ(told, 3);
    ASSERT_EQ(done.size(), 3U);
    for (const auto& one : done)
        EXPECT_EQ(one.result.ok(), one.tenant != ids[1]) << one.tenant.text();
    EXPECT_EQ(admin.tenant(ids[1])->state, TenantState::Active);
}

}  // namespace
}  // namespace inzage::database
