#include "platform/database/tenant_connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <pqxx/errorhandler>
#include <pqxx/prepared_statement>

#include "platform/database/database_error.h"
#include "platform/database/rows_impl.h"

namespace inzage::database {
namespace {

using Steady = std::chrono::steady_clock;

std::string placeWords(const TenantPlace& place, const PoolLimits& limits) {
    // Later words win in libpq: a cell may set its own time-outs, but not another user.
    return "gssencmode=disable connect_timeout=5 " + place.conninfo + ' ' +
           sessionWords(limits.application, limits.statement_max) + conninfoWord("dbname", place.database) +
           conninfoWord("user", place.role) + conninfoWord("password", place.password);
}

}  // namespace

std::string conninfoWord(std::string_view name, std::string_view value) {
    std::string word{name};
    word += "='";
    for (const char c : value) {
        if (c == '\'' || c == '\\')
            word += '\\';
        word += c;
    }
    word += "' ";
    return word;
}

std::string sessionWords(const std::string& application, std::chrono::milliseconds statement_max,
                         std::string_view more_options) {
    std::string options =
        "-c TimeZone=UTC -c DateStyle=ISO -c search_path=public -c jit=off "
        "-c default_transaction_isolation=read\\ committed "
        "-c idle_in_transaction_session_timeout=60000 -c statement_timeout=" +
        std::to_string(statement_max.count());
    options.append(" ").append(more_options);
    return conninfoWord("application_name", application) + "client_encoding=UTF8 " +
           conninfoWord("options", options);
}

bool looksAlive(pqxx::connection_base& link) noexcept {
    pollfd socket{link.sock(), POLLIN, 0};
    return socket.fd >= 0 && ::poll(&socket, 1, 0) == 0;
}

struct TenantConnection::Quiet : pqxx::quiet_errorhandler {
    using pqxx::quiet_errorhandler::quiet_errorhandler;
};

TenantConnection::TenantConnection(const TenantPlace& place, const PoolLimits& limits) try
    : link_{placeWords(place, limits)}, quiet_{std::make_shared<Quiet>(link_)} {
    // No DETAIL lines: they quote the values that clash.
    link_.set_verbosity(pqxx::connection_base::terse);
} catch (const std::exception& refused) {
    const std::string_view why = refused.what();
    const bool full = why.find("too many connections") != std::string_view::npos ||
                      why.find("remaining connection slots") != std::string_view::npos;
    throw DatabaseError{
        full ? DatabaseError::Kind::Busy : DatabaseError::Kind::Unavailable,
        {},
        "connecting to " + place.database + ": " + std::string{why.substr(0, why.find('\n'))}};
}

const std::string& TenantConnection::preparedName(const Statement& statement) {
    auto found = prepared_.find(statement.name);
    if (found == prepared_.end()) {
        const std::string name{statement.name};
        link_.prepare(name, std::string{statement.sql});
        found = prepared_.emplace(name, statement.sql).first;
    } else if (found->second.data() != statement.sql.data() && found->second != statement.sql) {
        throw std::logic_error{"two SQL texts share the statement name \"" + found->first + '"'};
    }
    return found->first;
}

Rows TenantConnection::exec(pqxx::transaction_base& tx, const Statement& statement,
                            std::span<const Param> params) {
    // Text of libpq ends at the first NUL: cutting a value silently would store something else.
    thread_local std::vector<const char*> values;
    values.clear();
    for (const Param& param : params) {
        const auto& text = param.text();
        if (text && text->find('\0') != std::string::npos)
            throw std::logic_error{"a parameter holds a NUL"};
        values.push_back(text ? text->c_str() : nullptr);
    }
    const std::string text = statement.planned_anew ? std::string{statement.sql} : preparedName(statement);
    const auto parameters = pqxx::prepare::make_dynamic_params(values);
    statement_since_.store(Steady::now(), std::memory_order_relaxed);
    auto result =
        statement.planned_anew ? tx.exec_params(text, parameters) : tx.exec_prepared(text, parameters);
    statement_since_.store({}, std::memory_order_relaxed);
    return Rows{std::make_shared<const RowsImpl>(std::move(result))};
}

void TenantConnection::cutWhenLongerThan(std::chrono::milliseconds limit) noexcept {
    const auto since = statement_since_.load(std::memory_order_relaxed);
    if (since != Steady::time_point{} && Steady::now() - since > limit)
        ::shutdown(link_.sock(), SHUT_RDWR);
}

}  // namespace inzage::database
