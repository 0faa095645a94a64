#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/tenant_id.h"
#include "platform/config/tenant_settings.h"
#include "platform/database/tenant_pools.h"

/// What was kept long enough goes: sign-in traces (retention.ended_sessions_days), SMS and mail that went out
/// or were given up (retention.sent_messages_days), notices that no page shows any more, and the dossiers of
/// clients whose care ended long enough ago (dossier.visible_after_care_days, then
/// retention.purge_after_visible_days). The access log stays.
namespace inzage::retention {

struct KeptTenant {
    TenantId id;
    std::shared_ptr<const config::TenantSettings> settings;
};

/// Called from the sweeping thread.
struct RetentionParts {
    database::TenantPools& pools;
    const Clock& clock;
    std::function<std::vector<KeptTenant>()> tenants;
};

struct RetentionLimits {
    int batch_rows = 1000;                 ///< of one transaction
    int batches_max = 50;                  ///< of one kind, tenant and sweep; what is left goes an hour later
    std::chrono::milliseconds pause{50};   ///< between two batches: pages go first
    std::chrono::milliseconds look{1000};  ///< how often the clock is looked at
};

/// What one sweep deleted.
struct Swept {
    std::string_view kind;  ///< "typed", "sessions", "codes", "tries", "waits", "devices", "messages",
                            ///< "dossiers", "notices"
    int rows = 0;
};

/// Sweeps each tenant once an hour, at its own minute of the hour, in one thread with short transactions;
/// posts of the pinboard that were taken away go every two minutes. Safe beside other programs that do the
/// same. Thread-safe.
class Retention {
  public:
    explicit Retention(RetentionParts parts, RetentionLimits limits = {});
    ~Retention();  ///< stops
    Retention(const Retention&) = delete;
    Retention& operator=(const Retention&) = delete;

    void start();
    /// Ends after the batch in work.
    void stop();
    /// One sweep of one tenant, in this thread. Throws DatabaseError.
    std::vector<Swept> sweep(const KeptTenant& tenant);
    /// The first moment after `after` at which this tenant's turn comes.
    [[nodiscard]] static UtcTime nextSweep(const TenantId& tenant, UtcTime after);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace inzage::retention
