#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/tenant_id.h"
#include "platform/config/platform_settings.h"
#include "platform/database/tenant_pools.h"

namespace inzage::access {

/// All callbacks are called from the keeper's thread.
struct LogKeeperParts {
    database::TenantPools& pools;
    const Clock& clock;
    config::EvidenceSettings settings;
    std::string heads_file;  ///< absolute; "": none
    std::function<std::vector<TenantId>()> tenants;
};

/// Seals the access logs: every so many seconds the new rows of the tenants that had visitors, and once an
/// hour those of all. The head of each chain goes to a file and, when asked, to syslog, so that it can be
/// kept on another machine (NEN 7513, OWASP ASVS 5 §16.4.3). Who writes the log never waits for it. Safe
/// beside other programs that do the same. Thread-safe.
class LogKeeper {
  public:
    explicit LogKeeper(LogKeeperParts parts);
    ~LogKeeper();  ///< stops
    LogKeeper(const LogKeeper&) = delete;
    LogKeeper& operator=(const LogKeeper&) = delete;

    void start();
    /// This tenant had a visitor: cheap, for every request.
    void note(const TenantId& tenant);
    void stop();
    /// Seals what can be sealed of one tenant, in this thread; gives the number of rows. Throws
    /// DatabaseError, or std::runtime_error when the head can't be written.
    int sealNow(const TenantId& tenant);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace inzage::access
