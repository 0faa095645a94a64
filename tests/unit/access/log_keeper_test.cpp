#include "platform/access/log_keeper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "platform/access/purge.h"
#include "platform/access/who_looked.h"
#include "platform/views/views.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::access {
namespace {

using std::chrono::minutes;
using testing::HasSubstr;

/// A tenant with an access log of five rows, an hour old.
class LogKeeperTest : public ::testing::Test {
  protected:
    LogKeeperTest() {
        database_ = cluster_.makeTenant("sealer").name;
        sql("TRUNCATE access_log, access_log_seal, client, account CASCADE");
        rows(5, minutes{60});
    }
    ~LogKeeperTest() override { std::filesystem::remove(heads_); }

    std::string sql(const std::string& text) {
        const auto found = cluster_.asSuperuser(database_, text);
        return found.empty() ? "" : found[0][0];
    }
    void rows(int number, minutes ago) {
        sql("INSERT INTO access_log (at, event, action, outcome, person) SELECT '" +
            isoUtc(clock_.now() - ago) +
            "', 'dossier.timeline', 'R', 'granted', 'Anna' FROM generate_series(1, " +
            std::to_string(number) + ")");
    }
    int seal() {
        LogKeeper keeper{{.pools = cluster_.pools(),
                          .clock = clock_,
                          .settings = {},
                          .heads_file = heads_,
                          .tenants = {}}};
        return keeper.sealNow(tenant_);
    }
    /// "", or the fault and the place of the first bad row in the log.
    std::string fault() {
        return sql(
            "SELECT coalesce(string_agg(fault || ' ' || (SELECT count(*) + 1 FROM access_log WHERE id < "
            "bad_row), ''), "
            "'') FROM check_access_log(0, 100) WHERE fault <> ''");
    }
    /// The row at that place of the log, for SQL.
    static std::string row(int place) {
        return "id = (SELECT id FROM access_log ORDER BY id OFFSET " + std::to_string(place - 1) +
               " LIMIT 1)";
    }

    test::TestCluster& cluster_ = test::TestCluster::shared();
    std::string database_;
    SystemClock clock_;
    TenantId tenant_ = TenantId::parse("sealer").value();
    std::string heads_ = (std::filesystem::temp_directory_path() / ("heads." + newUuid())).string();
};

TEST_F(LogKeeperTest, WhatIsSealedAndUntouchedIsWhole) {
    EXPECT_EQ(seal(), 5);
    rows(3, minutes{30});
    EXPECT_EQ(seal(), 3);
    EXPECT_EQ(seal(), 0);
    EXPECT_EQ(fault(), "");
    EXPECT_EQ(sql("SELECT count(*) FROM access_log_seal"), "2");
}

TEST_F(LogKeeperTest, RowsThatMayStillBeOvertakenWait) {
    rows(2, minutes{1});
    EXPECT_EQ(seal(), 5);
}

TEST_F(LogKeeperTest, EveryChangedFieldNamesItsRow) {
    ASSERT_EQ(seal(), 5);
    for (const char* change :
         {"at = at + interval '1 second'", "event = 'x'", "action = 'C'", "outcome = 'refused'",
          "reason = 'x'", "account_id = gen_random_uuid()", "person = 'Bea'", "role = 'x'",
          "used_by = 'client'", "session_id = gen_random_uuid()", "ip = 'x'", "device = 'x'", "source = 'x'",
          "client_id = gen_random_uuid()", "object_kind = 'x'", "object_id = 'x'", "rule = 'x'"}) {
        sql("CREATE TABLE kept AS SELECT * FROM access_log WHERE " + row(3) + "; UPDATE access_log SET " +
            change + " WHERE " + row(3));
        EXPECT_EQ(fault(), "row 3") << change;
        sql("DELETE FROM access_log WHERE id IN (SELECT id FROM kept); INSERT INTO access_log OVERRIDING "
            "SYSTEM VALUE "
            "SELECT * FROM kept; DROP TABLE kept");
        EXPECT_EQ(fault(), "") << change;
    }
}

TEST_F(LogKeeperTest, AMissingAndAnAddedRowAreNamed) {
    sql("DELETE FROM access_log WHERE " + row(4));
    ASSERT_EQ(seal(), 4);
    sql("DELETE FROM access_log WHERE " + row(2));
    EXPECT_EQ(fault(), "row 2");
    sql("TRUNCATE access_log, access_log_seal");
    rows(5, minutes{60});
    sql("DELETE FROM access_log WHERE " + row(4));
    ASSERT_EQ(seal(), 4);
    sql("INSERT INTO access_log (id, at, event, action, outcome) OVERRIDING SYSTEM VALUE SELECT min(id) + 3, "
        "now(), 'x', "
        "'R', 'granted' FROM access_log");
    EXPECT_EQ(fault(), "row 4");
}

TEST_F(LogKeeperTest, ASealThatIsChangedOrTakenAwayIsFound) {
    ASSERT_EQ(seal(), 5);
    rows(3, minutes{30});
    ASSERT_EQ(seal(), 3);
    rows(3, minutes{20});
    ASSERT_EQ(seal(), 3);
    sql("UPDATE access_log_seal SET seal = repeat('0', 64) WHERE to_id = (SELECT min(to_id) FROM "
        "access_log_seal)");
    EXPECT_EQ(fault(), "seal 1");
    sql("DELETE FROM access_log_seal WHERE to_id = (SELECT to_id FROM access_log_seal ORDER BY to_id OFFSET "
        "1 LIMIT 1)");
    EXPECT_THAT(fault(), HasSubstr("seal 1"));
}

TEST_F(LogKeeperTest, TheHeadOfTheChainIsWrittenElsewhere) {
    ASSERT_EQ(seal(), 5);
    std::ostringstream text;
    text << std::ifstream{heads_}.rdbuf();
    EXPECT_THAT(text.str(), HasSubstr(R"("tenant": "sealer")"));
    EXPECT_THAT(text.str(), HasSubstr(sql("SELECT seal FROM access_log_seal")));
}

TEST_F(LogKeeperTest, TheAppRoleAddsSealsAndChangesNone) {
    ASSERT_EQ(seal(), 5);
    auto tx = cluster_.pools().begin(tenant_);
    static constexpr database::Statement kChange{"test_change_seal", "UPDATE access_log_seal SET seal = ''"};
    EXPECT_THROW(tx.run(kChange), database::DatabaseError);
}

/// A dossier whose time is over goes piece by piece, and nothing else does.
TEST_F(LogKeeperTest, AfterCareADossierGoesWithAllThatHangsOnItAndTheLogStays) {
    const std::string gone = newUuid();
    const std::string stays = newUuid();
    for (const auto& [id, source, ended] :
         {std::tuple{gone, "C1", "'2026-01-01'"}, std::tuple{stays, "C2", "'2026-06-01'"}}) {
        sql("INSERT INTO client (id, source_id, source_version, family_name, care_ended_on, run_id, "
            "created_at, updated_at) "
            "VALUES ('" +
            id + "', '" + source + "', '1', 'X', " + ended + ", gen_random_uuid(), now(), now())");
        sql("INSERT INTO report (source_id, source_version, client_id, kind_code, kind_label, title, body, "
            "happened_at, "
            "run_id, created_at, updated_at) SELECT '" +
            std::string{source} + "-' || i, '1', '" + id +
            "', 'd', 'd', '', '', now(), gen_random_uuid(), now(), now() FROM generate_series(1, 25) i");
        sql("UPDATE access_log SET client_id = '" + id + "' WHERE " + row(1));
    }
    for (const char* name : {"only", "both"})
        sql("WITH a AS (INSERT INTO account (login_name, created_at, updated_at) VALUES ('" +
            std::string{name} +
            "', now(), now()) RETURNING id) INSERT INTO access (account_id, client_id, role, created_at, "
            "updated_at) SELECT "
            "a.id, c.id, 'contact', now(), now() FROM a, client c WHERE c.id = '" +
            gone + "' OR '" + name + "' = 'both'");
    int turns = 0;
    for (int rows = 10; rows == 10; ++turns) {
        auto tx = cluster_.pools().begin(tenant_);
        rows = purgeAfterCare(tx, "2026-03-01", clock_.now(), 10);
        tx.commit();
        ASSERT_LT(turns, 20);
    }
    EXPECT_GT(turns, 3) << "in pieces";
    EXPECT_EQ(sql("SELECT string_agg(source_id, ',') FROM client"), "C2");
    EXPECT_EQ(sql("SELECT count(*) FROM report"), "25");
    EXPECT_EQ(sql("SELECT string_agg(login_name, ',') FROM account"), "both");
    EXPECT_EQ(sql("SELECT count(*) FROM access_log"), "5");
    EXPECT_EQ(sql("SELECT source_id FROM purged_client"), "C1");
}

TEST(WhoLooked, EveryPartHasItsWordsInBothLanguages) {
    const views::Templates templates{INZAGE_SOURCE_DIR "/platform"};
    const auto parts = loggedParts();
    EXPECT_GT(parts.size(), 20U);
    std::set<std::string> said;
    for (const auto language : {views::Language::Dutch, views::Language::English})
        for (const auto part : parts) {
            const auto words = templates.say(language, "access.log_part_" + std::string{part});
            EXPECT_FALSE(words.empty()) << part;
            EXPECT_TRUE(said.insert(words).second) << part << " is called as another part: " << words;
        }
}

TEST(WhoLooked, EveryEventThatAPageWritesHasAPartOfItsOwn) {
    const std::regex name{R"re((?:\.event = |(?:enter|find)[A-Za-z]*\(visit, )"([a-z_.]+)")re"};
    std::set<std::string> events;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{INZAGE_SOURCE_DIR "/platform"}) {
        if (entry.path().extension() != ".cpp")
            continue;
        std::ifstream file{entry.path()};
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        for (std::sregex_iterator at{text.begin(), text.end(), name}, end; at != end; ++at)
            events.insert((*at)[1]);
    }
    EXPECT_GT(events.size(), 60U);
    for (const auto& event : events)
        EXPECT_NE(partOf(event), "portal") << event << " is not in platform/access/who_looked.cpp";
}

TEST(WhoLooked, EveryEventHasAPartAndEveryActionADeed) {
    EXPECT_EQ(partOf("dossier.search"), "search");
    EXPECT_EQ(partOf("dossier.read", "report"), "reports");
    EXPECT_EQ(partOf("dossier.read", "questionnaire"), "questionnaires");
    EXPECT_EQ(partOf("dossier.something_new"), "portal");
    EXPECT_EQ(partOf("dossier.timeline"), "timeline");
    EXPECT_EQ(partOf("dossier.list"), "reports");
    EXPECT_EQ(partOf("people.care_team"), "care_team");
    EXPECT_EQ(partOf("agenda.cancel"), "agenda");
    EXPECT_EQ(partOf("something.new"), "portal");
    EXPECT_EQ(deedOf("R"), "read");
    EXPECT_EQ(deedOf("E"), "did");
}

TEST(WhoLooked, APlaceInTheListComesBackAsItWasOrNotAtAll) {
    const LogPlace place{UtcTime{std::chrono::microseconds{1763800000000000}}, 42};
    const auto back = LogPlace::parse(place.text());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->row, 42);
    EXPECT_EQ(back->before, place.before);
    for (const char* wrong : {"", "1", "~", "1~", "~1", "1~x", "-1~1", "99999999999999999~1", "1~1~1"})
        EXPECT_FALSE(LogPlace::parse(wrong)) << wrong;
}

}  // namespace
}  // namespace inzage::access
