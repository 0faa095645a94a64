#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/tenant_id.h"
#include "platform/config/tenant_settings.h"
#include "platform/database/seal.h"
#include "platform/database/tenant_pools.h"
#include "platform/delivery/gateways.h"

namespace inzage::delivery {

/// What the deliverer needs from the program. All callbacks are called from its threads and must be
/// thread-safe.
struct DelivererParts {
    database::TenantPools& pools;
    const Clock& clock;
    database::SealKey key;
    /// The tenant's settings now; null for a tenant that is not served.
    std::function<std::shared_ptr<const config::TenantSettings>(const TenantId&)> settings_of;
    /// All tenants served now, for the sweep.
    std::function<std::vector<TenantId>()> tenants;
    /// The ways that these settings name for a channel, first and second; empty when there are none.
    std::function<std::vector<Route>(const config::TenantSettings&, Channel)> routes_of;
};

struct DelivererLimits {
    int threads = 1;
    int batch = 10;                               ///< messages claimed at once
    int tries_max = 5;                            ///< then abandoned
    std::chrono::hours age_max{24};               ///< then abandoned
    std::chrono::seconds lease{60};               ///< a claim of a crashed process is free again after it
    std::chrono::seconds try_max{30};             ///< no try begins when less of the lease is left
    std::chrono::milliseconds sweep_pause{1000};  ///< between two tenants of the sweep
    std::chrono::minutes sweep_rest{10};          ///< between two sweeps
};

/// Writes down what a provider says of a text message. False when it says nothing new. Throws DatabaseError.
bool takeReport(database::TenantPools& pools, const TenantId& tenant, std::string_view gateway,
                const Report& report, UtcTime at);

/// How long to wait before the next try: 1, 4, 16, 64 s after the first, second, third, fourth.
[[nodiscard]] std::chrono::seconds backOff(int tries) noexcept;

/// Sends what stands in the outboxes, and asks providers that don't tell by themselves what became of it.
/// Each message is claimed in one transaction, sent, and marked in another: when the process dies in between
/// it is sent again (at least once, never lost). Several processes share the work (SKIP LOCKED). No polling:
/// a tenant is looked at when wake() names it, when its next retry is due, and once in a slow sweep after the
/// start, which finds what a crash left behind. Thread-safe.
class Deliverer {
  public:
    explicit Deliverer(DelivererParts parts, DelivererLimits limits = {});
    ~Deliverer();  ///< stops
    Deliverer(const Deliverer&) = delete;
    Deliverer& operator=(const Deliverer&) = delete;

    /// Starts the threads and the sweep.
    void start();
    /// This tenant has something to send: call after the commit.
    void wake(const TenantId& tenant);
    /// Ends after the messages in work; what waits stays in the outbox.
    void stop();
    /// Sends what is due at one tenant, in this thread; gives the number of tries. For tests and command
    /// lines.
    int deliverNow(const TenantId& tenant);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace inzage::delivery
