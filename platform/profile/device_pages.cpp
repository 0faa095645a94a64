#include "platform/access/refusal_pages.h"
#include "platform/identity/own_data/own_devices.h"
#include "platform/identity/page_parts.h"
#include "platform/profile/page_parts.h"

/// The deeds on /profiel about devices and sessions: forget one or all, end one or all.
namespace inzage::profile {
namespace {

using tenancy::Visit;

/// `perform` gives where to go on /profiel, or nothing when there is no such thing.
template <class Do>
http::Response doing(const Visit& visit, Do perform) {
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
        return std::move(*refused);
    const auto& viewer = std::get<access::Viewer>(who);
    const std::optional<std::string_view> done =
        perform(identity::occasionOf(visit), identity::Owner{viewer.account, viewer.session});
    if (!done)
        return access::notFound(visit, viewer);
    return http::redirect(303, "/profiel?gedaan=" + std::string{*done});
}

using Done = std::optional<std::string_view>;

http::Response forget(const Visit& visit) {
    return doing(visit, [&](const identity::Occasion& occasion, const identity::Owner& owner) -> Done {
        const auto device = DeviceId::parse(visit.request.form("apparaat").value_or(""));
        return identity::forgetDevice(occasion, owner, device) ? Done{"apparaat"} : std::nullopt;
    });
}

http::Response forgetAll(const Visit& visit) {
    return doing(visit, [&](const identity::Occasion& occasion, const identity::Owner& owner) -> Done {
        identity::forgetAllDevices(occasion, owner);
        return "apparaten";
    });
}

http::Response endOne(const Visit& visit) {
    return doing(visit, [&](const identity::Occasion& occasion, const identity::Owner& owner) -> Done {
        const auto session = SessionId::parse(visit.request.form("plek").value_or(""));
        return identity::endPlace(occasion, owner, session) ? Done{"plek"} : std::nullopt;
    });
}

http::Response endAll(const Visit& visit) {
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
        return std::move(*refused);
    const auto& viewer = std::get<access::Viewer>(who);
    identity::endAllPlaces(identity::occasionOf(visit), {viewer.account, viewer.session});
    auto response = http::redirect(303, "/uitgelogd");
    response.clearCookie(identity::kSessionCookie);
    return response;
}

}  // namespace

void registerDevicePages(tenancy::Pages& pages) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Post, "/profiel/apparaten/vergeet", RouteRight::SignedIn, forget);
    pages.add(Method::Post, "/profiel/apparaten/vergeet-alle", RouteRight::SignedIn, forgetAll);
    pages.add(Method::Post, "/profiel/plekken/uitloggen", RouteRight::SignedIn, endOne);
    pages.add(Method::Post, "/profiel/plekken/overal-uitloggen", RouteRight::SignedIn, endAll);
}

}  // namespace inzage::profile
