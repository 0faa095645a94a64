#include "platform/database/database_error.h"

#include <pqxx/except>

namespace inzage::database {
namespace {

using Kind = DatabaseError::Kind;

/// PostgreSQL's wire protocol has the name as a field, libpqxx 6 gives only the text: the quoted word after
/// "constraint".
std::string_view constraintIn(std::string_view message) {
    constexpr std::string_view kWord = "constraint \"";
    const auto at = message.find(kWord);
    if (at == std::string_view::npos)
        return {};
    const auto from = at + kWord.size();
    const auto end = message.find('"', from);
    return end == std::string_view::npos ? std::string_view{} : message.substr(from, end - from);
}

Kind kindOf(std::string_view sqlstate, Commits commits) {
    const auto family = sqlstate.substr(0, 2);
    if (sqlstate == "57P02" || sqlstate == "40003")  // the server crashed: perhaps after it had committed
        return commits == Commits::Itself ? Kind::InDoubt : Kind::Unavailable;
    if (sqlstate == "57014" || sqlstate == "55P03" || sqlstate == "53300" || sqlstate == "53400")
        return Kind::Busy;
    if (family == "08" || family == "57" || family == "53" || family == "58" || sqlstate == "25P03")
        return Kind::Unavailable;
    if (family == "23" || family == "40")
        return Kind::Conflict;
    if (sqlstate == "42501" || sqlstate == "25006" || family == "28")
        return Kind::Refused;
    return Kind::Wrong;
}

/// libpqxx 6 keeps the code to itself for the classes it has an exception type for.
std::string stateOf(const pqxx::sql_error& error) {
    if (!error.sqlstate().empty())
        return error.sqlstate();
    if (dynamic_cast<const pqxx::unique_violation*>(&error) != nullptr)
        return "23505";
    if (dynamic_cast<const pqxx::foreign_key_violation*>(&error) != nullptr)
        return "23503";
    if (dynamic_cast<const pqxx::check_violation*>(&error) != nullptr)
        return "23514";
    if (dynamic_cast<const pqxx::not_null_violation*>(&error) != nullptr)
        return "23502";
    if (dynamic_cast<const pqxx::integrity_constraint_violation*>(&error) != nullptr)
        return "23000";
    if (dynamic_cast<const pqxx::insufficient_privilege*>(&error) != nullptr)
        return "42501";
    if (dynamic_cast<const pqxx::insufficient_resources*>(&error) != nullptr)
        return "53000";
    if (dynamic_cast<const pqxx::data_exception*>(&error) != nullptr)
        return "22000";
    if (dynamic_cast<const pqxx::plpgsql_error*>(&error) != nullptr)
        return "P0000";
    return {};
}

std::string_view firstLine(std::string_view text) {
    text = text.substr(0, text.find('\n'));
    for (const std::string_view severity : {"ERROR:  ", "FATAL:  ", "PANIC:  "})
        if (text.starts_with(severity))
            text.remove_prefix(severity.size());
    return text;
}

/// The server's words without values. Class 22 quotes them behind its own words ("invalid input syntax for
/// type uuid: "…""); P0 is a function's own text, of which nothing is sure.
std::string_view causeOf(std::string_view sqlstate, std::string_view message) {
    if (sqlstate.empty() || sqlstate.starts_with("P0"))
        return {};
    auto cause = firstLine(message);
    if (sqlstate.starts_with("22"))
        cause = cause.substr(0, cause.find_first_of("\":'"));
    while (cause.ends_with(' '))
        cause.remove_suffix(1);
    return cause;
}

}  // namespace

DatabaseError databaseErrorFor(std::string_view sqlstate, std::string_view message, std::string_view doing,
                               Commits commits) {
    const Kind kind = kindOf(sqlstate, commits);
    std::string what{doing};
    what += ": ";
    const auto cause = causeOf(sqlstate, message);
    what.append(cause.empty() ? "the database refused it" : cause);
    what.append(" (SQLSTATE ").append(sqlstate.empty() ? "unknown" : sqlstate).append(")");
    return {kind, kind == Kind::Conflict ? constraintIn(message) : std::string_view{}, what};
}

DatabaseError databaseErrorFrom(const std::exception& thrown, std::string_view doing, Commits commits) {
    const std::string name{doing};
    if (const auto* known = dynamic_cast<const DatabaseError*>(&thrown))
        return *known;
    if (dynamic_cast<const pqxx::in_doubt_error*>(&thrown) != nullptr)
        return {Kind::InDoubt, {}, name + ": the connection broke during COMMIT, the outcome is unknown"};
    if (dynamic_cast<const pqxx::statement_completion_unknown*>(&thrown) != nullptr)
        return databaseErrorFor("40003", "statement completion unknown", doing, commits);
    if (dynamic_cast<const pqxx::serialization_failure*>(&thrown) != nullptr)
        return databaseErrorFor("40001", "serialisation failure", doing, commits);
    if (dynamic_cast<const pqxx::deadlock_detected*>(&thrown) != nullptr)
        return databaseErrorFor("40P01", "deadlock", doing, commits);
    if (dynamic_cast<const pqxx::transaction_rollback*>(&thrown) != nullptr)
        return databaseErrorFor("40000", "rolled back by the server", doing, commits);
    if (dynamic_cast<const pqxx::too_many_connections*>(&thrown) != nullptr)
        return databaseErrorFor("53300", "too many connections", doing, commits);
    if (dynamic_cast<const pqxx::broken_connection*>(&thrown) != nullptr) {
        const bool unknown = commits == Commits::Itself;
        return {unknown ? Kind::InDoubt : Kind::Unavailable, {}, name + ": the connection broke"};
    }
    if (const auto* sql = dynamic_cast<const pqxx::sql_error*>(&thrown))
        return databaseErrorFor(stateOf(*sql), sql->what(), doing, commits);
    return {Kind::Wrong, {}, name + ": " + std::string{firstLine(thrown.what())}};
}

}  // namespace inzage::database
