#include "platform/dossier/measurements_store.h"

#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"

namespace inzage::dossier {
namespace {

// $13 kind or '', $14 only older than this
constexpr database::Statement kMeasurements{"dossier_measurements", "SELECT " INZAGE_VIEWER R"sql(,
       side.kinds, side.synced_at, shown.kind_code, v.id, v.label, v.unit, v.value, v.value_second, v.range_low,
       v.range_high, v.note, v.taken_at
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT (WITH RECURSIVE kinds AS (
                  (SELECT m.kind_code, m.label FROM measurement m WHERE m.client_id = viewer.client_id
                    ORDER BY m.kind_code, m.taken_at DESC LIMIT 1)
                  UNION ALL
                  SELECT n.kind_code, n.label FROM kinds k
                   CROSS JOIN LATERAL (SELECT m.kind_code, m.label FROM measurement m
                                        WHERE m.client_id = viewer.client_id AND m.kind_code > k.kind_code
                                        ORDER BY m.kind_code, m.taken_at DESC LIMIT 1) AS n)
              SELECT jsonb_agg(jsonb_build_object('code', kind_code, 'label', label) ORDER BY label) FROM kinds) AS kinds,
             (SELECT f.updated_at FROM freshness f WHERE f.kind = 'measurement') AS synced_at) AS side ON true
  LEFT JOIN LATERAL (
      SELECT m.kind_code FROM measurement m
       WHERE m.client_id = viewer.client_id AND ($13 = '' OR m.kind_code = $13)
       ORDER BY m.taken_at DESC, m.id DESC LIMIT 1) AS shown ON true
  LEFT JOIN LATERAL (
      SELECT m.id, m.label, m.unit, m.value::text AS value, m.value_second::text AS value_second,
             m.range_low::text AS range_low, m.range_high::text AS range_high, m.note, m.taken_at
        FROM measurement m
       WHERE m.client_id = viewer.client_id AND m.kind_code = shown.kind_code
         AND m.taken_at < coalesce($14::timestamptz, 'infinity')
       ORDER BY m.taken_at DESC, m.id DESC LIMIT 51) AS v ON true
 ORDER BY v.taken_at DESC, v.id DESC)sql"};

}  // namespace

std::variant<MeasurementsAnswer, http::Response> findMeasurements(const tenancy::Visit& visit,
                                                                  const std::string& code,
                                                                  std::optional<UtcTime> before) {
    auto entered = access::enter(
        visit, {.event = "dossier.measurements", .object_kind = "measurement", .object_id = code},
        kMeasurements, {code, before});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    MeasurementsPage page;
    page.synced_at = rows[0].time("synced_at");
    page.code = rows[0].text("kind_code");
    if (const auto kinds = rows[0].text("kinds"); !kinds.empty())
        for (const auto& kind : parseJson(kinds))
            page.kinds.push_back({kind.at("code").get<std::string>(), kind.at("label").get<std::string>()});
    if (!rows[0].isNull("id")) {
        page.label = rows[0].text("label");
        page.unit = rows[0].text("unit");
        page.range_low = rows[0].text("range_low");
        page.range_high = rows[0].text("range_high");
    }
    for (const auto& row : rows) {
        const auto taken_at = row.time("taken_at");
        if (!taken_at)
            continue;
        if (page.values.size() == kMeasurementsPerPage) {
            page.more = true;
            break;
        }
        page.values.push_back({.id = std::string{row.text("id")},
                               .value = row.personal("value"),
                               .value_second = row.personal("value_second"),
                               .note = row.personal("note"),
                               .taken_at = *taken_at});
    }
    return MeasurementsAnswer{std::move(viewer), std::move(page)};
}

}  // namespace inzage::dossier
