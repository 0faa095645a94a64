#include "platform/access/refusal_store.h"

namespace inzage::access {
namespace {

constexpr database::Statement kRefusal{
    "access_refusal",
    "SELECT reason, person, client, portal_manager "
    "FROM refusal($1, $2::uuid, $3, $4::timestamptz, $5::date, $6::integer, $7::integer)"};

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
            .portal_manager = rows[0].personal("portal_manager")};
}

}  // namespace inzage::access
