#include "platform/access/access_pages.h"
#include "platform/access/entrance.h"
#include "platform/access/refusal_pages.h"
#include "platform/access/who_looked_pages.h"

namespace inzage::access {
namespace {

http::Response switchClient(const tenancy::Visit& visit) {
    const auto client = ClientId::parse(visit.request.form("client").value_or(""));
    if (!client)
        return notFound(visit);
    // The gate itself keeps the client that it let somebody in for.
    auto entered = enter(visit, {.event = "client.switch", .client = client});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    return http::redirect(303, "/start");
}

}  // namespace

void registerPages(tenancy::Pages& pages) {
    pages.add(http::Method::Post, "/wissel", http::RouteRight::Client, switchClient);
    registerWhoLookedPages(pages);
}

}  // namespace inzage::access
