#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/odbc/odbc_settings.h"
#include "plugins/odbc/row_value.h"
#include "plugins/sdk/record_adapter.h"

/// The only place that knows ODBC. Handles and diagnostics are Poco's; rows are read with the calls of the
/// ODBC standard, because Poco's own statements cut long texts off without a word and hold a whole result.
namespace inzage::odbc {

class Rows;

/// One connection, each query in a transaction. Everything throws AdapterFailure (odbc_failure.h).
class Database {
  public:
    /// Connects within 15 s or what is left of the call, and asks the driver for read-only access.
    Database(const Connection& connection, int fetch_rows, const sdk::Call& call);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// "PostgreSQL"
    [[nodiscard]] bool isPostgres() const noexcept;
    /// A column's name as an identifier of this database.
    [[nodiscard]] std::string quoted(std::string_view name) const;

    /// The columns of a query, without running it.
    [[nodiscard]] std::vector<ResultColumn> describe(const std::string& sql, const std::string& about,
                                                     const sdk::Call& call);
    /// Runs a query; one result at a time.
    [[nodiscard]] Rows rows(const std::string& sql, const std::string& about, const sdk::Call& call);
    /// The first value of the first row; absent for no row or NULL.
    [[nodiscard]] std::optional<std::string> value(const std::string& sql, const std::string& about,
                                                   const sdk::Call& call);
    /// The next query sees what was committed since. Whatever a query may have done is undone.
    void endTransaction();
    /// Settings of the session, made in this transaction, stay.
    void keepSettings();

  private:
    friend class Rows;
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// The rows of a running query, one by one: memory holds one row, and what the driver fetches ahead
/// (fetch_rows). The query is cancelled at the database when the call is stopped, and ends by itself at its
/// deadline.
class Rows {
  public:
    ~Rows();
    Rows(Rows&&) noexcept;
    Rows& operator=(Rows&&) = delete;

    [[nodiscard]] const std::vector<ResultColumn>& columns() const noexcept;
    /// Goes to the next row; false at the end.
    bool next();
    /// The values of this row as the database writes them; NULL is empty. The caller may change them until
    /// next(). A text is cut off behind 1 MiB, so that it is still seen to be too long.
    [[nodiscard]] std::span<std::string> values() noexcept;

  private:
    friend class Database;
    struct Parts;
    explicit Rows(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace inzage::odbc
