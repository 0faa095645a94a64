#include "platform/identity/page_parts.h"

/// /nieuw-wachtwoord: the step in which a new password is chosen.
namespace inzage::identity {
namespace {

using tenancy::Visit;

http::Response passwordPage(const Visit& visit, Identity& identity, std::optional<PasswordFault> fault) {
    const auto page = identity.signIn().newPasswordPage(occasionOf(visit), sessionToken(visit.request));
    if (!page)
        return stepIsOver(visit);
    const auto length = std::to_string(visit.settings().login.password.min_length);
    views::Model model;
    model.set("SCENE_WORDS", visit.settings().branding.login_words);
    model.set("WANTED", wantedPath(visit.request));
    model.set("WHY", visit.say("identity.new_password_" + page->reason));
    model.set("LENGTH", length);
    if (fault) {
        auto& error = model.add(*fault == PasswordFault::NotTheSame ? "ERROR_AGAIN" : "ERROR_FIRST");
        error.set("TEXT", visit.say("identity.fault_" + std::string{nameOf(*fault)}, {{"LENGTH", length}}));
        model.add("ERROR").set(
            "TEXT", visit.say("identity.fault_" + std::string{nameOf(*fault)}, {{"LENGTH", length}}));
        model.set("AT", *fault == PasswordFault::NotTheSame ? "nogmaals" : "wachtwoord");
    }
    addShowPassword(visit, model);
    addHelp(visit, model);
    return formPage(visit, fault ? 422 : 200, "identity/new_password",
                    visit.say("identity.new_password_title"), fault.has_value(), model);
}

http::Response showPassword(const Visit& visit, Identity& identity) {
    const auto token = sessionToken(visit.request);
    if (token.empty())
        return http::redirect(303, withWanted("/inloggen", wantedPath(visit.request)));
    const auto stands = identity.signIn().standsAt(occasionOf(visit), token);
    if (stands && *stands != NextStep::NewPassword)
        return toStep(*stands, wantedPath(visit.request));
    return passwordPage(visit, identity, std::nullopt);
}

http::Response tryPassword(const Visit& visit, Identity& identity) {
    const auto field = [&](std::string_view name) {
        return Private<std::string>{std::string{visit.request.form(name).value_or("")}};
    };
    const auto result = identity.signIn().newPassword(occasionOf(visit), sessionToken(visit.request),
                                                      field("wachtwoord"), field("nogmaals"));
    switch (result.kind) {
        case NewPasswordResult::Kind::NoSession:
            return stepIsOver(visit);
        case NewPasswordResult::Kind::Busy:
            return tooBusy(visit);
        case NewPasswordResult::Kind::Refused:
            return passwordPage(visit, identity, result.fault);
        case NewPasswordResult::Kind::Changed: {
            visit.services.wake_delivery(visit.tenant->id);
            auto response = http::redirect(303, "/inloggen?wachtwoord=gewijzigd");
            response.clearCookie(kSessionCookie);
            response.clearCookie(kResetCookie);
            return response;
        }
        case NewPasswordResult::Kind::Passed:
            break;
    }
    visit.services.wake_delivery(visit.tenant->id);
    auto response = toStep(result.next, wantedPath(visit.request));
    response.setCookie(sessionCookie(result.cookies.session));
    return response;
}

}  // namespace

void registerPasswordPages(tenancy::Pages& pages, Identity& identity) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, "/nieuw-wachtwoord", RouteRight::SignedOut,
              [&](const Visit& visit) { return showPassword(visit, identity); });
    pages.add(Method::Post, "/nieuw-wachtwoord", RouteRight::SignedOut,
              [&](const Visit& visit) { return tryPassword(visit, identity); });
}

}  // namespace inzage::identity
