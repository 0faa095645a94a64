#include "platform/agenda/appointment_store.h"

#include "platform/agenda/outbound.h"
#include "platform/changes/changes.h"

namespace inzage::agenda {
namespace {

#define INZAGE_OWN                                                                                         \
    "SELECT a.id, a.created_by, a.title, a.note, a.starts_at, a.ends_at, a.visibility, a.cancelled, "      \
    "a.cancelled_at, a.series_id FROM appointment a WHERE a.client_id = $1::uuid AND a.created_by IS NOT " \
    "NULL "

constexpr database::Statement kLockOwn{"agenda_lock_own", INZAGE_OWN "AND a.id = $2::uuid FOR UPDATE"};
constexpr database::Statement kLockSeries{
    "agenda_lock_series", INZAGE_OWN
    "AND a.series_id = $2::uuid AND a.starts_at >= $3::timestamptz AND NOT a.cancelled "
    "ORDER BY a.starts_at, a.id FOR UPDATE"};
constexpr database::Statement kLockCancelled{
    "agenda_lock_cancelled", INZAGE_OWN
    "AND a.series_id = $2::uuid AND a.cancelled_at = $3::timestamptz AND a.cancelled "
    "ORDER BY a.starts_at, a.id FOR UPDATE"};

// $1 client, $2 viewer, $3 through whose eyes, $4 care appointments shown, $5 home care sees own only, $6
// private ones kept from the family, $7 and $8 when the spans begin and end, $9 ids that don't count
constexpr database::Statement kClashes{"agenda_clashes", R"sql(
    SELECT DISTINCT ON (b.starts_at, b.id) )sql" INZAGE_APPOINTMENT R"sql(, '' AS change, '' AS made_by,
           b.created_by = $2::uuid AS made_by_viewer
      FROM (SELECT NOT $4::boolean OR ($5::boolean AND c.home_care) AS own_only FROM client c WHERE c.id = $1::uuid) AS rule
     CROSS JOIN unnest($7::timestamptz[], $8::timestamptz[]) AS s (starts_at, ends_at)
      JOIN LATERAL (
          SELECT d.* FROM appointments_of($1::uuid, $2::uuid, $3::uuid, rule.own_only, $6::boolean) d
           WHERE d.starts_at >= s.starts_at - interval '1 day' AND d.starts_at < s.ends_at
             AND (d.ends_at > s.starts_at OR d.starts_at >= s.starts_at)
          UNION ALL
          SELECT d.* FROM appointments_of($1::uuid, $2::uuid, $3::uuid, rule.own_only, $6::boolean) d
           WHERE d.ends_at - d.starts_at > interval '1 day' AND d.ends_at > s.starts_at
             AND d.starts_at < s.starts_at - interval '1 day') AS b ON true
     WHERE NOT b.cancelled AND NOT b.id = ANY ($9::uuid[])
     ORDER BY b.starts_at, b.id LIMIT 5)sql"};

constexpr database::Statement kCountComing{
    "agenda_count_coming",
    "SELECT count(*) AS coming FROM appointment a WHERE a.client_id = $1::uuid AND a.created_by = $2::uuid "
    "AND a.ends_at > $3::timestamptz AND NOT a.cancelled"};

constexpr database::Statement kMake{"agenda_make", R"sql(
    INSERT INTO appointment (id, client_id, kind, title, note, starts_at, ends_at, visibility, repeat_rule, series_id,
                             form_key, created_by, created_at, updated_at)
    VALUES ($1::uuid, $2::uuid, 'own', $3, $4, $5::timestamptz, $6::timestamptz, $7, $8, $9::uuid, $10::uuid, $11::uuid,
            $12::timestamptz, $12::timestamptz)
    ON CONFLICT (created_by, form_key) WHERE form_key IS NOT NULL DO NOTHING)sql"};
constexpr database::Statement kMadeBefore{
    "agenda_made_before",
    "SELECT a.id FROM appointment a WHERE a.created_by = $1::uuid AND a.form_key = $2::uuid"};

constexpr database::Statement kStore{"agenda_store", R"sql(
    UPDATE appointment SET title = $2, note = $3, starts_at = $4::timestamptz, ends_at = $5::timestamptz, visibility = $6,
           cancelled = $7::boolean, cancelled_at = $8::timestamptz, updated_at = $9::timestamptz
     WHERE id = $1::uuid)sql"};
// What waits still holds what was public when it was written.
constexpr database::Statement kTakeBack{"agenda_take_back",
                                        "UPDATE change SET payload = $2::jsonb WHERE object_id = $1::uuid "
                                        "AND state = 'queued' AND action <> 'delete'"};

/// A PostgreSQL array of texts without quotes, commas or braces in them: ids and moments.
template <class Range, class Text>
std::string arrayOf(const Range& range, Text text) {
    std::string list = "{";
    for (const auto& one : range)
        list += (list.size() > 1 ? "," : "") + std::string{text(one)};
    return list + "}";
}

std::optional<OwnAppointment> ownOf(const database::Row& row) {
    const auto id = row.id<AppointmentId>("id");
    const auto made_by = row.id<AccountId>("created_by");
    const auto starts_at = row.time("starts_at");
    const auto ends_at = row.time("ends_at");
    if (!id || !made_by || !starts_at || !ends_at)
        return std::nullopt;
    return OwnAppointment{.id = *id,
                          .made_by = *made_by,
                          .title = row.personal("title"),
                          .note = row.personal("note"),
                          .span = {*starts_at, *ends_at},
                          .is_private = row.text("visibility") == "private",
                          .cancelled = row.flag("cancelled"),
                          .cancelled_at = row.time("cancelled_at"),
                          .series = std::string{row.text("series_id")}};
}

std::vector<OwnAppointment> allOf(const database::Rows& rows) {
    std::vector<OwnAppointment> all;
    for (const auto& row : rows)
        if (auto own = ownOf(row))
            all.push_back(std::move(*own));
    return all;
}

std::string_view visibilityOf(bool is_private) {
    return is_private ? "private" : "public";
}

void tellCare(database::TenantTx& tx, const access::Viewer& viewer, const OwnAppointment& appointment,
              changes::Action action, UtcTime at) {
    changes::queue(tx, {.kind = RecordKind::Appointment,
                        .client = *viewer.client,
                        .account = viewer.account,
                        .object_id = appointment.id.text(),
                        .action = action,
                        .payload_json = payloadOf(appointment),
                        .at = at});
}

}  // namespace

std::optional<OwnAppointment> lockOwn(database::TenantTx& tx, const ClientId& client, const std::string& id) {
    const auto rows = tx.run(kLockOwn, {client, id});
    return rows.empty() ? std::nullopt : ownOf(rows[0]);
}

std::vector<OwnAppointment> lockSeries(database::TenantTx& tx, const ClientId& client,
                                       const std::string& series, UtcTime from) {
    return allOf(tx.run(kLockSeries, {client, series, from}));
}

std::vector<OwnAppointment> lockCancelled(database::TenantTx& tx, const ClientId& client,
                                          const std::string& series, UtcTime cancelled_at) {
    return allOf(tx.run(kLockCancelled, {client, series, cancelled_at}));
}

std::vector<Appointment> findClashes(database::TenantTx& tx, const tenancy::Visit& visit,
                                     const access::Viewer& viewer, const std::vector<Span>& spans,
                                     const std::vector<OwnAppointment>& except) {
    const auto& rules = visit.settings().agenda;
    const auto starts = arrayOf(spans, [](const Span& s) { return isoUtc(s.starts_at); });
    const auto ends = arrayOf(spans, [](const Span& s) { return isoUtc(s.ends_at); });
    const auto ids = arrayOf(except, [](const OwnAppointment& own) { return own.id.text(); });
    std::vector<Appointment> clashes;
    for (const auto& row : tx.run(
             kClashes, {viewer.client, viewer.account, viewer.preview_account, rules.care_appointments_shown,
                        rules.home_care_sees_own_only, rules.private_kept_from_family, starts, ends, ids}))
        if (auto appointment = appointmentOf(row))
            clashes.push_back(std::move(*appointment));
    return clashes;
}

int countComing(database::TenantTx& tx, const access::Viewer& viewer, UtcTime at) {
    return static_cast<int>(tx.run(kCountComing, {viewer.client, viewer.account, at})[0].integer("coming"));
}

std::optional<std::string> madeBefore(database::TenantTx& tx, const access::Viewer& viewer,
                                      const std::string& form_key) {
    const auto rows = tx.run(kMadeBefore, {viewer.account, form_key});
    return rows.empty() ? std::nullopt : std::optional{std::string{rows[0].text("id")}};
}

std::string makeAppointments(database::TenantTx& tx, const access::Viewer& viewer,
                             const NewAppointments& made, UtcTime at) {
    const std::optional<std::string> series = made.spans.size() > 1 ? std::optional{newUuid()} : std::nullopt;
    std::string first;
    for (const auto& span : made.spans) {
        const OwnAppointment own{.made_by = viewer.account,
                                 .title = made.title,
                                 .note = made.note,
                                 .span = span,
                                 .is_private = made.is_private};
        const auto key = first.empty() ? std::optional{made.form_key} : std::nullopt;
        const auto rows = tx.run(
            kMake, {own.id, viewer.client, own.title, own.note, span.starts_at, span.ends_at,
                    visibilityOf(own.is_private), wordOf(made.repeat), series, key, viewer.account, at});
        if (rows.affected() == 0)
            return madeBefore(tx, viewer, made.form_key).value_or("");
        if (first.empty())
            first = own.id.text();
        tellCare(tx, viewer, own, changes::Action::Create, at);
    }
    return first;
}

void storeAppointments(database::TenantTx& tx, const access::Viewer& viewer,
                       const std::vector<OwnAppointment>& changed, UtcTime at) {
    for (const auto& own : changed) {
        tx.run(kStore, {own.id, own.title, own.note, own.span.starts_at, own.span.ends_at,
                        visibilityOf(own.is_private), own.cancelled, own.cancelled_at, at});
        if (own.is_private)
            tx.run(kTakeBack, {own.id, payloadOf(own)});
        tellCare(tx, viewer, own, changes::Action::Update, at);
    }
}

}  // namespace inzage::agenda
