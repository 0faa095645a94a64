#include "plugins/odbc/reporting_store.h"

#include "plugins/sdk/field_values.h"

namespace inzage::odbc {

namespace {

const std::string kAbout = "the reporting database";

std::string around(const Query& query) {
    // The line ends keep a comment at the query's end to itself. No AS: not every database takes it here.
    return "SELECT * FROM (\n" + query.sql + "\n) inzage_rows";
}

void run(Database& database, const std::string& sql, const sdk::Call& call) {
    (void)database.rows(sql, kAbout, call);
}

}  // namespace

std::unique_ptr<Database> openForReading(const OdbcSettings& settings, const sdk::Call& call) {
    auto database = std::make_unique<Database>(settings.connection, settings.fetch_rows, call);
    if (!database->isPostgres())
        return database;
    run(*database, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", call);
    run(*database, "SET TIME ZONE 'UTC'", call);
    // Between two rows the portal may be busy with what came before.
    run(*database, "SET idle_in_transaction_session_timeout = 0", call);
    database->keepSettings();
    if (database->value("SELECT current_setting('transaction_read_only')", kAbout, call) != "on")
        throw sdk::AdapterFailure{
            sdk::AdapterFailureKind::Config,
            "the reporting database doesn't confirm that the transaction is read-only: is there "
            "a pool between that keeps no settings? Connect without it"};
    return database;
}

ColumnTime sourceTime(Database& database, const sdk::Call& call) {
    const auto text = database.value("SELECT CURRENT_TIMESTAMP", kAbout, call);
    const auto at = readColumnTime(text.value_or(""));
    if (!at)
        throw sdk::AdapterFailure{sdk::AdapterFailureKind::Config,
                                  "the reporting database doesn't say what time it is (CURRENT_TIMESTAMP)"};
    return *at;
}

bool accountMayWrite(Database& database, const sdk::Call& call) {
    if (!database.isPostgres())
        return false;
    const auto writable = database.value(
        "SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
        "   AND n.nspname NOT LIKE 'pg_toast%' AND n.nspname NOT LIKE 'pg_temp%'"
        "   AND (pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')"
        "        OR pg_catalog.has_schema_privilege(n.oid, 'CREATE'))",
        kAbout, call);
    const auto super = database.value("SELECT current_setting('is_superuser')", kAbout, call);
    return super == "on" || sdk::readWhole(writable.value_or("")).value_or(1) != 0;
}

std::string changedRows(const Database& database, const Query& query, const ChangedSince& window) {
    const std::string changed = database.quoted(window.changed_column);
    std::string sql = around(query) + " WHERE " + changed + " IS NOT NULL";
    if (window.since)
        sql += " AND " + changed + " >= {ts '" + columnTimeText(*window.since) + "'}";
    sql += " ORDER BY " + changed + ", " + database.quoted(window.id_column);
    if (!window.order_column.empty())
        sql += ", " + database.quoted(window.order_column);
    return sql;
}

std::string allRows(const Database& database, const Query& query, const std::string& id_column,
                    const std::string& order_column) {
    std::string sql = around(query) + " ORDER BY " + database.quoted(id_column);
    if (!order_column.empty())
        sql += ", " + database.quoted(order_column);
    return sql;
}

}  // namespace inzage::odbc
