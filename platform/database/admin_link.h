#pragma once
// Inside this room only: a connection for admin work (provisioning, migrations, the control database).
#include <chrono>
#include <pqxx/connection>
#include <pqxx/errorhandler>
#include <string>
#include <string_view>

namespace inzage::database {

/// A role of one database, with the cell's libpq words.
struct AdminPlace {
    std::string conninfo;
    std::string database;
    std::string role;
    std::string password;
};

/// Opens and closes a connection. `statement_max` is the server's deadline for one statement.
class AdminLink {
  public:
    /// `more_options` as in libpq's options word ("-c role=t_1_owner"). Throws DatabaseError Unavailable or
    /// Refused.
    explicit AdminLink(const AdminPlace& place, std::string_view more_options = {},
                       std::chrono::milliseconds statement_max = std::chrono::minutes{10});
    [[nodiscard]] pqxx::connection& link() noexcept { return link_; }

  private:
    pqxx::connection link_;
    pqxx::quiet_errorhandler quiet_;
};

/// Closed connections say nothing about why; this does, for an operator: the first line libpq gave.
[[nodiscard]] std::string firstLineOf(std::string_view text);

}  // namespace inzage::database
