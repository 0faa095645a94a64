#include "platform/database/admin_link.h"

#include "platform/database/tenant_connection.h"

namespace inzage::database {
namespace {

std::string words(const AdminPlace& place, std::string_view more_options,
                  std::chrono::milliseconds statement_max) {
    return "gssencmode=disable connect_timeout=5 " + place.conninfo + ' ' +
           sessionWords("inzage-admin", statement_max, more_options) +
           conninfoWord("dbname", place.database) + conninfoWord("user", place.role) +
           (place.password.empty() ? std::string{} : conninfoWord("password", place.password));
}

}  // namespace

AdminLink::AdminLink(const AdminPlace& place, std::string_view more_options,
                     std::chrono::milliseconds statement_max) try
    : link_{words(place, more_options, statement_max)}, quiet_{link_} {
    link_.set_verbosity(pqxx::connection_base::terse);
} catch (const std::exception& refused) {
    const std::string why = firstLineOf(refused.what());
    const bool denied = why.find("permission denied") != std::string::npos ||
                        why.find("authentication failed") != std::string::npos;
    throw DatabaseError{denied ? DatabaseError::Kind::Refused : DatabaseError::Kind::Unavailable,
                        {},
                        "connecting to " + place.database + " as " + place.role + ": " + why};
}

std::string firstLineOf(std::string_view text) {
    return std::string{text.substr(0, text.find('\n'))};
}

}  // namespace inzage::database
