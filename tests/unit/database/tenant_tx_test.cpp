#include "platform/database/tenant_tx.h"

#include <gtest/gtest.h>

#include <thread>

#include "platform/database/copy_in.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::database {
namespace {

using namespace std::chrono_literals;
using Kind = DatabaseError::Kind;

constexpr Statement kInsert{"test.insert", "INSERT INTO thing (name, size) VALUES ($1, $2)"};
constexpr Statement kCount{"test.count", "SELECT count(*) AS n FROM thing"};
constexpr Statement kAll{"test.all", "SELECT name, size FROM thing ORDER BY id"};

class TenantTxTest : public ::testing::Test {
  protected:
    TenantTxTest() {
        const auto& place = cluster.makeTenant("txtest");
        database_name = place.name;
        cluster.asSuperuser(
            place.name,
            "DROP TABLE IF EXISTS thing CASCADE; CREATE TABLE thing (id bigint GENERATED ALWAYS AS IDENTITY, "
            "name text NOT NULL CONSTRAINT thing_name UNIQUE, size integer CONSTRAINT thing_size CHECK "
            "(size < 1000)); GRANT SELECT, INSERT ON thing TO " +
                place.appRole());
    }
    std::int64_t count() { return pools.once(tenant, kCount)[0].integer("n"); }
    static DatabaseError errorOf(const std::function<void()>& deed) {
        try {
            deed();
        } catch (const DatabaseError& error) {
            return error;
        }
        ADD_FAILURE() << "nothing was thrown";
        return {Kind::Wrong, "", ""};
    }

    test::TestCluster& cluster = test::TestCluster::shared();
    std::string database_name;
    TenantPools& pools = cluster.pools();
    const TenantId tenant = *TenantId::parse("txtest");
};

TEST_F(TenantTxTest, WhatIsCommittedStays) {
    auto tx = pools.begin(tenant);
    EXPECT_EQ(tx.run(kInsert, {"a", 1}).affected(), 1);
    tx.commit();
    EXPECT_EQ(count(), 1);
}

TEST_F(TenantTxTest, WithoutCommitNothingHappened) {
    { pools.begin(tenant).run(kInsert, {"a", 1}); }
    EXPECT_EQ(count(), 0);
}

TEST_F(TenantTxTest, AfterCommitNothingMoreRuns) {
    auto tx = pools.begin(tenant);
    tx.run(kInsert, {"a", 1});
    tx.commit();
    EXPECT_EQ(errorOf([&] { tx.run(kInsert, {"b", 1}); }).kind(), Kind::Wrong);
    EXPECT_EQ(errorOf([&] { tx.commit(); }).kind(), Kind::Wrong);
}

TEST_F(TenantTxTest, ATransactionThatAskedNothingSendsNothing) {
    auto tx = pools.begin(tenant);
    EXPECT_NO_THROW(tx.commit());
}

TEST_F(TenantTxTest, AConflictNamesItsConstraintAndEndsTheTransaction) {
    auto tx = pools.begin(tenant);
    tx.run(kInsert, {"a", 1});
    const auto error = errorOf([&] { tx.run(kInsert, {"a", 1}); });
    EXPECT_EQ(error.kind(), Kind::Conflict);
    EXPECT_EQ(error.constraint(), "thing_name");
    EXPECT_EQ(errorOf([&] { tx.commit(); }).kind(), Kind::Wrong);
    EXPECT_EQ(count(), 0);
}

TEST_F(TenantTxTest, AnUnfulfilledCheckIsAConflict) {
    const auto error = errorOf([&] { pools.once(tenant, kInsert, {"a", 1000}); });
    EXPECT_EQ(error.kind(), Kind::Conflict);
    EXPECT_EQ(error.constraint(), "thing_size");
}

TEST_F(TenantTxTest, ErrorTextsHoldNoValues) {
    pools.once(tenant, kInsert, {"Corrie Jansen", 1});
    const auto clash = errorOf([&] { pools.once(tenant, kInsert, {"Corrie Jansen", 1}); });
    EXPECT_EQ(std::string{clash.what()}.find("Corrie"), std::string::npos) << clash.what();
    const auto syntax = errorOf([&] { pools.once(tenant, kInsert, {"b", "Corrie Jansen"}); });
    EXPECT_EQ(syntax.kind(), Kind::Wrong);
    EXPECT_EQ(std::string{syntax.what()}.find("Corrie"), std::string::npos) << syntax.what();
    EXPECT_NE(std::string{syntax.what()}.find("22P02"), std::string::npos) << syntax.what();
}

TEST_F(TenantTxTest, AValueWithANulIsRefusedAndNotCut) {
    const std::string cut{"ab\0cd", 5};
    EXPECT_EQ(errorOf([&] { pools.once(tenant, kInsert, {cut, 1}); }).kind(), Kind::Wrong);
    EXPECT_EQ(count(), 0);
}

TEST_F(TenantTxTest, TwoTextsUnderOneNameAreAMistake) {
    static constexpr Statement kOther{"test.insert", "SELECT 1"};
    auto tx = pools.begin(tenant);
    tx.run(kInsert, {"a", 1});
    EXPECT_EQ(errorOf([&] { tx.run(kOther); }).kind(), Kind::Wrong);
}

TEST_F(TenantTxTest, UnknownColumnsAndWrongTypesAreMistakes) {
    pools.once(tenant, kInsert, {"a", nullptr});
    const auto rows = pools.once(tenant, kAll);
    EXPECT_THROW((void)rows[0].text("colour"), std::logic_error);
    EXPECT_THROW((void)rows[0].integer("name"), std::logic_error);
    EXPECT_THROW((void)rows[0].flag("name"), std::logic_error);
    EXPECT_THROW((void)rows[0].time("name"), std::logic_error);
    EXPECT_EQ(rows[0].integer("size"), 0);
    EXPECT_EQ(rows[0].maybeText("size"), std::nullopt);
}

TEST_F(TenantTxTest, RowsOutliveTheirTransaction) {
    pools.once(tenant, kInsert, {"a", 1});
    auto tx = std::make_unique<TenantTx>(pools.begin(tenant));
    const Rows rows = tx->run(kAll);
    tx.reset();
    for (const auto row : rows) {
        EXPECT_EQ(row.integer("size"), 1);
        EXPECT_EQ(row.text("name"), "a");
    }
}

TEST_F(TenantTxTest, AConnectionThatBreaksDuringCommitLeavesItInDoubt) {
    cluster.asSuperuser(database_name,
                        "CREATE OR REPLACE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS "
                        "$$ BEGIN PERFORM pg_sleep(20); RETURN NULL; END $$; "
                        "CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON thing DEFERRABLE INITIALLY DEFERRED "
                        "FOR EACH ROW EXECUTE FUNCTION wait_at_commit()");
    auto tx = pools.begin(tenant);
    tx.run(kInsert, {"a", 1});
    std::jthread killer{[&] {
        while (
            cluster
                .asSuperuser(
                    "postgres",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND "
                    "datname = '" +
                        database_name + "'")
                .empty())
            std::this_thread::sleep_for(5ms);
    }};
    EXPECT_EQ(errorOf([&] { tx.commit(); }).kind(), Kind::InDoubt);
    killer.join();
    EXPECT_EQ(count(), 0);
}

TEST_F(TenantTxTest, TheAppRoleMayNotChangeTheSchema) {
    static constexpr Statement kDrop{"test.drop", "DROP TABLE thing"};
    EXPECT_EQ(errorOf([&] { pools.once(tenant, kDrop); }).kind(), Kind::Refused);
}

class CopyInTest : public TenantTxTest {};

TEST_F(CopyInTest, EveryByteArrivesAsItWas) {
    const std::vector<std::string> texts{"",    "tab\there", "line\nbreak\r",          "back\\slash \\N \\.",
                                         "\\.", "ünïcode €", std::string(200'000, 'x')};
    auto tx = pools.begin(tenant);
    CopyIn in{tx, "thing", {"name", "size"}};
    for (const auto& text : texts) {
        const std::optional<std::string_view> row[]{text, std::nullopt};
        in.row(row);
    }
    EXPECT_EQ(in.finish(), static_cast<std::int64_t>(texts.size()));
    tx.commit();
    const auto rows = pools.once(tenant, kAll);
    ASSERT_EQ(rows.size(), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        EXPECT_EQ(rows[i].text("name"), texts[i]);
        EXPECT_TRUE(rows[i].isNull("size"));
    }
}

TEST_F(CopyInTest, ASingleEmptyColumnIsARowToo) {
    cluster.asSuperuser(database_name, "ALTER TABLE thing DROP CONSTRAINT thing_name");
    auto tx = pools.begin(tenant);
    CopyIn in{tx, "thing", {"name"}};
    for (int i = 0; i < 3; ++i) {
        const std::optional<std::string_view> row[]{""};
        in.row(row);
    }
    in.finish();
    tx.commit();
    EXPECT_EQ(count(), 3);
}

TEST_F(CopyInTest, TheTransactionGoesOnAfterwards) {
    auto tx = pools.begin(tenant);
    {
        CopyIn in{tx, "thing", {"name"}};
        const std::optional<std::string_view> row[]{"a"};
        in.row(row);
        in.finish();
    }
    EXPECT_EQ(tx.run(kCount)[0].integer("n"), 1);
    tx.commit();
}

TEST_F(CopyInTest, WithoutFinishNothingIsIn) {
    auto tx = pools.begin(tenant);
    {
        CopyIn in{tx, "thing", {"name"}};
        const std::optional<std::string_view> row[]{"a"};
        in.row(row);
    }
    EXPECT_EQ(errorOf([&] { tx.commit(); }).kind(), Kind::Wrong);
    EXPECT_EQ(count(), 0);
}

TEST_F(CopyInTest, AStatementInBetweenEndsTheTransaction) {
    auto tx = pools.begin(tenant);
    CopyIn in{tx, "thing", {"name"}};
    EXPECT_EQ(errorOf([&] { tx.run(kCount); }).kind(), Kind::Wrong);
    const std::optional<std::string_view> row[]{"a"};
    EXPECT_EQ(errorOf([&] { in.row(row); }).kind(), Kind::Wrong);
}

TEST_F(CopyInTest, WhatTheServerRefusesIsAConflict) {
    auto tx = pools.begin(tenant);
    CopyIn in{tx, "thing", {"name", "size"}};
    const std::optional<std::string_view> row[]{"a", "1000"};
    in.row(row);
    const auto error = errorOf([&] { in.finish(); });
    EXPECT_EQ(error.kind(), Kind::Conflict);
    EXPECT_EQ(error.constraint(), "thing_size");
}

TEST_F(CopyInTest, NamesAndWidthsAreChecked) {
    auto tx = pools.begin(tenant);
    EXPECT_THROW((CopyIn{tx, "thing; DROP TABLE thing", {"name"}}), std::logic_error);
    EXPECT_THROW((CopyIn{tx, "thing", {"name) FROM PROGRAM 'id' --"}}), std::logic_error);
    CopyIn in{tx, "thing", {"name"}};
    const std::optional<std::string_view> wide[]{"a", "b"};
    EXPECT_THROW(in.row(wide), std::logic_error);
    const std::optional<std::string_view> nul[]{std::string_view{"a\0b", 3}};
    EXPECT_THROW(in.row(nul), std::logic_error);
    const std::optional<std::string_view> good[]{"good"};
    in.row(good);
    in.finish();
    EXPECT_EQ(tx.run(kAll)[0].text("name"), "good");
}

}  // namespace
}  // namespace inzage::database
