#include "platform/database/provision.h"

#include <gtest/gtest.h>

#include "tests/postgres/test_cluster.h"

namespace inzage::database {
namespace {

class ProvisionTest : public ::testing::Test {
  protected:
    void make(const TenantDatabase& tenant) {
        const auto made = createTenantDatabase(cluster.admin(), tenant);
        ASSERT_TRUE(made.ok()) << made.failure().what;
    }
    std::string ask(const std::string& sql) { return cluster.asSuperuser("postgres", sql)[0][0]; }
    test::TestCluster& cluster = test::TestCluster::shared();
};

TEST_F(ProvisionTest, APasswordSignsInThroughItsPrecomputedVerifier) {
    const auto tenant = newTenantDatabase();
    make(tenant);
    EXPECT_EQ(cluster.errorAs(tenant.appRole(), tenant.app_password, tenant.name, "SELECT 1"), "");
    EXPECT_NE(cluster.errorAs(tenant.appRole(), tenant.migrate_password, tenant.name, "SELECT 1"), "");
    EXPECT_NE(cluster.errorAs(tenant.appRole(), "", tenant.name, "SELECT 1"), "");
    EXPECT_EQ(ask("SELECT rolpassword LIKE 'SCRAM-SHA-256$1:%' FROM pg_authid WHERE rolname = '" +
                  tenant.appRole() + "'"),
              "t");
}

TEST_F(ProvisionTest, RepeatingItChangesNothingAndMendsWhatIsHalfMade) {
    const auto tenant = newTenantDatabase();
    make(tenant);
    cluster.asSuperuser("postgres",
                        "REVOKE CONNECT ON DATABASE " + tenant.name + " FROM " + tenant.appRole());
    cluster.asSuperuser("postgres", "ALTER DATABASE " + tenant.name + " ALLOW_CONNECTIONS false");
    make(tenant);
    EXPECT_EQ(cluster.errorAs(tenant.appRole(), tenant.app_password, tenant.name, "SELECT 1"), "");
}

TEST_F(ProvisionTest, NobodySignsInAsTheOwnerAndTheProvisionerKeepsNoHold) {
    const auto tenant = newTenantDatabase();
    make(tenant);
    EXPECT_EQ(ask("SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + tenant.ownerRole() + "'"), "f");
    EXPECT_EQ(ask("SELECT pg_has_role('inzage_provisioner', '" + tenant.ownerRole() + "', 'MEMBER')"), "f");
    EXPECT_NE(cluster.errorAs("inzage_provisioner", cluster.admin().password, tenant.name, "SELECT 1"), "");
}

TEST_F(ProvisionTest, ConnectionsAndTemporaryFilesAreCapped) {
    const auto tenant = newTenantDatabase();
    make(tenant);
    EXPECT_EQ(ask("SELECT rolconnlimit FROM pg_roles WHERE rolname = '" + tenant.appRole() + "'"), "20");
    EXPECT_EQ(cluster.errorAs(tenant.appRole(), tenant.app_password, tenant.name,
                              "DO $$ BEGIN IF current_setting('temp_file_limit') <> '1GB' THEN RAISE 'no "
                              "limit'; END IF; END $$"),
              "");
    EXPECT_NE(
        cluster.errorAs(tenant.appRole(), tenant.app_password, tenant.name, "SET temp_file_limit = '2GB'"),
        "");
    EXPECT_NE(cluster.errorAs(tenant.appRole(), tenant.app_password, tenant.name,
                              "ALTER ROLE " + tenant.appRole() + " SET temp_file_limit = '2GB'"),
              "");
}

TEST_F(ProvisionTest, NamesSayNothingAndDiffer) {
    const auto one = newTenantDatabase();
    const auto two = newTenantDatabase();
    EXPECT_NE(one.name, two.name);
    EXPECT_NE(one.app_password, one.migrate_password);
    EXPECT_EQ(one.name.size(), 14U);
}

TEST_F(ProvisionTest, DroppingLeavesNothingBehind) {
    const auto tenant = newTenantDatabase();
    make(tenant);
    ASSERT_TRUE(dropTenantDatabase(cluster.admin(), tenant).ok());
    EXPECT_EQ(ask("SELECT count(*) FROM pg_database WHERE datname = '" + tenant.name + "'"), "0");
    EXPECT_EQ(ask("SELECT count(*) FROM pg_roles WHERE rolname LIKE '" + tenant.name + "%'"), "0");
    EXPECT_TRUE(dropTenantDatabase(cluster.admin(), tenant).ok());
}

}  // namespace
}  // namespace inzage::database
