#pragma once
#include <string>
#include <string_view>

#include "platform/base/failure.h"
#include "platform/database/migrator.h"

namespace inzage::database {

/// The role that makes databases and roles (CREATEDB, CREATEROLE, not superuser) in one cell.
struct ClusterAdmin {
    std::string conninfo;                     ///< libpq words of the cell: host, port
    std::string database = "inzage_control";  ///< where it signs in
    std::string role = "inzage_provisioner";
    std::string password;
};

/// A tenant's database and its roles: `<database>_owner` (owns, nobody signs in), `_migrate` (signs in to
/// change the schema), `_app` (the portal: DML only).
struct TenantDatabase {
    std::string name;  ///< opaque: every role can read all names
    std::string app_password;
    std::string migrate_password;

    [[nodiscard]] std::string ownerRole() const { return name + "_owner"; }
    [[nodiscard]] std::string migrateRole() const { return name + "_migrate"; }
    [[nodiscard]] std::string appRole() const { return name + "_app"; }
    [[nodiscard]] MigrationTarget migrationTarget(const std::string& conninfo) const {
        return {conninfo, name, migrateRole(), migrate_password, ownerRole(), appRole()};
    }
};

/// A random name (t_ and 12 hex digits) and two random 256-bit passwords.
[[nodiscard]] TenantDatabase newTenantDatabase();

/// What CREATE ROLE … PASSWORD takes instead of the password, so that it never travels or stands in a log.
/// One iteration instead of 4,096: iterations make guessing dear, and 256 random bits can't be guessed; it
/// saves 5 ms on every new connection. Only for passwords from newToken().
[[nodiscard]] std::string scramVerifier(std::string_view random_password);

/// bootstrap.sql: what a cluster's superuser runs once, with psql variables for the passwords.
[[nodiscard]] std::string_view bootstrapSql();

/// Makes roles and database, with nobody else let in; what exists already is brought to the same state, so an
/// interrupted call is simply repeated. The database is empty afterwards: migrate() fills it. (Cloning a
/// migrated template would save 80 ms, but its objects would belong to the template's owner.)
/// Failure kinds: Transient, Refused, Defect.
[[nodiscard]] Outcome<void> createTenantDatabase(const ClusterAdmin& admin, const TenantDatabase& tenant);

/// Ends the database's connections and drops it and its roles. Absent ones are fine.
[[nodiscard]] Outcome<void> dropTenantDatabase(const ClusterAdmin& admin, const TenantDatabase& tenant);

}  // namespace inzage::database
