#include "platform/http/ops_routes.h"

#include <algorithm>

#include "platform/base/clock.h"
#include "platform/observe/health.h"
#include "platform/observe/metrics.h"

namespace inzage::http {

void addOpsRoutes(Router& ops, const Router& portal) {
    ops.add(Method::Get, "/metrics", RouteRight::Public, [](const Request&, const PathParams&) {
        Response response;
        response.body = observe::metricsText();
        response.header("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        return response;
    });
    ops.add(Method::Get, "/health/live", RouteRight::Public,
            [](const Request&, const PathParams&) { return text(200, "live\n"); });
    ops.add(Method::Get, "/health/ready", RouteRight::Public, [](const Request&, const PathParams&) {
        const std::vector<observe::CheckResult> results = observe::Health::ready();
        const bool ready = std::none_of(results.begin(), results.end(),
                                        [](const observe::CheckResult& result) { return result.problem; });
        return json(ready ? 200 : 503, observe::readyJson(results));
    });
    ops.add(Method::Get, "/routes", RouteRight::Public,
            [&portal](const Request&, const PathParams&) { return json(200, portal.listJson()); });
}

void addSecurityTxt(Router& portal, std::function<std::string(const Request&)> contact) {
    portal.add(Method::Get, "/.well-known/security.txt", RouteRight::Public,
               [contact = std::move(contact)](const Request& request, const PathParams&) {
                   constexpr std::chrono::hours kValid{24 * 180};
                   const std::string expires = isoUtc(request.receivedAt() + kValid).substr(0, 10);
                   return text(200, "Contact: " + contact(request) + "\nExpires: " + expires +
                                        "T00:00:00Z\nPreferred-Languages: nl, en\n");
               });
}

}  // namespace inzage::http
