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
        case http::RouteRight::Machine:
        case http::RouteRight::SignedOut:
            break;
    }
    throw std::logic_error{"a public route must not ask the gate"};
}

std::string_view rightFor(const tenancy::Visit& visit, const Look& look) {
    return look.right.empty() ? gateRight(visit.params.route().right) : look.right;
}

/// The parameters $1 to $12 of the gate.
std::vector<database::Param> gateParams(const tenancy::Visit& visit, const Look& look,
                                        const std::string& token) {
    const auto& settings = visit.settings();
    return {token,
            look.client,
            rightFor(visit, look),
            look.event,
            std::string_view{&look.action, 1},
            look.object_kind,
            look.object_id,
            visit.request.remoteIp(),
            visit.at,
            visit.today,
            settings.login.session.idle_min * 60,
            settings.dossier.visible_after_care_days};
}

}  // namespace

bool Viewer::may(Right right) const noexcept {
    return std::find(rights.begin(), rights.end(), right) != rights.end();
}

std::variant<Entered, http::Response> enter(const tenancy::Visit& visit, const Look& look,
                                            const database::Statement& statement,
                                            std::initializer_list<database::Param> own) {
    const auto token = identity::sessionTokenHash(visit.request, visit.settings().login);
    if (!token)
        return toLogin(visit);
    auto params = gateParams(visit, look, *token);
    params.insert(params.end(), own.begin(), own.end());
    auto rows = visit.services.pools.once(visit.tenant->id, statement, params);
    if (rows.empty())
        return refuse(visit, *token, look.client, rightFor(visit, look));
    return Entered{viewerOf(rows[0]), std::move(rows)};
}

std::variant<EnteredToWrite, http::Response> enterToWrite(const tenancy::Visit& visit, const Look& look) {
    const auto token = identity::sessionTokenHash(visit.request, visit.settings().login);
    if (!token)
        return toLogin(visit);
    {
        auto tx = visit.services.pools.begin(visit.tenant->id);
        const auto rows = tx.run(kGateAlone, gateParams(visit, look, *token));
        if (!rows.empty())
            return EnteredToWrite{viewerOf(rows[0]), std::move(tx)};
        tx.commit();
    }
    return refuse(visit, *token, look.client, rightFor(visit, look));
}

std::variant<Entered, http::Response> enter(const tenancy::Visit& visit, const Look& look) {
    return enter(visit, look, kGateAlone);
}

std::variant<Viewer, http::Response> actor(const tenancy::Visit& visit) {
    const auto token = identity::sessionTokenHash(visit.request, visit.settings().login);
    if (!token)
        return toLogin(visit);
    auto viewer = findSignedIn(visit, *token);
    // Who looks as somebody else writes nothing.
    if (!viewer || viewer->preview_account)
        return refuse(visit, *token, std::nullopt, "none");
    return std::move(*viewer);
}

std::string formToken(const tenancy::Visit& visit) {
    return http::maskCsrf(identity::csrfSecret(visit.request));
}

}  // namespace inzage::access
