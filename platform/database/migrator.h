#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/base/failure.h"

namespace inzage::database {

/// One numbered file of migrations/: built into the program, so that program and schema can't drift apart.
/// Append-only: a file that was released never changes (its checksum is in every ledger). `:app` in the text
/// stands for the quoted app role.
struct Migration {
    int version;
    std::string_view name;
    std::string_view sql;
};

/// In order of version; a number may be missing until its file comes.
[[nodiscard]] std::span<const Migration> tenantMigrations();
[[nodiscard]] std::span<const Migration> controlMigrations();

/// A database to bring up to date, and the roles it is done with.
struct MigrationTarget {
    std::string conninfo;  ///< libpq words of the cell
    std::string database;
    std::string login_role;  ///< signs in …
    std::string password;
    std::string owner_role;  ///< … and acts as this one
    std::string app_role;
};

struct MigrationResult {
    int from = 0;  ///< 0: an empty database
    int to = 0;    ///< reached; what is before a failure stays
    std::optional<Failure> failure;
    [[nodiscard]] bool ok() const noexcept { return !failure.has_value(); }
};

/// Applies what is missing. Each file is one transaction together with its row in schema_migration, under an
/// advisory lock, waiting at most 2 s for a table's lock (tried three times). Running it again does nothing.
/// A ledger that is ahead of the program is fine (the program supports the schema before its own and the
/// next). Failure kinds: Refused for a changed file, Transient for locks and connections, Defect for SQL that
/// fails, InDoubt when the connection broke during COMMIT (run it again).
[[nodiscard]] MigrationResult migrate(const MigrationTarget& target, std::span<const Migration> migrations,
                                      UtcTime at);

}  // namespace inzage::database
