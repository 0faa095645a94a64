#include "platform/database/installation.h"

#include <filesystem>

#include "platform/config/secret_file.h"

namespace inzage::database {
namespace {

std::string under(const std::filesystem::path& folder, const std::string& name) {
    return (folder / name).lexically_normal().string();  // an absolute `name` replaces the folder
}

Outcome<ControlDb::Access> accessWith(const Installation& here, const std::string& password_file,
                                      const std::string& role, const std::string& act_as) {
    auto password = config::readSecretFile(password_file);
    if (!password)
        return password.failure();
    return ControlDb::Access{here.cell_conninfo, here.control_database, role, std::move(password).value(),
                             act_as};
}

}  // namespace

Installation::Installation(const config::PlatformSettings& settings, const std::string& var) {
    const auto root = std::filesystem::absolute(var);
    secrets_dir = under(root, settings.secrets_dir);
    seal_key = under(secrets_dir, "seal.key");
    control_password = under(secrets_dir, "control.password");
    provisioner_password = under(secrets_dir, "provisioner.password");
    tenants_copy = under(root, "tenants.copy");
    cell_conninfo = "host='" + under(root, settings.database.socket_dir) +
                    "' port=" + std::to_string(settings.database.port);
    control_database = settings.database.control_db;
    pool_limits.per_tenant_max = static_cast<std::size_t>(settings.database.per_tenant_max);
    pool_limits.global_max = static_cast<std::size_t>(settings.database.global_max);
    pool_limits.busy_max = static_cast<std::size_t>(settings.database.busy_max);
    pool_limits.wait_max = std::chrono::milliseconds{settings.database.wait_max_ms};
    pool_limits.idle_close = std::chrono::seconds{settings.database.idle_close_s};
    pool_limits.statement_max = std::chrono::milliseconds{settings.database.statement_timeout_ms};
}

Outcome<ControlDb::Access> Installation::portalAccess() const {
    return accessWith(*this, control_password, "inzage_control", {});
}

Outcome<ControlDb::Access> Installation::provisionerAccess() const {
    return accessWith(*this, provisioner_password, "inzage_provisioner", "inzage_control_owner");
}

}  // namespace inzage::database
