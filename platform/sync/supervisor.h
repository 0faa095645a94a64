#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/tenant_id.h"
#include "platform/config/tenant_settings.h"
#include "platform/sync/runner.h"

namespace inzage::sync {

/// A tenant whose runs are planned.
struct PlannedTenant {
    TenantId id;
    std::shared_ptr<const config::TenantSettings> settings;
};

struct SupervisorOptions {
    int parallel_max = 2;  ///< workers at once on this node
    /// Runs of "every" rules start up to so much after their due moment, each tenant's at a time of its own,
    /// the same on every node. Shorter than the shortest interval (5 minutes).
    std::chrono::seconds jitter{0};
    /// The first look at a tenant's past (was a run missed while the program was down?) opens a connection;
    /// at the start the tenants are looked at one after another with this distance.
    std::chrono::milliseconds first_look_distance{200};
    /// Wait before another try after a failure that may pass, doubled each time.
    std::chrono::seconds retry_first{5};
    std::chrono::seconds retry_longest{300};
    std::chrono::seconds busy_again{5};  ///< another run of the tenant was open
    /// From the moment that something was written: its page has committed by then.
    std::chrono::milliseconds outbound_after{1500};
};

/// How a schedule of a tenant stands, for the console and `sync status`.
struct ScheduleStatus {
    TenantId tenant;
    std::string schedule_name;
    std::optional<UtcTime> next_due;
    Standing standing = Standing::Free;
    bool running = false;
    std::string last_failure;  ///< of the last run here; empty when it succeeded or none was
};

/// Plans the runs of all tenants and does them: one heap of due moments, no polling per tenant. Any number of
/// nodes may do this for the same tenants; the claim in the tenant's database decides who does a run. A due
/// moment missed while no node was up is made up for once. Thread-safe.
class Supervisor {
  public:
    /// `tenants` gives those to plan now (neither suspended nor refused); called by the planner's thread at
    /// the start and after tenantsChanged().
    Supervisor(database::TenantPools& pools, Runner& runner,
               std::function<std::vector<PlannedTenant>()> tenants, SupervisorOptions options = {});
    /// Stops without waiting for runs: they are killed.
    ~Supervisor();
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    void start();
    /// Plans nothing new, lets running workers end within `drain`, asks the others to stop, kills them after
    /// their grace. What was killed changed nothing and is done again later.
    void stop(std::chrono::milliseconds drain);

    /// Settings were reloaded, a tenant was added, suspended or resumed.
    void tenantsChanged();

    /// Queues an operator's run of all schedules that serve `kinds` (empty: all). False for an unknown tenant
    /// or when one is queued already.
    bool runNow(const TenantId& tenant, const std::vector<RecordKind>& kinds = {}, bool full = false);

    [[nodiscard]] std::vector<ScheduleStatus> status() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace inzage::sync
