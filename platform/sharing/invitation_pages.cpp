#include "platform/access/refusal_pages.h"
#include "platform/identity/page_parts.h"
#include "platform/sharing/page_parts.h"

/// POST /gebruikersbeheer/uitnodigingen/{id}: send again, take back.
namespace inzage::sharing {
namespace {

using tenancy::Visit;

http::Response decide(const Visit& visit, identity::Identity& identity) {
    const bool again = visit.request.form("doe") == "opnieuw";
    auto entered = enterDeed(visit, again ? "sharing.resend" : "sharing.withdraw", 'U', "invitation");
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& deed = std::get<DeedAbout>(entered);
    const auto id = InvitationId::parse(uuidOrNobodys(visit.params.get("id"))).value();
    const auto row = identity.invitations().find(deed.tx, id, visit.at);
    if (!row || row->client != *deed.viewer.client) {
        deed.tx.commit();
        return access::notFound(visit, deed.viewer);
    }
    const auto occasion = identity::occasionOf(visit);
    const identity::InvitationActor actor{.account = deed.viewer.account};
    const bool did = again ? identity.invitations().resend(deed.tx, occasion, id, actor)
                           : identity.invitations().withdraw(deed.tx, occasion, id, actor);
    deed.tx.commit();
    if (did && again)
        visit.services.wake_delivery(visit.tenant->id);
    if (!did)
        return done("niet-meer");
    return done(again ? "opnieuw" : "ingetrokken");
}

}  // namespace

void registerInvitationPages(tenancy::Pages& pages, identity::Identity& identity) {
    pages.add(http::Method::Post, std::string{kOverview} + "/uitnodigingen/{id}", http::RouteRight::Settings,
              [&](const Visit& visit) { return decide(visit, identity); });
}

}  // namespace inzage::sharing
