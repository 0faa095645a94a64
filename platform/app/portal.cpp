#include "platform/app/portal.h"

#include "platform/access/access_pages.h"
#include "platform/access/refusal_pages.h"
#include "platform/agenda/agenda_pages.h"
#include "platform/dossier/dossier_pages.h"
#include "platform/exports/export_pages.h"
#include "platform/files/files.h"
#include "platform/home/home_pages.h"
#include "platform/http/ops_routes.h"
#include "platform/identity/cookies.h"
#include "platform/identity/external/external_pages.h"
#include "platform/identity/external/external_rules.h"
#include "platform/messages/messages_pages.h"
#include "platform/notices/notices_pages.h"
#include "platform/people/people_pages.h"
#include "platform/pinboard/pinboard_pages.h"
#include "platform/profile/profile_pages.h"
#include "platform/sharing/sharing_pages.h"
#include "platform/tenancy/information_pages.h"
#include "platform/tenancy/problem_pages.h"
#include "platform/tenancy/sms_report_pages.h"

namespace inzage::app {
namespace {

/// A page of the portal's own login, where people sign in elsewhere.
http::Response notHere(const http::Request& request, const tenancy::Services& services,
                       const http::Route& route) {
    return tenancy::atTenant(services, request, http::PathParams{route, {}}, [](const tenancy::Visit& visit) {
        return access::showMessage(visit, 403, identity::notWithExternalLogin(visit));
    });
}

/// Before any page: the host must be an organisation's, the organisation must be open, and the page one that
/// it has with its way of signing in.
std::optional<http::Response> guard(const http::Request& request, const tenancy::Services& services,
                                    const http::ErrorPage& problem, const http::Route* route) {
    const auto tenant = services.tenants.byHost(request.host());
    if (!tenant)
        return http::text(421, "No organisation is served under this name.\n");
    if (tenant->suspended)
        return problem(503, request);
    if (route != nullptr && tenant->settings->login.external.on() &&
        !identity::servedWithExternalLogin(*route))
        return notHere(request, services, *route);
    return std::nullopt;
}

/// Whom to warn of a weakness: the organisation's helpdesk.
std::string securityContact(const http::Request& request, const tenancy::Services& services) {
    const auto tenant = services.tenants.byHost(request.host());
    if (!tenant)
        return {};
    const auto& helpdesk = tenant->settings->helpdesk;
    return helpdesk.email.empty() ? helpdesk.form_url : "mailto:" + helpdesk.email;
}

}  // namespace

void fillPortal(http::Router& router, const tenancy::Services& services, identity::Identity& identity,
                files::Workshop& workshop, const delivery::Gateways& gateways,
                exports::ExportMaker& export_maker) {
    const auto problem = tenancy::problemPages(services, access::showMessage);
    router.onError(problem);
    router.checkCsrfWith(identity::checkFormToken);
    router.guardWith([&services, problem](const http::Request& request, const http::Route* route) {
        return guard(request, services, problem, route);
    });
    router.nameTenantsWith([&services](std::string_view host) {
        const auto tenant = services.tenants.byHost(host);
        return tenant ? tenant->id.text() : std::string{};
    });
    http::addSecurityTxt(
        router, [&services](const http::Request& request) { return securityContact(request, services); });
    tenancy::Pages pages{router, services};
    tenancy::registerInformationPages(pages);
    tenancy::registerSmsReportPages(pages, gateways);
    identity::registerPages(pages, identity);
    access::registerPages(pages);
    files::registerPages(pages);
    sharing::registerPages(pages, identity);
    home::registerPages(pages);
    dossier::registerPages(pages);
    agenda::registerPages(pages);
    messages::registerPages(pages, workshop);
    people::registerPages(pages);
    profile::registerPages(pages, identity, workshop);
    exports::registerPages(pages, identity, export_maker);
    pinboard::registerPages(pages, workshop);
    notices::registerPages(pages);
}

}  // namespace inzage::app
