#include "platform/app/portal.h"

#include "platform/access/access_pages.h"
#include "platform/app/error_pages.h"
#include "platform/dossier/dossier_pages.h"
#include "platform/home/home_pages.h"
#include "platform/identity/cookies.h"

namespace inzage::app {
namespace {

/// Before any page: the host must be an organisation's, and the organisation must be open.
std::optional<http::Response> guard(const http::Request& request, const tenancy::Services& services) {
    const auto tenant = services.tenants.byHost(request.host());
    if (!tenant)
        return http::text(421, "No organisation is served under this name.\n");
    if (tenant->suspended)
        return errorPage(503, request, services);
    return std::nullopt;
}

}  // namespace

void fillPortal(http::Router& router, const tenancy::Services& services, identity::Identity& identity) {
    router.onError([&services](int status, const http::Request& request) {
        return errorPage(status, request, services);
    });
    router.checkCsrfWith(identity::checkFormToken);
    router.guardWith(
        [&services](const http::Request& request, const http::Route&) { return guard(request, services); });
    router.nameTenantsWith([&services](std::string_view host) {
        const auto tenant = services.tenants.byHost(host);
        return tenant ? tenant->id.text() : std::string{};
    });
    tenancy::Pages pages{router, services};
    identity::registerPages(pages, identity);
    access::registerPages(pages);
    home::registerPages(pages);
    dossier::registerPages(pages);
}

}  // namespace inzage::app
