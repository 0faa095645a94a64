#pragma once
#include <string>

#include "platform/base/failure.h"
#include "platform/config/platform_settings.h"
#include "platform/database/control.h"
#include "platform/database/tenant_pools.h"

namespace inzage::database {

/// Where this installation keeps what leads to its databases. Paths are absolute.
struct Installation {
    /// `var` is the data folder; relative folders of the settings start there.
    Installation(const config::PlatformSettings& settings, const std::string& var);

    std::string secrets_dir;
    std::string seal_key;              ///< seals tenants' passwords; mode 0600
    std::string control_password;      ///< file of the role inzage_control
    std::string provisioner_password;  ///< file of the role inzage_provisioner; only inzagectl reads it
    std::string tenants_copy;          ///< of ControlPlaces
    std::string cell_conninfo;         ///< libpq words of the one cell that the settings name
    std::string control_database;
    PoolLimits pool_limits;

    /// As the portal. Failure kind Config when the password file can't be used.
    [[nodiscard]] Outcome<ControlDb::Access> portalAccess() const;
    /// As the provisioner, acting as the control database's owner.
    [[nodiscard]] Outcome<ControlDb::Access> provisionerAccess() const;
};

}  // namespace inzage::database
