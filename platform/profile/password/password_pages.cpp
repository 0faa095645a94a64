#include "platform/profile/password/password_pages.h"

#include <algorithm>

#include "platform/access/entrance.h"
#include "platform/access/refusal_pages.h"
#include "platform/identity/confirmation.h"
#include "platform/identity/page_parts.h"

/// /profiel/wachtwoord: somebody who is signed in changes their password.
namespace inzage::profile {
namespace {

using identity::CodePurpose;
using identity::PasswordFault;
using tenancy::Visit;
using Kind = identity::OwnChangeResult::Kind;

constexpr std::string_view kPage = "/profiel/wachtwoord";

/// Whether this organisation lets people change their password themselves.
bool offered(const Visit& visit) {
    const auto& list = visit.settings().profile.editable;
    return std::find(list.begin(), list.end(), config::OwnData::Password) != list.end();
}

http::Response notOffered(const Visit& visit) {
    return access::notOffered(visit, {.event = "account.password"}, "own_data");
}

/// What is wrong with what was typed: at which field, in which words.
struct Trouble {
    std::string_view field;  ///< "" when nothing is
    std::string text;
};

http::Response formPage(const Visit& visit, const access::Viewer& viewer, int status,
                        const Trouble& trouble) {
    views::Model model;
    auto& form = model.add("FORM");
    form.set("LENGTH", std::to_string(visit.settings().login.password.min_length));
    identity::addShowPassword(visit, form);
    if (!trouble.field.empty()) {
        auto& error = form.add("ERROR");
        error.set("TEXT", trouble.text);
        error.set("AT", trouble.field);
        form.add(trouble.field == "oud"        ? "ERROR_OLD"
                 : trouble.field == "nogmaals" ? "ERROR_AGAIN"
                                               : "ERROR_FIRST")
            .set("TEXT", trouble.text);
    }
    return access::page(visit, viewer, "profile/password/change",
                        {.title = visit.say("password.title"), .nav = "", .error = !trouble.field.empty()},
                        model, status);
}

http::Response askPage(const Visit& visit, const access::Viewer& viewer) {
    views::Model model;
    model.show("ASK");
    return access::page(visit, viewer, "profile/password/change",
                        {.title = visit.say("password.title"), .nav = ""}, model);
}

http::Response showPassword(const Visit& visit, identity::Identity& identity) {
    if (!offered(visit))
        return notOffered(visit);
    auto entered = access::enter(visit, {.event = "account.password"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    const auto& viewer = std::get<access::Entered>(entered).viewer;
    if (visit.request.query("gewijzigd") == "ja") {
        views::Model model;
        model.show("DONE");
        return access::page(visit, viewer, "profile/password/change",
                            {.title = visit.say("password.done_title"), .nav = ""}, model);
    }
    if (!identity.ownChange().isOpen(identity::occasionOf(visit), identity::sessionToken(visit.request)))
        return askPage(visit, viewer);
    return formPage(visit, viewer, 200, {});
}

http::Response sendCode(const Visit& visit, identity::Identity& identity) {
    if (!offered(visit))
        return notOffered(visit);
    // Asking writes its own row into the access log.
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
        return std::move(*refused);
    static_cast<void>(identity.confirmation().ask(identity::occasionOf(visit),
                                                  identity::sessionToken(visit.request),
                                                  {CodePurpose::Password, std::string{kPage}}));
    visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303, identity::kConfirmPage);
}

std::string_view fieldOf(PasswordFault fault) {
    return fault == PasswordFault::NotTheSame ? "nogmaals" : "wachtwoord";
}

http::Response changePassword(const Visit& visit, identity::Identity& identity) {
    if (!offered(visit))
        return notOffered(visit);
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
        return std::move(*refused);
    const auto& viewer = std::get<access::Viewer>(who);
    const auto field = [&](std::string_view name) {
        return Private<std::string>{std::string{visit.request.form(name).value_or("")}};
    };
    const auto result =
        identity.ownChange().change(identity::occasionOf(visit), identity::sessionToken(visit.request),
                                    {field("oud"), field("wachtwoord"), field("nogmaals")});
    switch (result.kind) {
        case Kind::NoSession:
        case Kind::NotConfirmed:
            return access::showMessage(visit, 403,
                                       {.title = visit.say("password.over_title"),
                                        .text = visit.say("password.over_text"),
                                        .more = "",
                                        .button_text = visit.say("password.again"),
                                        .button_path = std::string{kPage}});
        case Kind::Busy:
            return identity::tooBusy(visit);
        case Kind::WrongOld:
            return formPage(visit, viewer, 422, {"oud", visit.say("password.wrong_old")});
        case Kind::Waits:
            return formPage(visit, viewer, 422, {"oud", visit.say("password.waits")});
        case Kind::Refused: {
            const auto fault = result.fault.value_or(PasswordFault::Simple);
            const auto length = std::to_string(visit.settings().login.password.min_length);
            return formPage(visit, viewer, 422,
                            {fieldOf(fault), visit.say("identity.fault_" + std::string{nameOf(fault)},
                                                       {{"LENGTH", length}})});
        }
        case Kind::Changed:
            break;
    }
    visit.services.wake_delivery(visit.tenant->id);
    auto response = http::redirect(303, std::string{kPage} + "?gewijzigd=ja");
    response.setCookie(identity::sessionCookie(result.session));
    return response;
}

}  // namespace

void registerPasswordPages(tenancy::Pages& pages, identity::Identity& identity) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, "/profiel/wachtwoord", RouteRight::SignedIn,
              [&](const Visit& visit) { return showPassword(visit, identity); });
    pages.add(Method::Post, "/profiel/wachtwoord", RouteRight::SignedIn,
              [&](const Visit& visit) { return changePassword(visit, identity); });
    pages.add(Method::Post, "/profiel/wachtwoord/code", RouteRight::SignedIn,
              [&](const Visit& visit) { return sendCode(visit, identity); });
}

}  // namespace inzage::profile
