#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "platform/changes/changes.h"
#include "platform/sync/supervisor.h"
#include "platform/sync/worker/outbound_record.h"
#include "tests/unit/sync/worker_rig.h"

namespace inzage::sync {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A family that writes, and an adapter that notes what it was handed.
class Push : public ::testing::Test {
  protected:
    Push() {
        static int number = 0;
        rig.emplace("push-" + std::to_string(++number));
        taken = rig->place.var_dir + "/taken-" + std::to_string(number);
        rig->set("taken", taken);
        rig->set("gate", taken + ".gate");
        sql("INSERT INTO client (id, source_id, source_version, family_name, run_id, created_at, updated_at) "
            "VALUES ('" +
            client + "', 'C1', '', 'Jansen', gen_random_uuid(), now(), now())");
        sql("INSERT INTO account (id, login_name, given_name, family_name, created_at, updated_at) VALUES "
            "('" +
            account + "', 'anna', 'Anna', 'Jansen', now(), now())");
    }
    std::string sql(const std::string& text) const { return rig->one(text); }
    /// A report of the portal and its change; gives the report's id.
    std::string write(const std::string& body) {
        const std::string id = newUuid();
        sql("INSERT INTO report (id, client_id, kind_code, kind_label, body, happened_at, written_by, "
            "created_at, "
            "updated_at) VALUES ('" +
            id + "', '" + client + "', 'family', 'Van de familie', '" + body + "', '2026-01-01', '" +
            account + "', now(), now())");
        change(id, body, changes::Action::Create);
        return id;
    }
    void change(const std::string& id, const std::string& body, changes::Action action,
                RecordKind kind = RecordKind::Report, const std::string& more = "") {
        auto tx = TestCluster::shared().pools().begin(rig->id);
        (void)changes::queue(
            tx, {kind, *ClientId::parse(client), *AccountId::parse(account), id, action,
                 R"({"body": ")" + body + R"(", "happened_at": "2026-01-01T10:00:00Z")" + more + "}",
                 rig->clock.now()});
        tx.commit();
    }
    RunReport handOver() {
        rig->set("mode", "good");
        Runner runner{TestCluster::shared().pools(), TestCluster::shared().places(), rig->clock, rig->place};
        RunOrder order;
        order.schedule_name = kOutbound;
        order.due_at = rig->clock.now();
        order.outbound_only = true;
        return runner.run(rig->id, rig->settings, order);
    }
    /// Bodies that the adapter noted, in order.
    std::vector<std::string> bodies() const {
        std::vector<std::string> all;
        std::ifstream in{taken};
        for (std::string line; std::getline(in, line);)
            all.push_back(line.substr(line.rfind(' ') + 1));
        return all;
    }
    std::string state(const std::string& id) const { return sql("SELECT change_state('" + id + "')"); }

    std::optional<WorkerRig> rig;
    std::string taken;
    const std::string client = "22222222-2222-4222-8222-222222222222";
    const std::string account = "11111111-1111-4111-8111-111111111111";
};

TEST_F(Push, WhatWaitsGoesOutInTheOrderWrittenAndTheReceiptStandsOnTheObject) {
    const std::string first = write("one");
    const std::string second = write("two");
    const RunReport report = handOver();
    ASSERT_TRUE(report.succeeded()) << report.failure->what;
    EXPECT_EQ(report.pushed.delivered, 2);
    EXPECT_THAT(bodies(), ElementsAre("one", "two"));
    EXPECT_EQ(state(first), "delivered");
    EXPECT_EQ(
        sql("SELECT r.source_id = 'S-' || c.idempotency_key AND c.payload = '{}' FROM report r JOIN change c "
            "ON c.object_id = r.id WHERE r.id = '" +
            second + "'"),
        "t");
    EXPECT_EQ(rig->newestRun(), "succeeded ");
    EXPECT_EQ(sql("SELECT count(*) FROM freshness"), "0") << "nothing was fetched";
}

TEST_F(Push, ARunThatFetchesHandsOverFirst) {
    const std::string id = write("one");
    ASSERT_TRUE(rig->run("good").succeeded());
    EXPECT_EQ(state(id), "delivered");
    EXPECT_EQ(sql("SELECT count(*) FROM freshness"), "2");
}

TEST_F(Push, AFailureHoldsBackLaterChangesOfTheSameThingOnly) {
    const std::string first = write("transient");
    change(first, "later", changes::Action::Update);
    const std::string second = write("two");
    const RunReport report = handOver();
    ASSERT_TRUE(report.succeeded());
    EXPECT_EQ(report.pushed.later, 1);
    EXPECT_THAT(bodies(), ElementsAre("two"));
    EXPECT_EQ(state(first), "queued");
    EXPECT_EQ(
        sql("SELECT next_try_at > now() + interval '30 s' AND tries = 1 AND answer = 'the source is away' "
            "FROM change ORDER BY id LIMIT 1"),
        "t");
    (void)handOver();
    EXPECT_EQ(sql("SELECT tries FROM change ORDER BY id LIMIT 1"), "1") << "not before its time";
    // A day later it is still away: its writer is told.
    sql("UPDATE change SET next_try_at = now(), queued_at = now() - interval '4 days' WHERE state = "
        "'queued'");
    EXPECT_EQ(handOver().pushed.set_aside, 1);
    EXPECT_EQ(sql("SELECT state FROM change ORDER BY id LIMIT 1"), "set_aside");
}

TEST_F(Push, ADefectIsSetAsideWithItsReasonAndAFaultOfTheSettingsEndsTheRun) {
    const std::string bad = write("defect");
    const std::string good = write("two");
    EXPECT_EQ(handOver().pushed.set_aside, 1);
    EXPECT_EQ(state(bad), "set_aside");
    EXPECT_EQ(state(good), "delivered");
    EXPECT_EQ(sql("SELECT answer FROM change WHERE state = 'set_aside'"), "the source refuses it");
    EXPECT_EQ(sql("SELECT kind || ' ' || account_id || ' ' || (detail ->> 'path') FROM notice"),
              "change_failed " + account + " /dossier/schrijven");
    const std::string held = write("config");
    const std::string behind = write("three");
    const RunReport report = handOver();
    ASSERT_TRUE(report.failure);
    EXPECT_EQ(report.failure->kind, FailureKind::Config);
    EXPECT_EQ(state(held) + " " + state(behind), "queued queued");
    EXPECT_EQ(sql("SELECT tries FROM change WHERE object_id = '" + held + "'"), "0");
}

TEST_F(Push, AProgramThatEndsInBetweenHandsOverOnce) {
    const std::string id = write("die");
    const std::string next = write("two");
    EXPECT_TRUE(handOver().failure);
    EXPECT_EQ(state(id), "sending");
    EXPECT_THAT(bodies(), ElementsAre("die"));
    std::ofstream{taken + ".gate"} << "x";
    ASSERT_TRUE(handOver().succeeded());
    EXPECT_EQ(state(id) + " " + state(next), "delivered delivered");
    EXPECT_THAT(bodies(), ElementsAre("die", "two"));
}

TEST_F(Push, WhatTheSourceHasYetToConfirmIsSentOnceAndAskedAfterUnderItsKey) {
    const std::string id = write("pending");
    change(id, "later", changes::Action::Update);
    const std::string next = write("two");
    ASSERT_TRUE(handOver().succeeded());
    EXPECT_EQ(sql("SELECT state || tries FROM change ORDER BY id LIMIT 1"), "sending1");
    EXPECT_EQ(state(next), "delivered");
    EXPECT_THAT(bodies(), ElementsAre("pending", "two")) << "a later change of the same thing waits";
    (void)handOver();
    EXPECT_THAT(bodies(), ElementsAre("pending", "two"));
    // A refused question leaves it where it was; so often as it takes.
    for (int i = 0; i < 7; ++i) {
        sql("UPDATE change SET next_try_at = now() WHERE state = 'sending'");
        ASSERT_TRUE(handOver().succeeded());
    }
    std::ofstream{taken + ".gate"} << "x";
    sql("UPDATE change SET next_try_at = now() WHERE state = 'sending'");
    ASSERT_TRUE(handOver().succeeded());
    EXPECT_EQ(state(id), "delivered");
    EXPECT_THAT(bodies(), ElementsAre("pending", "two", "later"));
    EXPECT_EQ(sql("SELECT r.source_id = 'S-' || c.idempotency_key FROM report r JOIN change c ON c.object_id "
                  "= r.id WHERE r.id = '" +
                  id + "' ORDER BY c.id LIMIT 1"),
              "t");
}

TEST_F(Push, ItsWriterReadsThatItWaitsAndARunThatFetchesAsksFirst) {
    const std::string id = write("pending");
    ASSERT_TRUE(handOver().succeeded());
    EXPECT_EQ(state(id), "sent");
    std::ofstream{taken + ".gate"} << "x";
    ASSERT_TRUE(rig->run("good").succeeded());
    EXPECT_EQ(state(id), "delivered");
}

TEST_F(Push, WhatIsNeverConfirmedIsSetAsideAfterTheTermAndCanGoAgain) {
    const std::string id = write("pending");
    ASSERT_TRUE(handOver().succeeded());
    sql("UPDATE change SET next_try_at = now(), queued_at = now() - interval '4 days'");
    EXPECT_EQ(handOver().pushed.set_aside, 1);
    EXPECT_EQ(state(id), "set_aside");
    EXPECT_EQ(sql("SELECT kind FROM notice"), "change_failed");
    auto tx = TestCluster::shared().pools().begin(rig->id);
    EXPECT_TRUE(changes::sendAgain(tx, *AccountId::parse(account), id, rig->clock.now()));
    tx.commit();
    EXPECT_EQ(state(id), "queued");
}

TEST_F(Push, WhatBringsTheAdapterDownEveryTimeIsSetAsideAndTheRestGoes) {
    const std::string id = write("die");
    const std::string next = write("two");
    for (int i = 0; i < 5; ++i)
        (void)handOver();
    const RunReport report = handOver();
    ASSERT_TRUE(report.succeeded());
    EXPECT_EQ(state(id) + " " + state(next), "set_aside delivered");
}

TEST_F(Push, ARecordThatWasPulledBeforeItsReceiptIsNotThereTwice) {
    const std::string id = write("die");
    (void)handOver();
    const std::string key = sql("SELECT idempotency_key FROM change");
    sql("INSERT INTO report (source_id, source_version, client_id, kind_code, kind_label, body, happened_at, "
        "run_id, "
        "created_at, updated_at) VALUES ('S-" +
        key + "', '1', '" + client +
        "', 'family', 'Van de familie', 'die', '2026-01-01', gen_random_uuid(), now(), now())");
    std::ofstream{taken + ".gate"} << "x";
    ASSERT_TRUE(handOver().succeeded());
    EXPECT_EQ(sql("SELECT count(*) || min(id::text) FROM report"), "1" + id);
}

TEST_F(Push, AReceiptThatNamesAnotherClientsRecordIsRefused) {
    sql("WITH c AS (INSERT INTO client (source_id, source_version, family_name, run_id, created_at, "
        "updated_at) "
        "VALUES ('C2', '', 'Anders', gen_random_uuid(), now(), now()) RETURNING id) "
        "INSERT INTO report (source_id, source_version, client_id, kind_code, kind_label, body, happened_at, "
        "run_id, created_at, updated_at) SELECT 'taken by another', '', id, '', '', 'hers', now(), "
        "gen_random_uuid(), now(), now() FROM c");
    const std::string id = write("of another");
    ASSERT_TRUE(handOver().succeeded());
    EXPECT_EQ(state(id), "set_aside");
    EXPECT_EQ(sql("SELECT count(*) FROM report WHERE source_id = 'taken by another'"), "1");
}

TEST_F(Push, OfAPrivateAppointmentNothingButItsTimesLeaves) {
    const std::string id = newUuid();
    change(
        id, "", changes::Action::Create, RecordKind::Appointment,
        R"(, "starts_at": "2026-01-02T10:00:00Z", "ends_at": "2026-01-02T11:00:00Z", "visibility": "private",
            "title": "Notaris", "note": "geheim", "place": "Breda", "with_name": "X", "kind": "own")");
    ASSERT_TRUE(handOver().succeeded());
    std::ifstream in{taken};
    std::string line;
    std::getline(in, line);
    EXPECT_THAT(line, testing::EndsWith(" busy "));
}

TEST_F(Push, AKindThatTheAdapterDoesNotTakeAndATextOfNoFormAreSetAside) {
    const std::string post = newUuid();
    change(post, "x", changes::Action::Create, RecordKind::PinboardPost,
           R"(, "posted_at": "2026-01-02T10:00:00Z")");
    const std::string broken = newUuid();
    change(broken, "x", changes::Action::Create, RecordKind::Appointment);
    EXPECT_EQ(handOver().pushed.set_aside, 2);
    EXPECT_THAT(sql("SELECT answer FROM change ORDER BY id LIMIT 1"),
                HasSubstr("takes no changes of kind pinboard_post"));
    EXPECT_THAT(sql("SELECT answer FROM change ORDER BY id DESC LIMIT 1"), HasSubstr("can't be read"));
}

TEST_F(Push, AThingThatNeverWentOutIsNotTakenBack) {
    const std::string id = newUuid();
    change(id, "", changes::Action::Delete);
    ASSERT_TRUE(handOver().succeeded());
    EXPECT_EQ(state(id), "delivered");
    EXPECT_THAT(bodies(), ElementsAre());
}

TEST_F(Push, TheSupervisorHandsOverSoonWithoutWaitingForTheClock) {
    rig->set("mode", "good");
    rig->settings.sync.outbound.every_s = 1;
    Runner runner{TestCluster::shared().pools(), TestCluster::shared().places(), rig->clock, rig->place};
    SupervisorOptions options;
    options.outbound_after = milliseconds{100};
    const auto settings = std::make_shared<const config::TenantSettings>(rig->settings);
    Supervisor supervisor{TestCluster::shared().pools(), runner,
                          [&] {
                              return std::vector<PlannedTenant>{{rig->id, settings}};
                          },
                          options};
    supervisor.start();
    ASSERT_TRUE(rig->waitFor("SELECT count(*) FROM run WHERE state = 'succeeded'", "1")) << "the first look";
    const std::string id = write("one");
    EXPECT_TRUE(rig->waitFor("SELECT change_state('" + id + "')", "delivered"));
    const std::string second = write("two");
    EXPECT_TRUE(rig->waitFor("SELECT change_state('" + second + "')", "delivered"));
    supervisor.stop(seconds{5});
}

}  // namespace
}  // namespace inzage::sync
