#include "platform/access/refusal_pages.h"
#include "platform/identity/factors/factors.h"
#include "platform/identity/factors/qr_code.h"
#include "platform/identity/page_parts.h"
#include "platform/profile/page_parts.h"

/// /profiel/codes: for when the telephone doesn't work: printed codes, and an app in place of the SMS.
namespace inzage::profile {
namespace {

using identity::CodePurpose;
using identity::Factors;
using identity::Identity;
using tenancy::Visit;

constexpr std::string_view kPage = "/profiel/codes";
constexpr std::string_view kApp = "/profiel/codes/app";

/// Asks "is it you" first, and comes back to `back`.
http::Response confirmFirst(const Visit& visit, const Identity& identity, std::string_view back) {
    if (!identity.confirmation().ask(identity::occasionOf(visit), identity::sessionToken(visit.request),
                                     {CodePurpose::Factors, std::string{back}}))
        return notAsked(visit);
    visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303, identity::kConfirmPage);
}

http::Response showFactors(const Visit& visit, const Identity& identity) {
    auto entered = access::enter(visit, {.event = "account.factors", .object_kind = "account"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    const auto state =
        identity.factors().state(identity::occasionOf(visit), identity::sessionToken(visit.request));
    if (!state)
        return notAsked(visit);
    views::Model model;
    const auto done = visit.request.query("gedaan").value_or("");
    if (done == "aan" || done == "uit")
        showNotice({"OK", visit.say("factors.app_" + std::string{done} + "_title"),
                    visit.say("factors.app_" + std::string{done} + "_text")},
                   model);
    else if (state->confirmed)
        showNotice({"OK", visit.say("factors.proven_title"), visit.say("factors.proven_text")}, model);
    else
        model.show("CODE_FIRST");
    if (state->recovery_left > 0)
        model.add("CODES_LEFT").set("LEFT", static_cast<long>(state->recovery_left));
    else
        model.show("NO_CODES");
    if (state->app)
        model.show("APP_OFF");
    else if (visit.settings().login.code_app)
        model.show("APP_ON");
    return access::page(visit, std::get<access::Entered>(entered).viewer, "profile/factors",
                        {.title = visit.say("factors.title"), .nav = ""}, model);
}

http::Response makeCodes(const Visit& visit, const Identity& identity) {
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
        return std::move(*refused);
    const auto codes = identity.factors().newRecoveryCodes(identity::occasionOf(visit),
                                                           identity::sessionToken(visit.request));
    if (codes.empty())
        return confirmFirst(visit, identity, kPage);
    visit.services.wake_delivery(visit.tenant->id);
    views::Model model;
    model.set("ORGANISATION", visit.settings().identity.name);
    for (const auto& code : codes)
        model.add("CODE").set("TEXT", code);
    return access::page(visit, std::get<access::Viewer>(who), "profile/recovery_codes",
                        {.title = visit.say("factors.codes_title"), .nav = ""}, model);
}

http::Response appPage(const Visit& visit, const access::Viewer& viewer, const identity::AppSecret& secret,
                       bool wrong) {
    views::Model model;
    model.set("SECRET", secret.shown);
    const auto picture = identity::qrCode(secret.address);
    if (!picture.path.empty()) {
        auto& box = model.add("PICTURE");
        box.set("SIZE", static_cast<long>(picture.size));
        box.set("SQUARES", picture.path);
    }
    if (wrong)
        model.show("WRONG");
    return access::page(visit, viewer, "profile/app",
                        {.title = visit.say("factors.app_title"), .nav = "", .error = wrong}, model,
                        wrong ? 422 : 200);
}

http::Response showApp(const Visit& visit, const Identity& identity) {
    if (!visit.settings().login.code_app)
        return access::notOffered(visit, {.event = "account.factors"}, "code_app");
    auto entered = access::enter(visit, {.event = "account.factors", .object_kind = "account"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    const auto secret =
        identity.factors().appSecret(identity::occasionOf(visit), identity::sessionToken(visit.request));
    if (!secret)
        return notAsked(visit);
    return appPage(visit, std::get<access::Entered>(entered).viewer, *secret, false);
}

http::Response startApp(const Visit& visit, const Identity& identity) {
    if (!visit.settings().login.code_app)
        return access::notOffered(visit, {.event = "account.factors", .action = 'U'}, "code_app");
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
        return std::move(*refused);
    const auto state =
        identity.factors().state(identity::occasionOf(visit), identity::sessionToken(visit.request));
    if (!state)
        return notAsked(visit);
    return state->confirmed ? http::redirect(303, kApp) : confirmFirst(visit, identity, kApp);
}

http::Response proveApp(const Visit& visit, const Identity& identity) {
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
        return std::move(*refused);
    const auto occasion = identity::occasionOf(visit);
    const auto token = identity::sessionToken(visit.request);
    const auto change = identity.factors().proveApp(occasion, token, visit.request.form("code").value_or(""));
    if (change == Factors::Change::Wrong)
        if (const auto secret = identity.factors().appSecret(occasion, token))
            return appPage(visit, std::get<access::Viewer>(who), *secret, true);
    if (change != Factors::Change::Done)
        return notAsked(visit);
    visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303, "/profiel/codes?gedaan=aan");
}

http::Response dropApp(const Visit& visit, const Identity& identity) {
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
        return std::move(*refused);
    const auto change =
        identity.factors().dropApp(identity::occasionOf(visit), identity::sessionToken(visit.request));
    if (change != Factors::Change::Done)
        return confirmFirst(visit, identity, kPage);
    visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303, "/profiel/codes?gedaan=uit");
}

}  // namespace

void registerFactorPages(tenancy::Pages& pages, Identity& identity) {
    using http::Method;
    using http::RouteRight;
    const auto add = [&](Method method, std::string_view path,
                         http::Response (*page)(const Visit&, const Identity&)) {
        pages.add(method, std::string{path}, RouteRight::SignedIn,
                  [&identity, page](const Visit& visit) { return page(visit, identity); });
    };
    add(Method::Get, kPage, showFactors);
    add(Method::Post, "/profiel/codes/maken", makeCodes);
    add(Method::Get, kApp, showApp);
    add(Method::Post, kApp, proveApp);
    add(Method::Post, "/profiel/codes/app-aan", startApp);
    add(Method::Post, "/profiel/codes/app-uit", dropApp);
}

}  // namespace inzage::profile
