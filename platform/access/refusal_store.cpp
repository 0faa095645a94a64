#include "platform/access/refusal_store.h"

#include "platform/access/viewer_row.h"

namespace inzage::access {
namespace {

// A session that waits for its code or its new password is over for the gate, and goes on at that step.
constexpr database::Statement kRefusal{"access_refusal", R"sql(
SELECT r.reason, r.client, r.portal_manager,
       (SELECT s.state FROM session s
         WHERE s.token_hash = $1 AND s.state IN ('second_factor', 'new_password')
           AND session_lives(s, $4::timestamptz, $6::integer)) AS step
  FROM refusal($1, $2::uuid, $3, $4::timestamptz, $5::date, $6::integer, $7::integer) AS r)sql"};

// $1 token, $2 now, $3 today, $4 idle seconds, $5 visible days. The client chosen in the session also when it
// can't be seen any more, because then the page says so; others to choose from only when they can be seen.
constexpr database::Statement kSignedIn{"access_signed_in", R"sql(
WITH who AS (
    SELECT a.id, s.id AS session_id, s.client_id AS chosen, s.preview_account,
           coalesce(e.given_name, a.given_name) AS given_name,
           person_name(a.given_name, a.prefix, a.family_name) AS person,
           person_name(e.given_name, e.prefix, e.family_name) AS preview
      FROM session s
      JOIN account a ON a.id = s.account_id AND a.state = 'active' AND (a.ends_on IS NULL OR a.ends_on >= $3::date)
      LEFT JOIN account e ON e.id = s.preview_account
     WHERE s.token_hash = $1 AND s.state IN ('full', 'preview') AND session_lives(s, $2::timestamptz, $4::integer)),
clients AS (
    SELECT ac.client_id, ac.role, access_rights(CASE WHEN who.preview = '' THEN ac ELSE previewed_access(ac, t) END) AS rights,
           client_name(c.form_of_address, c.initials, c.prefix, c.family_name) AS name, c.family_name, c.initials,
           access_obstacle(ac, c.care_ended_on, 'any', $3::date, $5::integer) = '' AS visible
      FROM who JOIN access ac ON ac.account_id = who.id JOIN client c ON c.id = ac.client_id
      LEFT JOIN access t ON t.account_id = who.preview_account AND t.client_id = ac.client_id
     WHERE who.preview = '' OR ac.client_id = who.chosen)
SELECT who.id AS v_account_id, who.session_id AS v_session_id, who.given_name AS v_given_name, who.person AS v_person,
       x.role AS v_role, x.client_id AS v_client_id, x.name AS v_client, l.clients AS v_clients,
       CASE WHEN x.visible THEN x.rights END AS v_rights,
       0 AS v_notices_new, NULL::timestamptz AS v_since, '' AS v_care_ended_on,
       who.preview_account AS v_preview_account, who.preview AS v_preview,
       CASE WHEN x.visible THEN )sql" INZAGE_CLIENT_PHOTO("x.client_id") R"sql( END AS v_client_photo
  FROM who
  LEFT JOIN LATERAL (
      SELECT * FROM clients
       ORDER BY (client_id = who.chosen) DESC NULLS LAST, visible DESC, family_name, initials, client_id LIMIT 1) AS x ON true
  LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('id', n.client_id, 'name', n.name) ORDER BY n.name, n.client_id) AS clients
        FROM clients n WHERE n.visible HAVING bool_or(n.client_id <> x.client_id)) AS l ON true)sql"};

}  // namespace

Refusal findRefusal(const tenancy::Visit& visit, const std::string& token_hash,
                    const std::optional<ClientId>& client, std::string_view right) {
    const auto& settings = visit.settings();
    const auto rows = visit.services.pools.once(
        visit.tenant->id, kRefusal,
        {token_hash, client, right, visit.at, visit.today, settings.login.session.idle_min * 60,
         settings.dossier.visible_after_care_days});
    if (rows.empty())
        return {};
    return {.reason = std::string{rows[0].text("reason")},
            .client = rows[0].personal("client"),
            .portal_manager = rows[0].personal("portal_manager"),
            .step = std::string{rows[0].text("step")}};
}

std::optional<Viewer> findSignedIn(const tenancy::Visit& visit, const std::string& token_hash) {
    const auto& settings = visit.settings();
    const auto rows =
        visit.services.pools.once(visit.tenant->id, kSignedIn,
                                  {token_hash, visit.at, visit.today, settings.login.session.idle_min * 60,
                                   settings.dossier.visible_after_care_days});
    if (rows.empty())
        return std::nullopt;
    return viewerOf(rows[0]);
}

}  // namespace inzage::access
