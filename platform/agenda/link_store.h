#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/agenda/appointment.h"

/// Private links by which a calendar program reads the agenda. The database knows their hashes only.
namespace inzage::agenda {

constexpr int kLinksMax = 5;      ///< that work, of one person at one client
constexpr int kUsesPerHour = 60;  ///< of one link; programs ask every 5 to 60 minutes
constexpr int kFeedDaysBack = 31;
constexpr int kFeedDaysAhead = 366;
constexpr int kFeedEventsMax = 1000;

struct CalendarLink {
    std::string id;
    bool with_titles = false;
    UtcTime created_at;
    std::optional<UtcTime> last_used_at;
};

struct LinksAnswer {
    access::Viewer viewer;
    std::vector<CalendarLink> links;  ///< that work, the newest first
};
/// The viewer's own links at this client. One round trip.
[[nodiscard]] std::variant<LinksAnswer, http::Response> findLinks(const tenancy::Visit& visit);
[[nodiscard]] std::vector<CalendarLink> linksOf(database::TenantTx& tx, const access::Viewer& viewer);

/// Keeps a link. The same form, sent again, gives its link another token instead of making a second one.
void keepLink(database::TenantTx& tx, const access::Viewer& viewer, const std::string& token,
              bool with_titles, const std::string& form_key, UtcTime at);
/// False when this person has no such link.
[[nodiscard]] bool revokeLink(database::TenantTx& tx, const access::Viewer& viewer, const std::string& id,
                              UtcTime at);

struct Feed {
    bool too_often = false;
    bool with_titles = false;
    Private<std::string> client_name;
    std::vector<Appointment> appointments;
};
/// What the link shows now; absent when it doesn't work. The gate of a program without a session: it asks the
/// rights of the account that made the link and writes the access log. One round trip.
[[nodiscard]] std::optional<Feed> findFeed(const tenancy::Visit& visit, std::string_view token);

}  // namespace inzage::agenda
