#pragma once
#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/records.h"
#include "plugins/sdk/settings.h"

namespace inzage::odbc {

using TextMap = std::map<std::string, std::string, std::less<>>;

/// One SELECT of the organisation and where it stands in the settings, for messages.
struct Query {
    std::string sql;
    std::string key;    ///< "queries.report.sql"
    std::string place;  ///< "tenants/x/tenant.yaml:14:3"; may be empty

    /// What messages call it: "queries.report.sql (tenants/x/tenant.yaml:14:3)".
    [[nodiscard]] std::string name() const { return place.empty() ? key : key + " (" + place + ")"; }
};

/// How the records of one kind are asked for.
struct KindQuery {
    Query rows;
    std::string changed_column;    ///< as the query names it; empty: everything, each time
    std::string order_column;      ///< orders the rows of one record
    std::optional<Query> removed;  ///< gives the ids of what is gone
    TextMap columns;               ///< our column → the query's
    std::map<std::string, TextMap, std::less<>> codes;  ///< our column → their value → our value
    TextMap labels;                                     ///< kind_code → kind_label

    /// The query's name for a column of ours.
    [[nodiscard]] std::string theirs(std::string_view ours) const {
        const auto mapped = columns.find(ours);
        return mapped == columns.end() ? std::string{ours} : mapped->second;
    }
};

struct Connection {
    std::string dsn;  ///< of odbc.ini; then driver, host, port and database stand there
    std::string driver;
    std::string host;
    int port = 0;  ///< 0: the driver's own
    std::string database;
    std::string user;
    std::string password;
    TextMap extra;  ///< keywords of the driver
};

struct OdbcSettings {
    Connection connection;
    std::chrono::minutes overlap{10};
    std::chrono::hours sweep_every{24};  ///< 0: never
    int fetch_rows = 200;
    std::string time_zone;  ///< of moments without zone
    std::array<std::optional<KindQuery>, sdk::kRecordKinds.size()> queries;

    [[nodiscard]] const std::optional<KindQuery>& of(sdk::RecordKind kind) const {
        return queries[static_cast<std::size_t>(kind)];
    }
};

/// What describe() declares.
[[nodiscard]] std::vector<sdk::SettingSpec> settingSpecs();

/// Reads and checks the settings; AdapterFailure(Config) names the key, its place and what is known.
[[nodiscard]] OdbcSettings readSettings(const sdk::AdapterSettings& settings);

}  // namespace inzage::odbc
