#include "platform/database/control.h"

#include <array>
#include <mutex>
#include <pqxx/nontransaction>
#include <pqxx/result>

#include "platform/database/admin_link.h"
#include "platform/database/database_error.h"
#include "platform/database/migrator.h"
#include "platform/database/tenant_connection.h"

namespace inzage::database {
namespace {

constexpr std::array kStates{TenantState::Provisioning, TenantState::Active, TenantState::Suspended,
                             TenantState::ReadOnly, TenantState::Offboarding};

constexpr const char* kTenants =
    "SELECT t.id, t.cell, c.conninfo, t.database_name, t.state, t.schema_version, t.app_secret_sealed "
    "FROM tenant t JOIN cell c ON c.name = t.cell WHERE $1 IN ('', t.id) ORDER BY t.id";

TenantRecord recordFrom(const pqxx::row& row) {
    auto id = TenantId::parse(row[0].c_str());
    const auto state = tenantStateFromName(row[4].c_str());
    if (!id || !state)
        throw DatabaseError{DatabaseError::Kind::Wrong, {}, "the control database holds an invalid tenant"};
    return {*std::move(id), row[1].c_str(),   row[2].c_str(), row[3].c_str(),
            *state,         row[5].as<int>(), row[6].c_str()};
}

}  // namespace

std::string_view nameOf(TenantState state) noexcept {
    switch (state) {
        case TenantState::Provisioning:
            return "provisioning";
        case TenantState::Active:
            return "active";
        case TenantState::Suspended:
            return "suspended";
        case TenantState::ReadOnly:
            return "read_only";
        case TenantState::Offboarding:
            return "offboarding";
    }
    return "";
}

std::optional<TenantState> tenantStateFromName(std::string_view name) noexcept {
    for (const TenantState state : kStates)
        if (nameOf(state) == name)
            return state;
    return std::nullopt;
}

struct ControlDb::Impl {
    /// One statement, its own transaction. After an exception the next call opens a new connection.
    template <class... Params>
    pqxx::result run(const char* doing, const char* sql, const Params&... params) {
        const std::lock_guard lock{mutex};
        try {
            if (admin && !looksAlive(admin->link()))
                admin.reset();
            if (!admin)
                admin = std::make_unique<AdminLink>(
                    AdminPlace{access.conninfo, access.database, access.role, access.password},
                    access.act_as.empty() ? std::string{} : "-c role=" + access.act_as,
                    std::chrono::seconds{10});
            pqxx::nontransaction tx{admin->link()};
            return tx.exec_params(sql, params...);
        } catch (const std::exception& thrown) {
            const auto error = databaseErrorFrom(thrown, doing, Commits::Itself);
            admin.reset();
            throw error;
        }
    }

    Access access;
    std::mutex mutex;
    std::unique_ptr<AdminLink> admin;
};

ControlDb::ControlDb(Access access) : impl_{std::make_unique<Impl>()} {
    impl_->access = std::move(access);
}
ControlDb::~ControlDb() = default;

std::vector<TenantRecord> ControlDb::tenants() {
    std::vector<TenantRecord> all;
    for (const auto& row : impl_->run("reading the tenants", kTenants, ""))
        all.push_back(recordFrom(row));
    return all;
}

std::optional<TenantRecord> ControlDb::tenant(const TenantId& id) {
    const auto rows = impl_->run("reading a tenant", kTenants, id.text());
    if (rows.empty())
        return std::nullopt;
    return recordFrom(rows[0]);
}

bool ControlDb::setState(const TenantId& id, TenantState state, UtcTime at) {
    return impl_
               ->run("changing a tenant's state",
                     "UPDATE tenant SET state = $2, updated_at = $3 WHERE id = $1", id.text(),
                     std::string{nameOf(state)}, isoUtc(at))
               .affected_rows() == 1;
}

void ControlDb::record(const AdminDeed& deed) {
    impl_->run("writing the admin audit",
               "INSERT INTO admin_audit (at, admin, deed, tenant, detail, from_ip) "
               "VALUES ($1, $2, $3, nullif($4, ''), $5::jsonb, $6)",
               isoUtc(deed.at), deed.admin, deed.deed, deed.tenant, deed.detail, deed.from_ip);
}

std::vector<AdminDeed> ControlDb::deeds(int at_most, std::string_view tenant) {
    std::vector<AdminDeed> all;
    for (const auto& row :
         impl_->run("reading the admin audit",
                    "SELECT at, admin, deed, coalesce(tenant, ''), detail, from_ip FROM admin_audit "
                    "WHERE $2 IN ('', tenant) ORDER BY id DESC LIMIT $1",
                    at_most, std::string{tenant}))
        all.push_back({parseIsoUtc(row[0].c_str()).value_or(UtcTime{}), row[1].c_str(), row[2].c_str(),
                       row[3].c_str(), row[4].c_str(), row[5].c_str()});
    return all;
}

void ControlDb::putCell(const std::string& name, const std::string& conninfo, UtcTime at) {
    impl_->run("writing a cell",
               "INSERT INTO cell (name, conninfo, created_at) VALUES ($1, $2, $3) "
               "ON CONFLICT (name) DO UPDATE SET conninfo = excluded.conninfo",
               name, conninfo, isoUtc(at));
}

void ControlDb::addTenant(const NewTenant& tenant, UtcTime at) {
    impl_->run(
        "adding a tenant",
        "INSERT INTO tenant (id, cell, database_name, state, app_secret_sealed, migrate_secret_sealed, "
        "created_at, updated_at) VALUES ($1, $2, $3, 'provisioning', $4, $5, $6, $6)",
        tenant.id.text(), tenant.cell, tenant.database, tenant.app_secret_sealed,
        tenant.migrate_secret_sealed, isoUtc(at));
}

void ControlDb::setSchemaVersion(const TenantId& id, int version, UtcTime at) {
    impl_->run("writing a tenant's schema version",
               "UPDATE tenant SET schema_version = $2, updated_at = $3 WHERE id = $1", id.text(), version,
               isoUtc(at));
}

std::string ControlDb::migrateSecretSealed(const TenantId& id) {
    const auto rows = impl_->run("reading a tenant's migrate secret",
                                 "SELECT migrate_secret_sealed FROM tenant WHERE id = $1", id.text());
    if (rows.empty())
        throw DatabaseError{
            DatabaseError::Kind::Unavailable, {}, "the control database knows no " + id.text()};
    return rows[0][0].c_str();
}

void ControlDb::replaceSecrets(const NewTenant& tenant, UtcTime at) {
    impl_->run(
        "replacing a tenant's secrets",
        "UPDATE tenant SET app_secret_sealed = $2, migrate_secret_sealed = $3, updated_at = $4 WHERE id = $1",
        tenant.id.text(), tenant.app_secret_sealed, tenant.migrate_secret_sealed, isoUtc(at));
}

void ControlDb::removeTenant(const TenantId& id) {
    impl_->run("removing a tenant", "DELETE FROM tenant WHERE id = $1", id.text());
}

MigrationResult migrateControl(const ControlDb::Access& provisioner, UtcTime at) {
    return migrate({provisioner.conninfo, provisioner.database, provisioner.role, provisioner.password,
                    provisioner.act_as, "inzage_control"},
                   controlMigrations(), at);
}

}  // namespace inzage::database
