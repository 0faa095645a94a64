#include "platform/agenda/link_store.h"

#include "platform/base/token.h"
#include "platform/views/dutch_time.h"

namespace inzage::agenda {
namespace {

constexpr database::Statement kLinks{"agenda_links", "SELECT " INZAGE_VIEWER R"sql(,
       l.id, l.with_titles, l.created_at, l.last_used_at
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN calendar_link l ON l.account_id = viewer.account_id AND l.client_id = viewer.client_id AND l.revoked_at IS NULL
   AND viewer.preview_account IS NULL
 ORDER BY l.created_at DESC, l.id)sql"};
constexpr database::Statement kLinksOf{
    "agenda_links_of",
    "SELECT l.id, l.with_titles, l.created_at, l.last_used_at FROM calendar_link l WHERE l.account_id = "
    "$1::uuid AND "
    "l.client_id = $2::uuid AND l.revoked_at IS NULL ORDER BY l.created_at DESC, l.id"};

constexpr database::Statement kKeep{"agenda_link_keep", R"sql(
    INSERT INTO calendar_link AS k (token_hash, account_id, client_id, with_titles, form_key, created_at)
    VALUES ($1, $2::uuid, $3::uuid, $4::boolean, $5::uuid, $6::timestamptz)
    ON CONFLICT (account_id, form_key) WHERE form_key IS NOT NULL
    DO UPDATE SET token_hash = excluded.token_hash WHERE k.revoked_at IS NULL AND k.client_id = excluded.client_id)sql"};
constexpr database::Statement kRevoke{
    "agenda_link_revoke",
    "UPDATE calendar_link SET revoked_at = coalesce(revoked_at, $4::timestamptz) WHERE id = $3::uuid AND "
    "account_id = $1::uuid AND client_id = $2::uuid"};

// $1 hash, $2 address, $3 now, $4 today, $5 visible days, $6 uses per hour, $7 from, $8 until (moments), $9
// care appointments shown, $10 home care sees own only, $11 private ones kept from the family
constexpr database::Statement kFeed{"agenda_feed", R"sql(
SELECT gate.outcome, gate.with_titles, gate.client, )sql" INZAGE_APPOINTMENT
                                                   R"sql(, '' AS change, '' AS made_by,
       b.created_by = gate.account_id AS made_by_viewer
  FROM enter_calendar($1, $2, $3::timestamptz, $4::date, $5::integer, $6::integer) AS gate
  LEFT JOIN LATERAL (
      SELECT NOT $9::boolean OR ($10::boolean AND c.home_care) AS own_only
        FROM client c WHERE c.id = gate.client_id) AS rule ON true
  LEFT JOIN LATERAL (
      SELECT d.* FROM appointments_of(gate.client_id, gate.account_id, NULL, rule.own_only, $11::boolean) d
       WHERE gate.outcome = 'granted' AND d.starts_at >= $7::timestamptz AND d.starts_at < $8::timestamptz
       ORDER BY d.starts_at, d.id LIMIT 1000) AS b ON true
 ORDER BY b.starts_at, b.id)sql"};

CalendarLink linkOf(const database::Row& row) {
    return {.id = std::string{row.text("id")},
            .with_titles = row.flag("with_titles"),
            .created_at = row.time("created_at").value_or(UtcTime{}),
            .last_used_at = row.time("last_used_at")};
}

std::vector<CalendarLink> allOf(const database::Rows& rows) {
    std::vector<CalendarLink> links;
    for (const auto& row : rows)
        if (!row.isNull("id"))
            links.push_back(linkOf(row));
    return links;
}

}  // namespace

std::variant<LinksAnswer, http::Response> findLinks(const tenancy::Visit& visit) {
    auto entered = access::enter(visit, {.event = "agenda.links"}, kLinks);
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    return LinksAnswer{std::move(viewer), allOf(rows)};
}

std::vector<CalendarLink> linksOf(database::TenantTx& tx, const access::Viewer& viewer) {
    return allOf(tx.run(kLinksOf, {viewer.account, viewer.client}));
}

void keepLink(database::TenantTx& tx, const access::Viewer& viewer, const std::string& token,
              bool with_titles, const std::string& form_key, UtcTime at) {
    tx.run(kKeep, {sha256Hex(token), viewer.account, viewer.client, with_titles, form_key, at});
}

bool revokeLink(database::TenantTx& tx, const access::Viewer& viewer, const std::string& id, UtcTime at) {
    return tx.run(kRevoke, {viewer.account, viewer.client, id, at}).affected() > 0;
}

std::optional<Feed> findFeed(const tenancy::Visit& visit, std::string_view token) {
    const auto& settings = visit.settings();
    const auto day = [&](int days) {
        return views::dayStart(views::addDays(visit.today, days), visit.zone());
    };
    const auto rows = visit.services.pools.once(
        visit.tenant->id, kFeed,
        {sha256Hex(token), visit.request.remoteIp(), visit.at, visit.today,
         settings.dossier.visible_after_care_days, kUsesPerHour, day(-kFeedDaysBack), day(kFeedDaysAhead),
         settings.agenda.care_appointments_shown, settings.agenda.home_care_sees_own_only,
         settings.agenda.private_kept_from_family});
    if (rows.empty())
        return std::nullopt;
    Feed feed{.too_often = rows[0].text("outcome") == "too_often",
              .with_titles = rows[0].flag("with_titles"),
              .client_name = rows[0].personal("client")};
    for (const auto& row : rows)
        if (auto appointment = appointmentOf(row))
            feed.appointments.push_back(std::move(*appointment));
    return feed;
}

}  // namespace inzage::agenda
