#include "platform/retention/retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "platform/observe/metrics.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::retention {
namespace {

using std::chrono::hours;
using testing::HasSubstr;

/// One tenant on a real PostgreSQL with an account, and a clock that stands still.
class RetentionTest : public ::testing::Test {
  protected:
    RetentionTest() {
        database_ = cluster_.makeTenant("keeper").name;
        sql("TRUNCATE account, client, login_attempt, login_throttle, outbox, notice CASCADE");
        sql("INSERT INTO account (id, login_name, created_at, updated_at) VALUES ('" + account_ +
            "', 'anna', now(), now())");
        settings_->retention.ended_sessions_days = 30;
        settings_->retention.sent_messages_days = 10;
        settings_->login.sms.idle_days = 20;
        settings_->login.sms.fixed_age_days = 100;
    }
    void sql(const std::string& text) { cluster_.asSuperuser(database_, text); }
    std::set<std::string> names(const std::string& query) {
        std::set<std::string> found;
        for (const auto& row : cluster_.asSuperuser(database_, query))
            found.insert(row[0]);
        return found;
    }
    long count(const std::string& table) {
        return std::stol(cluster_.asSuperuser(database_, "SELECT count(*) FROM " + table)[0][0]);
    }
    /// "'2026-11-24T10:00:00Z'" so long ago, as SQL.
    [[nodiscard]] std::string ago(std::chrono::seconds time) const {
        return "'" + isoUtc(clock_.now() - time) + "'";
    }
    [[nodiscard]] static hours daysLong(int days) { return hours{24 * days}; }

    void session(const std::string& name, const std::string& state, hours made, hours expires,
                 const std::string& ended) {
        sql("INSERT INTO session (token_hash, account_id, state, created_at, last_seen_at, expires_at, "
            "ended_at) "
            "VALUES ('" +
            name + "', '" + account_ + "', '" + state + "', " + ago(made) + ", " + ago(made) + ", " +
            ago(expires) + ", " + ended + ")");
    }
    void device(const std::string& name, hours trusted, hours used, const std::string& revoked = "NULL") {
        sql("INSERT INTO trusted_device (account_id, token_hash, trusted_at, last_used_at, revoked_at) "
            "VALUES "
            "('" +
            account_ + "', '" + name + "', " + ago(trusted) + ", " + ago(used) + ", " + revoked + ")");
    }
    void message(const std::string& name, const std::string& state, hours made) {
        sql("INSERT INTO outbox (channel, purpose, recipient, body, state, next_try_at, created_at) VALUES "
            "('sms', 'login_code', '" +
            name + "', '', '" + state + "', " + ago(made) + ", " + ago(made) + ")");
    }
    std::map<std::string, int> sweep(RetentionLimits limits = {}) {
        Retention retention{parts(), limits};
        std::map<std::string, int> rows;
        for (const auto& swept : retention.sweep({tenant_, settings_}))
            rows[std::string{swept.kind}] = swept.rows;
        return rows;
    }
    RetentionParts parts() {
        return {cluster_.pools(), clock_, [this] { return std::vector<KeptTenant>{{tenant_, settings_}}; }};
    }

    test::TestCluster& cluster_ = test::TestCluster::shared();
    std::string database_;
    const std::string account_ = "11111111-1111-4111-8111-111111111111";
    const TenantId tenant_ = *TenantId::parse("keeper");
    std::shared_ptr<config::TenantSettings> settings_ = std::make_shared<config::TenantSettings>();
    ManualClock clock_{*parseIsoUtc("2026-11-24T10:00:00Z")};
};

TEST_F(RetentionTest, SessionsGoAfterTheirTermAndTheirCodesWithThem) {
    const hours term = daysLong(30);
    session("living", "full", term * 2, hours{-1}, "NULL");
    session("ended, kept", "ended", term * 2, hours{-1}, ago(term - hours{1}));
    session("ended, old", "ended", term * 2, hours{-1}, ago(term + hours{1}));
    session("ran out, kept", "full", term * 2, term - hours{1}, "NULL");
    session("ran out, old", "second_factor", term * 2, term + hours{1}, "NULL");
    sql("INSERT INTO code (account_id, session_id, purpose, channel, code_hash, sequence, state, sent_at, "
        "expires_at) SELECT account_id, id, 'login', 'sms', token_hash, 1, 'used', created_at, expires_at "
        "FROM session");
    const auto rows = sweep();
    EXPECT_EQ(rows.at("sessions"), 2);
    EXPECT_EQ(names("SELECT token_hash FROM session"),
              (std::set<std::string>{"living", "ended, kept", "ran out, kept"}));
    EXPECT_EQ(names("SELECT code_hash FROM code"),
              (std::set<std::string>{"living", "ended, kept", "ran out, kept"}));
}

TEST_F(RetentionTest, CodesAndTriesGoAfterTheSameTerm) {
    session("living", "full", hours{1}, hours{-1}, "NULL");
    for (const auto& [name, age] :
         {std::pair{"old", daysLong(30) + hours{1}}, {"new", daysLong(30) - hours{1}}}) {
        sql("INSERT INTO code (account_id, session_id, purpose, channel, code_hash, sequence, state, "
            "sent_at, "
            "expires_at) SELECT account_id, id, 'login', 'sms', '" +
            std::string{name} + "', 1, 'replaced', " + ago(age) + ", " + ago(age) + " FROM session");
        sql("INSERT INTO login_attempt (name_hash, outcome, ip, at) VALUES ('" + std::string{name} +
            "', 'wrong', '', " + ago(age) + ")");
        sql("INSERT INTO login_throttle (name_hash, hour_start, updated_at) VALUES ('" + std::string{name} +
            "', " + ago(age) + ", " + ago(age) + ")");
    }
    const auto rows = sweep();
    for (const char* kind : {"codes", "tries", "waits"})
        EXPECT_EQ(rows.at(kind), 1) << kind;
    for (const char* query : {"SELECT code_hash FROM code", "SELECT name_hash FROM login_attempt",
                              "SELECT name_hash FROM login_throttle"})
        EXPECT_EQ(names(query), std::set<std::string>{"new"}) << query;
}

TEST_F(RetentionTest, ADeviceGoesWhenItsTrustIsLongOver) {
    const hours kept = daysLong(30);
    device("used", daysLong(40), hours{1});
    device("idle, kept", daysLong(49), daysLong(20) + kept - hours{1});
    device("idle, old", daysLong(60), daysLong(20) + kept + hours{1});
    device("aged, kept", daysLong(100) + kept - hours{1}, hours{1});
    device("aged, old", daysLong(100) + kept + hours{1}, hours{1});
    device("revoked, kept", daysLong(1), hours{1}, ago(kept - hours{1}));
    device("revoked, old", daysLong(40), hours{1}, ago(kept + hours{1}));
    EXPECT_EQ(sweep().at("devices"), 3);
    EXPECT_EQ(names("SELECT token_hash FROM trusted_device"),
              (std::set<std::string>{"used", "idle, kept", "aged, kept", "revoked, kept"}));
}

TEST_F(RetentionTest, LinksAccountsInTheMakingAndUnusedInvitationsGoAfterTheSameTerm) {
    const std::string client = "22222222-2222-4222-8222-222222222222";
    sql("INSERT INTO client (id, source_id, source_version, family_name, run_id, created_at, updated_at) "
        "VALUES ('" +
        client + "', 'C1', '1', 'Jansen', gen_random_uuid(), now(), now())");
    for (const auto& [name, age] :
         {std::pair{"old", daysLong(30) + hours{1}}, {"new", daysLong(30) - hours{1}}}) {
        const std::string text{name};
        sql("INSERT INTO link_token (token_hash, purpose, created_at, expires_at) VALUES ('" + text +
            "', 'reset', " + ago(age) + ", " + ago(age) + ")");
        sql("INSERT INTO enrolment (token_hash, kind, subject, email, known, step, created_at, touched_at) "
            "VALUES ('" +
            text + "', 'registration', 's', 'e', true, 'password', " + ago(age) + ", " + ago(age) + ")");
        for (const char* state : {"requested", "sent", "opened", "used", "withdrawn", "refused"})
            sql("INSERT INTO invitation (client_id, email, role, state, expires_at, created_at, updated_at) "
                "VALUES ('" +
                client + "', '" + text + " " + state + "', 'contact', '" + state + "', " + ago(age) + ", " +
                ago(age) + ", " + ago(age) + ")");
    }
    const auto rows = sweep();
    EXPECT_EQ(rows.at("links"), 1);
    EXPECT_EQ(rows.at("enrolments"), 1);
    EXPECT_EQ(rows.at("invitations"), 4);
    EXPECT_EQ(names("SELECT token_hash FROM link_token"), std::set<std::string>{"new"});
    EXPECT_EQ(names("SELECT token_hash FROM enrolment"), std::set<std::string>{"new"});
    EXPECT_EQ(names("SELECT email FROM invitation WHERE email LIKE 'old%'"),
              (std::set<std::string>{"old requested", "old used"}));
    EXPECT_EQ(count("invitation"), 8);
}

TEST_F(RetentionTest, WhatWasKeptToGiveAccessBackGoesAfterTheSameTerm) {
    const std::string client = "00000000-0000-4000-8000-0000000000c2";
    sql("INSERT INTO client (id, source_id, source_version, family_name, run_id, created_at, updated_at) "
        "VALUES "
        "('" +
        client + "', 'c2', '1', 'Jansen', gen_random_uuid(), now(), now())");
    for (const auto age : {daysLong(31), daysLong(29)}) {
        sql("INSERT INTO access_removed (account_id, client_id, access, removed_by, removed_at) VALUES ('" +
            account_ + "', '" + client + "', '{}', '" + account_ + "', " + ago(age) + ")");
        sql("INSERT INTO access_request (account_id, client_id, wanted, asked_at, answered_at) VALUES ('" +
            account_ + "', '" + client + "', '" + (age > daysLong(30) ? "dossier" : "details") + "', " +
            ago(age) + ", " + ago(age) + ")");
    }
    sql("INSERT INTO access_request (account_id, client_id, wanted, asked_at) VALUES ('" + account_ + "', '" +
        client + "', 'settings', " + ago(daysLong(90)) + ")");
    EXPECT_EQ(sweep().at("removed_access"), 2);
    EXPECT_EQ(count("access_removed"), 1);
    EXPECT_EQ(names("SELECT wanted FROM access_request"), (std::set<std::string>{"details", "settings"}));
}

TEST_F(RetentionTest, MessagesGoWhenTheyAreDoneWithAndNoneThatStillMustGoOut) {
    for (const char* state : {"sent", "delivered", "failed", "abandoned", "queued", "sending"}) {
        message(std::string{state} + " old", state, daysLong(10) + hours{1});
        message(std::string{state} + " new", state, daysLong(10) - hours{1});
    }
    EXPECT_EQ(sweep().at("messages"), 4);
    EXPECT_EQ(names("SELECT recipient FROM outbox WHERE recipient LIKE '% old'"),
              (std::set<std::string>{"queued old", "sending old"}));
    EXPECT_EQ(count("outbox"), 8);
}

TEST_F(RetentionTest, NoticesGoWhenNoPageShowsThemAnyMore) {
    for (const int days : {89, 91})
        sql("INSERT INTO notice (account_id, kind, created_at) VALUES ('" + account_ + "', 'rights', " +
            ago(daysLong(days)) + ")");
    EXPECT_EQ(sweep().at("notices"), 1);
    EXPECT_EQ(count("notice"), 1);
}

TEST_F(RetentionTest, ASweepIsBoundedAndTheRestGoesLater) {
    for (int i = 0; i < 25; ++i)
        message(std::to_string(i), "sent", daysLong(11));
    const RetentionLimits small{.batch_rows = 4, .batches_max = 3, .pause = std::chrono::milliseconds{1}};
    EXPECT_EQ(sweep(small).at("messages"), 12);
    EXPECT_EQ(sweep(small).at("messages"), 12);
    EXPECT_EQ(sweep(small).at("messages"), 1);
    EXPECT_EQ(count("outbox"), 0);
}

TEST_F(RetentionTest, RowsThatAnotherProgramHoldsAreLeftForTheNextTime) {
    message("held", "sent", daysLong(11));
    message("free", "sent", daysLong(11));
    constexpr database::Statement kHold{"test.hold",
                                        "SELECT id FROM outbox WHERE recipient = 'held' FOR UPDATE"};
    auto other = cluster_.pools().begin(tenant_);
    other.run(kHold);
    EXPECT_EQ(sweep().at("messages"), 1);
    other.commit();
    EXPECT_EQ(sweep().at("messages"), 1);
}

TEST(RetentionTurn, ComesOnceAnHourAtATimeOfTheTenantsOwn) {
    const UtcTime start = *parseIsoUtc("2026-11-24T10:20:00Z");
    std::set<UtcTime> moments;
    for (int i = 0; i < 200; ++i) {
        const auto tenant = *TenantId::parse("tenant-" + std::to_string(i));
        const UtcTime first = Retention::nextSweep(tenant, start);
        EXPECT_GT(first, start);
        EXPECT_LE(first, start + hours{1});
        EXPECT_EQ(Retention::nextSweep(tenant, first), first + hours{1});
        EXPECT_EQ(Retention::nextSweep(tenant, first - std::chrono::microseconds{1}), first)
            << "the same after a restart";
        moments.insert(first);
    }
    EXPECT_GT(moments.size(), 180U) << "spread over the hour";
}

TEST_F(RetentionTest, TheProgramSweepsByTheClockCountsAndGoesOnAfterAFailure) {
    message("first", "sent", daysLong(11));
    std::atomic<int> looks = 0;
    auto given = parts();
    given.tenants = [&] {
        ++looks;
        return std::vector<KeptTenant>{{*TenantId::parse("no-database"), settings_}, {tenant_, settings_}};
    };
    Retention retention{given, {.look = std::chrono::milliseconds{5}}};
    retention.start();
    for (int i = 0; i < 1000 && looks < 3; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    EXPECT_EQ(count("outbox"), 1) << "not before its turn";
    clock_.set(clock_.now() + hours{1});
    for (int i = 0; i < 400 && count("outbox") > 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    EXPECT_EQ(count("outbox"), 0);
    retention.stop();
    const auto metrics = observe::metricsText();
    EXPECT_THAT(metrics, HasSubstr("inzage_retention_deleted_total{kind=\"messages\",tenant=\"keeper\"} 1"));
    EXPECT_THAT(metrics, HasSubstr("inzage_retention_last_sweep_timestamp_seconds{tenant=\"keeper\"}"));
}

TEST_F(RetentionTest, APostThatWasTakenAwayIsGoneMinutesAfterTheTimeToUndo) {
    const std::string client = "22222222-2222-4222-8222-222222222222";
    sql("INSERT INTO client (id, source_id, source_version, family_name, run_id, created_at, updated_at) "
        "VALUES ('" +
        client + "', 'C1', '1', 'Jansen', gen_random_uuid(), now(), now())");
    for (const int minutes : {11, 9})
        sql("INSERT INTO pinboard_post (client_id, body, posted_at, deleted_at, created_at, updated_at) "
            "VALUES ('" +
            client + "', 'weg', now(), " + ago(std::chrono::minutes{minutes}) + ", now(), now())");
    Retention retention{parts(), {.look = std::chrono::milliseconds{5}}};
    retention.start();
    const auto left = [&](int posts) {
        for (int i = 0; i < 400 && count("pinboard_post") > posts; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        return count("pinboard_post");
    };
    EXPECT_EQ(left(1), 1) << "one can still be put back";
    clock_.set(clock_.now() + std::chrono::minutes{2});
    EXPECT_EQ(left(0), 0);
    retention.stop();
}

}  // namespace
}  // namespace inzage::retention
