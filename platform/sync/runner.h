#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/failure.h"
#include "platform/base/tenant_id.h"
#include "platform/config/platform_settings.h"
#include "platform/config/tenant_settings.h"
#include "platform/database/tenant_pools.h"
#include "platform/sync/job.h"
#include "platform/sync/run_store.h"

namespace inzage::sync {

/// What runs need from the deployment.
struct RunnerPlace {
    std::string program;      ///< inzage-sync
    std::string plugin_dir;   ///< adapters: <name>.so
    std::string var_dir;      ///< where relative folders of adapters' settings start
    std::string secrets_dir;  ///< where relative *_file settings are; empty: the tenant's settings folder
    std::string clock_offset_file;
    std::string node;  ///< names this program in the run table
    int memory_mib = 1024;
    int cpu_s = 1800;
    int grace_s = 10;
};
/// From the platform's settings. Relative folders start at `var_dir`, program and plugins at `program_dir`
/// (the folder of the running program).
[[nodiscard]] RunnerPlace runnerPlace(const config::PlatformSettings& platform, const std::string& var_dir,
                                      const std::string& program_dir, std::string_view program_name);

/// SHA-256 over everything that decides how the adapter behaves: its name and file, its settings, the
/// contents of its secret files.
[[nodiscard]] std::string settingsHash(const config::TenantSettings& settings, const RunnerPlace& place);

struct RunOrder {
    std::string schedule_name;
    std::vector<RecordKind> kinds;
    UtcTime due_at{};
    Trigger trigger = Trigger::Schedule;
    bool full = false;
    bool outbound_only = false;  ///< kinds is empty then, schedule_name is kOutbound
};

struct RunReport {
    ClaimAnswer claim = ClaimAnswer::Busy;
    std::optional<RunId> run;        ///< when it was claimed
    std::optional<Failure> failure;  ///< absent when it succeeded
    bool crashed = false;            ///< the worker died, or was killed for its limits
    KindCounts counts;               ///< of all kinds together
    RunCounts by_kind{};
    PushCounts pushed{};
    std::int64_t set_aside_total = 0;
    std::string adapter;
    std::string words;  ///< the adapter's last words, scrubbed
    std::chrono::milliseconds took{0};

    [[nodiscard]] bool succeeded() const noexcept { return claim == ClaimAnswer::Claimed && !failure; }
};

/// Does runs: claims one in the tenant's database, starts its worker, waits, and writes down what the worker
/// could not. Thread-safe; each call blocks its thread, which must outlive the call.
class Runner {
  public:
    Runner(database::TenantPools& pools, database::TenantPlaces& places, const Clock& clock,
           RunnerPlace place);

    /// Logs and counts what it did. Throws database::DatabaseError only before anything was claimed.
    RunReport run(const TenantId& tenant, const config::TenantSettings& settings, const RunOrder& order,
                  const std::stop_token& stop = {});

    [[nodiscard]] const RunnerPlace& place() const noexcept { return place_; }
    [[nodiscard]] const Clock& clock() const noexcept { return clock_; }

  private:
    [[nodiscard]] Outcome<Job> jobFor(const TenantId& tenant, const config::TenantSettings& settings,
                                      const RunOrder& order, const RunId& run);
    void work(RunReport& report, const TenantId& tenant, const config::TenantSettings& settings,
              const RunOrder& order, const std::stop_token& stop);
    void writeDown(const RunReport& report, const TenantId& tenant);

    database::TenantPools& pools_;
    database::TenantPlaces& places_;
    const Clock& clock_;
    RunnerPlace place_;
};

/// What an operator asks for: every schedule of the tenant that serves one of `kinds` (empty: all), one after
/// another, with the schedule's own place in the source. Waits while another run of the tenant is open, at
/// most `wait_max`. Works without inzaged. `told` (may be empty) hears what it waits for.
[[nodiscard]] std::vector<RunReport> runOnce(Runner& runner, const TenantId& tenant,
                                             const config::TenantSettings& settings,
                                             const std::vector<RecordKind>& kinds, bool full,
                                             std::chrono::seconds wait_max = std::chrono::seconds{120},
                                             const std::function<void(const std::string&)>& told = {});

/// The tenant's schedules as runs: one per name; rules for the same kinds are one.
struct NamedSchedule {
    std::string name;
    std::vector<RecordKind> kinds;
    std::vector<config::ScheduleRule> rules;
};
[[nodiscard]] std::vector<NamedSchedule> schedulesOf(const config::SyncSettings& sync);

}  // namespace inzage::sync
