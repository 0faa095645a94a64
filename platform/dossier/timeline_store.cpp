#include "platform/dossier/timeline_store.h"

namespace inzage::dossier {
namespace {

// $13 kinds, $14 before (time), $15 before (id), $16 time zone, $17 first day of the bar. left() counts
// character by character, an eighth of the statement: only for texts that may be too long.
constexpr database::Statement kTimeline{"dossier_timeline",
                                        "SELECT " INZAGE_VIEWER_ON("coalesce(e.nth, 1) = 1") R"sql(,
       CASE WHEN coalesce(e.nth, 1) = 1 THEN bar.days END AS days,
       CASE WHEN coalesce(e.nth, 1) = 1 THEN bar.synced_at END AS synced_at, e.kind, e.id, e.title, e.kind_code, e.excerpt, e.author_name, e.author_role,
       e.value, e.value_second, e.unit, e.at, e.updated_at > viewer.since AS is_new
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
                  r.author_name, r.author_role, NULL::text AS value, NULL::text AS value_second, '' AS unit, r.happened_at AS at, r.updated_at
             FROM report r
            WHERE 'report' = ANY ($13::text[]) AND r.client_id = viewer.client_id
              AND (r.happened_at, r.id) < ($14::timestamptz, $15::uuid)
            ORDER BY r.happened_at DESC, r.id DESC LIMIT 51)
          UNION ALL
          (SELECT 'measurement', m.id, m.label, m.kind_code, m.note, m.author_name, m.author_role, m.value::text,
                  m.value_second::text, m.unit, m.taken_at, m.updated_at
             FROM measurement m
            WHERE 'measurement' = ANY ($13::text[]) AND m.client_id = viewer.client_id
              AND (m.taken_at, m.id) < ($14::timestamptz, $15::uuid)
            ORDER BY m.taken_at DESC, m.id DESC LIMIT 51)
          UNION ALL
          (SELECT 'questionnaire', q.id, q.title, q.kind_code, q.score, q.author_name, q.author_role, NULL, NULL, '',
                  q.filled_at, q.updated_at
             FROM questionnaire q
            WHERE 'questionnaire' = ANY ($13::text[]) AND q.client_id = viewer.client_id
              AND (q.filled_at, q.id) < ($14::timestamptz, $15::uuid)
            ORDER BY q.filled_at DESC, q.id DESC LIMIT 51)
          UNION ALL
          (SELECT 'care_plan', p.id, p.title, '', p.version::text, p.author_name, p.author_role, NULL, NULL, '',
                  p.valid_from::timestamp AT TIME ZONE $16, p.updated_at
             FROM care_plan p
            WHERE 'care_plan' = ANY ($13::text[]) AND p.client_id = viewer.client_id AND p.status <> 'draft'
              AND (p.valid_from::timestamp AT TIME ZONE $16, p.id) < ($14::timestamptz, $15::uuid)
            ORDER BY p.valid_from DESC, p.id DESC LIMIT 51)
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
                         .whole_day = *kind == EntryKind::CarePlan};
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
                       before ? before->id : std::string{kLastId}, visit.zone(), question.week_from});
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
