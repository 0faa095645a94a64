#include <charconv>

#include "platform/access/offers.h"
#include "platform/access/refusal_pages.h"
#include "platform/base/ids.h"
#include "platform/identity/cookies.h"
#include "platform/messages/news_store.h"
#include "platform/messages/page_parts.h"

/// GET /berichten/nieuws?sinds=…&gesprek=…: what the script of an open page asks now and then.
namespace inzage::messages {
namespace {

/// Microseconds since 1970; absent for anything that a page would not have written.
std::optional<UtcTime> momentOf(std::string_view text) {
    std::int64_t us = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), us);
    constexpr std::int64_t kYear2200Us = 7'258'118'400'000'000;
    if (wrong != std::errc{} || end != text.data() + text.size() || us < 0 || us > kYear2200Us)
        return std::nullopt;
    return UtcTime{std::chrono::microseconds{us}};
}

/// 204: nothing new. 200: how many. Who may not see them gets the answer of the page itself, which writes the
/// refusal into the access log; the script then stops.
http::Response showNewsCount(const tenancy::Visit& visit) {
    const auto token = identity::sessionTokenHash(visit.request, visit.settings().login);
    const auto since = momentOf(visit.request.query("sinds").value_or(""));
    const auto conversation = visit.request.query("gesprek").value_or("");
    if (!token)
        return access::toLogin(visit);
    const bool asked_well = since && (conversation.empty() || isUuid(conversation));
    if (access::offersMessages(visit.settings()) && asked_well)
        if (const auto fresh = findNews(visit, *token, std::string{conversation}, *since))
            return *fresh == 0 ? http::text(204, "")
                               : http::json(200, "{\"fresh\":" + std::to_string(*fresh) + "}");
    const std::string id = conversation.empty() ? "" : uuidOrNobodys(conversation);
    auto entered =
        access::enter(visit, {.event = "messages.news", .object_kind = "conversation", .object_id = id});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    return access::notFound(visit, std::get<access::Entered>(entered).viewer);
}

}  // namespace

void registerNewsPage(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/berichten/nieuws", http::RouteRight::Messages, showNewsCount);
}

}  // namespace inzage::messages
