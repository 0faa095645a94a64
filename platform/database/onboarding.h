#pragma once
#include <functional>
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/database/control.h"
#include "platform/database/provision.h"
#include "platform/database/seal.h"

namespace inzage::database {

/// What making and migrating tenants' databases needs. Parts outlive it.
struct Onboarding {
    ControlDb& control;  ///< as provisioner
    const SealKey& key;
    const Clock& clock;
    /// The password of the provisioner, the same in every cell.
    std::string provisioner_password;
    std::string admin_database = "inzage_control";  ///< where the provisioner signs in
};

struct Onboarded {
    bool made = false;  ///< false: it was there, and only migrated
    std::string database;
    MigrationResult migration;
};

/// Makes a tenant's database in a cell and brings it up to date; the tenant is active afterwards. May be
/// repeated after any interruption: it goes on where it stopped. Never touches a suspended tenant's state.
[[nodiscard]] Outcome<Onboarded> addTenant(const Onboarding& with, const TenantId& tenant,
                                           const std::string& cell);

struct TenantMigration {
    TenantId tenant;
    MigrationResult result;
};

/// Brings tenants' databases up to date: first one alone (the canary), then four at a time. When the first
/// three all fail, it stops, because then the migration is what is wrong; after that a failing tenant stays
/// where it is and the others go on. `told` is called once per tenant, by one thread at a time.
[[nodiscard]] std::vector<TenantMigration> migrateTenants(
    const Onboarding& with, const std::vector<TenantRecord>& tenants,
    const std::function<void(const TenantMigration&)>& told);

}  // namespace inzage::database
