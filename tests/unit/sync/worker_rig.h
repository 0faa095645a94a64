#pragma once
#include <filesystem>
#include <string>
#include <thread>

#include "platform/sync/runner.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::sync {

using inzage::test::TestCluster;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// A tenant whose adapter misbehaves as told, and real workers.
class WorkerRig {
  public:
    explicit WorkerRig(const std::string& tenant) : id{TenantId::parse(tenant).value()} {
        database = TestCluster::shared().makeTenant(tenant).name;
        place.program = INZAGE_WORKER;
        place.plugin_dir = INZAGE_TEST_ADAPTERS;
        place.var_dir = TestCluster::shared().folder();
        place.secrets_dir = TestCluster::shared().folder();
        place.node = "test";
        place.grace_s = 1;
        settings.identity.time_zone = "Europe/Amsterdam";
        settings.sync.adapter = "misbehaving";
        settings.sync.deadline_s = 60;
        config::ScheduleRule rule;
        rule.kinds.assign(kRecordKinds.begin(), kRecordKinds.end());
        rule.every_min = 60;
        settings.sync.schedules = {rule};
    }
    void set(const std::string& key, const std::string& value) {
        auto& children = settings.sync.adapter_settings.children;
        std::erase_if(children, [&](const auto& child) { return child.first == key; });
        config::SettingTree text;
        text.kind = config::SettingTree::Kind::Text;
        text.text = value;
        children.emplace_back(key, text);
    }
    RunReport run(const std::string& mode) {
        set("mode", mode);
        Runner runner{TestCluster::shared().pools(), TestCluster::shared().places(), clock, place};
        return runOnce(runner, id, settings, {}, false).at(0);
    }
    std::string one(const std::string& sql) const {
        const auto rows = TestCluster::shared().asSuperuser(database, sql);
        return rows.empty() ? "" : rows[0][0];
    }
    std::string newestRun() const {
        return one(
            "SELECT state || ' ' || coalesce(failure_kind, '') FROM run ORDER BY claimed_at DESC LIMIT 1");
    }
    bool waitFor(const std::string& sql, const std::string& value, seconds longest = seconds{20}) const {
        const auto until = std::chrono::steady_clock::now() + longest;
        while (one(sql) != value) {
            if (std::chrono::steady_clock::now() > until)
                return false;
            std::this_thread::sleep_for(milliseconds{50});
        }
        return true;
    }

    TenantId id;
    std::string database;
    RunnerPlace place;
    config::TenantSettings settings;
    SystemClock clock;
};

}  // namespace inzage::sync
