#include "platform/database/migrator.h"

#include <pqxx/nontransaction>
#include <pqxx/transaction>

#include <thread>

#include "platform/base/token.h"
#include "platform/database/admin_link.h"
#include "platform/database/failure_from.h"

namespace inzage::database {
namespace {

// "inzage" and "schema" in ASCII, cut to 63 bits: the same key in every database is fine, locks are per
// database.
constexpr const char* kTakeLock = "SELECT pg_advisory_xact_lock(7594867263716353)";
constexpr int kTries = 3;

/// Puts the quoted app role for `:app`, but not inside `::application` or `:apples`.
std::string withAppRole(std::string_view sql, const std::string& quoted_role) {
    constexpr std::string_view kMark = ":app";
    const auto isWord = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    std::string text;
    std::size_t from = 0;
    for (std::size_t at = sql.find(kMark); at != std::string_view::npos; at = sql.find(kMark, at + 1)) {
        const std::size_t end = at + kMark.size();
        if ((at > 0 && sql[at - 1] == ':') || (end < sql.size() && isWord(sql[end])))
            continue;
        text.append(sql.substr(from, at - from)).append(quoted_role);
        from = end;
    }
    return text.append(sql.substr(from));
}

struct LedgerRow {
    std::string name;
    std::string checksum;
};

class MigrationRun {
  public:
    MigrationRun(const MigrationTarget& target, UtcTime at)
        : target_{target},
          at_{at},
          admin_{{target.conninfo, target.database, target.login_role, target.password},
                 "-c lock_timeout=2000 -c role=" + target.owner_role} {}

    void prepareLedger() {
        pqxx::work tx{admin_.link()};
        tx.exec(kTakeLock);
        if (tx.exec("SELECT to_regclass('public.schema_migration')")[0][0].is_null())
            tx.exec(
                "CREATE TABLE schema_migration (version integer PRIMARY KEY, name text NOT NULL, "
                "checksum text NOT NULL, applied_at timestamptz NOT NULL)");
        tx.commit();
    }

    [[nodiscard]] std::optional<LedgerRow> ledgerRow(int version) {
        pqxx::nontransaction tx{admin_.link()};
        return read(tx, version);
    }

    [[nodiscard]] int newest() {
        pqxx::nontransaction tx{admin_.link()};
        return tx.exec("SELECT coalesce(max(version), 0) FROM schema_migration")[0][0].as<int>();
    }

    /// One transaction: the file and its ledger row. Another process may have been quicker.
    void apply(const Migration& migration, const std::string& checksum) {
        pqxx::work tx{admin_.link()};
        tx.exec(kTakeLock);
        if (read(tx, migration.version))
            return;
        tx.exec(withAppRole(migration.sql, admin_.link().quote_name(target_.app_role)));
        tx.exec_params(
            "INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
            migration.version, std::string{migration.name}, checksum, isoUtc(at_));
        tx.commit();
    }

  private:
    static std::optional<LedgerRow> read(pqxx::transaction_base& tx, int version) {
        const auto rows =
            tx.exec_params("SELECT name, checksum FROM schema_migration WHERE version = $1", version);
        if (rows.empty())
            return std::nullopt;
        return LedgerRow{rows[0][0].as<std::string>(), rows[0][1].as<std::string>()};
    }

    const MigrationTarget& target_;
    UtcTime at_;
    AdminLink admin_;
};

std::string fileName(const Migration& migration) {
    return "migration " + std::string{migration.name};
}

/// Everything on one connection; after an exception the next try takes a new one.
std::optional<Failure> tryOnce(const MigrationTarget& target, std::span<const Migration> migrations,
                               UtcTime at, MigrationResult& result) {
    std::string doing = "migrating " + target.database;
    try {
        MigrationRun run{target, at};
        run.prepareLedger();
        result.from = result.to = run.newest();
        for (const Migration& migration : migrations) {
            doing = fileName(migration) + " of " + target.database;
            const std::string checksum = sha256Hex(migration.sql);
            if (const auto done = run.ledgerRow(migration.version)) {
                if (done->checksum != checksum)
                    return Failure{FailureKind::Refused, fileName(migration) + " differs from the one " +
                                                             target.database +
                                                             " was made with; put the change in a new file"};
                continue;
            }
            run.apply(migration, checksum);
            result.to = std::max(result.to, migration.version);
        }
        return std::nullopt;
    } catch (const std::exception& thrown) {
        return failureFrom(thrown, doing);
    }
}

}  // namespace

MigrationResult migrate(const MigrationTarget& target, std::span<const Migration> migrations, UtcTime at) {
    MigrationResult result;
    std::optional<int> from;
    for (int i = 1;; ++i) {
        result.failure = tryOnce(target, migrations, at, result);
        if (!from)
            from = result.from;
        result.from = *from;
        if (!result.failure || result.failure->kind != FailureKind::Transient || i == kTries)
            return result;
        std::this_thread::sleep_for(std::chrono::milliseconds{200} * i);
    }
}

}  // namespace inzage::database
