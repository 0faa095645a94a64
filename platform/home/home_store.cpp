#include "platform/home/home_store.h"

namespace inzage::home {
namespace {

// The right of each panel is asked of viewer.rights: a panel without it has no rows.
// $13 measurements shown, $14 care appointments shown, $15 plan changes told,
// $16 clients in home care see only the portal's own appointments, $17 there is a pinboard,
// $18 people decide about rights here, $19 everybody with the right "settings" does,
// $20 private appointments are kept from the family
constexpr database::Statement kStart{"home_start", "SELECT " INZAGE_VIEWER R"sql(,
       (SELECT min(f.updated_at) FROM freshness f) AS synced_at,
       p.panel, p.title, p.from_name, p.value, p.value_second, p.unit, p.at, p.is_new, p.new_count, p.plan_id, p.plan_from
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
 CROSS JOIN LATERAL (SELECT string_to_array(viewer.rights, ',') AS rights) AS may
  LEFT JOIN LATERAL (
      (SELECT 'agenda' AS panel,
              CASE WHEN appointment_hidden(a.visibility, a.created_by, viewer.account_id, viewer.preview_account, $20::boolean)
                   THEN '' ELSE a.title END AS title,
              CASE WHEN appointment_hidden(a.visibility, a.created_by, viewer.account_id, viewer.preview_account, $20::boolean)
                   THEN '' ELSE a.with_name END AS from_name, NULL::text AS value, NULL::text AS value_second,
              '' AS unit, a.starts_at AS at, false AS is_new, 0 AS new_count, NULL::uuid AS plan_id, NULL::date AS plan_from
         FROM appointment a
        WHERE 'appointments' = ANY (may.rights) AND a.client_id = viewer.client_id AND a.starts_at >= $9::timestamptz
          AND NOT a.cancelled
          AND (a.kind = 'own' OR ($14::boolean AND NOT ($16::boolean AND
               (SELECT c.home_care FROM client c WHERE c.id = viewer.client_id))))
        ORDER BY a.starts_at, a.id LIMIT 2)
      UNION ALL
      (SELECT 'messages', beginning(m.body, 80), m.author_name, NULL, NULL, '', m.sent_at,
              m.created_at > c.read_until AND m.author_account IS DISTINCT FROM viewer.account_id, 0, NULL, NULL
         FROM conversations_of(viewer.client_id, viewer.account_id, viewer.preview_account) AS c
         JOIN message m ON m.conversation_id = c.id AND m.client_id = viewer.client_id AND m.state <> 'draft'
        WHERE 'messages' = ANY (may.rights)
        ORDER BY m.sent_at DESC, m.id DESC LIMIT 2)
      UNION ALL
      (SELECT 'messages_new', '', '', NULL, NULL, '', $9::timestamptz, true, count(*)::integer, NULL, NULL
         FROM (SELECT FROM conversations_of(viewer.client_id, viewer.account_id, viewer.preview_account) AS c
                 JOIN message m ON m.conversation_id = c.id AND m.state <> 'draft' AND m.created_at > c.read_until
                              AND m.author_account IS DISTINCT FROM viewer.account_id
                WHERE 'messages' = ANY (may.rights) LIMIT 100) AS n)
      UNION ALL
      (SELECT 'dossier', coalesce(nullif(r.title, ''), r.kind_label), r.author_name, NULL, NULL, '', r.happened_at,
              r.updated_at > viewer.since, 0, NULL, NULL
         FROM report r
        WHERE 'dossier' = ANY (may.rights) AND r.client_id = viewer.client_id
        ORDER BY r.happened_at DESC, r.id DESC LIMIT 2)
      UNION ALL
      (SELECT 'dossier', m.label, m.author_name, m.value::text, m.value_second::text, m.unit, m.taken_at,
              m.updated_at > viewer.since, 0, NULL, NULL
         FROM measurement m
        WHERE 'dossier' = ANY (may.rights) AND $13::boolean AND m.client_id = viewer.client_id
        ORDER BY m.taken_at DESC, m.id DESC LIMIT 1)
      UNION ALL
      (SELECT 'dossier_new', '', '', NULL, NULL, '', $9::timestamptz, true, count(*)::integer, NULL, NULL
         FROM (SELECT FROM report r
                WHERE 'dossier' = ANY (may.rights) AND r.client_id = viewer.client_id AND r.updated_at > viewer.since
                  AND r.happened_at > viewer.since - interval '14 days' LIMIT 100) AS n)
      UNION ALL
      (SELECT 'pinboard', beginning(b.body, 80), b.author_name, NULL, NULL, '', b.posted_at, b.posted_at > viewer.since, 0,
              NULL, NULL
         FROM pinboard_post b
        WHERE 'details' = ANY (may.rights) AND $17::boolean AND b.client_id = viewer.client_id AND b.in_reply_to IS NULL
          AND b.deleted_at IS NULL
        ORDER BY b.posted_at DESC, b.id DESC LIMIT 1)
      UNION ALL
      (SELECT 'plan', p.title, p.author_name, NULL, NULL, '', p.created_at, true, 0, p.id, p.valid_from
         FROM care_plan p
        WHERE 'dossier' = ANY (may.rights) AND $15::boolean AND p.client_id = viewer.client_id AND p.status = 'active'
          AND p.created_at > viewer.since AND p.version > 1
        ORDER BY p.created_at DESC LIMIT 1)
      UNION ALL
      (SELECT 'decider', person_name(a.given_name, a.prefix, a.family_name), '', NULL, NULL, '', $9::timestamptz, false, 0,
              NULL, NULL
         FROM access d JOIN account a ON a.id = d.account_id AND a.state = 'active' AND (a.ends_on >= $10::date) IS NOT false
        WHERE viewer.rights = '' AND viewer.preview_account IS NULL AND $18::boolean AND d.client_id = viewer.client_id
          AND d.right_settings AND (d.ends_on >= $10::date) IS NOT false AND d.account_id <> viewer.account_id
          AND ($19::boolean OR d.role IN ('portal_manager', 'legal_representative', 'client'))
        ORDER BY d.role = 'portal_manager' DESC, a.family_name, a.given_name, a.id LIMIT 3)
  ) AS p ON true
 ORDER BY p.panel, CASE WHEN p.panel = 'agenda' THEN p.at END, p.at DESC)sql"};

Panel* panelOf(Start& start, std::string_view name) {
    if (name == "agenda")
        return &start.agenda;
    if (name == "messages")
        return &start.messages;
    if (name == "dossier")
        return &start.dossier;
    if (name == "pinboard")
        return &start.pinboard;
    return nullptr;
}

void take(const database::Row& row, Start& start) {
    const auto name = row.text("panel");
    const int count = static_cast<int>(std::min<std::int64_t>(row.integer("new_count"), kNewCountMax));
    if (name == "messages_new")
        start.messages.new_count = count;
    if (name == "dossier_new")
        start.dossier.new_count = count;
    if (name == "decider")
        start.deciders.push_back(row.personal("title"));
    if (name == "plan") {
        start.plan_id = row.text("plan_id");
        start.plan_valid_from = row.text("plan_from");
    }
    Panel* panel = panelOf(start, name);
    const auto at = row.time("at");
    if (panel == nullptr || !at || panel->news.size() == 2)
        return;
    panel->news.push_back({.title = row.personal("title"),
                           .from = row.personal("from_name"),
                           .value = row.personal("value"),
                           .value_second = row.personal("value_second"),
                           .unit = std::string{row.text("unit")},
                           .at = *at,
                           .is_new = row.flag("is_new")});
}

}  // namespace

std::variant<StartAnswer, http::Response> findStart(const tenancy::Visit& visit) {
    const auto& settings = visit.settings();
    bool measurements = false;
    for (const auto section : settings.dossier.sections)
        measurements = measurements || section == config::DossierSection::Measurements;
    auto entered = access::enter(
        visit, {.event = "start"}, kStart,
        {measurements, settings.agenda.care_appointments_shown,
         settings.dossier.plan_change_notice != config::PlanChangeNotice::None,
         settings.agenda.home_care_sees_own_only, settings.pinboard.posts,
         settings.people.adding != config::AddingPeople::ByOrganisation,
         settings.people.adding == config::AddingPeople::ByUser, settings.agenda.private_kept_from_family});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    Start start;
    start.synced_at = rows[0].time("synced_at");
    for (const auto& row : rows)
        take(row, start);
    return StartAnswer{std::move(viewer), std::move(start)};
}

}  // namespace inzage::home
