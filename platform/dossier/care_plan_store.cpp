#include "platform/dossier/care_plan_store.h"

namespace inzage::dossier {
namespace {

// $13 the version asked for, or NULL. Goals come for the shown version and the one before it only.
constexpr database::Statement kCarePlan{"dossier_care_plan", "SELECT " INZAGE_VIEWER R"sql(,
       (SELECT f.updated_at FROM freshness f WHERE f.kind = 'care_plan') AS synced_at,
       p.id, p.plan_id, p.version, p.title, p.status, p.valid_from::text AS valid_from,
       p.valid_until::text AS valid_until, p.signed_on::text AS signed_on, p.author_name, p.author_role,
       p.created_at > viewer.since AS is_new, p.id = shown.id AS is_shown,
       CASE WHEN p.id = shown.id OR p.id = shown.before_id THEN p.goals END AS goals, p.id = shown.before_id AS is_before
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT s.id, (SELECT b.id FROM care_plan b
                     WHERE b.client_id = s.client_id AND b.plan_id = s.plan_id AND b.version < s.version
                       AND b.status <> 'draft'
                     ORDER BY b.version DESC LIMIT 1) AS before_id
        FROM care_plan s
       WHERE s.client_id = viewer.client_id AND s.status <> 'draft' AND ($13::uuid IS NULL OR s.id = $13::uuid)
       ORDER BY s.status = 'active' DESC, s.valid_from DESC, s.version DESC LIMIT 1) AS shown ON true
  LEFT JOIN LATERAL (
      SELECT c.* FROM care_plan c WHERE c.client_id = viewer.client_id AND c.status <> 'draft'
       ORDER BY c.valid_from DESC, c.version DESC LIMIT 100) AS p ON true
 ORDER BY p.valid_from DESC, p.version DESC)sql"};

CarePlanVersion versionOf(const database::Row& row) {
    return {.id = std::string{row.text("id")},
            .plan_id = std::string{row.text("plan_id")},
            .version = static_cast<int>(row.integer("version")),
            .title = std::string{row.text("title")},
            .status = std::string{row.text("status")},
            .valid_from = std::string{row.text("valid_from")},
            .valid_until = std::string{row.text("valid_until")},
            .signed_on = std::string{row.text("signed_on")},
            .author_name = row.personal("author_name"),
            .author_role = std::string{row.text("author_role")},
            .is_new = row.flag("is_new")};
}

}  // namespace

std::variant<CarePlanAnswer, http::Response> findCarePlan(const tenancy::Visit& visit,
                                                          const std::optional<std::string>& id) {
    auto entered = access::enter(visit,
                                 {.event = "dossier.care_plan",
                                  .object_kind = "care_plan",
                                  .object_id = id ? std::string_view{*id} : std::string_view{}},
                                 kCarePlan, {id});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    CarePlanPage page;
    page.synced_at = rows[0].time("synced_at");
    std::vector<Goal> now;
    std::optional<std::vector<Goal>> before;
    for (const auto& row : rows) {
        if (row.isNull("id"))
            continue;
        page.versions.push_back(versionOf(row));
        if (row.flag("is_shown")) {
            page.shown = page.versions.back();
            now = goalsFromJson(row.text("goals"));
        }
        if (row.flag("is_before"))
            before = goalsFromJson(row.text("goals"));
    }
    page.goals = compareGoals(now, before ? &*before : nullptr);
    page.unknown = id.has_value() && !page.shown;
    return CarePlanAnswer{std::move(viewer), std::move(page)};
}

}  // namespace inzage::dossier
