#include "platform/access/entrance.h"

#include <algorithm>

#include "platform/access/refusal_pages.h"
#include "platform/access/refusal_store.h"
#include "platform/access/viewer_row.h"
#include "platform/http/csrf.h"
#include "platform/identity/cookies.h"

namespace inzage::access {
namespace {

constexpr database::Statement kGateAlone{"access_gate",
                                         "SELECT " INZAGE_VIEWER " FROM " INZAGE_ENTER " AS viewer"};

/// The word of the gate for the right that the route declares.
std::string_view gateRight(http::RouteRight right) {
    switch (right) {
        case http::RouteRight::Messages:
            return "messages";
        case http::RouteRight::Appointments:
            return "appointments";
        case http::RouteRight::Dossier:
            return "dossier";
        case http::RouteRight::Details:
            return "details";
        case http::RouteRight::Settings:
            return "settings";
        case http::RouteRight::Client:
            return "any";
        case http::RouteRight::SignedIn:
            return "none";
        case http::RouteRight::Public:
        case http::RouteRight::SignedOut:
            break;
    }
    throw std::logic_error{"a public route must not ask the gate"};
}

}  // namespace

bool Viewer::may(Right right) const noexcept {
    return std::find(rights.begin(), rights.end(), right) != rights.end();
}

std::variant<Entered, http::Response> enter(const tenancy::Visit& visit, const Look& look,
                                            const database::Statement& statement,
                                            std::initializer_list<database::Param> own) {
    const auto token = identity::sessionTokenHash(visit.request);
    const auto right = gateRight(visit.params.route().right);
    if (!token)
        return toLogin(visit);
    const auto& settings = visit.settings();
    std::vector<database::Param> params{*token,
                                        look.client,
                                        right,
                                        look.event,
                                        std::string_view{&look.action, 1},
                                        look.object_kind,
                                        look.object_id,
                                        visit.request.remoteIp(),
                                        visit.at,
                                        visit.today,
                                        settings.login.session.idle_min * 60,
                                        settings.dossier.visible_after_care_days};
    params.insert(params.end(), own.begin(), own.end());
    auto rows = visit.services.pools.once(visit.tenant->id, statement, params);
    if (rows.empty())
        return refuse(visit, *token, look.client, right);
    return Entered{viewerOf(rows[0]), std::move(rows)};
}

std::variant<Entered, http::Response> enter(const tenancy::Visit& visit, const Look& look) {
    return enter(visit, look, kGateAlone);
}

std::variant<Viewer, http::Response> actor(const tenancy::Visit& visit) {
    const auto token = identity::sessionTokenHash(visit.request);
    if (!token)
        return toLogin(visit);
    auto viewer = findSignedIn(visit, *token);
    if (!viewer)
        return refuse(visit, *token, std::nullopt, "none");
    return std::move(*viewer);
}

std::string formToken(const tenancy::Visit& visit) {
    return http::maskCsrf(identity::csrfSecret(visit.request));
}

}  // namespace inzage::access
