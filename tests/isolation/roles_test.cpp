#include <gtest/gtest.h>

#include <set>

#include "tests/postgres/test_cluster.h"

// The walls between organisations stand in PostgreSQL, so that they survive our own bugs: whoever speaks SQL
// as one tenant's role reaches that tenant's database and nothing else.
namespace inzage {
namespace {

class RolesTest : public ::testing::Test {
  protected:
    RolesTest() : alpha{cluster.makeTenant("alpha")}, beta{cluster.makeTenant("beta")} {}

    [[nodiscard]] std::string asAlpha(const std::string& sql) const {
        return cluster.errorAs(alpha.appRole(), alpha.app_password, alpha.name, sql);
    }
    void expectRefused(const std::string& sql, const std::string& why = "permission denied") const {
        const std::string error = asAlpha(sql);
        EXPECT_NE(error.find(why), std::string::npos)
            << sql << "\n  " << (error.empty() ? "was done" : error);
    }

    test::TestCluster& cluster = test::TestCluster::shared();
    const database::TenantDatabase alpha;
    const database::TenantDatabase beta;
};

TEST_F(RolesTest, ATenantsRolesReachNoOtherDatabase) {
    for (const auto& other :
         {beta.name, std::string{"inzage_control"}, std::string{"postgres"}, std::string{"template1"}}) {
        for (const auto& [role, password] : {std::pair{alpha.appRole(), alpha.app_password},
                                             std::pair{alpha.migrateRole(), alpha.migrate_password}}) {
            const std::string error = cluster.errorAs(role, password, other, "SELECT 1");
            EXPECT_NE(error.find("permission denied for database"), std::string::npos)
                << role << " in " << other << ": " << error;
        }
    }
    EXPECT_EQ(asAlpha("SELECT 1"), "");
}

TEST_F(RolesTest, ThePortalsControlRoleReachesNoTenant) {
    for (const auto& place : {alpha.name, beta.name, std::string{"postgres"}})
        EXPECT_NE(cluster.errorAs("inzage_control", cluster.controlPassword(), place, "SELECT 1")
                      .find("permission denied"),
                  std::string::npos)
            << place;
}

TEST_F(RolesTest, EveryDatabaseIsClosedToThePublic) {
    for (const auto& row : cluster.asSuperuser(
             "postgres",
             "SELECT datname FROM pg_database WHERE datname <> 'template0' AND (datacl IS NULL OR EXISTS "
             "(SELECT FROM aclexplode(datacl) WHERE grantee = 0))"))
        ADD_FAILURE() << row[0] << " lets everybody in";
}

TEST_F(RolesTest, NoRoleOfThePortalIsSuperuser) {
    const auto rows = cluster.asSuperuser("postgres",
                                          "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND "
                                          "(rolsuper OR rolreplication OR rolbypassrls)");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0][0], "postgres");
}

TEST_F(RolesTest, ArbitrarySqlReadsNoSecretsOfTheServer) {
    expectRefused("SELECT * FROM pg_authid");
    expectRefused("SELECT * FROM pg_shadow");
    expectRefused("SELECT pg_read_file('pg_hba.conf')");
    expectRefused("SELECT pg_ls_dir('.')");
    expectRefused("SELECT lo_import('/etc/passwd')");
    expectRefused("COPY (SELECT 1) TO '/tmp/out'", "must be superuser");
    expectRefused("CREATE TABLE IF NOT EXISTS x (t text)");
    expectRefused("COPY account FROM '/etc/passwd'", "must be superuser");
}

TEST_F(RolesTest, ArbitrarySqlRunsNoPrograms) {
    expectRefused("COPY account (login_name) FROM PROGRAM 'id'", "must be superuser");
    expectRefused("COPY (SELECT 1) TO PROGRAM 'cat'", "must be superuser");
    expectRefused("CREATE EXTENSION pgcrypto");
    expectRefused("CREATE EXTENSION dblink");
    expectRefused("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'");
    expectRefused("CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc', 'system'");
    expectRefused("LOAD 'dblink'", "access to library");
}

TEST_F(RolesTest, ArbitrarySqlMakesNothingAndBecomesNobody) {
    expectRefused("CREATE TEMP TABLE t (id int)");
    expectRefused("CREATE SCHEMA s");
    expectRefused("CREATE DATABASE d");
    expectRefused("CREATE ROLE r");
    expectRefused("SET ROLE " + alpha.ownerRole());
    expectRefused("SET ROLE " + beta.appRole());
    expectRefused("SET SESSION AUTHORIZATION postgres");
    expectRefused("SET temp_file_limit = '100GB'");
    expectRefused("ALTER SYSTEM SET fsync = off");
    expectRefused("ALTER TABLE access_log ADD COLUMN x int", "must be owner");
    expectRefused("DROP TABLE report", "must be owner");
    expectRefused("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
                  "must be");
}

TEST_F(RolesTest, AnotherTenantsQueriesAreNotSeen) {
    auto& pools = cluster.pools();
    static constexpr database::Statement kSecret{"secret", "SELECT 'of beta' AS secret"};
    static constexpr database::Statement kSeen{"seen",
                                               "SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE "
                                               "'%of beta%' AND pid <> pg_backend_pid()"};
    auto theirs = pools.begin(*TenantId::parse("beta"));
    theirs.run(kSecret);
    EXPECT_EQ(pools.once(*TenantId::parse("alpha"), kSeen)[0].integer("n"), 0);
    EXPECT_EQ(cluster.asSuperuser("postgres", "SELECT count(*) FROM pg_stat_activity WHERE datname = '" +
                                                  beta.name + "' AND query LIKE '%of beta%'")[0][0],
              "1");
}

// Whatever the programs do: the role itself has the limit.
TEST_F(RolesTest, ATenantNeverHoldsMoreThanTwentyConnections) {
    cluster.pools().forget(*TenantId::parse("alpha"));
    std::vector<std::unique_ptr<database::TenantPools>> processes;
    std::vector<database::TenantTx> held;
    database::PoolLimits limits;
    limits.per_tenant_max = 4;
    int refused = 0;
    for (int i = 0; i < 6; ++i) {
        processes.push_back(std::make_unique<database::TenantPools>(cluster.places(), limits));
        for (int n = 0; n < 4; ++n) {
            try {
                held.push_back(processes.back()->begin(*TenantId::parse("alpha")));
            } catch (const database::DatabaseError& error) {
                EXPECT_EQ(error.kind(), database::DatabaseError::Kind::Busy) << error.what();
                ++refused;
            }
        }
    }
    EXPECT_EQ(held.size(), 20U);
    EXPECT_EQ(refused, 4);
    held.clear();
}

TEST_F(RolesTest, TheAppRoleOwnsNothing) {
    EXPECT_EQ(
        cluster.asSuperuser(alpha.name,
                            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner "
                            "WHERE r.rolname <> '" +
                                alpha.ownerRole() + "' AND c.relnamespace = 'public'::regnamespace")[0][0],
        "0");
    EXPECT_EQ(
        cluster.asSuperuser(alpha.name,
                            "SELECT count(*) FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner WHERE "
                            "p.pronamespace = 'public'::regnamespace AND (p.prosecdef OR r.rolname <> '" +
                                alpha.ownerRole() + "')")[0][0],
        "0");
}

}  // namespace
}  // namespace inzage
