// What operators read when the database said no: the deed, the cause and the code, on one line, without
// values.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <thread>

#include "platform/database/copy_in.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::database {
namespace {

using testing::StartsWith;
using Kind = DatabaseError::Kind;

constexpr Statement kUnknown{"text.unknown", "SELECT 1 FROM absent(\n)"};
constexpr Statement kSyntax{"text.syntax", "SELECT (\n1 FROM"};
constexpr Statement kDivide{"text.divide", "SELECT 1 / 0"};
constexpr Statement kCast{"text.cast", "SELECT $1::text::integer"};
constexpr Statement kRange{"text.range", "SELECT $1::text::smallint"};
constexpr Statement kRaise{"text.raise", "SELECT raise_it()"};
constexpr Statement kDenied{"text.denied", "DELETE FROM access_log"};
constexpr Statement kSlow{"text.slow", "SELECT pg_sleep(3)"};
constexpr Statement kEndMyself{"text.end", "SELECT pg_terminate_backend(pg_backend_pid())"};
class ErrorTextTest : public ::testing::Test {
  protected:
    ErrorTextTest() { database_ = cluster_.makeTenant("errtext").name; }

    static DatabaseError errorOf(const std::function<void()>& deed) {
        try {
            deed();
        } catch (const DatabaseError& error) {
            return error;
        }
        ADD_FAILURE() << "nothing was thrown";
        return {Kind::Wrong, "", ""};
    }
    std::string textOf(const Statement& statement, std::initializer_list<Param> params = {}) {
        return errorOf([&] { (void)pools_.once(tenant_, statement, params); }).what();
    }

    test::TestCluster& cluster_ = test::TestCluster::shared();
    TenantPools& pools_ = cluster_.pools();
    std::string database_;
    const TenantId tenant_ = *TenantId::parse("errtext");
};

TEST_F(ErrorTextTest, NamesDeedCauseAndCode) {
    EXPECT_THAT(
        textOf(kUnknown),
        StartsWith("text.unknown: function absent() does not exist at character 15 (SQLSTATE 42883)"));
    EXPECT_THAT(textOf(kSyntax), StartsWith("text.syntax: syntax error at or near \"FROM\""));
    EXPECT_EQ(textOf(kDenied), "text.denied: permission denied for table access_log (SQLSTATE 42501)");
    PoolLimits limits;
    limits.statement_max = std::chrono::milliseconds{100};
    TenantPools hasty{cluster_.places(), limits};
    EXPECT_STREQ(errorOf([&] { (void)hasty.once(tenant_, kSlow); }).what(),
                 "text.slow: canceling statement due to statement timeout (SQLSTATE 57014)");
}

TEST_F(ErrorTextTest, KeepsTheCauseOfADataErrorAndLeavesItsValueOut) {
    EXPECT_EQ(textOf(kDivide), "text.divide: division by zero (SQLSTATE 22012)");
    EXPECT_EQ(textOf(kCast, {"Corrie Jansen"}),
              "text.cast: invalid input syntax for type integer (SQLSTATE 22P02)");
    EXPECT_EQ(textOf(kRange, {"123456"}), "text.range: value (SQLSTATE 22003)");
    cluster_.asSuperuser(database_,
                         "CREATE OR REPLACE FUNCTION raise_it() RETURNS int LANGUAGE plpgsql AS "
                         "$$ BEGIN RAISE EXCEPTION 'Corrie Jansen'; END $$");
    EXPECT_EQ(textOf(kRaise), "text.raise: the database refused it (SQLSTATE P0001)");
}

TEST_F(ErrorTextTest, ABrokenConnectionIsNoMistake) {
    const auto ended = errorOf([&] { (void)pools_.begin(tenant_).run(kEndMyself); });
    EXPECT_EQ(ended.kind(), Kind::Unavailable);
    EXPECT_STREQ(ended.what(), "text.end: the connection broke");
}

TEST_F(ErrorTextTest, AConnectionThatBreaksDuringAStatementSaysSo) {
    std::thread other{[&] {
        for (int i = 0; i < 500; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
            if (!cluster_
                     .asSuperuser(database_,
                                  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query "
                                  "LIKE '%pg_sleep(3)%' AND pid <> pg_backend_pid()")
                     .empty())
                return;
        }
    }};
    const auto broken = errorOf([&] { (void)pools_.begin(tenant_).run(kSlow); });
    other.join();
    EXPECT_EQ(broken.kind(), Kind::Unavailable);
    EXPECT_STREQ(broken.what(), "text.slow: the connection broke");
}

TEST_F(ErrorTextTest, AConnectionThatBreaksDuringCopyIsAwayAndNoMistake) {
    cluster_.asSuperuser(database_,
                         "DROP TABLE IF EXISTS copied; CREATE TABLE copied (name text); "
                         "GRANT ALL ON copied TO PUBLIC");
    const auto broken = errorOf([&] {
        auto tx = pools_.begin(tenant_);
        CopyIn copy{tx, "copied", {"name"}};
        const std::array<std::optional<std::string_view>, 1> row{"bloempot"};
        copy.row(row);
        cluster_.asSuperuser(database_,
                             "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> "
                             "pg_backend_pid() AND datname = current_database()");
        for (int i = 0; i < 500'000; ++i)
            copy.row(row);
        copy.finish();
    });
    EXPECT_EQ(broken.kind(), Kind::Unavailable) << broken.what();
    EXPECT_THAT(broken.what(), StartsWith("copied: "));
}

}  // namespace
}  // namespace inzage::database
