#include "platform/messages/news_store.h"

namespace inzage::messages {
namespace {

constexpr database::Statement kNews{
    "messages_news",
    "SELECT n.fresh FROM message_news($1, nullif($2, '')::uuid, $3::timestamptz, $4::timestamptz, $5::date, "
    "$6::integer, $7::integer) AS n"};

}  // namespace

std::optional<int> findNews(const tenancy::Visit& visit, const std::string& token_hash,
                            const std::string& conversation, UtcTime since) {
    const auto& settings = visit.settings();
    const database::Param params[]{token_hash,
                                   conversation,
                                   since,
                                   visit.at,
                                   visit.today,
                                   settings.login.session.idle_min * 60,
                                   settings.dossier.visible_after_care_days};
    const auto rows = visit.services.pools.once(visit.tenant->id, kNews, params);
    if (rows.empty())
        return std::nullopt;
    return static_cast<int>(rows[0].integer("fresh"));
}

}  // namespace inzage::messages
