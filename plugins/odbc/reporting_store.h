#pragma once
#include <optional>
#include <string>

#include "plugins/odbc/database.h"

/// The statements that are put around an organisation's queries.
namespace inzage::odbc {

/// Opens the reporting database for reading: transactions are read-only (with PostgreSQL the database
/// confirms it, or AdapterFailure(Config)), and moments with zone come in UTC.
[[nodiscard]] std::unique_ptr<Database> openForReading(const OdbcSettings& settings, const sdk::Call& call);

/// What time it is at the source, in UTC.
[[nodiscard]] ColumnTime sourceTime(Database& database, const sdk::Call& call);

/// May the account change anything? Known for PostgreSQL only; otherwise false.
[[nodiscard]] bool accountMayWrite(Database& database, const sdk::Call& call);

/// The rows of a kind that changed at or after `since` (all that ever changed when absent), oldest change
/// first; rows of one record stand together. Columns are names as the query gives them.
struct ChangedSince {
    std::string changed_column;
    std::string id_column;
    std::string order_column;  ///< empty when a record is one row
    std::optional<ColumnTime> since;
};
[[nodiscard]] std::string changedRows(const Database& database, const Query& query,
                                      const ChangedSince& window);

/// All rows, those of one record together.
[[nodiscard]] std::string allRows(const Database& database, const Query& query, const std::string& id_column,
                                  const std::string& order_column);

}  // namespace inzage::odbc
