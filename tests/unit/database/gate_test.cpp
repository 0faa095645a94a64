#include <gtest/gtest.h>

#include "platform/base/right.h"
#include "platform/base/token.h"
#include "platform/database/tenant_pools.h"
#include "tests/postgres/test_cluster.h"

// The gate is SQL (migrations/tenant): these tests hold it to its rules with the app role, as pages use it.
namespace inzage::database {
namespace {

using namespace std::chrono_literals;

constexpr Statement kEnter{
    "gate.enter",
    "SELECT * FROM enter($1, $2, $3, 'dossier.timeline', 'R', 'timeline', 'r1', '192.0.2.7', $4, $5, "
    "900, 7)"};
constexpr Statement kPage{
    "gate.page",
    "SELECT viewer.client_id, r.title FROM enter($1, $2, 'dossier', 'dossier.timeline', 'R', '', '', "
    "'', $3, $4, 900, 7) AS viewer "
    "LEFT JOIN LATERAL (SELECT title FROM report WHERE client_id = viewer.client_id) AS r ON true"};
constexpr Statement kRefusal{"gate.refusal", "SELECT * FROM refusal($1, $2, $3, $4, $5, 900, 7)"};

class GateTest : public ::testing::Test {
  protected:
    GateTest() {
        place = cluster.makeTenant("gate");
        sql("DELETE FROM access_log; DELETE FROM account; DELETE FROM client; "
            "INSERT INTO client (id, source_id, source_version, family_name, form_of_address, initials, "
            "run_id, created_at, "
            "updated_at) VALUES "
            "('" +
            mother + "', 'C1', '1', 'Jansen', 'mevrouw', 'C.', '" + mother +
            "', '2026-01-01', '2026-01-01'), "
            "('" +
            father + "', 'C2', '1', 'Pietersen', 'de heer', 'H.', '" + mother +
            "', '2026-01-01', '2026-01-01'), "
            "('" +
            stranger + "', 'C3', '1', 'Zwart', 'mevrouw', 'Z.', '" + mother +
            "', '2026-01-01', '2026-01-01'); "
            "INSERT INTO report (source_id, source_version, client_id, kind_code, kind_label, title, body, "
            "happened_at, run_id, "
            "created_at, updated_at) VALUES "
            "('R1', '1', '" +
            mother + "', 'd', 'Dag', 'of mother', '', '2026-03-01', '" + mother +
            "', now(), now()), "
            "('R2', '1', '" +
            stranger + "', 'd', 'Dag', 'of stranger', '', '2026-03-01', '" + mother +
            "', now(), now()); "
            "INSERT INTO account (id, login_name, given_name, family_name, created_at, updated_at) VALUES "
            "('" +
            anna +
            "', 'anna.jansen', 'Anna', 'Jansen', '2026-01-01', '2026-01-01'); "
            "INSERT INTO access (account_id, client_id, role, right_dossier, created_at, updated_at) VALUES "
            "('" +
            anna + "', '" + mother +
            "', 'portal_manager', true, '2026-01-01', '2026-01-01'); "
            "INSERT INTO session (id, token_hash, account_id, state, created_at, last_seen_at, expires_at) "
            "VALUES "
            "('" +
            session + "', '" + token + "', '" + anna +
            "', 'full', '2026-03-10T12:00:00Z', '2026-03-10T12:00:00Z', "
            "'2026-03-11T00:00:00Z')");
    }

    std::string sql(const std::string& text) {
        const auto rows = cluster.asSuperuser(place.name, text);
        return rows.empty() ? "" : rows[0][0];
    }
    Rows enter(UtcTime at, const Param& client = mother, std::string_view right = "dossier",
               std::string_view today = "2026-03-10") {
        return pools.once(tenant, kEnter, {token, client, right, at, today});
    }
    std::string refusal(UtcTime at, const Param& client = mother, std::string_view right = "dossier",
                        std::string_view today = "2026-03-10") {
        return std::string{pools.once(tenant, kRefusal, {token, client, right, at, today})[0].text("reason")};
    }
    std::string log(const std::string& columns) {
        return sql("SELECT " + columns + " FROM access_log ORDER BY id DESC LIMIT 1");
    }
    std::string logCount() { return sql("SELECT count(*) FROM access_log"); }

    test::TestCluster& cluster = test::TestCluster::shared();
    TenantDatabase place;
    TenantPools& pools = cluster.pools();
    const TenantId tenant = *TenantId::parse("gate");
    inline static const std::string mother = "00000000-0000-4000-8000-000000000001";
    inline static const std::string father = "00000000-0000-4000-8000-000000000002";
    inline static const std::string stranger = "00000000-0000-4000-8000-000000000003";
    inline static const std::string anna = "00000000-0000-4000-8000-00000000000a";
    inline static const std::string session = "00000000-0000-4000-8000-0000000000aa";
    const std::string token = sha256Hex("cookie");
    const UtcTime noon = *parseIsoUtc("2026-03-10T12:00:00Z");
};

TEST_F(GateTest, AGrantedViewGivesTheViewer) {
    const auto rows = enter(noon + 1min);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].text("person"), "Anna Jansen");
    EXPECT_EQ(rows[0].text("client"), "Mevrouw C. Jansen");
    EXPECT_EQ(rows[0].text("role"), "portal_manager");
    EXPECT_EQ(rows[0].text("rights"), "dossier");
    EXPECT_EQ(rows[0].text("client_id"), mother);
    EXPECT_TRUE(rows[0].isNull("clients"));
    EXPECT_TRUE(rows[0].isNull("since"));
}

TEST_F(GateTest, ASessionEndsExactlyAtItsIdleTime) {
    EXPECT_EQ(enter(noon + 900s).size(), 0U);
    EXPECT_EQ(refusal(noon + 900s), "session_over");
    EXPECT_EQ(enter(noon + 900s - 1us).size(), 1U);
}

TEST_F(GateTest, LookingKeepsASessionAlive) {
    EXPECT_EQ(enter(noon + 800s).size(), 1U);
    EXPECT_EQ(enter(noon + 1600s).size(), 1U);
    EXPECT_EQ(enter(noon + 2500s).size(), 0U);
}

TEST_F(GateTest, ASessionEndsExactlyAtItsLastMoment) {
    sql("UPDATE session SET last_seen_at = '2026-03-10T23:59:00Z'");
    const auto last = *parseIsoUtc("2026-03-11T00:00:00Z");
    EXPECT_EQ(enter(last).size(), 0U);
    EXPECT_EQ(enter(last - 1us).size(), 1U);
}

TEST_F(GateTest, OnlyAFullSessionOfAnActiveAccountGetsIn) {
    for (const char* state : {"second_factor", "new_password", "ended"}) {
        sql("UPDATE session SET state = '" + std::string{state} + "'");
        EXPECT_EQ(enter(noon + 1s).size(), 0U) << state;
    }
    sql("UPDATE session SET state = 'full'");
    for (const char* state : {"invited", "blocked", "removed"}) {
        sql("UPDATE account SET state = '" + std::string{state} + "'");
        EXPECT_EQ(enter(noon + 1s).size(), 0U) << state;
        EXPECT_EQ(refusal(noon + 1s), "session_over") << state;
    }
    sql("UPDATE account SET state = 'active'");
    EXPECT_EQ(enter(noon + 1s).size(), 1U);
    EXPECT_EQ(pools.once(tenant, kEnter, {sha256Hex("other"), mother, "dossier", noon, "2026-03-10"}).size(),
              0U);
}

TEST_F(GateTest, AnAccountWorksThroughItsLastDay) {
    sql("UPDATE account SET ends_on = '2026-03-10'");
    EXPECT_EQ(enter(noon + 1s).size(), 1U);
    EXPECT_EQ(enter(noon + 1s, mother, "dossier", "2026-03-11").size(), 0U);
}

TEST_F(GateTest, EveryRightOpensItsOwnPagesInAllThirtyTwoCombinations) {
    for (unsigned combination = 0; combination < 32; ++combination) {
        std::string set;
        for (std::size_t i = 0; i < kRights.size(); ++i)
            set += std::string{i == 0 ? "" : ", "} + "right_" + std::string{nameOf(kRights[i])} + " = " +
                   ((combination >> i & 1U) != 0 ? "true" : "false");
        sql("UPDATE access SET " + set);
        for (std::size_t i = 0; i < kRights.size(); ++i)
            EXPECT_EQ(enter(noon + 1s, mother, nameOf(kRights[i])).size(), combination >> i & 1U)
                << set << " / " << nameOf(kRights[i]);
        EXPECT_EQ(enter(noon + 1s, mother, "any").size(), 1U) << set;
    }
}

TEST_F(GateTest, AnUnknownRightIsNeverGranted) {
    EXPECT_EQ(enter(noon + 1s, mother, "everything").size(), 0U);
    EXPECT_EQ(enter(noon + 1s, mother, "").size(), 0U);
}

TEST_F(GateTest, AWithdrawnRightWorksAtOnce) {
    EXPECT_EQ(enter(noon + 1s).size(), 1U);
    sql("UPDATE access SET right_dossier = false");
    EXPECT_EQ(enter(noon + 2s).size(), 0U);
    EXPECT_EQ(refusal(noon + 2s), "no_right");
    sql("DELETE FROM access");
    EXPECT_EQ(enter(noon + 3s).size(), 0U);
}

TEST_F(GateTest, ADossierStaysVisibleExactlySoManyDaysAfterCare) {
    sql("UPDATE client SET care_ended_on = '2026-03-03' WHERE source_id = 'C1'");
    EXPECT_EQ(enter(noon + 1s, mother, "dossier", "2026-03-10").size(), 1U);
    EXPECT_EQ(enter(noon + 1s, mother, "dossier", "2026-03-11").size(), 0U);
    EXPECT_EQ(refusal(noon + 1s, mother, "dossier", "2026-03-11"), "care_ended");
}

TEST_F(GateTest, AnAccessWorksThroughItsLastDay) {
    sql("UPDATE access SET ends_on = '2026-03-10'");
    EXPECT_EQ(enter(noon + 1s).size(), 1U);
    EXPECT_EQ(enter(noon + 1s, mother, "dossier", "2026-03-11").size(), 0U);
}

TEST_F(GateTest, AnotherClientIsRefusedAndTheTryIsLogged) {
    EXPECT_EQ(enter(noon + 1s, stranger).size(), 0U);
    EXPECT_EQ(log("outcome || '/' || reason || '/' || client_id"), "refused/no_access/" + stranger);
    EXPECT_EQ(logCount(), "1");
}

TEST_F(GateTest, AGrantedViewIsExactlyOneLogRow) {
    enter(noon + 1s);
    EXPECT_EQ(logCount(), "1");
    EXPECT_EQ(log("concat_ws('/', event, action, outcome, reason, person, role, used_by, ip, source, "
                  "object_kind, object_id, "
                  "rule)"),
              "dossier.timeline/R/granted//Anna "
              "Jansen/portal_manager/self/192.0.2.7/portal/timeline/r1/right:dossier");
    EXPECT_EQ(log("account_id"), anna);
    EXPECT_EQ(log("client_id"), mother);
    EXPECT_EQ(log("session_id"), session);
    EXPECT_EQ(log("at AT TIME ZONE 'UTC'"), "2026-03-10 12:00:01");
}

TEST_F(GateTest, ARefusedViewIsExactlyOneLogRow) {
    enter(noon + 1s, mother, "messages");
    EXPECT_EQ(logCount(), "1");
    EXPECT_EQ(log("outcome || '/' || reason || '/' || rule"), "refused/no_right/right:messages");
}

TEST_F(GateTest, WithoutALogRowThereIsNoView) {
    cluster.asSuperuser(place.name, "REVOKE INSERT ON access_log FROM " + place.appRole());
    EXPECT_THROW(enter(noon + 1s), DatabaseError);
    cluster.asSuperuser(place.name, "GRANT INSERT ON access_log TO " + place.appRole());
    EXPECT_EQ(enter(noon + 1s).size(), 1U);
}

TEST_F(GateTest, APageThatJoinsTheViewerShowsNothingWithoutOne) {
    const auto mine = pools.once(tenant, kPage, {token, mother, noon + 1s, "2026-03-10"});
    ASSERT_EQ(mine.size(), 1U);
    EXPECT_EQ(mine[0].text("title"), "of mother");
    EXPECT_EQ(pools.once(tenant, kPage, {token, stranger, noon + 1s, "2026-03-10"}).size(), 0U);
    EXPECT_EQ(pools.once(tenant, kPage, {sha256Hex("none"), mother, noon + 1s, "2026-03-10"}).size(), 0U);
}

TEST_F(GateTest, WithTwoClientsTheChosenOneIsRemembered) {
    sql("INSERT INTO access (account_id, client_id, role, right_dossier, created_at, updated_at) VALUES ('" +
        anna + "', '" + father + "', 'contact', true, '2026-01-01', '2026-01-01')");
    const auto first = enter(noon + 1s, nullptr);
    EXPECT_EQ(first[0].text("client_id"), mother);
    EXPECT_NE(first[0].text("clients").find(father), std::string_view::npos);
    EXPECT_EQ(enter(noon + 2s, father)[0].text("client_id"), father);
    EXPECT_EQ(enter(noon + 3s, nullptr)[0].text("client_id"), father);
}

TEST_F(GateTest, AClientThatIsNoLongerVisibleIsNotOffered) {
    sql("INSERT INTO access (account_id, client_id, role, right_dossier, created_at, updated_at) VALUES ('" +
        anna + "', '" + father +
        "', 'contact', true, '2026-01-01', '2026-01-01'); "
        "UPDATE client SET care_ended_on = '2026-03-01' WHERE source_id = 'C1'");
    const auto rows = enter(noon + 1s, nullptr);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].text("client_id"), father);
    EXPECT_TRUE(rows[0].isNull("clients"));
}

TEST_F(GateTest, SinceIsTheVisitBeforeThisSession) {
    enter(noon + 1s);
    EXPECT_TRUE(enter(noon + 2s)[0].isNull("since"));
    sql("UPDATE session SET created_at = '2026-03-10T12:05:00Z', last_seen_at = '2026-03-10T12:05:00Z'");
    const auto next = enter(noon + 6min);
    EXPECT_EQ(isoUtc(*next[0].time("since")), isoUtc(noon + 1s));
    EXPECT_EQ(isoUtc(*enter(noon + 7min)[0].time("since")), isoUtc(noon + 1s));
}

TEST_F(GateTest, TheAccountsOwnPagesNeedNoClient) {
    sql("DELETE FROM access");
    const auto rows = enter(noon + 1s, nullptr, "none");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_TRUE(rows[0].isNull("client_id"));
    EXPECT_EQ(rows[0].text("rights"), "");
    EXPECT_EQ(enter(noon + 2s, nullptr, "any").size(), 0U);
    EXPECT_EQ(refusal(noon + 2s, nullptr, "any"), "no_client");
}

TEST_F(GateTest, TheAccountsOwnPagesDontNameAClientWhoMayNoLongerBeSeen) {
    EXPECT_EQ(enter(noon + 1s)[0].text("client_id"), mother);
    sql("UPDATE client SET care_ended_on = '2026-03-01' WHERE source_id = 'C1'");
    const auto rows = enter(noon + 2s, nullptr, "none");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_TRUE(rows[0].isNull("client_id"));
    EXPECT_EQ(rows[0].text("client"), "");
    EXPECT_EQ(rows[0].text("rights"), "");
}

TEST_F(GateTest, AClientWhoMayNotBeSeenIsNotChosenByAsking) {
    sql("INSERT INTO access (account_id, client_id, role, created_at, updated_at) VALUES ('" + anna + "', '" +
        father + "', 'contact', '2026-01-01', '2026-01-01')");
    EXPECT_EQ(enter(noon + 1s, mother)[0].text("client_id"), mother);
    EXPECT_EQ(enter(noon + 2s, father).size(), 0U);
    EXPECT_EQ(enter(noon + 3s, nullptr)[0].text("client_id"), mother);
}

TEST_F(GateTest, RefusalTellsWhoHandsOutRights) {
    sql("UPDATE access SET right_dossier = false");
    const auto rows = pools.once(tenant, kRefusal, {token, mother, "dossier", noon + 1s, "2026-03-10"});
    EXPECT_EQ(rows[0].text("reason"), "no_right");
    EXPECT_EQ(rows[0].text("portal_manager"), "Anna Jansen");
    EXPECT_EQ(rows[0].text("client"), "Mevrouw C. Jansen");
    EXPECT_EQ(
        std::string{
            pools.once(tenant, kRefusal, {sha256Hex("none"), mother, "dossier", noon, "2026-03-10"})[0].text(
                "reason")},
        "no_session");
}

TEST_F(GateTest, TheAppMayAddToTheLogAndNothingElse) {
    enter(noon + 1s);
    for (const char* deed :
         {"UPDATE access_log SET reason = 'x'", "DELETE FROM access_log", "TRUNCATE access_log",
          "DROP TABLE access_log", "ALTER TABLE access_log DISABLE TRIGGER ALL",
          "UPDATE access_log_seal SET seal = 'x'"})
        EXPECT_NE(cluster.errorAs(place.appRole(), place.app_password, place.name, deed), "") << deed;
    EXPECT_EQ(logCount(), "1");
}

}  // namespace
}  // namespace inzage::database
