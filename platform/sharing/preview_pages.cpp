#include "platform/access/refusal_pages.h"
#include "platform/identity/cookies.h"
#include "platform/sharing/page_parts.h"
#include "platform/sharing/preview_store.h"

/// "Zie als": what somebody else sees.
namespace inzage::sharing {
namespace {

using tenancy::Visit;

http::Response start(const Visit& visit) {
    auto entered = enterDeed(visit, "sharing.preview_start", 'E');
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& deed = std::get<DeedAbout>(entered);
    const Person* person = deed.circle.find(deed.account);
    if (person == nullptr || person->account == deed.viewer.account) {
        deed.tx.commit();
        return access::notFound(visit, deed.viewer);
    }
    const bool started =
        startPreview(deed.tx, deed.viewer.session, *deed.viewer.client, deed.account, visit.at);
    deed.tx.commit();
    return started ? http::redirect(303, "/start") : access::toLogin(visit);
}

http::Response stop(const Visit& visit) {
    const auto token = identity::sessionTokenHash(visit.request, visit.settings().login);
    if (!token)
        return access::toLogin(visit);
    return stopPreview(visit, *token) ? http::redirect(303, kOverview) : http::redirect(303, "/start");
}

}  // namespace

void registerPreviewPages(tenancy::Pages& pages) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Post, "/gebruikersbeheer/mensen/{id}/zie-als", RouteRight::Settings, start);
    // Not behind the gate, which lets nothing but looking through while it lasts.
    pages.add(Method::Post, "/gebruikersbeheer/zie-als/stop", RouteRight::SignedOut, stop);
}

}  // namespace inzage::sharing
