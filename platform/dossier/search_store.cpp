#include "platform/dossier/search_store.h"

namespace inzage::dossier {
namespace {

// $13 words, $14 before (time), $15 before (id). `plain` has the words' stems, each with everything that
// begins so; `bound` the same behind the client's id, as report_words() has them. OFFSET 0 keeps the order by
// date from choosing the index: it would look at all reports of the client, one after another. ts_headline()
// leaves out what it takes for a tag, so the angle brackets are other signs while it works.
constexpr database::Statement kSearch{"dossier_search", "SELECT " INZAGE_VIEWER R"sql(,
       asked.plain IS NULL AS no_words,
       (SELECT f.updated_at FROM freshness f WHERE f.kind = 'report') AS synced_at,
       e.id, e.title, e.author_name, e.happened_at,
       translate(ts_headline('dutch', translate(e.body, U&'<>\E000\E001', U&'\E002\E003'), asked.plain,
                             U&'StartSel="\E000", StopSel="\E001", MaxFragments=2, MaxWords=24, MinWords=10, FragmentDelimiter=" … "'),
                 U&'\E002\E003', '<>') AS excerpt
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT string_agg('''' || quoted || ''':*', ' & ')::tsquery AS plain,
             string_agg('''' || viewer.client_id || quoted || ''':*', ' & ')::tsquery AS bound
        FROM unnest(tsvector_to_array(to_tsvector('dutch', $13))) AS word,
             LATERAL (SELECT replace(replace(word, '\', '\\'), '''', '''''') AS quoted) AS q) AS asked ON true
  LEFT JOIN LATERAL (
      SELECT m.* FROM (
          SELECT r.id, coalesce(nullif(r.title, ''), r.kind_label) AS title, r.author_name, r.happened_at, r.body
            FROM report r
           WHERE report_words(r.client_id, r.kind_label, r.title, r.body, r.author_name) @@ asked.bound
             AND r.client_id = viewer.client_id AND (r.happened_at, r.id) < ($14::timestamptz, $15::uuid)
          OFFSET 0) AS m
       ORDER BY m.happened_at DESC, m.id DESC LIMIT 21) AS e ON true
 ORDER BY e.happened_at DESC, e.id DESC)sql"};

}  // namespace

std::variant<FoundAnswer, http::Response> findReports(const tenancy::Visit& visit, const std::string& words,
                                                      const std::optional<PagePlace>& before) {
    const PagePlace from = before.value_or(PagePlace::newest());
    auto entered = access::enter(visit, {.event = "dossier.search", .object_kind = "report"}, kSearch,
                                 {words, from.before, from.id});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    Found found;
    found.no_words = rows[0].flag("no_words");
    found.synced_at = rows[0].time("synced_at");
    for (const auto& row : rows) {
        const auto at = row.time("happened_at");
        if (!at)
            continue;
        if (found.reports.size() == kFoundPerPage) {
            found.older = PagePlace{found.reports.back().at, found.reports.back().id};
            break;
        }
        found.reports.push_back({.id = std::string{row.text("id")},
                                 .title = row.personal("title"),
                                 .author_name = row.personal("author_name"),
                                 .at = *at,
                                 .excerpt = row.personal("excerpt")});
    }
    return FoundAnswer{std::move(viewer), std::move(found)};
}

}  // namespace inzage::dossier
