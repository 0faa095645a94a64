#include "plugins/odbc/odbc_settings.h"

#include <algorithm>
#include <cctype>
#include <functional>

#include "plugins/odbc/select_guard.h"
#include "plugins/sdk/failure.h"
#include "plugins/sdk/field_values.h"
#include "plugins/sdk/record_columns.h"
#include "plugins/sdk/text.h"

namespace inzage::odbc {

namespace {

using sdk::RecordKind;
using sdk::SettingNode;

[[noreturn]] void refuse(const SettingNode& node, const std::string& what) {
    throw sdk::AdapterFailure{sdk::AdapterFailureKind::Config,
                              (node.place.empty() ? "" : node.place + ": ") + what};
}

std::string known(const std::vector<std::string_view>& names) {
    std::string list;
    for (const std::string_view name : names)
        list.append(list.empty() ? "" : ", ").append(name);
    return "(known: " + list + ")";
}

const std::string& requireText(const SettingNode& node, const std::string& path) {
    if (!node.children.empty() || node.text.empty())
        refuse(node, path + " must be a text");
    if (!sdk::isCleanText(node.text))
        refuse(node, path + " must be UTF-8 without NUL");
    return node.text;
}

void requireMap(const SettingNode& node, const std::string& path) {
    if (!node.text.empty() ||
        std::ranges::any_of(node.children, [](const auto& child) { return child.name.empty(); }))
        refuse(node, path + " must hold keys and values");
}

/// The zone itself is looked up when it is used: configure() opens no file.
const std::string& requireZone(const SettingNode& node, const std::string& path) {
    const std::string& zone = requireText(node, path);
    const bool good = std::ranges::all_of(zone, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '/' || c == '_' || c == '-' || c == '+';
    });
    if (!good || zone.front() == '/')
        refuse(node, path + " is not the name of a time zone (Europe/Amsterdam)");
    return zone;
}

long long requireNumber(const SettingNode& node, const std::string& path, long long min, long long max) {
    const auto number = sdk::readWhole(requireText(node, path));
    if (!number || *number < min || *number > max)
        refuse(node,
               path + " must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    return *number;
}

/// Hands each child to the reader of its name; an unknown name is refused.
using Readers =
    std::vector<std::pair<std::string_view, std::function<void(const SettingNode&, const std::string&)>>>;
void readEach(const SettingNode& map, const std::string& path, const Readers& readers) {
    requireMap(map, path.empty() ? "settings" : path);
    for (const SettingNode& child : map.children) {
        const auto reader = std::ranges::find(readers, child.name, &Readers::value_type::first);
        const std::string child_path = path.empty() ? child.name : path + "." + child.name;
        if (reader == readers.end()) {
            std::vector<std::string_view> names;
            for (const auto& [name, read] : readers)
                names.push_back(name);
            refuse(child, child_path + " is not a setting of the odbc adapter " + known(names));
        }
        reader->second(child, child_path);
    }
}

void requireColumn(const SettingNode& node, const std::string& path, RecordKind kind) {
    std::vector<std::string_view> names;
    for (const sdk::ColumnInfo& column : sdk::columnInfo(kind))
        names.push_back(column.name);
    if (std::ranges::find(names, node.name) == names.end())
        refuse(node, path + " is no column of " + std::string{sdk::nameOf(kind)} + " " + known(names));
}

Query readQuery(const SettingNode& node, const std::string& path) {
    const std::string& sql = requireText(node, path);
    if (const std::string objection = objectionTo(sql); !objection.empty())
        refuse(node, path + " is not one SELECT: it " + objection);
    return {sql, path, node.place};
}

KindQuery readKind(const SettingNode& node, const std::string& path, RecordKind kind) {
    KindQuery query;
    const auto textInto = [](std::string& into) {
        return [&into](const SettingNode& n, const std::string& p) { into = requireText(n, p); };
    };
    readEach(node, path,
             {{"sql", [&](const SettingNode& n, const std::string& p) { query.rows = readQuery(n, p); }},
              {"changed_column", textInto(query.changed_column)},
              {"order_column", textInto(query.order_column)},
              {"removed_sql",
               [&](const SettingNode& n, const std::string& p) { query.removed = readQuery(n, p); }},
              {"columns",
               [&](const SettingNode& n, const std::string& p) {
                   requireMap(n, p);
                   for (const SettingNode& column : n.children) {
                       requireColumn(column, p + "." + column.name, kind);
                       query.columns[column.name] = requireText(column, p + "." + column.name);
                   }
               }},
              {"codes",
               [&](const SettingNode& n, const std::string& p) {
                   requireMap(n, p);
                   for (const SettingNode& column : n.children) {
                       requireColumn(column, p + "." + column.name, kind);
                       requireMap(column, p + "." + column.name);
                       for (const SettingNode& code : column.children)
                           query.codes[column.name][code.name] =
                               requireText(code, p + "." + column.name + "." + code.name);
                   }
               }},
              {"labels", [&](const SettingNode& n, const std::string& p) {
                   if (kind != RecordKind::Report && kind != RecordKind::Measurement)
                       refuse(n, p + ": labels exist for report and measurement only");
                   requireMap(n, p);
                   for (const SettingNode& label : n.children)
                       query.labels[label.name] = requireText(label, p + "." + label.name);
               }}});
    if (query.rows.sql.empty())
        refuse(node, path + ".sql is missing: the SELECT that gives these records");
    const bool has_parts = kind == RecordKind::Questionnaire || kind == RecordKind::CarePlan;
    if (has_parts && query.order_column.empty())
        refuse(node,
               path +
                   ".order_column is missing: the column that orders the answers or goals of one record, "
                   "because a database gives rows in any order");
    if (!has_parts && !query.order_column.empty())
        refuse(node, path + ".order_column is for questionnaire and care_plan only");
    return query;
}

void readQueries(const SettingNode& queries, const std::string& path, OdbcSettings& into) {
    requireMap(queries, path);
    for (const SettingNode& node : queries.children) {
        const auto kind = sdk::recordKindFromName(node.name);
        if (!kind)
            refuse(node, path + "." + node.name + " is no record kind " +
                             known({sdk::kRecordKindNames.begin(), sdk::kRecordKindNames.end()}));
        into.queries[static_cast<std::size_t>(*kind)] = readKind(node, path + "." + node.name, *kind);
    }
}

/// Keywords that the settings have for themselves: a second one could turn a wall off or hold a password.
void requireFreeKeyword(const SettingNode& node, const std::string& path) {
    std::string name = node.name;
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    static constexpr std::array<std::string_view, 13> kOurs{
        "driver", "dsn",  "filedsn",  "server", "servername", "port",    "database",
        "uid",    "user", "username", "pwd",    "password",   "savefile"};
    if (std::ranges::find(kOurs, name) != kOurs.end())
        refuse(node, path + " has a setting of its own, or must not be in a settings file");
    if (name.empty() || name.find_first_of("={}[];") != std::string::npos)
        refuse(node, path + " is no keyword of a driver");
}

void readConnection(const SettingNode& node, const std::string& path, const sdk::AdapterSettings& settings,
                    Connection& into) {
    const auto textInto = [](std::string& text) {
        return [&text](const SettingNode& n, const std::string& p) { text = requireText(n, p); };
    };
    bool has_password = false;
    readEach(
        node, path,
        {{"dsn", textInto(into.dsn)},
         {"driver", textInto(into.driver)},
         {"host", textInto(into.host)},
         {"port", [&](const SettingNode& n,
                      const std::string& p) { into.port = static_cast<int>(requireNumber(n, p, 1, 65535)); }},
         {"database", textInto(into.database)},
         {"user", textInto(into.user)},
         {"password_file",
          [&](const SettingNode& n, const std::string& p) {
              requireText(n, p);
              has_password = true;
          }},
         {"extra", [&](const SettingNode& n, const std::string& p) {
              requireMap(n, p);
              for (const SettingNode& one : n.children) {
                  requireFreeKeyword(one, p + "." + one.name);
                  into.extra[one.name] = requireText(one, p + "." + one.name);
              }
          }}});
    const auto need = [&](bool given, const std::string& key, const std::string& why) {
        if (!given)
            refuse(node, path + "." + key + " is missing: " + why);
    };
    if (into.dsn.empty()) {
        need(!into.driver.empty(), "driver",
             "the name of a driver in odbcinst.ini, or dsn for a source in odbc.ini");
        need(!into.host.empty(), "host", "where the reporting database is");
        need(!into.database.empty(), "database", "the name of the reporting database");
    } else if (!into.driver.empty() || !into.host.empty() || into.port != 0 || !into.database.empty()) {
        refuse(node, path + ".dsn names driver, host, port and database already: give one or the other");
    }
    need(!into.user.empty(), "user", "the account that may read the views");
    need(has_password, "password_file", "the file that holds the account's password");
    if (const std::string* password = settings.secret("password_file"))
        into.password = *password;
    // The folder of a socket, as in the quickstart.
    if (into.host.find('/') != std::string::npos && into.host.front() != '/' && !settings.base_folder.empty())
        into.host = settings.base_folder + "/" + into.host;
}

}  // namespace

std::vector<sdk::SettingSpec> settingSpecs() {
    using sdk::SettingSpec;
    using sdk::SettingType;
    std::vector<SettingSpec> specs;
    const auto add = [&](std::string key, SettingType type, bool required, std::string otherwise,
                         std::string help) {
        SettingSpec spec;
        spec.key = std::move(key);
        spec.type = type;
        spec.required = required;
        spec.default_value = std::move(otherwise);
        spec.help = std::move(help);
        specs.push_back(std::move(spec));
        return &specs.back();
    };
    add("connection.dsn", SettingType::Text, false, "",
        "A data source of odbc.ini, instead of driver, host, port and database.");
    add("connection.driver", SettingType::Text, false, "", "The driver's name in odbcinst.ini.");
    add("connection.host", SettingType::Text, false, "", "The server; a path is the folder of its socket.");
    const auto port = add("connection.port", SettingType::Number, false, "", "The server's port.");
    port->min = 1;
    port->max = 65535;
    add("connection.database", SettingType::Text, false, "", "The reporting database.");
    add("connection.user", SettingType::Text, true, "",
        "An account that may read the views and nothing else.");
    add("connection.password_file", SettingType::Secret, true, "",
        "The file that holds the account's password.");
    add("connection.extra", SettingType::Map, false, "", "Further keywords of the driver, such as SSLmode.");
    add("time_zone", SettingType::Text, false, "",
        "The zone of moments without one; by default the organisation's.");
    const auto overlap = add("overlap_min", SettingType::Number, false, "10",
                             "Minutes that are asked for once more, for what was committed late.");
    overlap->min = 0;
    overlap->max = 10080;
    const auto sweep =
        add("sweep_h", SettingType::Number, false, "24",
            "Hours after which everything is read once more, so that what is gone disappears; 0: never.");
    sweep->min = 0;
    sweep->max = 8760;
    const auto fetch = add("fetch_rows", SettingType::Number, false, "200",
                           "Rows that the driver holds in memory at a time.");
    fetch->min = 1;
    fetch->max = 10000;
    add("queries", SettingType::Map, true, "",
        "Per record kind: sql, changed_column, order_column, removed_sql, columns, codes, labels.");
    return specs;
}

OdbcSettings readSettings(const sdk::AdapterSettings& settings) {
    OdbcSettings read;
    read.time_zone = settings.time_zone;
    bool has_connection = false;
    readEach(settings.root, "",
             {{"connection",
               [&](const SettingNode& n, const std::string& p) {
                   readConnection(n, p, settings, read.connection);
                   has_connection = true;
               }},
              {"time_zone",
               [&](const SettingNode& n, const std::string& p) { read.time_zone = requireZone(n, p); }},
              {"overlap_min",
               [&](const SettingNode& n, const std::string& p) {
                   read.overlap = std::chrono::minutes{requireNumber(n, p, 0, 10080)};
               }},
              {"sweep_h",
               [&](const SettingNode& n, const std::string& p) {
                   read.sweep_every = std::chrono::hours{requireNumber(n, p, 0, 8760)};
               }},
              {"fetch_rows",
               [&](const SettingNode& n, const std::string& p) {
                   read.fetch_rows = static_cast<int>(requireNumber(n, p, 1, 10000));
               }},
              {"queries", [&](const SettingNode& n, const std::string& p) { readQueries(n, p, read); }}});
    if (!has_connection)
        refuse(
            settings.root,
            "connection is missing: the odbc adapter needs driver, host, database, user and password_file");
    if (std::ranges::none_of(read.queries, [](const auto& query) { return query.has_value(); }))
        refuse(settings.root,
               "queries is missing or empty: the odbc adapter needs a SELECT for at least one record kind");
    return read;
}

}  // namespace inzage::odbc
