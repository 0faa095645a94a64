#include "platform/identity/enrolment/enrolment_pages.h"
#include "platform/identity/page_parts.h"

/// /registreren: an address that the organisation knows, where people register themselves.
namespace inzage::identity {
namespace {

using tenancy::Visit;

bool peopleRegister(const Visit& visit) {
    return visit.settings().login.registration.kind == config::FirstAccess::Registers;
}

http::Response notHere(const Visit& visit) {
    return explain(visit, 404,
                   {visit.say("enrolment.no_registering_title"), visit.say("enrolment.no_registering_text"),
                    "", visit.say("enrolment.to_sign_in"), "/inloggen"});
}

http::Response registerPage(const Visit& visit, bool wrong, std::string_view typed) {
    views::Model model;
    model.set("SCENE_WORDS", visit.settings().branding.login_words);
    model.set("HOW", visit.settings().login.registration.text);
    model.set("EMAIL", typed);
    if (wrong) {
        model.show("ERROR");
        model.show("WRONG");
    }
    addHelp(visit, model);
    return formPage(visit, wrong ? 422 : 200, "identity/enrolment/register",
                    visit.say("enrolment.register_title"), wrong, model);
}

http::Response showRegister(const Visit& visit) {
    return peopleRegister(visit) ? registerPage(visit, false, "") : notHere(visit);
}

http::Response tryRegister(const Visit& visit, Identity& identity) {
    if (!peopleRegister(visit))
        return notHere(visit);
    const auto typed = visit.request.form("email").value_or("");
    const auto result = identity.enrolment().begin(occasionOf(visit), typed);
    if (result.kind == EnrolmentResult::Kind::Waits) {
        const auto minutes =
            std::to_string(std::chrono::ceil<std::chrono::minutes>(result.retry_after).count());
        auto waits = explain(visit, 429,
                             {visit.say("identity.address_waits_title"),
                              visit.say("enrolment.address_waits_text", {{"MINUTES", minutes}}), "",
                              visit.say("enrolment.to_sign_in"), "/inloggen"});
        waits.header("Retry-After", std::to_string(result.retry_after.count()));
        return waits;
    }
    if (result.kind != EnrolmentResult::Kind::Passed)
        return registerPage(visit, true, typed);
    visit.services.wake_delivery(visit.tenant->id);
    auto response = http::redirect(303, "/account-maken");
    response.setCookie({std::string{kEnrolmentCookie}, result.cookie, std::nullopt});
    return response;
}

}  // namespace

void registerRegistrationPages(tenancy::Pages& pages, Identity& identity) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, "/registreren", RouteRight::SignedOut, showRegister);
    pages.add(Method::Post, "/registreren", RouteRight::SignedOut,
              [&](const Visit& visit) { return tryRegister(visit, identity); });
}

}  // namespace inzage::identity
