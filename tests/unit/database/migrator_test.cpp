#include "platform/database/migrator.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/postgres/test_cluster.h"

namespace inzage::database {
namespace {

using namespace std::chrono_literals;

constexpr Migration kFirst{1, "0001_first", "CREATE TABLE first (id int); GRANT SELECT ON first TO :app;"};
constexpr Migration kSecond{2, "0002_second",
                            "CREATE TABLE second (id int); ALTER TABLE first ADD COLUMN name text;"};
constexpr Migration kBroken{2, "0002_broken", "CREATE TABLE half (id int); SELECT 1 / 0;"};

class MigratorTest : public ::testing::Test {
  protected:
    MigratorTest() {
        const auto made = createTenantDatabase(cluster.admin(), tenant);
        if (!made)
            throw std::runtime_error{made.failure().what};
    }
    ~MigratorTest() override { (void)dropTenantDatabase(cluster.admin(), tenant); }

    MigrationResult run(std::vector<Migration> migrations) {
        return migrate(tenant.migrationTarget(cluster.cellConninfo()), migrations, SystemClock{}.now());
    }
    std::string ask(const std::string& sql) { return cluster.asSuperuser(tenant.name, sql)[0][0]; }

    test::TestCluster& cluster = test::TestCluster::shared();
    const TenantDatabase tenant = newTenantDatabase();
};

TEST_F(MigratorTest, EachFileIsAppliedOnceWithItsLedgerRow) {
    const auto first = run({kFirst, kSecond});
    ASSERT_TRUE(first.ok()) << first.failure->what;
    EXPECT_EQ(first.from, 0);
    EXPECT_EQ(first.to, 2);
    const auto again = run({kFirst, kSecond});
    ASSERT_TRUE(again.ok()) << again.failure->what;
    EXPECT_EQ(again.from, 2);
    EXPECT_EQ(again.to, 2);
    EXPECT_EQ(ask("SELECT string_agg(version || ' ' || name, ',' ORDER BY version) FROM schema_migration"),
              "1 0001_first,2 0002_second");
}

TEST_F(MigratorTest, WhatItMakesBelongsToTheOwner) {
    ASSERT_TRUE(run({kFirst}).ok());
    EXPECT_EQ(ask("SELECT tableowner FROM pg_tables WHERE tablename = 'first'"), tenant.ownerRole());
    EXPECT_EQ(ask("SELECT has_table_privilege('" + tenant.appRole() + "', 'first', 'SELECT')"), "t");
}

TEST_F(MigratorTest, AFailedFileLeavesTheSchemaBeforeItWhole) {
    const auto failed = run({kFirst, kBroken});
    ASSERT_FALSE(failed.ok());
    EXPECT_EQ(failed.failure->kind, FailureKind::Defect);
    EXPECT_NE(failed.failure->what.find("0002_broken"), std::string::npos) << failed.failure->what;
    EXPECT_EQ(failed.to, 1);
    EXPECT_EQ(ask("SELECT coalesce(to_regclass('half')::text, 'absent')"), "absent");
    EXPECT_EQ(ask("SELECT max(version) FROM schema_migration"), "1");
    const auto mended = run({kFirst, kSecond});
    EXPECT_TRUE(mended.ok());
    EXPECT_EQ(mended.to, 2);
}

TEST_F(MigratorTest, AChangedFileIsRefused) {
    ASSERT_TRUE(run({kFirst}).ok());
    Migration changed = kFirst;
    changed.sql = "CREATE TABLE other (id int);";
    const auto refused = run({changed, kSecond});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.failure->kind, FailureKind::Refused);
    EXPECT_EQ(ask("SELECT max(version) FROM schema_migration"), "1");
}

TEST_F(MigratorTest, ALedgerAheadOfTheProgramIsFine) {
    ASSERT_TRUE(run({kFirst, kSecond}).ok());
    const auto older = run({kFirst});
    EXPECT_TRUE(older.ok());
    EXPECT_EQ(older.to, 2);
}

TEST_F(MigratorTest, TwoAtOnceDoTheWorkOnce) {
    MigrationResult one;
    MigrationResult two;
    {
        std::jthread first{[&] { one = run({kFirst, kSecond}); }};
        std::jthread second{[&] { two = run({kFirst, kSecond}); }};
    }
    EXPECT_TRUE(one.ok()) << one.failure->what;
    EXPECT_TRUE(two.ok()) << two.failure->what;
    EXPECT_EQ(ask("SELECT count(*) FROM schema_migration"), "2");
}

TEST_F(MigratorTest, ATableInUseIsNotWaitedForLongerThanTwoSecondsATime) {
    ASSERT_TRUE(run({kFirst}).ok());
    std::jthread holder{[&] {
        try {
            cluster.asSuperuser(tenant.name,
                                "BEGIN; LOCK TABLE first IN ACCESS SHARE MODE; SELECT pg_sleep(60); COMMIT");
        } catch (const std::exception&) {  // ended below
        }
    }};
    while (ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == "0")
        std::this_thread::sleep_for(5ms);
    const auto asked = std::chrono::steady_clock::now();
    const auto locked = run({kFirst, kSecond});
    ASSERT_FALSE(locked.ok());
    EXPECT_EQ(locked.failure->kind, FailureKind::Transient);
    EXPECT_LT(std::chrono::steady_clock::now() - asked, 9s);
    EXPECT_EQ(ask("SELECT coalesce(to_regclass('second')::text, 'absent')"), "absent");
    cluster.asSuperuser(
        "postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
    EXPECT_TRUE(run({kFirst, kSecond}).ok());
}

TEST_F(MigratorTest, AFileThatComesAfterALaterOneIsAppliedAllTheSame) {
    constexpr Migration kThird{3, "0003_third", "CREATE TABLE third (id int);"};
    ASSERT_TRUE(run({kFirst, kThird}).ok());
    const auto later = run({kFirst, kSecond, kThird});
    ASSERT_TRUE(later.ok()) << later.failure->what;
    EXPECT_EQ(later.to, 3);
    EXPECT_EQ(ask("SELECT string_agg(version::text, ',' ORDER BY version) FROM schema_migration"), "1,2,3");
}

TEST_F(MigratorTest, TheProductsOwnMigrationsApplyAndKeepTheLedgerFromTheApp) {
    const auto all = tenantMigrations();
    ASSERT_FALSE(all.empty());
    for (std::size_t i = 1; i < all.size(); ++i)
        EXPECT_GT(all[i].version, all[i - 1].version);
    ASSERT_TRUE(run({all.begin(), all.end()}).ok());
    EXPECT_NE(
        cluster.errorAs(tenant.appRole(), tenant.app_password, tenant.name, "DELETE FROM schema_migration"),
        "");
}

}  // namespace
}  // namespace inzage::database
