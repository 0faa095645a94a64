#include "plugins/odbc/database.h"

// Diagnostics.h uses what Handle.h declares.
#include <Poco/Data/ODBC/Handle.h>

#include <Poco/Data/ODBC/Diagnostics.h>
#include <sqlext.h>

#include <algorithm>
#include <array>
#include <stop_token>

#include "plugins/odbc/odbc_failure.h"

namespace inzage::odbc {

namespace {

namespace poco = Poco::Data::ODBC;
using sdk::AdapterFailure;
using sdk::AdapterFailureKind;

constexpr std::chrono::seconds kConnectMax{15};
constexpr int kRowsPerLookAtTheClock = 64;
constexpr std::size_t kPieceStart = 16384;
// One text and its end.
constexpr std::size_t kPieceMax = sdk::kTextBytesMax + 2;

SQLHSTMT nativeOf(const poco::StatementHandle& statement) {
    return statement.handle();
}

SQLPOINTER asPointer(long long number) {
    // ODBC passes small numbers in the place of a pointer.
    return reinterpret_cast<SQLPOINTER>(number);  // NOLINT(performance-no-int-to-ptr)
}

SQLCHAR* asText(const std::string& text) {
    // The standard's declarations lack const; nothing is written there.
    return reinterpret_cast<SQLCHAR*>(const_cast<char*>(text.c_str()));
}

template <class Diagnostics, class Handle>
Diagnosis diagnosisOf(const Handle& handle) {
    const Diagnostics found{handle};
    Diagnosis diagnosis;
    if (found.count() > 0) {
        diagnosis.state = found.sqlState(0);
        diagnosis.message = found.message(0);
    }
    return diagnosis;
}

long long secondsLeft(const sdk::Call& call) {
    if (call.deadline == std::chrono::steady_clock::time_point::max())
        return 3600;
    const auto left = call.deadline - std::chrono::steady_clock::now();
    return std::max<long long>(1, std::chrono::ceil<std::chrono::seconds>(left).count());
}

/// A value of a connection string: in braces, in which only '}' needs doubling. Plain ones stay bare, because
/// psqlodbc takes braces for the name of its host.
std::string asValue(std::string_view name, std::string_view value) {
    if (name != "PWD" && name != "Driver" && value.find_first_of("[]{}(),;?*=!@ ") == std::string_view::npos)
        return std::string{value};
    std::string text{"{"};
    for (const char c : value) {
        text.push_back(c);
        if (c == '}')
            text.push_back(c);
    }
    return text + "}";
}

bool speaksOfPostgres(std::string name) {
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name.find("postgres") != std::string::npos || name.find("psqlodbc") != std::string::npos;
}

std::string connectionText(const Connection& connection, int fetch_rows) {
    TextMap words;
    if (connection.dsn.empty() ? speaksOfPostgres(connection.driver) : true) {
        // Without these psqlodbc loads the whole result, and writes yes/no in a way of its own. Drivers of
        // other databases pass over keywords that they don't know, but only behind a dsn may one be such a
        // driver.
        words = {{"UseDeclareFetch", "1"}, {"Fetch", std::to_string(fetch_rows)}, {"BoolsAsChar", "0"}};
        if (connection.dsn.empty())
            words["pqopt"] = "tcp_user_timeout=30000 application_name=inzage";
    }
    for (const auto& [name, value] : connection.extra) {
        std::erase_if(words, [&](const auto& word) {
            return std::ranges::equal(word.first, name, [](unsigned char a, unsigned char b) {
                return std::tolower(a) == std::tolower(b);
            });
        });
        words[name] = value;
    }
    std::string text;
    const auto add = [&](std::string_view name, const std::string& value) {
        if (!value.empty())
            text.append(name).append("=").append(asValue(name, value)).append(";");
    };
    add("DSN", connection.dsn);
    add("Driver", connection.driver);
    add("Servername", connection.host);
    if (!speaksOfPostgres(connection.driver))
        add("Server", connection.host);
    if (connection.port != 0)
        text.append("Port=").append(std::to_string(connection.port)).append(";");
    add("Database", connection.database);
    add("UID", connection.user);
    add("PWD", connection.password);
    for (const auto& [name, value] : words)
        add(name, value);
    return text;
}

std::string infoText(SQLHDBC connection, SQLUSMALLINT what) {
    std::array<char, 128> text{};
    SQLSMALLINT bytes = 0;
    if (!SQL_SUCCEEDED(
            ::SQLGetInfo(connection, what, text.data(), static_cast<SQLSMALLINT>(text.size()), &bytes)))
        return {};
    return text.data();
}

Form formOf(SQLSMALLINT type, std::string type_name) {
    std::ranges::transform(type_name, type_name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    switch (type) {
        case SQL_TYPE_TIMESTAMP:
            // psqlodbc gives a moment of the session's zone, which is UTC, and doesn't write it down.
            return type_name == "timestamptz" || type_name.find("with time zone") != std::string::npos
                       ? Form::UtcMoment
                       : Form::LocalMoment;
        case SQL_TYPE_DATE:
            return Form::Date;
        case SQL_BIT:
            return Form::Flag;
        case SQL_CHAR:
        case SQL_WCHAR:
            return Form::PaddedText;
        case SQL_NUMERIC:
        case SQL_DECIMAL:
        case SQL_REAL:
        case SQL_FLOAT:
        case SQL_DOUBLE:
            return Form::Number;
        default:
            return Form::Text;
    }
}

std::vector<ResultColumn> columnsOf(SQLHSTMT statement, SQLSMALLINT count) {
    std::vector<ResultColumn> columns;
    for (SQLUSMALLINT i = 1; i <= static_cast<SQLUSMALLINT>(count); ++i) {
        std::array<SQLCHAR, 256> name{};
        std::array<char, 128> type_name{};
        SQLSMALLINT bytes = 0;
        SQLSMALLINT type = 0;
        SQLSMALLINT digits = 0;
        SQLSMALLINT nullable = 0;
        SQLULEN size = 0;
        SQLLEN unused = 0;
        ::SQLDescribeCol(statement, i, name.data(), static_cast<SQLSMALLINT>(name.size()), &bytes, &type,
                         &size, &digits, &nullable);
        ::SQLColAttribute(statement, i, SQL_DESC_TYPE_NAME, type_name.data(),
                          static_cast<SQLSMALLINT>(type_name.size()), &bytes, &unused);
        columns.push_back({reinterpret_cast<const char*>(name.data()), formOf(type, type_name.data())});
    }
    return columns;
}

}  // namespace

struct Database::Parts {
    Parts() : connection{&environment} {}

    [[nodiscard]] SQLHDBC native() const { return std::as_const(connection).handle(); }

    poco::EnvironmentHandle environment;
    poco::ConnectionHandle connection;
    bool postgres = false;
    std::string quote{"\""};
};

Database::Database(const Connection& connection, int fetch_rows, const sdk::Call& call)
    : parts_{std::make_unique<Parts>()} {
    const std::string about = "the connection to the reporting database";
    const SQLHDBC native = parts_->native();
    const long long patience = std::min<long long>(kConnectMax.count(), secondsLeft(call));
    ::SQLSetConnectAttr(native, SQL_ATTR_LOGIN_TIMEOUT, asPointer(patience), SQL_IS_UINTEGER);
    ::SQLSetConnectAttr(native, SQL_ATTR_ACCESS_MODE, asPointer(SQL_MODE_READ_ONLY), SQL_IS_UINTEGER);
    const std::string text = connectionText(connection, fetch_rows);
    SQLSMALLINT bytes = 0;
    std::array<SQLCHAR, 8> given{};
    if (!SQL_SUCCEEDED(::SQLDriverConnect(native, nullptr, asText(text), SQL_NTS, given.data(),
                                          static_cast<SQLSMALLINT>(given.size()), &bytes,
                                          SQL_DRIVER_NOPROMPT)))
        throw failureFor(diagnosisOf<poco::ConnectionDiagnostics>(native), Stage::Connecting, about);
    ::SQLSetConnectAttr(native, SQL_ATTR_AUTOCOMMIT, asPointer(SQL_AUTOCOMMIT_OFF), SQL_IS_UINTEGER);
    parts_->postgres = infoText(native, SQL_DBMS_NAME) == "PostgreSQL";
    if (const std::string quote = infoText(native, SQL_IDENTIFIER_QUOTE_CHAR); !quote.empty() && quote != " ")
        parts_->quote = quote;
}

Database::~Database() {
    ::SQLEndTran(SQL_HANDLE_DBC, parts_->native(), SQL_ROLLBACK);
    ::SQLDisconnect(parts_->native());
}

bool Database::isPostgres() const noexcept {
    return parts_->postgres;
}

std::string Database::quoted(std::string_view name) const {
    std::string text{parts_->quote};
    for (const char c : name) {
        text.push_back(c);
        if (c == parts_->quote.front())
            text.push_back(c);
    }
    return text + parts_->quote;
}

void Database::endTransaction() {
    ::SQLEndTran(SQL_HANDLE_DBC, parts_->native(), SQL_ROLLBACK);
}

void Database::keepSettings() {
    ::SQLEndTran(SQL_HANDLE_DBC, parts_->native(), SQL_COMMIT);
}

std::vector<ResultColumn> Database::describe(const std::string& sql, const std::string& about,
                                             const sdk::Call& call) {
    call.proceedOrThrow();
    const poco::StatementHandle statement{parts_->connection};
    const SQLHSTMT native = nativeOf(statement);
    SQLSMALLINT count = 0;
    // psqlodbc asks the database only when the columns are wanted.
    if (!SQL_SUCCEEDED(::SQLPrepare(native, asText(sql), SQL_NTS)) ||
        !SQL_SUCCEEDED(::SQLNumResultCols(native, &count))) {
        const AdapterFailure failure =
            failureFor(diagnosisOf<poco::StatementDiagnostics>(native), Stage::Describing, about);
        ::SQLEndTran(SQL_HANDLE_DBC, parts_->native(), SQL_ROLLBACK);
        throw AdapterFailure{failure};
    }
    return columnsOf(native, count);
}

struct Rows::Parts {
    Parts(const poco::ConnectionHandle& connection, std::string name, const sdk::Call& of)
        : statement{connection}, about{std::move(name)}, call{of} {}

    [[noreturn]] void fail() const {
        const Diagnosis diagnosis = diagnosisOf<poco::StatementDiagnostics>(nativeOf(statement));
        call.proceedOrThrow();
        throw failureFor(diagnosis, Stage::Reading, about);
    }
    void read(SQLUSMALLINT column, std::string& value);

    poco::StatementHandle statement;
    std::string about;
    const sdk::Call& call;
    std::vector<ResultColumn> columns;
    std::vector<std::string> values;
    std::vector<char> piece = std::vector<char>(kPieceStart);
    int rows_seen = 0;
    /// ODBC lets another thread cancel a statement; this one then gets 57014 or HY008.
    struct Cancel {
        SQLHSTMT statement;
        void operator()() const { ::SQLCancel(statement); }
    };
    std::optional<std::stop_callback<Cancel>> cancel;
};

Rows::Rows(std::unique_ptr<Parts> parts) : parts_{std::move(parts)} {}
Rows::Rows(Rows&&) noexcept = default;
Rows::~Rows() {
    if (!parts_)
        return;
    parts_->cancel.reset();
    ::SQLFreeStmt(nativeOf(parts_->statement), SQL_CLOSE);
}

Rows Database::rows(const std::string& sql, const std::string& about, const sdk::Call& call) {
    call.proceedOrThrow();
    Rows rows{std::make_unique<Rows::Parts>(parts_->connection, about, call)};
    const SQLHSTMT native = nativeOf(rows.parts_->statement);
    ::SQLSetStmtAttr(native, SQL_ATTR_QUERY_TIMEOUT, asPointer(secondsLeft(call)), SQL_IS_UINTEGER);
    rows.parts_->cancel.emplace(call.stop, Rows::Parts::Cancel{native});
    const SQLRETURN done = ::SQLExecDirect(native, asText(sql), SQL_NTS);
    if (!SQL_SUCCEEDED(done) && done != SQL_NO_DATA)
        rows.parts_->fail();
    SQLSMALLINT count = 0;
    ::SQLNumResultCols(native, &count);
    rows.parts_->columns = columnsOf(native, count);
    rows.parts_->values.resize(rows.parts_->columns.size());
    return rows;
}

std::optional<std::string> Database::value(const std::string& sql, const std::string& about,
                                           const sdk::Call& call) {
    Rows found = rows(sql, about, call);
    if (found.columns().empty() || !found.next() || found.values().front().empty())
        return std::nullopt;
    return found.values().front();
}

const std::vector<ResultColumn>& Rows::columns() const noexcept {
    return parts_->columns;
}

bool Rows::next() {
    Parts& parts = *parts_;
    if (++parts.rows_seen % kRowsPerLookAtTheClock == 0)
        parts.call.proceedOrThrow();
    const SQLRETURN done = ::SQLFetch(nativeOf(parts.statement));
    if (done == SQL_NO_DATA)
        return false;
    if (!SQL_SUCCEEDED(done))
        parts.fail();
    for (std::size_t i = 0; i < parts.values.size(); ++i)
        parts.read(static_cast<SQLUSMALLINT>(i + 1), parts.values[i]);
    return true;
}

/// Piece by piece, as long as there is more: the driver says how much is left, or doesn't.
void Rows::Parts::read(SQLUSMALLINT column, std::string& value) {
    std::size_t have = 0;
    for (;;) {
        SQLLEN left = 0;
        const std::size_t room = piece.size() - have;
        const SQLRETURN done = ::SQLGetData(nativeOf(statement), column, SQL_C_CHAR, piece.data() + have,
                                            static_cast<SQLLEN>(room), &left);
        if (done == SQL_NO_DATA || (SQL_SUCCEEDED(done) && left == SQL_NULL_DATA))
            break;
        if (!SQL_SUCCEEDED(done))
            fail();
        const bool more = left == SQL_NO_TOTAL || left >= static_cast<SQLLEN>(room);
        have += more ? room - 1 : static_cast<std::size_t>(left);
        if (!more || have > sdk::kTextBytesMax)
            break;
        if (piece.size() < kPieceMax)
            piece.resize(std::min(piece.size() * 4, kPieceMax));
    }
    value.assign(piece.data(), have);
}

std::span<std::string> Rows::values() noexcept {
    return parts_->values;
}

}  // namespace inzage::odbc
