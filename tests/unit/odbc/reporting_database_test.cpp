// The adapter against a real PostgreSQL through the real driver, with a sink that keeps count.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <set>
#include <thread>

#include "plugins/odbc/odbc_adapter.h"
#include "plugins/sdk/failure.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::odbc {
namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::RecordKind;
using sdk::SettingNode;
using testing::HasSubstr;

struct Enough {};

/// Counts, and may stop after so many cursors.
class Counting final : public sdk::RecordSink {
  public:
    explicit Counting(int cursors_max = 1'000'000) : cursors_max_{cursors_max} {}
    std::set<std::string> ids;
    std::size_t puts = 0;
    int sets = 0;
    std::string last_cursor;

    void put(const sdk::Record& record) override {
        if (cursors_ >= cursors_max_)
            throw Enough{};
        ++puts;
        if (keep_ids)
            ids.insert(sdk::originOf(record).source_id);
    }
    void remove(RecordKind /*kind*/, std::string_view /*id*/) override {}
    void fullSetBegins(RecordKind /*kind*/) override { ++sets; }
    void fullSetEnds(RecordKind /*kind*/) override {}
    void cursor(std::string_view text) override {
        last_cursor = text;
        ++cursors_;
    }
    void setAside(RecordKind /*kind*/, std::string_view /*id*/, std::string_view reason) override {
        ADD_FAILURE() << reason;
    }
    bool keep_ids = true;

  private:
    int cursors_max_;
    int cursors_ = 0;
};

constexpr const char* kColumns =
    "SELECT 'R' || i AS source_id, timestamptz '2026-01-01' + i * interval '1 second' AS changed_at, 'C1' AS "
    "client, "
    "'daily' AS kind_code, 'x' AS body, timestamptz '2026-01-01' AS happened_at FROM generate_series(1, ";

class ReportingDatabase : public testing::Test {
  protected:
    static test::TestCluster& cluster() { return test::TestCluster::shared(); }

    static void SetUpTestSuite() {
        for (const char* statement : {"CREATE ROLE looks LOGIN PASSWORD 'p;}{=x'",
                                      "CREATE ROLE writes LOGIN PASSWORD 'w'", "CREATE DATABASE reporting"})
            cluster().asSuperuser("postgres", statement);
        cluster().asSuperuser(
            "reporting",
            "REVOKE ALL ON SCHEMA public FROM PUBLIC; CREATE SCHEMA portal; CREATE TABLE portal.mark (at "
            "int);"
            "GRANT USAGE ON SCHEMA portal TO looks, writes; GRANT INSERT ON portal.mark TO writes;"
            "CREATE FUNCTION portal.leave_a_mark() RETURNS text LANGUAGE plpgsql AS $$ BEGIN INSERT INTO "
            "portal.mark "
            "VALUES (1); RETURN 'x'; END $$;");
    }

    static sdk::AdapterSettings settings(const std::string& sql, const std::string& user = "looks",
                                         const std::string& sweep = "0",
                                         const std::string& changed = "changed_at") {
        const auto text = [](const char* name, const std::string& value) {
            return SettingNode{name, value, {}, ""};
        };
        SettingNode report{"report", "", {text("sql", sql)}, ""};
        if (!changed.empty())
            report.children.push_back(text("changed_column", changed));
        sdk::AdapterSettings made;
        made.root.children = {
            {"connection",
             "",
             {text("driver", "PostgreSQL Unicode"), text("host", cluster().socketFolder()),
              text("database", "reporting"), text("user", user), text("password_file", "f")},
             ""},
            text("sweep_h", sweep),
            {"queries", "", {report}, ""}};
        made.secrets = {{"password_file", user == "looks" ? "p;}{=x" : "w"}};
        made.time_zone = "Europe/Amsterdam";
        return made;
    }

    static void pull(const sdk::AdapterSettings& with, sdk::RecordSink& sink, const sdk::Call& call = {},
                     const std::optional<std::string>& cursor = std::nullopt) {
        OdbcAdapter adapter;
        adapter.configure(with);
        const std::array kinds{RecordKind::Report};
        adapter.pull(kinds, cursor, sink, call);
    }

    template <class Deed>
    static std::string failure(AdapterFailureKind kind, Deed&& deed) {
        try {
            deed();
        } catch (const AdapterFailure& thrown) {
            EXPECT_EQ(thrown.kind(), kind) << thrown.what();
            return thrown.what();
        }
        ADD_FAILURE() << "nothing was thrown";
        return {};
    }

    static void check(const sdk::AdapterSettings& with) {
        OdbcAdapter adapter;
        adapter.configure(with);
        adapter.check({});
    }
    static std::string rows(int count) { return kColumns + std::to_string(count) + ") i"; }
};

TEST_F(ReportingDatabase, isCheckedWithoutReadingRows) {
    check(settings(rows(3)));
    EXPECT_THAT(failure(AdapterFailureKind::Config, [] { check(settings("SELECT 1 AS source_id")); }),
                HasSubstr("gives no column 'client'"));
    // A query that would run for an hour is only described.
    check(settings("SELECT * FROM (" + rows(3) +
                   ") q CROSS JOIN (SELECT pg_sleep(3600) IS NULL AS withdrawn) z"));
}

TEST_F(ReportingDatabase, anAccountThatMayWriteIsObjectedTo) {
    EXPECT_THAT(failure(AdapterFailureKind::Config, [] { check(settings(rows(3), "writes")); }),
                HasSubstr("the account 'writes' may change the reporting database"));
}

TEST_F(ReportingDatabase, isNotWrittenEvenByAQueryThatTriesAndAnAccountThatMay) {
    Counting sink;
    const auto sql =
        "SELECT source_id, changed_at, client, kind_code, portal.leave_a_mark() AS body, happened_at FROM (" +
        rows(3) + ") q";
    EXPECT_THAT(failure(AdapterFailureKind::Config, [&] { pull(settings(sql, "writes"), sink); }),
                HasSubstr("SQLSTATE 25006"));
    EXPECT_EQ(cluster().asSuperuser("reporting", "SELECT count(*) FROM portal.mark")[0][0], "0");
}

TEST_F(ReportingDatabase, aPullThatWasBrokenOffGoesOnWhereItWas) {
    Counting first{2};
    EXPECT_THROW(pull(settings(rows(70000)), first), Enough);
    EXPECT_EQ(first.puts, 40000U);
    Counting second;
    pull(settings(rows(70000)), second, {}, first.last_cursor);
    EXPECT_EQ(second.puts, 30000U);
    first.ids.merge(second.ids);
    EXPECT_EQ(first.ids.size(), 70000U);
    Counting third;
    pull(settings(rows(70000)), third, {}, second.last_cursor);
    // The newest change, and ten minutes before it.
    EXPECT_EQ(third.puts, 601U);
    Counting other_query;
    pull(settings(rows(70001)), other_query, {}, second.last_cursor);
    EXPECT_EQ(other_query.puts, 70001U) << "a query that was changed begins anew";
}

TEST_F(ReportingDatabase, everythingIsAFullSetWithoutAColumnOfChangesAndAtTheSweep) {
    Counting whole;
    pull(settings(rows(10), "looks", "0", ""), whole);
    EXPECT_EQ(whole.puts, 10U);
    EXPECT_EQ(whole.sets, 1);
    Counting swept;
    pull(settings(rows(10), "looks", "24"), swept);
    EXPECT_EQ(swept.puts, 20U);
    EXPECT_EQ(swept.sets, 1);
    Counting soon;
    pull(settings(rows(10), "looks", "24"), soon, {}, swept.last_cursor);
    EXPECT_EQ(soon.sets, 0);
}

TEST_F(ReportingDatabase, aCursorFromItsFutureIsRefused) {
    Counting first;
    pull(settings(rows(10)), first);
    std::string future = first.last_cursor;
    const std::size_t at = future.find(":71");
    ASSERT_NE(at, std::string::npos) << future;
    future.replace(at, 3, ":79");
    Counting second;
    EXPECT_THAT(failure(AdapterFailureKind::Defect, [&] { pull(settings(rows(10)), second, {}, future); }),
                HasSubstr("from the future"));
}

TEST_F(ReportingDatabase, aCallThatIsStoppedOrOverEndsTheQueryAtTheDatabase) {
    const auto slow =
        "SELECT * FROM (" + rows(3) + ") q CROSS JOIN (SELECT pg_sleep(300) IS NULL AS withdrawn) z";
    std::stop_source source;
    std::jthread stopper{[&] {
        while (cluster().asSuperuser(
                   "postgres", "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")[0][0] ==
               "0")
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        source.request_stop();
    }};
    Counting sink;
    const sdk::Call stopped{source.get_token(), std::chrono::steady_clock::now() + std::chrono::minutes{5}};
    (void)failure(AdapterFailureKind::Transient, [&] { pull(settings(slow), sink, stopped); });
    const sdk::Call short_one{{}, std::chrono::steady_clock::now() + std::chrono::seconds{1}};
    (void)failure(AdapterFailureKind::Transient, [&] { pull(settings(slow), sink, short_one); });
    EXPECT_EQ(cluster().asSuperuser(
                  "postgres", "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")[0][0],
              "0");
}

TEST_F(ReportingDatabase, isFoundByTheNameOfADataSource) {
    const auto file = cluster().folder() / "odbc.ini";
    std::ofstream{file} << "[Reporting]\nDriver = PostgreSQL Unicode\nServername = "
                        << cluster().socketFolder() << "\nDatabase = reporting\n";
    ::setenv("ODBCINI", file.c_str(), 1);
    sdk::AdapterSettings named = settings(rows(3));
    std::vector<SettingNode>& connection = named.root.children[0].children;
    std::erase_if(connection, [](const SettingNode& node) {
        return node.name != "user" && node.name != "password_file";
    });
    connection.push_back({"dsn", "Reporting", {}, ""});
    Counting sink;
    pull(named, sink);
    EXPECT_EQ(sink.puts, 3U);
    connection.back().text = "Nowhere";
    EXPECT_THAT(failure(AdapterFailureKind::Config, [&] { pull(named, sink); }), HasSubstr("SQLSTATE IM002"));
}

long long memoryKib() {
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stoll(line.substr(6));
    return 0;
}

TEST_F(ReportingDatabase, memoryDoesNotGrowWithTheNumberOfRows) {
    Counting sink;
    sink.keep_ids = false;
    pull(settings(rows(1000)), sink);
    const long long before = memoryKib();
    const std::string wide =
        "SELECT source_id, changed_at, client, kind_code, repeat('x', 2000) AS body, happened_at FROM (" +
        rows(100000) + ") q";
    pull(settings(wide), sink);
    // 200 MB of texts.
    EXPECT_LT(memoryKib() - before, 40 * 1024);
}

}  // namespace
}  // namespace inzage::odbc
