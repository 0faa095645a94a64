#include "platform/agenda/agenda_store.h"

#include "platform/views/dutch_time.h"

namespace inzage::agenda {
namespace {

// What the organisation shows: care appointments ($15), to clients in home care only own ones ($16).
#define INZAGE_AGENDA_RULE                                                        \
    "  LEFT JOIN LATERAL ("                                                       \
    "      SELECT NOT $15::boolean OR ($16::boolean AND c.home_care) AS own_only" \
    "        FROM client c WHERE c.id = viewer.client_id) AS rule ON true "

// $13 from, $14 until (moments), $15 care appointments shown, $16 clients in home care see only the portal's
// own, $17 private ones are kept from the family too
constexpr database::Statement kAgenda{"agenda_list", "SELECT " INZAGE_VIEWER R"sql(,
       rule.own_only, side.synced_at, side.earlier, side.later, )sql" INZAGE_APPOINTMENT
                                                     R"sql(, change.state AS change,
       person_name(m.given_name, m.prefix, m.family_name) AS made_by, m.id = viewer.account_id AS made_by_viewer
  FROM )sql" INZAGE_ENTER R"sql( AS viewer )sql" INZAGE_AGENDA_RULE R"sql(
  LEFT JOIN LATERAL (
      SELECT (SELECT f.updated_at FROM freshness f WHERE f.kind = 'appointment') AS synced_at,
             EXISTS (SELECT FROM appointment e
                      WHERE e.client_id = viewer.client_id AND e.starts_at < $13::timestamptz
                        AND (e.kind = 'own' OR NOT rule.own_only)) AS earlier,
             EXISTS (SELECT FROM appointment l
                      WHERE l.client_id = viewer.client_id AND l.starts_at >= $14::timestamptz
                        AND (l.kind = 'own' OR NOT rule.own_only)) AS later) AS side ON true
  LEFT JOIN LATERAL (
      SELECT * FROM (
          SELECT d.* FROM appointments_of(viewer.client_id, viewer.account_id, viewer.preview_account, rule.own_only, $17::boolean) d
           WHERE d.starts_at >= $13::timestamptz - interval '1 day' AND d.starts_at < $14::timestamptz
             AND (d.starts_at >= $13::timestamptz OR d.ends_at > $13::timestamptz)
          UNION ALL
          SELECT d.* FROM appointments_of(viewer.client_id, viewer.account_id, viewer.preview_account, rule.own_only, $17::boolean) d
           WHERE d.ends_at - d.starts_at > interval '1 day' AND d.ends_at > $13::timestamptz
             AND d.starts_at < $13::timestamptz - interval '1 day') AS u
       ORDER BY u.starts_at, u.id LIMIT 301) AS b ON true
  LEFT JOIN account m ON m.id = b.created_by
  LEFT JOIN LATERAL (SELECT CASE WHEN b.created_by IS NULL THEN '' ELSE change_state(b.id) END AS state) AS change ON true
 ORDER BY b.starts_at, b.id)sql"};

// $13 the appointment, $14 now, $15 to $17 as above
constexpr database::Statement kOne{"agenda_one", "SELECT " INZAGE_VIEWER R"sql(,
       (SELECT f.updated_at FROM freshness f WHERE f.kind = 'appointment') AS synced_at,
       (SELECT count(*) FROM appointment s WHERE s.series_id = b.series_id AND NOT s.cancelled AND s.starts_at >= $14::timestamptz)
           AS series_coming, )sql" INZAGE_APPOINTMENT R"sql(,
       CASE WHEN b.created_by IS NULL THEN '' ELSE change_state(b.id) END AS change,
       person_name(m.given_name, m.prefix, m.family_name) AS made_by, m.id = viewer.account_id AS made_by_viewer
  FROM )sql" INZAGE_ENTER R"sql( AS viewer )sql" INZAGE_AGENDA_RULE R"sql(
  LEFT JOIN LATERAL (
      SELECT d.* FROM appointments_of(viewer.client_id, viewer.account_id, viewer.preview_account, rule.own_only, $17::boolean) d
       WHERE d.id = $13::uuid) AS b ON true
  LEFT JOIN account m ON m.id = b.created_by)sql"};

AppointmentKind kindOf(std::string_view name) {
    if (name == "own")
        return AppointmentKind::Own;
    return name == "therapy" ? AppointmentKind::Therapy : AppointmentKind::Care;
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

std::optional<Appointment> appointmentOf(const database::Row& row) {
    const auto id = row.id<AppointmentId>("id");
    const auto starts_at = row.time("starts_at");
    const auto ends_at = row.time("ends_at");
    if (!id || !starts_at || !ends_at)
        return std::nullopt;
    return Appointment{.id = *id,
                       .kind = kindOf(row.text("kind")),
                       .title = row.personal("title"),
                       .note = row.personal("note"),
                       .place = row.personal("place"),
                       .with_name = row.personal("with_name"),
                       .with_role = std::string{row.text("with_role")},
                       .starts_at = *starts_at,
                       .ends_at = *ends_at,
                       .is_private = row.text("visibility") == "private",
                       .busy = row.flag("busy"),
                       .cancelled = row.flag("cancelled"),
                       .made_by = row.personal("made_by"),
                       .made_here = !row.isNull("created_by"),
                       .made_by_viewer = row.flag("made_by_viewer"),
                       .series = std::string{row.text("series_id")},
                       .cancelled_at = row.time("cancelled_at"),
                       .changed_at = row.time("updated_at").value_or(*starts_at),
                       .change = std::string{row.text("change")}};
}

std::variant<AgendaAnswer, http::Response> findAgenda(const tenancy::Visit& visit, const Period& period) {
    const auto& rules = visit.settings().agenda;
    Agenda agenda;
    agenda.until = period.until;
    auto entered = access::enter(
        visit, {.event = "agenda", .object_kind = "appointment"}, kAgenda,
        {views::dayStart(period.from, visit.zone()), views::dayStart(period.until, visit.zone()),
         rules.care_appointments_shown, rules.home_care_sees_own_only, rules.private_kept_from_family});
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
        endEarly(visit.zone(), period.from, agenda);
    return AgendaAnswer{std::move(viewer), std::move(agenda)};
}

std::variant<AppointmentAnswer, http::Response> findAppointment(const tenancy::Visit& visit,
                                                                std::string_view event,
                                                                const std::string& id) {
    const auto& rules = visit.settings().agenda;
    auto entered = access::enter(visit, {.event = event, .object_kind = "appointment", .object_id = id}, kOne,
                                 {id, visit.at, rules.care_appointments_shown, rules.home_care_sees_own_only,
                                  rules.private_kept_from_family});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    return AppointmentAnswer{.viewer = std::move(viewer),
                             .appointment = appointmentOf(rows[0]),
                             .series_coming = static_cast<int>(rows[0].integer("series_coming")),
                             .synced_at = rows[0].time("synced_at")};
}

}  // namespace inzage::agenda
