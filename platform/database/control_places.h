#pragma once
#include <atomic>
#include <string>
#include <vector>

#include "platform/base/failure.h"
#include "platform/base/guarded.h"
#include "platform/database/control.h"
#include "platform/database/seal.h"
#include "platform/database/tenant_pools.h"

namespace inzage::database {

/// Where tenants live, kept in memory: read from the control database in one query (no connection per tenant)
/// and from a local copy when that is down, so that running and starting go on without it. The copy is a file
/// of mode 0600 with a MAC; a changed one is refused. Thread-safe.
class ControlPlaces final : public TenantPlaces {
  public:
    enum class Source { ControlDatabase, LocalCopy };

    /// `control` and `key` must outlive it.
    ControlPlaces(ControlDb& control, const SealKey& key, std::string copy_path);

    /// The first reading. Fails when there is neither database nor copy.
    [[nodiscard]] Outcome<Source> load();
    /// Reads again. Gives the tenants that are new, gone or changed: their pools should be forgotten. On
    /// failure everything stays as it was. Call every 5 to 30 seconds.
    [[nodiscard]] Outcome<std::vector<TenantId>> refresh();

    [[nodiscard]] std::vector<TenantRecord> tenants() const;
    [[nodiscard]] std::optional<TenantRecord> tenant(const TenantId& id) const;

    /// Throws DatabaseError Unavailable for a tenant that is unknown, suspended, or not made yet.
    [[nodiscard]] TenantPlace placeOf(const TenantId& tenant) override;

  private:
    [[nodiscard]] Outcome<std::vector<TenantRecord>> readCopy() const;
    [[nodiscard]] Outcome<void> writeCopy(const std::vector<TenantRecord>& tenants) const;
    std::vector<TenantId> take(std::vector<TenantRecord> fresh);

    ControlDb& control_;
    const SealKey& key_;
    const std::string copy_path_;
    Guarded<std::vector<TenantRecord>> known_;  // by id
    std::atomic<bool> copy_is_old_{true};
};

/// What a tenant's passwords are sealed for: the context of SealKey.
[[nodiscard]] std::string appSecretContext(const TenantId& tenant);
[[nodiscard]] std::string migrateSecretContext(const TenantId& tenant);

}  // namespace inzage::database
