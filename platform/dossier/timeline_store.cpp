#include "platform/dossier/timeline_store.h"

namespace inzage::dossier {
namespace {

// $13 kinds, $14 before (time), $15 before (id), $16 time zone, $17 first day of the bar, $18 whether clients
// in home care see visits. Visits are looked for in the two months before the place, and shown to those who
// may see appointments: the last one of a day without a report. left() counts character by character, an
// eighth of the statement: only for texts that may be too long.
constexpr database::Statement kTimeline{"dossier_timeline",
                                        "SELECT " INZAGE_VIEWER_ON("coalesce(e.nth, 1) = 1") R"sql(,
       CASE WHEN coalesce(e.nth, 1) = 1 THEN bar.days END AS days,
       CASE WHEN coalesce(e.nth, 1) = 1 THEN bar.synced_at END AS synced_at, e.kind, e.id, e.title, e.kind_code, e.excerpt, e.author_name, e.author_role,
       e.value, e.value_second, e.unit, e.at, e.updated_at > viewer.since AND e.written_by IS DISTINCT FROM viewer.account_id AS is_new,
       e.written_by IS NOT NULL AS by_family, CASE WHEN e.written_by IS NOT NULL THEN change_state(e.id) END AS state, e.other_day
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT (SELECT string_agg(DISTINCT (d.at AT TIME ZONE $16)::date::text, ',')
                FROM (SELECT r.happened_at AS at FROM report r
                       WHERE 'report' = ANY ($13::text[]) AND r.client_id = viewer.client_id
                         AND r.happened_at >= $17::date::timestamp AT TIME ZONE $16
                         AND r.happened_at < ($17::date + 7)::timestamp AT TIME ZONE $16
                       UNION ALL
                      SELECT m.taken_at FROM measurement m
                       WHERE 'measurement' = ANY ($13::text[]) AND m.client_id = viewer.client_id
                         AND m.taken_at >= $17::date::timestamp AT TIME ZONE $16
                         AND m.taken_at < ($17::date + 7)::timestamp AT TIME ZONE $16
                       UNION ALL
                      SELECT q.filled_at FROM questionnaire q
                       WHERE 'questionnaire' = ANY ($13::text[]) AND q.client_id = viewer.client_id
                         AND q.filled_at >= $17::date::timestamp AT TIME ZONE $16
                         AND q.filled_at < ($17::date + 7)::timestamp AT TIME ZONE $16) AS d) AS days,
             (SELECT min(f.updated_at) FROM freshness f WHERE f.kind = ANY ($13::text[])) AS synced_at
       ) AS bar ON true
  LEFT JOIN LATERAL (
      SELECT u.*, row_number() OVER (ORDER BY u.at DESC, u.id DESC) AS nth FROM (
          (SELECT 'report' AS kind, r.id, coalesce(nullif(r.title, ''), r.kind_label) AS title, r.kind_code,
                  CASE WHEN octet_length(r.body) <= 260 THEN r.body ELSE left(r.body, 260) END AS excerpt,
                  r.author_name, r.author_role, NULL::text AS value, NULL::text AS value_second, '' AS unit, r.happened_at AS at, r.updated_at, r.written_by,
                  r.written_by IS NOT NULL AND (r.happened_at AT TIME ZONE $16)::date <> (r.created_at AT TIME ZONE $16)::date AS other_day
             FROM report r
            WHERE 'report' = ANY ($13::text[]) AND r.client_id = viewer.client_id
              AND (r.happened_at, r.id) < ($14::timestamptz, $15::uuid)
            ORDER BY r.happened_at DESC, r.id DESC LIMIT 51)
          UNION ALL
          (SELECT 'measurement', m.id, m.label, m.kind_code, m.note, m.author_name, m.author_role, m.value::text,
                  m.value_second::text, m.unit, m.taken_at, m.updated_at, NULL::uuid, false
             FROM measurement m
            WHERE 'measurement' = ANY ($13::text[]) AND m.client_id = viewer.client_id
              AND (m.taken_at, m.id) < ($14::timestamptz, $15::uuid)
            ORDER BY m.taken_at DESC, m.id DESC LIMIT 51)
          UNION ALL
          (SELECT 'questionnaire', q.id, q.title, q.kind_code, q.score, q.author_name, q.author_role, NULL, NULL, '',
                  q.filled_at, q.updated_at, NULL, false
             FROM questionnaire q
            WHERE 'questionnaire' = ANY ($13::text[]) AND q.client_id = viewer.client_id
              AND (q.filled_at, q.id) < ($14::timestamptz, $15::uuid)
            ORDER BY q.filled_at DESC, q.id DESC LIMIT 51)
          UNION ALL
          (SELECT 'care_plan', p.id, p.title, '', p.version::text, p.author_name, p.author_role, NULL, NULL, '',
                  p.valid_from::timestamp AT TIME ZONE $16, p.updated_at, NULL, false
             FROM care_plan p
            WHERE 'care_plan' = ANY ($13::text[]) AND p.client_id = viewer.client_id AND p.status <> 'draft'
              AND (p.valid_from::timestamp AT TIME ZONE $16, p.id) < ($14::timestamptz, $15::uuid)
            ORDER BY p.valid_from DESC, p.id DESC LIMIT 51)
          UNION ALL
          (SELECT 'visit', v.id, '', '', '', v.with_name, v.with_role, NULL, NULL, '', v.starts_at, v.created_at, NULL, false
             FROM appointment v
            WHERE 'visit' = ANY ($13::text[]) AND v.client_id = viewer.client_id AND v.kind = 'care' AND NOT v.cancelled
              AND 'appointments' = ANY (string_to_array(viewer.rights, ','))
              AND ($18::boolean OR NOT (SELECT k.home_care FROM client k WHERE k.id = viewer.client_id))
              AND v.ends_at <= $9::timestamptz AND (v.starts_at, v.id) < ($14::timestamptz, $15::uuid)
              AND v.starts_at > least($14::timestamptz, $9::timestamptz) - interval '60 days'
              AND NOT EXISTS (SELECT FROM report r WHERE r.client_id = v.client_id
                                 AND r.happened_at >= (v.starts_at AT TIME ZONE $16)::date::timestamp AT TIME ZONE $16
                                 AND r.happened_at < ((v.starts_at AT TIME ZONE $16)::date + 1)::timestamp AT TIME ZONE $16)
              AND NOT EXISTS (SELECT FROM appointment w WHERE w.client_id = v.client_id AND w.kind = 'care' AND NOT w.cancelled
                                 AND w.ends_at <= $9::timestamptz AND (w.starts_at, w.id) > (v.starts_at, v.id)
                                 AND w.starts_at < ((v.starts_at AT TIME ZONE $16)::date + 1)::timestamp AT TIME ZONE $16)
            ORDER BY v.starts_at DESC, v.id DESC LIMIT 51)
      ) AS u ORDER BY u.at DESC, u.id DESC LIMIT 51) AS e ON true
 ORDER BY e.nth)sql"};

std::string sqlArray(const std::vector<EntryKind>& kinds) {
    std::string text = "{";
    for (const EntryKind kind : kinds) {
        if (text.size() > 1)
            text += ',';
        text += nameOf(kind);
    }
    return text + "}";
}

std::vector<std::string> splitDays(std::string_view text) {
    std::vector<std::string> days;
    while (!text.empty()) {
        days.emplace_back(text.substr(0, text.find(',')));
        text.remove_prefix(std::min(text.size(), days.back().size() + 1));
    }
    return days;
}

std::optional<TimelineEntry> entryOf(const database::Row& row) {
    const auto kind = entryKindFromName(row.text("kind"));
    const auto at = row.time("at");
    if (!kind || !at)
        return std::nullopt;
    return TimelineEntry{.kind = *kind,
                         .id = std::string{row.text("id")},
                         .title = row.personal("title"),
                         .kind_code = std::string{row.text("kind_code")},
                         .excerpt = row.personal("excerpt"),
                         .author_name = row.personal("author_name"),
                         .author_role = std::string{row.text("author_role")},
                         .value = row.personal("value"),
                         .value_second = row.personal("value_second"),
                         .unit = std::string{row.text("unit")},
                         .at = *at,
                         .is_new = row.flag("is_new"),
                         .whole_day = *kind == EntryKind::CarePlan || row.flag("other_day"),
                         .by_family = row.flag("by_family"),
                         .state = std::string{row.text("state")}};
}

// Later than anything: a page from the newest on.
constexpr std::string_view kEndOfTime = "9999-01-01T00:00:00Z";
constexpr std::string_view kLastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

}  // namespace

std::variant<TimelineAnswer, http::Response> findTimeline(const tenancy::Visit& visit,
                                                          const TimelineQuestion& question) {
    const auto& before = question.before;
    auto entered =
        access::enter(visit, {.event = "dossier.timeline"}, kTimeline,
                      {sqlArray(question.kinds), before ? isoUtc(before->before) : std::string{kEndOfTime},
                       before ? before->id : std::string{kLastId}, visit.zone(), question.week_from,
                       question.home_care_visits});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    Timeline timeline;
    timeline.days = splitDays(rows[0].text("days"));
    timeline.synced_at = rows[0].time("synced_at");
    timeline.entries.reserve(rows.size());
    for (const auto& row : rows) {
        auto entry = entryOf(row);
        if (!entry)
            continue;
        if (timeline.entries.size() == kEntriesPerPage) {
            timeline.older = TimelineCursor{timeline.entries.back().at, timeline.entries.back().id};
            break;
        }
        timeline.entries.push_back(std::move(*entry));
    }
    return TimelineAnswer{std::move(viewer), std::move(timeline)};
}

}  // namespace inzage::dossier
