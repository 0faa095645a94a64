#include <algorithm>
#include <array>
#include <utility>

#include "platform/notices/tell.h"

namespace inzage::notices {
namespace {

constexpr database::Statement kTell{"notices_tell",
                                    "SELECT tell_notice($1, $2::uuid, $3::uuid, nullif($4, '')::uuid, $5, "
                                    "$6::uuid, $7::timestamptz) AS told"};

constexpr database::Statement kSaw{"notices_saw", R"sql(
    INSERT INTO notice_seen (notice_id, account_id, seen_at)
    SELECT n.id, $1::uuid, $4::timestamptz FROM notice n
     WHERE (n.account_id = $1::uuid
            OR (n.account_id IS NULL AND n.client_id IN (SELECT x.client_id FROM access x WHERE x.account_id = $1::uuid)))
       AND n.kind = $2 AND n.object_id = $3::uuid AND n.created_at > $4::timestamptz - interval '90 days'
        ON CONFLICT DO NOTHING)sql"};

constexpr std::array<std::pair<NewsKind, std::string_view>, 8> kNames{
    {{NewsKind::Plan, "plan"},
     {NewsKind::Report, "report"},
     {NewsKind::Access, "access"},
     {NewsKind::Device, "device"},
     {NewsKind::Message, "message"},
     {NewsKind::Pinboard, "pinboard"},
     {NewsKind::Appointment, "appointment"},
     {NewsKind::ChangeFailed, "change_failed"}}};

}  // namespace

std::string_view nameOf(NewsKind kind) noexcept {
    for (const auto& [one, name] : kNames)
        if (one == kind)
            return name;
    return {};
}

std::optional<NewsKind> newsKindOf(std::string_view name) noexcept {
    for (const auto& [kind, one] : kNames)
        if (one == name)
            return kind;
    return std::nullopt;
}

void tell(database::TenantTx& tx, const News& news) {
    tx.run(kTell,
           {nameOf(news.kind), news.client, news.account, news.object_id, news.path, news.actor, news.at});
}

void sawIt(database::TenantTx& tx, const AccountId& account, NewsKind kind, std::string_view object_id,
           UtcTime at) {
    if (isUuid(object_id))
        tx.run(kSaw, {account, nameOf(kind), object_id, at});
}

}  // namespace inzage::notices
