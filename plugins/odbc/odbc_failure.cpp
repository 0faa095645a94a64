#include "plugins/odbc/odbc_failure.h"

#include <algorithm>
#include <array>

#include "plugins/sdk/text.h"

namespace inzage::odbc {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;

struct Rule {
    std::string_view state;  ///< a whole SQLSTATE or its class
    AdapterFailureKind kind;
    std::string_view says;
};

constexpr auto kConfig = AdapterFailureKind::Config;
constexpr auto kTransient = AdapterFailureKind::Transient;
constexpr auto kDefect = AdapterFailureKind::Defect;

// The longer ones first: the first that fits counts.
constexpr std::array kRules{
    Rule{"IM002", kConfig, "the data source is not in odbc.ini"},
    Rule{"IM", kConfig, "the driver can't be used: is it installed and named in odbcinst.ini?"},
    Rule{"28", kConfig, "the account or its password is refused"},
    Rule{"3D", kConfig, "there is no database of that name"},
    Rule{"3F", kConfig, "there is no schema of that name"},
    Rule{"42501", kConfig, "the account may not read it: grant it SELECT on the view"},
    Rule{"42", kConfig, "the database doesn't accept the query"},
    Rule{"25006", kConfig, "the query tries to write, and only reading is allowed"},
    Rule{"0A", kConfig, "the database can't do what the query asks"},
    Rule{"07", kConfig, "the query has no rows and columns as its result"},
    Rule{"22", kDefect, "the query fails on the value of a row, by a conversion or a calculation in it"},
    Rule{"23", kDefect, "the database reports a broken constraint"},
    Rule{"08", kTransient, "the reporting database can't be reached or the connection was lost"},
    Rule{"40", kTransient, "the database broke the query off in favour of other work"},
    Rule{"53", kTransient, "the database lacks memory, disk or connections"},
    Rule{"55", kTransient, "what is asked for is in use"},
    Rule{"57014", kTransient, "the query was broken off: it took longer than the run may, or was stopped"},
    Rule{"57", kTransient, "the database is shutting down or was stopped"},
    Rule{"58", kTransient, "the database's system reports a fault"},
    Rule{"HYT", kTransient, "the database didn't answer in time"},
    Rule{"HY008", kTransient, "the query was stopped"},
    Rule{"HY001", kTransient, "there is not enough memory for the driver"},
    Rule{"XX", kDefect, "the database reports a fault of its own"},
};

// libpq gives the reason of a refused connection in words only, and always under 08001.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kRefusals{{
    {"authentication failed", "the account or its password is refused"},
    {"no password supplied", "the account needs a password: password_file is empty or not read"},
    {"no pg_hba.conf entry", "the database doesn't let this account in from here (pg_hba.conf)"},
    {"pg_hba.conf rejects", "the database doesn't let this account in from here (pg_hba.conf)"},
    {"is not permitted to log in", "the account may not log in"},
    {"permission denied for database", "the account may not use this database: grant it CONNECT"},
    {"database \"", "there is no database of that name"},
    {"role \"", "there is no account of that name"},
    {"server does not support SSL", "the server has no TLS, and SSLmode demands it"},
    {"certificate", "the server's certificate, or ours, is not accepted: look at SSLmode and its files"},
}};

Rule ruleFor(const Diagnosis& diagnosis, Stage stage) {
    if (stage == Stage::Connecting) {
        // The driver manager warns (01000) that the library of the driver can't be opened, and has no other
        // state for it.
        if (diagnosis.message.find("Can't open lib") != std::string::npos)
            return {"", kConfig, "the driver is not installed, or not named like that in odbcinst.ini"};
        for (const auto& [words, says] : kRefusals)
            if (diagnosis.message.find(words) != std::string::npos)
                return {"", kConfig, says};
        if (diagnosis.state.empty() || diagnosis.state.starts_with("HY0"))
            return {"", kTransient, "the reporting database can't be reached"};
    }
    for (const Rule& rule : kRules)
        if (!diagnosis.state.empty() && diagnosis.state.starts_with(rule.state))
            return rule;
    return {"", kDefect, "the driver reports a fault that it doesn't explain"};
}

/// `ERROR: relation "x" does not exist;` → `relation "x" does not exist`.
std::string firstLine(const std::string& message) {
    std::string line = message.substr(0, message.find('\n'));
    if (const std::size_t mark = line.find("ERROR:"); mark != std::string::npos)
        line.erase(0, mark + 6);
    line.erase(0, line.find_first_not_of(' '));
    while (!line.empty() && (line.back() == ';' || line.back() == ' '))
        line.pop_back();
    if (line.size() > 200)
        line.resize(200);
    return sdk::isCleanText(line) ? line : std::string{};
}

}  // namespace

AdapterFailure failureFor(const Diagnosis& diagnosis, Stage stage, const std::string& about) {
    const Rule rule = ruleFor(diagnosis, stage);
    std::string what = about + ": " + std::string{rule.says};
    if (stage == Stage::Describing && diagnosis.state.starts_with("42") && diagnosis.state != "42501")
        if (const std::string line = firstLine(diagnosis.message); !line.empty())
            what += ": " + line;
    if (!diagnosis.state.empty())
        what += " (SQLSTATE " + diagnosis.state + ")";
    return {rule.kind, what};
}

}  // namespace inzage::odbc
