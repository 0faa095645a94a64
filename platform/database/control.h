#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/tenant_id.h"
#include "platform/database/migrator.h"
#include "platform/database/tenant_tx.h"

namespace inzage::database {

enum class TenantState {
    Provisioning,  ///< its database is being made
    Active,
    Suspended,  ///< no page, no run
    ReadOnly,
    Offboarding,
};
[[nodiscard]] std::string_view nameOf(TenantState state) noexcept;
[[nodiscard]] std::optional<TenantState> tenantStateFromName(std::string_view name) noexcept;

/// What the control database says of one tenant.
struct TenantRecord {
    TenantId id;
    std::string cell;
    std::string cell_conninfo;  ///< libpq words without database, user and password
    std::string database;
    TenantState state;
    int schema_version;
    std::string app_secret_sealed;
};

struct NewTenant {
    TenantId id;
    std::string cell;
    std::string database;
    std::string app_secret_sealed;
    std::string migrate_secret_sealed;
};

/// One deed of a platform admin, for the audit.
struct AdminDeed {
    UtcTime at;
    std::string admin;          ///< who: "console:jdoe", "ctl:root"
    std::string deed;           ///< "tenant.suspend"
    std::string tenant;         ///< "" when about none
    std::string detail = "{}";  ///< JSON without personal data or secrets
    std::string from_ip;
};

/// The control database: where tenants live, and what admins did. Opens its one connection at the first call
/// and again after an error. Thread-safe. Everything throws DatabaseError. What is allowed depends on the
/// role: the portal's
/// (`inzage_control`) reads tenants, changes their state and writes the audit; the provisioner's may do all.
class ControlDb {
  public:
    struct Access {
        std::string conninfo;  ///< libpq words: host, port
        std::string database = "inzage_control";
        std::string role = "inzage_control";
        std::string password;
        /// For the provisioner: the role it acts as, "inzage_control_owner". Empty: itself.
        std::string act_as;
    };
    explicit ControlDb(Access access);
    ~ControlDb();
    ControlDb(const ControlDb&) = delete;
    ControlDb& operator=(const ControlDb&) = delete;

    [[nodiscard]] std::vector<TenantRecord> tenants();  ///< by id
    [[nodiscard]] std::optional<TenantRecord> tenant(const TenantId& id);
    /// Gives false when the tenant is unknown.
    bool setState(const TenantId& id, TenantState state, UtcTime at);
    void record(const AdminDeed& deed);
    [[nodiscard]] std::vector<AdminDeed> deeds(int at_most, std::string_view tenant = {});  ///< newest first

    // For the provisioner.
    void putCell(const std::string& name, const std::string& conninfo, UtcTime at);
    void addTenant(const NewTenant& tenant,
                   UtcTime at);  ///< in state provisioning; Conflict when it is there
    void setSchemaVersion(const TenantId& id, int version, UtcTime at);
    [[nodiscard]] std::string migrateSecretSealed(const TenantId& id);
    void replaceSecrets(const NewTenant& tenant, UtcTime at);
    void removeTenant(const TenantId& id);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Brings the control database's schema up to date, as the provisioner. Idempotent.
[[nodiscard]] MigrationResult migrateControl(const ControlDb::Access& provisioner, UtcTime at);

}  // namespace inzage::database
