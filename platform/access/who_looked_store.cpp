#include "platform/access/who_looked_store.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"

namespace inzage::access {
namespace {

// The gate, which refuses with a right that nobody has whoever may not read who looked. $13 from, $14 before
// (moment), $15 before (row), $16 person or NULL.
constexpr database::Statement kLooks{"access_who_looked", "SELECT " INZAGE_VIEWER R"sql(,
       (SELECT jsonb_agg(jsonb_build_object('id', k.id, 'name', person_name(k.given_name, k.prefix, k.family_name))
                         ORDER BY k.given_name, k.family_name, k.id)
          FROM access x JOIN account k ON k.id = x.account_id WHERE x.client_id = viewer.client_id) AS people,
       l.id, l.at, l.event, l.object_kind, l.action, l.outcome, l.reason, l.account_id, l.person, l.role, l.used_by, l.device, l.source,
       person_name(e.given_name, e.prefix, e.family_name) AS eyes
  FROM enter($1, $2::uuid, CASE WHEN reads_access_log($1, $2::uuid) THEN $3 ELSE 'access_log' END, $4, $5, $6, $7, $8,
             $9::timestamptz, $10::date, $11::integer, $12::integer) AS viewer
  LEFT JOIN LATERAL (
      SELECT a.* FROM access_log a
       WHERE a.client_id = viewer.client_id AND a.at >= $13::timestamptz AND a.at <= $14::timestamptz
         AND (a.at, a.id) < ($14::timestamptz, $15::bigint)
         AND ($16::uuid IS NULL OR a.account_id = $16::uuid)
         -- The client's photo stands in the frame of every page: that page's own row says that somebody looked.
         AND NOT (a.event = 'client.photo_shown' AND a.outcome = 'granted')
       ORDER BY a.at DESC, a.id DESC LIMIT 51) AS l ON true
  LEFT JOIN account e ON e.id = CASE WHEN strpos(l.rule, ' as:') > 0 AND length(split_part(l.rule, ' as:', 2)) = 36
                                     THEN split_part(l.rule, ' as:', 2)::uuid END
 ORDER BY l.at DESC, l.id DESC)sql"};
static_assert(kLooksOfPage == 50, "the statement reads one more");

LoggedLook lookOf(const database::Row& row) {
    const auto text = [&](std::string_view column) { return std::string{row.text(column)}; };
    return {.row = row.integer("id"),
            .at = row.time("at").value_or(UtcTime{}),
            .event = text("event"),
            .object_kind = text("object_kind"),
            .action = text("action"),
            .granted = row.text("outcome") == "granted",
            .reason = text("reason"),
            .account = row.id<AccountId>("account_id"),
            .person = row.personal("person"),
            .role = text("role"),
            .used_by = text("used_by"),
            .device = text("device"),
            .source = text("source"),
            .eyes = row.personal("eyes")};
}

std::vector<LogPerson> peopleOf(std::string_view json) {
    std::vector<LogPerson> people;
    if (json.empty())
        return people;
    for (const auto& entry : parseJson(json))
        if (auto id = AccountId::parse(entry.at("id").get<std::string>()))
            people.push_back({*id, Private{entry.at("name").get<std::string>()}});
    return people;
}

}  // namespace

std::variant<WhoLooked, http::Response> findWhoLooked(const tenancy::Visit& visit, UtcTime from,
                                                      const std::optional<AccountId>& person,
                                                      const std::optional<LogPlace>& before) {
    // This very look is shown the next time.
    const UtcTime until = before ? before->before : visit.at + std::chrono::seconds{1};
    const std::int64_t row = before ? before->row : std::numeric_limits<std::int64_t>::max();
    auto entered = enter(visit, {.event = "access_log", .object_kind = "access_log"}, kLooks,
                         {from, until, row, person});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<Entered>(entered);
    WhoLooked answer{std::move(viewer), {}, peopleOf(rows[0].text("people")), std::nullopt};
    for (const auto& one : rows) {
        if (one.isNull("id"))
            continue;
        if (answer.looks.size() == static_cast<std::size_t>(kLooksOfPage)) {
            const auto& last = answer.looks.back();
            answer.older = LogPlace{last.at, last.row};
            break;
        }
        answer.looks.push_back(lookOf(one));
    }
    return answer;
}

}  // namespace inzage::access
