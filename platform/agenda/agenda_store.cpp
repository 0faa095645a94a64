#include "platform/agenda/agenda_store.h"

#include "platform/views/dutch_time.h"

namespace inzage::agenda {
namespace {

// $13 from, $14 until (moments), $15 care appointments shown, $16 clients in home care see only the portal's
// own
constexpr database::Statement kAgenda{"agenda_list", "SELECT " INZAGE_VIEWER R"sql(,
       rule.own_only, side.synced_at, side.earlier, side.later,
       a.kind, a.title, a.note, a.place, a.with_name, a.with_role, a.starts_at, a.ends_at, a.visibility, a.cancelled,
       person_name(m.given_name, m.prefix, m.family_name) AS made_by, m.id = viewer.account_id AS made_by_viewer
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT NOT $15::boolean OR ($16::boolean AND c.home_care) AS own_only
        FROM client c WHERE c.id = viewer.client_id) AS rule ON true
  LEFT JOIN LATERAL (
      SELECT (SELECT f.updated_at FROM freshness f WHERE f.kind = 'appointment') AS synced_at,
             EXISTS (SELECT FROM appointment e
                      WHERE e.client_id = viewer.client_id AND e.starts_at < $13::timestamptz
                        AND (e.kind = 'own' OR NOT rule.own_only)) AS earlier,
             EXISTS (SELECT FROM appointment l
                      WHERE l.client_id = viewer.client_id AND l.starts_at >= $14::timestamptz
                        AND (l.kind = 'own' OR NOT rule.own_only)) AS later) AS side ON true
  LEFT JOIN LATERAL (
      SELECT b.id, b.kind, b.title, b.note, b.place, b.with_name, b.with_role, b.starts_at, b.ends_at, b.visibility,
             b.cancelled, b.created_by
        FROM appointment b
       WHERE b.client_id = viewer.client_id AND b.starts_at >= $13::timestamptz AND b.starts_at < $14::timestamptz
         AND (b.kind = 'own' OR NOT rule.own_only)
       ORDER BY b.starts_at, b.id LIMIT 201) AS a ON true
  LEFT JOIN account m ON m.id = a.created_by
 ORDER BY a.starts_at, a.id)sql"};

AppointmentKind kindOf(std::string_view name) {
    if (name == "own")
        return AppointmentKind::Own;
    return name == "therapy" ? AppointmentKind::Therapy : AppointmentKind::Care;
}

std::optional<Appointment> appointmentOf(const database::Row& row) {
    const auto starts_at = row.time("starts_at");
    const auto ends_at = row.time("ends_at");
    if (!starts_at || !ends_at)
        return std::nullopt;
    return Appointment{.kind = kindOf(row.text("kind")),
                       .title = row.personal("title"),
                       .note = row.personal("note"),
                       .place = row.personal("place"),
                       .with_name = row.personal("with_name"),
                       .with_role = std::string{row.text("with_role")},
                       .starts_at = *starts_at,
                       .ends_at = *ends_at,
                       .is_private = row.text("visibility") == "private",
                       .cancelled = row.flag("cancelled"),
                       .made_by = row.personal("made_by"),
                       .made_by_viewer = row.flag("made_by_viewer")};
}

/// More than fit: the page ends before the day of the first one too many, so that no day is cut in two. A day
/// that is too full by itself is shown as far as it fits.
void endEarly(const std::string& zone, const std::string& from, Agenda& agenda) {
    auto& list = agenda.appointments;
    std::string cut = views::localDateOf(list.back().starts_at, zone);
    list.pop_back();
    if (cut <= from)
        cut = views::addDays(from, 1);
    while (!list.empty() && views::localDateOf(list.back().starts_at, zone) >= cut)
        list.pop_back();
    agenda.until = cut;
    agenda.later = true;
}

}  // namespace

std::variant<AgendaAnswer, http::Response> findAgenda(const tenancy::Visit& visit, const std::string& from) {
    const auto& rules = visit.settings().agenda;
    Agenda agenda;
    agenda.until = views::addDays(from, kDaysPerPage);
    auto entered =
        access::enter(visit, {.event = "agenda", .object_kind = "appointment"}, kAgenda,
                      {views::dayStart(from, visit.zone()), views::dayStart(agenda.until, visit.zone()),
                       rules.care_appointments_shown, rules.home_care_sees_own_only});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    agenda.own_only = rows[0].flag("own_only");
    agenda.earlier = rows[0].flag("earlier");
    agenda.later = rows[0].flag("later");
    agenda.synced_at = rows[0].time("synced_at");
    for (const auto& row : rows)
        if (auto appointment = appointmentOf(row))
            agenda.appointments.push_back(std::move(*appointment));
    if (agenda.appointments.size() > kAppointmentsPerPage)
        endEarly(visit.zone(), from, agenda);
    return AgendaAnswer{std::move(viewer), std::move(agenda)};
}

}  // namespace inzage::agenda
