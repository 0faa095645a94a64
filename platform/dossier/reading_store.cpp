#include "platform/dossier/reading_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"

namespace inzage::dossier {
namespace {

// $13 id or NULL, $14 kind of report or '', $15 reports shown, $16 questionnaires shown, $17 the id is a
// questionnaire's
//
// The list is the 8 before and the 8 after the one that is read; without one, the newest 17. Each side reads
// its own index from the place on.
constexpr database::Statement kReading{"dossier_reading", "SELECT " INZAGE_VIEWER R"sql(,
       side.kinds, side.synced_at, one.kind_label AS one_kind_label, one.author_role AS one_author_role,
       one.body AS one_body, one.score AS one_score, one.answers AS one_answers, one.updated_at AS one_updated_at,
       one.updated_at > viewer.since AND one.written_by IS DISTINCT FROM viewer.account_id AS one_is_new,
       one.written_by IS NOT NULL AS by_family, CASE WHEN one.written_by IS NOT NULL THEN change_state(one.id) END AS state,
       l.questionnaire, l.id, l.title, l.author_name, l.at, l.id = one.id AS is_one
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT (WITH RECURSIVE kinds AS (
                  (SELECT r.kind_code, r.kind_label FROM report r
                    WHERE $15::boolean AND r.client_id = viewer.client_id
                    ORDER BY r.kind_code, r.happened_at DESC LIMIT 1)
                  UNION ALL
                  SELECT n.kind_code, n.kind_label FROM kinds k
                   CROSS JOIN LATERAL (SELECT r.kind_code, r.kind_label FROM report r
                                        WHERE r.client_id = viewer.client_id AND r.kind_code > k.kind_code
                                        ORDER BY r.kind_code, r.happened_at DESC LIMIT 1) AS n)
              SELECT jsonb_agg(jsonb_build_object('code', kind_code, 'label', kind_label) ORDER BY kind_label) FROM kinds)
             || CASE WHEN $16::boolean AND EXISTS (SELECT FROM questionnaire q WHERE q.client_id = viewer.client_id)
                     THEN '[{"code": "vragenlijsten", "label": ""}]'::jsonb ELSE '[]'::jsonb END AS kinds,
             (SELECT min(f.updated_at) FROM freshness f
               WHERE (f.kind = 'report' AND $15::boolean) OR (f.kind = 'questionnaire' AND $16::boolean)) AS synced_at
       ) AS side ON true
  LEFT JOIN LATERAL (
      SELECT r.id, r.happened_at AS at, r.kind_label, r.author_role, r.body, '' AS score, NULL::jsonb AS answers,
             r.updated_at, r.written_by
        FROM report r
       WHERE NOT $17::boolean AND $15::boolean AND r.id = $13::uuid AND r.client_id = viewer.client_id
      UNION ALL
      SELECT q.id, q.filled_at, '', q.author_role, '', q.score, q.answers, q.updated_at, NULL
        FROM questionnaire q
       WHERE $17::boolean AND $16::boolean AND q.id = $13::uuid AND q.client_id = viewer.client_id) AS one ON true
  LEFT JOIN LATERAL (
      SELECT u.* FROM (
          (SELECT false AS questionnaire, r.id, coalesce(nullif(r.title, ''), r.kind_label) AS title, r.author_name,
                  r.happened_at AS at
             FROM report r
            WHERE $15::boolean AND $14 = '' AND r.client_id = viewer.client_id
              AND (r.happened_at, r.id) <= (coalesce(one.at, 'infinity'), coalesce(one.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
            ORDER BY r.happened_at DESC, r.id DESC LIMIT 17)
          UNION ALL
          (SELECT false, r.id, coalesce(nullif(r.title, ''), r.kind_label), r.author_name, r.happened_at
             FROM report r
            WHERE $15::boolean AND $14 = '' AND one.id IS NOT NULL AND r.client_id = viewer.client_id
              AND (r.happened_at, r.id) > (one.at, one.id)
            ORDER BY r.happened_at, r.id LIMIT 17)
          UNION ALL
          (SELECT false, r.id, coalesce(nullif(r.title, ''), r.kind_label), r.author_name, r.happened_at
             FROM report r
            WHERE $15::boolean AND $14 NOT IN ('', 'vragenlijsten') AND r.client_id = viewer.client_id AND r.kind_code = $14
              AND (r.happened_at, r.id) <= (coalesce(one.at, 'infinity'), coalesce(one.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
            ORDER BY r.happened_at DESC, r.id DESC LIMIT 17)
          UNION ALL
          (SELECT false, r.id, coalesce(nullif(r.title, ''), r.kind_label), r.author_name, r.happened_at
             FROM report r
            WHERE $15::boolean AND $14 NOT IN ('', 'vragenlijsten') AND one.id IS NOT NULL
              AND r.client_id = viewer.client_id AND r.kind_code = $14 AND (r.happened_at, r.id) > (one.at, one.id)
            ORDER BY r.happened_at, r.id LIMIT 17)
          UNION ALL
          (SELECT true, q.id, q.title, q.author_name, q.filled_at
             FROM questionnaire q
            WHERE $16::boolean AND $14 IN ('', 'vragenlijsten') AND q.client_id = viewer.client_id
              AND (q.filled_at, q.id) <= (coalesce(one.at, 'infinity'), coalesce(one.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
            ORDER BY q.filled_at DESC, q.id DESC LIMIT 17)
          UNION ALL
          (SELECT true, q.id, q.title, q.author_name, q.filled_at
             FROM questionnaire q
            WHERE $16::boolean AND $14 IN ('', 'vragenlijsten') AND one.id IS NOT NULL AND q.client_id = viewer.client_id
              AND (q.filled_at, q.id) > (one.at, one.id)
            ORDER BY q.filled_at, q.id LIMIT 17)
      ) AS u
      ORDER BY u.at DESC, u.id DESC) AS l ON true
 ORDER BY l.at DESC, l.id DESC)sql"};

std::vector<ReadingKind> kindsOf(std::string_view json) {
    std::vector<ReadingKind> kinds;
    if (json.empty())
        return kinds;
    for (const auto& kind : parseJson(json))
        kinds.push_back(
            {.code = kind.at("code").get<std::string>(), .label = kind.at("label").get<std::string>()});
    return kinds;
}

std::vector<Answer> answersOf(std::string_view json) {
    std::vector<Answer> answers;
    if (json.empty())
        return answers;
    for (const auto& answer : parseJson(json))
        answers.push_back({Private{answer.value("question", "")}, Private{answer.value("answer", "")}});
    return answers;
}

std::optional<ReadingItem> itemOf(const database::Row& row) {
    const auto at = row.time("at");
    if (!at)
        return std::nullopt;
    return ReadingItem{.questionnaire = row.flag("questionnaire"),
                       .id = std::string{row.text("id")},
                       .title = row.personal("title"),
                       .author_name = row.personal("author_name"),
                       .at = *at};
}

/// The items of the answer around the one that is read, and its neighbours.
void placeItems(const database::Rows& rows, ReadingPage& page) {
    std::vector<ReadingItem> items;
    std::optional<std::size_t> one;
    for (const auto& row : rows) {
        auto item = itemOf(row);
        if (!item)
            continue;
        if (row.flag("is_one")) {
            one = items.size();
            page.reading = Reading{.item = *item,
                                   .kind_label = std::string{row.text("one_kind_label")},
                                   .author_role = std::string{row.text("one_author_role")},
                                   .body = row.personal("one_body"),
                                   .score = row.personal("one_score"),
                                   .answers = answersOf(row.text("one_answers")),
                                   .updated_at = row.time("one_updated_at").value_or(item->at),
                                   .is_new = row.flag("one_is_new"),
                                   .by_family = row.flag("by_family"),
                                   .state = std::string{row.text("state")}};
        }
        items.push_back(std::move(*item));
    }
    constexpr std::size_t kAround = kListAround;
    const std::size_t from = one && *one > kAround ? *one - kAround : 0;
    const std::size_t to = std::min(items.size(), (one ? *one + kAround + 1 : 2 * kAround + 1));
    if (one && *one > 0)
        page.newer = items[*one - 1];
    if (one && *one + 1 < items.size())
        page.older = items[*one + 1];
    for (std::size_t i = from; i < to; ++i)
        page.list.push_back(std::move(items[i]));
}

}  // namespace

std::variant<ReadingAnswer, http::Response> findReading(const tenancy::Visit& visit,
                                                        const ReadingQuestion& question) {
    const access::Look look{.event = question.id ? "dossier.read" : "dossier.list",
                            .object_kind = question.questionnaire ? "questionnaire" : "report",
                            .object_id = question.id ? std::string_view{*question.id} : std::string_view{}};
    auto entered = access::enter(
        visit, look, kReading,
        {question.id, question.kind, question.reports, question.questionnaires, question.questionnaire});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    ReadingPage page;
    page.kinds = kindsOf(rows[0].text("kinds"));
    page.synced_at = rows[0].time("synced_at");
    placeItems(rows, page);
    page.unknown = question.id.has_value() && !page.reading;
    return ReadingAnswer{std::move(viewer), std::move(page)};
}

}  // namespace inzage::dossier
