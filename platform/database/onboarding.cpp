#include "platform/database/onboarding.h"

#include <atomic>
#include <mutex>
#include <thread>

#include "platform/database/control_places.h"
#include "platform/database/failure_from.h"

namespace inzage::database {
namespace {

constexpr std::size_t kCanariesMax = 3;
constexpr std::size_t kWorkers = 4;

/// The tenant's names and passwords as the control database has them.
Outcome<TenantDatabase> openSecrets(const Onboarding& with, const TenantRecord& record) {
    auto app = with.key.open(record.app_secret_sealed, appSecretContext(record.id));
    auto migrate =
        with.key.open(with.control.migrateSecretSealed(record.id), migrateSecretContext(record.id));
    if (!app || !migrate)
        return Failure{FailureKind::Config, "the secrets of " + record.id.text() +
                                                " don't open with this installation's key (seal.key)"};
    return TenantDatabase{record.database, *std::move(app), *std::move(migrate)};
}

MigrationResult migrateOne(const Onboarding& with, const TenantRecord& record) {
    MigrationResult result{record.schema_version, record.schema_version, std::nullopt};
    try {
        const auto database = openSecrets(with, record);
        if (!database) {
            result.failure = database.failure();
            return result;
        }
        result = migrate(database.value().migrationTarget(record.cell_conninfo), tenantMigrations(),
                         with.clock.now());
        if (result.to != record.schema_version)
            with.control.setSchemaVersion(record.id, result.to, with.clock.now());
    } catch (const std::exception& thrown) {
        result.failure = failureFrom(thrown, "migrating " + record.id.text());
    }
    return result;
}

TenantRecord reserve(const Onboarding& with, const TenantId& tenant, const std::string& cell) {
    const auto fresh = newTenantDatabase();
    with.control.addTenant(
        {tenant, cell, fresh.name, with.key.seal(fresh.app_password, appSecretContext(tenant)),
         with.key.seal(fresh.migrate_password, migrateSecretContext(tenant))},
        with.clock.now());
    auto record = with.control.tenant(tenant);
    if (!record)
        throw DatabaseError{DatabaseError::Kind::Wrong, {}, "the control database lost " + tenant.text()};
    return *std::move(record);
}

}  // namespace

Outcome<Onboarded> addTenant(const Onboarding& with, const TenantId& tenant, const std::string& cell) {
    try {
        auto record = with.control.tenant(tenant);
        if (!record)
            record = reserve(with, tenant, cell);
        const bool unfinished = record->state == TenantState::Provisioning;
        if (unfinished) {
            const auto database = openSecrets(with, *record);
            if (!database)
                return database.failure();
            const auto made = createTenantDatabase(
                {record->cell_conninfo, with.admin_database, "inzage_provisioner", with.provisioner_password},
                database.value());
            if (!made)
                return made.failure();
        }
        auto migration = migrateOne(with, *record);
        if (!migration.ok())
            return *migration.failure;
        if (unfinished)
            with.control.setState(tenant, TenantState::Active, with.clock.now());
        return Onboarded{unfinished, record->database, std::move(migration)};
    } catch (const std::exception& thrown) {
        return failureFrom(thrown, "adding " + tenant.text());
    }
}

std::vector<TenantMigration> migrateTenants(const Onboarding& with, const std::vector<TenantRecord>& tenants,
                                            const std::function<void(const TenantMigration&)>& told) {
    std::vector<TenantMigration> done;
    std::mutex mutex;
    const auto migrateAt = [&](std::size_t i) {
        TenantMigration one{tenants[i].id, migrateOne(with, tenants[i])};
        const bool ok = one.result.ok();
        const std::lock_guard lock{mutex};
        told(one);
        done.push_back(std::move(one));
        return ok;
    };
    std::size_t next = 0;
    bool proven = false;
    while (!proven && next < tenants.size() && next < kCanariesMax)
        proven = migrateAt(next++);
    if (!proven)
        return done;
    std::atomic<std::size_t> rest{next};
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < kWorkers; ++i)
        workers.emplace_back([&] {
            for (std::size_t at = rest++; at < tenants.size(); at = rest++)
                migrateAt(at);
        });
    workers.clear();
    return done;
}

}  // namespace inzage::database
