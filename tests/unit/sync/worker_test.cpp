#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "platform/sync/launch.h"
#include "platform/sync/pause_store.h"
#include "platform/sync/runner.h"
#include "platform/sync/supervisor.h"
#include "tests/postgres/test_cluster.h"
#include "tests/unit/sync/worker_rig.h"

namespace inzage::sync {
namespace {

using inzage::test::TestCluster;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Worker, ARunBringsTheRecordsInAndWritesDownHowItEnded) {
    WorkerRig rig{"good-run"};
    rig.set("rows", "3");
    const RunReport report = rig.run("good");
    ASSERT_TRUE(report.succeeded()) << report.failure->what << report.words;
    EXPECT_EQ(report.counts.fresh, 4);
    EXPECT_EQ(rig.one("SELECT count(*) FROM report"), "3");
    EXPECT_EQ(rig.newestRun(), "succeeded ");
    EXPECT_EQ(rig.one("SELECT value FROM cursor"), "after good");
    EXPECT_EQ(rig.one("SELECT adapter FROM run"), "misbehaving 1");
    EXPECT_EQ(rig.one("SELECT count(*) FROM freshness"), "2") << "of the kinds the adapter delivers";
}

struct Mischief {
    const char* mode;
    const char* ended;
    const char* why;
};
void PrintTo(const Mischief& mischief, std::ostream* out) {
    *out << mischief.mode;
}

class Mischiefs : public ::testing::TestWithParam<Mischief> {};

TEST_P(Mischiefs, CostThatRunOnlyAndTheLastGoodDataStay) {
    WorkerRig rig{std::string{"bad-"} + GetParam().mode};
    rig.set("rows", "3");
    ASSERT_TRUE(rig.run("good").succeeded());
    const std::string before = rig.one("SELECT string_agg(body, ',' ORDER BY source_id) FROM report");
    const std::string mode = GetParam().mode;
    // Who runs into another limit gets there first, on a busy machine too.
    rig.settings.sync.deadline_s = mode == "hang" || mode == "wait" ? 2 : 60;
    rig.place.cpu_s = mode == "spin" ? 1 : 60;
    rig.place.memory_mib = 512;
    const RunReport report = rig.run(mode);
    ASSERT_TRUE(report.failure);
    EXPECT_NE(report.failure->what.find(GetParam().why), std::string::npos) << report.failure->what;
    EXPECT_EQ(rig.newestRun(), GetParam().ended);
    EXPECT_EQ(rig.one("SELECT string_agg(body, ',' ORDER BY source_id) FROM report"), before);
    EXPECT_EQ(rig.one("SELECT value FROM cursor"), "after good");
    rig.settings.sync.deadline_s = 60;
    EXPECT_TRUE(rig.run("good again").succeeded()) << "the next run is free to go";
}

INSTANTIATE_TEST_SUITE_P(Adapters, Mischiefs,
                         ::testing::Values(Mischief{"crash", "abandoned defect", "signal 6"},
                                           Mischief{"hang", "abandoned defect", "deadline"},
                                           Mischief{"wait", "failed transient", "time is over"},
                                           Mischief{"spin", "abandoned defect", "CPU time"},
                                           Mischief{"leak", "failed transient", "memory"},
                                           Mischief{"flood", "abandoned defect", "printed without end"},
                                           Mischief{"exit", "failed transient", "without an answer"},
                                           Mischief{"foreign", "failed defect", "threw int in pull()"},
                                           Mischief{"defect", "failed defect", "cut off"},
                                           Mischief{"transient", "failed transient", "away"},
                                           Mischief{"config", "failed config", "can't be 'config'"}),
                         [](const auto& one) { return std::string{one.param.mode}; });

TEST(Worker, WhatWasTakenInStaysWhenTheAdapterCrashesInItsDestructor) {
    WorkerRig rig{"crash-at-end"};
    rig.set("rows", "3");
    const RunReport report = rig.run("crash_at_end");
    EXPECT_EQ(rig.one("SELECT count(*) FROM report"), "3");
    EXPECT_EQ(rig.one("SELECT value FROM cursor"), "after crash_at_end");
    EXPECT_EQ(rig.newestRun(), "succeeded ");
    EXPECT_TRUE(rig.run("good").succeeded()) << "the next run is free to go";
}

TEST(Worker, AnAdapterThatIsNotThereIsAFaultOfTheSettings) {
    WorkerRig rig{"no-adapter"};
    rig.settings.sync.adapter = "nothing";
    const RunReport report = rig.run("good");
    ASSERT_TRUE(report.failure);
    EXPECT_EQ(report.failure->kind, FailureKind::Config);
    EXPECT_EQ(rig.newestRun(), "failed config");
}

TEST(Worker, TheLastWordsOfAnAdapterKeepNoSecretsAndNobodysNumber) {
    WorkerRig rig{"blabs"};
    const auto file = TestCluster::shared().folder() / "token";
    std::ofstream{file} << "geheim-token\n";
    ::chmod(file.c_str(), 0600);
    rig.set("token_file", file.string());
    const RunReport report = rig.run("blab");
    EXPECT_TRUE(report.succeeded());
    const std::string words = rig.one("SELECT adapter_words FROM run");
    EXPECT_EQ(words, "the token is *** of ***, ***\n");
}

TEST(Worker, StartsWithItsLimitsAndACleanEnvironment) {
    WorkerRig rig{"limits"};
    ::setenv("INZAGE_TEST_SECRET", "x", 1);
    ASSERT_TRUE(rig.run("limits").succeeded());
    EXPECT_EQ(rig.one("SELECT family_name FROM client WHERE source_id = 'limits'"), "256 bound clean");
}

TEST(Worker, AnAdapterReachesTheNetworkButNoProgramNoProcessAndNoOtherKindOfSocket) {
    WorkerRig rig{"reach"};
    const RunReport report = rig.run("reach");
    ASSERT_TRUE(report.succeeded()) << report.failure->what << report.words;
    EXPECT_EQ(rig.one("SELECT family_name FROM client WHERE source_id = 'reach'"), "reached: network thread");
}

TEST(Worker, KilledInTheMiddleItLeavesTheOldDataAndTheNextRunCompletes) {
    WorkerRig rig{"kill-nine"};
    rig.set("rows", "12000");
    const std::string gate = (TestCluster::shared().folder() / "gate").string();
    rig.set("gate", gate);
    std::thread run{[&] { rig.run("gate"); }};
    const auto until = std::chrono::steady_clock::now() + seconds{30};
    while (!std::filesystem::exists(gate + ".reached") && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(milliseconds{20});
    // More than one chunk is in the open transaction by now; the worker is the one with our gate.
    ASSERT_TRUE(std::filesystem::exists(gate + ".reached"));
    const std::string pid = rig.one(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'inzage-sync' AND "
        "datname = current_database()");
    EXPECT_NE(pid, "0");
    EXPECT_EQ(rig.one("SELECT count(*) FROM report"), "0");
    // kill -9 of the worker: the only child of this process that is called so.
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
        std::ifstream stat{entry.path() / "stat"};
        std::string id;
        std::string name;
        std::string state;
        int parent = 0;
        if (stat >> id >> name >> state >> parent && name == "(inzage-sync)" && parent == ::getpid())
            ::kill(std::stoi(id), SIGKILL);
    }
    run.join();
    EXPECT_EQ(rig.newestRun(), "abandoned defect");
    EXPECT_EQ(rig.one("SELECT count(*) FROM report"), "0");
    EXPECT_EQ(rig.one("SELECT count(*) FROM cursor"), "0");
    const RunReport next = rig.run("good");
    ASSERT_TRUE(next.succeeded());
    EXPECT_EQ(rig.one("SELECT count(*) FROM report"), "12000");
}

TEST(Worker, TheSupervisorMakesUpForAMissedRunAndTriesAgainAfterACrash) {
    WorkerRig rig{"supervised"};
    rig.set("mode", "crash_first");
    rig.set("gate", (TestCluster::shared().folder() / "crashed").string());
    Runner runner{TestCluster::shared().pools(), TestCluster::shared().places(), rig.clock, rig.place};
    SupervisorOptions options;
    options.retry_first = seconds{1};
    const auto settings = std::make_shared<const config::TenantSettings>(rig.settings);
    Supervisor supervisor{TestCluster::shared().pools(), runner,
                          [&] {
                              return std::vector<PlannedTenant>{{rig.id, settings}};
                          },
                          options};
    supervisor.start();
    EXPECT_TRUE(
        rig.waitFor("SELECT string_agg(state || ' ' || trigger_kind, ',' ORDER BY claimed_at) FROM run",
                    "abandoned catch_up,succeeded catch_up"));
    EXPECT_TRUE(supervisor.runNow(rig.id));
    EXPECT_TRUE(rig.waitFor("SELECT state || ' ' || trigger_kind FROM run ORDER BY claimed_at DESC LIMIT 1",
                            "succeeded operator"));
    const auto status = supervisor.status();
    ASSERT_EQ(status.size(), 1U);
    EXPECT_TRUE(status[0].next_due);
    supervisor.stop(seconds{5});
}

TEST(Worker, WrongSettingsAreTriedAgainOnlyWhenTheyChange) {
    WorkerRig rig{"held-back"};
    rig.set("mode", "config");
    Runner runner{TestCluster::shared().pools(), TestCluster::shared().places(), rig.clock, rig.place};
    auto settings = std::make_shared<const config::TenantSettings>(rig.settings);
    Supervisor supervisor{TestCluster::shared().pools(), runner, [&] {
                              return std::vector<PlannedTenant>{{rig.id, settings}};
                          }};
    supervisor.start();
    EXPECT_TRUE(rig.waitFor("SELECT string_agg(state || failure_kind, ',') FROM run", "failedconfig"));
    settings = std::make_shared<const config::TenantSettings>(rig.settings);
    supervisor.tenantsChanged();
    std::this_thread::sleep_for(seconds{2});
    EXPECT_EQ(rig.one("SELECT count(*) FROM run"), "1");
    ASSERT_EQ(supervisor.status().size(), 1U);
    EXPECT_EQ(supervisor.status()[0].standing, Standing::WaitsForSettings);
    rig.set("mode", "good");
    settings = std::make_shared<const config::TenantSettings>(rig.settings);
    supervisor.tenantsChanged();
    EXPECT_TRUE(rig.waitFor("SELECT state FROM run ORDER BY claimed_at DESC LIMIT 1", "succeeded"));
    supervisor.stop(seconds{5});
}

TEST(Worker, WhatAnOperatorPausedRunsOnNoNodeUntilItIsResumed) {
    WorkerRig rig{"paused"};
    rig.set("mode", "good");
    const auto change = [&](auto&& deed) {
        auto tx = TestCluster::shared().pools().begin(rig.id);
        deed(tx);
        tx.commit();
    };
    change([&](auto& tx) { pause(tx, {}, "the source is being moved", rig.clock.now()); });
    Runner runner{TestCluster::shared().pools(), TestCluster::shared().places(), rig.clock, rig.place};
    const auto settings = std::make_shared<const config::TenantSettings>(rig.settings);
    const auto planned = [&] { return std::vector<PlannedTenant>{{rig.id, settings}}; };
    Supervisor one{TestCluster::shared().pools(), runner, planned};
    Supervisor other{TestCluster::shared().pools(), runner, planned};
    one.start();
    other.start();
    std::this_thread::sleep_for(seconds{2});
    EXPECT_EQ(rig.one("SELECT count(*) FROM run"), "0");
    EXPECT_EQ(one.status().at(0).standing, Standing::PausedByOperator);
    EXPECT_TRUE(one.runNow(rig.id));
    EXPECT_TRUE(
        rig.waitFor("SELECT string_agg(state || ' ' || trigger_kind, ',') FROM run", "succeeded operator"))
        << "an operator's own run goes on";
    change([&](auto& tx) { EXPECT_EQ(resume(tx, {}, rig.clock.now()), 12); });
    rig.one("DELETE FROM run RETURNING 1");
    one.stop(seconds{5});
    other.stop(seconds{5});
    Supervisor later{TestCluster::shared().pools(), runner, planned};
    later.start();
    EXPECT_TRUE(
        rig.waitFor("SELECT string_agg(state || ' ' || trigger_kind, ',') FROM run", "succeeded catch_up"));
    later.stop(seconds{5});
}

TEST(Scrubbed, KeepsTheEndAndNoBrokenLetters) {
    EXPECT_EQ(scrubbed("line 1234: \x1b[31mcode 12345\x01", {}, 100), "line 1234:  [31mcode *** ");
    EXPECT_EQ(scrubbed("a\xC3\xA9", {}, 2), "\xC3\xA9");
    EXPECT_EQ(scrubbed("a\xC3\xA9", {}, 1), "");
    EXPECT_EQ(scrubbed("\xFFx", {}, 10), "?x");
}

}  // namespace
}  // namespace inzage::sync
