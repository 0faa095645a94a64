#include "platform/people/people_store.h"

namespace inzage::people {
namespace {

// By family name as in a Dutch telephone book: "van Eik" stands under the E, also where the care-record
// system keeps both in one field. The photo is that of the account which was made for this contact. $13: by
// alphabet
constexpr database::Statement kContacts{"people_contacts", "SELECT " INZAGE_VIEWER R"sql(,
       (SELECT f.updated_at FROM freshness f WHERE f.kind = 'contact') AS synced_at,
       k.name, k.relation, k.phone, k.email, k.first_contact, k.legal_representative, k.portal_manager,
       (SELECT f.id FROM account a JOIN file f ON f.account_id = a.id AND f.purpose = 'profile_photo'
         WHERE a.contact_id = k.id AND EXISTS (SELECT FROM access x WHERE x.account_id = a.id AND x.client_id = viewer.client_id)
         LIMIT 1) AS photo
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT c.id, person_name(coalesce(nullif(c.given_name, ''), c.initials), c.prefix, c.family_name) AS name,
             c.relation, c.phone, c.email, c.first_contact, c.legal_representative, c.portal_manager, c.family_name,
             c.given_name, c.created_at, c.source_id
        FROM contact c WHERE c.client_id = viewer.client_id LIMIT 200) AS k ON true
 ORDER BY CASE WHEN $13::boolean THEN sorting_name(k.family_name) END COLLATE "nl-x-icu",
          CASE WHEN $13::boolean THEN k.given_name END COLLATE "nl-x-icu", k.created_at, k.source_id, k.id)sql"};

constexpr database::Statement kCareTeam{"people_care_team", "SELECT " INZAGE_VIEWER R"sql(,
       (SELECT f.updated_at FROM freshness f WHERE f.kind = 'care_team_member') AS synced_at,
       represents(viewer.account_id, viewer.client_id) AS represents,
       t.id, t.name, t.role, t.phone, t.own_carer, t.receives_messages
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT m.id, m.name, m.role, m.phone, m.own_carer, m.receives_messages
        FROM care_team_member m WHERE m.client_id = viewer.client_id LIMIT 200) AS t ON true
 ORDER BY t.own_carer DESC, t.name COLLATE "nl-x-icu", t.id)sql"};

}  // namespace

std::variant<ContactsAnswer, http::Response> findContacts(const tenancy::Visit& visit) {
    const bool by_alphabet = visit.settings().people.contacts_order == config::ContactsOrder::Alphabetical;
    auto entered = access::enter(visit, {.event = "people.contacts", .object_kind = "contact"}, kContacts,
                                 {by_alphabet});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    ContactsAnswer answer{std::move(viewer), {}, rows[0].time("synced_at")};
    for (const auto& row : rows)
        if (!row.isNull("name"))
            answer.contacts.push_back({.name = row.personal("name"),
                                       .relation = row.personal("relation"),
                                       .phone = row.personal("phone"),
                                       .email = row.personal("email"),
                                       .first_contact = row.flag("first_contact"),
                                       .legal_representative = row.flag("legal_representative"),
                                       .portal_manager = row.flag("portal_manager"),
                                       .photo = std::string{row.text("photo")}});
    return answer;
}

std::variant<CareTeamAnswer, http::Response> findCareTeam(const tenancy::Visit& visit) {
    auto entered =
        access::enter(visit, {.event = "people.care_team", .object_kind = "care_team_member"}, kCareTeam);
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    CareTeamAnswer answer{std::move(viewer), {}, {}, rows[0].time("synced_at")};
    answer.writer = {.role = answer.viewer.role, .represents = rows[0].flag("represents")};
    for (const auto& row : rows)
        if (!row.isNull("name"))
            answer.members.push_back({.id = std::string{row.text("id")},
                                      .name = row.personal("name"),
                                      .role = std::string{row.text("role")},
                                      .phone = std::string{row.text("phone")},
                                      .own_carer = row.flag("own_carer"),
                                      .receives_messages = row.flag("receives_messages")});
    return answer;
}

}  // namespace inzage::people
