#include "platform/identity/enrolment/enrolment_pages.h"
#include "platform/identity/page_parts.h"

/// /uitnodiging: what an invitation's link opens. Nothing is ever shown at the address with the secret: the
/// browser gets a cookie and goes on without it.
namespace inzage::identity {
namespace {

using tenancy::Visit;

std::string_view nameOf(LinkState state) {
    switch (state) {
        case LinkState::Expired:
            return "expired";
        case LinkState::Used:
            return "used";
        case LinkState::Replaced:
            return "replaced";
        case LinkState::Withdrawn:
            return "withdrawn";
        case LinkState::Open:
        case LinkState::Unknown:
            break;
    }
    return "unknown";
}

http::Response openInvitation(const Visit& visit, Identity& identity) {
    const auto opened = identity.enrolment().open(occasionOf(visit), visit.params.get("token"));
    auto response = http::redirect(303, "/uitnodiging");
    if (opened.cookie.empty())
        response.clearCookie(kEnrolmentCookie);
    else
        response.setCookie({std::string{kEnrolmentCookie}, opened.cookie, std::nullopt});
    return response;
}

/// For somebody with an account: sign in, and take up the invitation.
http::Response forAccount(const Visit& visit, Identity& identity, const EnrolmentPage& page) {
    const auto stands = identity.signIn().standsAt(occasionOf(visit), sessionToken(visit.request));
    views::Model model;
    model.set("SCENE_WORDS", visit.settings().branding.login_words);
    model.set("ORGANISATION", visit.settings().identity.name);
    model.set("EMAIL", page.email);
    if (page.inviter.reveal().empty())
        model.show("BY_ORGANISATION");
    else
        model.add("BY").set("WHO", page.inviter);
    const auto& external = visit.settings().login.external;
    if (stands == NextStep::SignedIn && page.has_account)
        model.show("TAKE_UP");
    else if (external.on())
        model.add("EXTERNAL").set("EXTERNAL_NAME", external.name);
    else
        model.show("SIGN_IN");
    addHelp(visit, model);
    return formPage(visit, 200, "identity/enrolment/take_up", visit.say("enrolment.invitation_title"), false,
                    model);
}

http::Response showInvitation(const Visit& visit, Identity& identity) {
    const auto cookie = visit.request.cookie(kEnrolmentCookie).value_or("");
    const auto page = identity.enrolment().page(occasionOf(visit), std::string{cookie});
    if (!page || !page->invited)
        return explainLink(visit, LinkState::Unknown, "");
    if (page->link != LinkState::Open)
        return explainLink(visit, page->link, page->inviter.reveal());
    // At an external login nothing is asked here: who comes back from there has an account.
    const bool external = visit.settings().login.external.on();
    if ((page->has_account || external) && page->step != EnrolmentStep::Done)
        return forAccount(visit, identity, *page);
    return http::redirect(303, external ? "/start" : "/account-maken");
}

http::Response takeUp(const Visit& visit, Identity& identity) {
    const auto cookie = visit.request.cookie(kEnrolmentCookie).value_or("");
    const auto result =
        identity.enrolment().takeUp(occasionOf(visit), std::string{cookie}, sessionToken(visit.request));
    switch (result.kind) {
        case EnrolmentResult::Kind::Passed:
            break;
        case EnrolmentResult::Kind::OutOfOrder:
        case EnrolmentResult::Kind::Refused:
        case EnrolmentResult::Kind::Busy:
        case EnrolmentResult::Kind::Waits:
            return explain(visit, 403,
                           {visit.say("enrolment.not_yours_title"), visit.say("enrolment.not_yours_text"), "",
                            visit.say("enrolment.not_yours_button"), "/uitloggen"});
        case EnrolmentResult::Kind::Over:
            return explainLink(visit, LinkState::Used, "");
    }
    auto response = explain(visit, 200,
                            {visit.say("enrolment.taken_up_title"), visit.say("enrolment.taken_up_text"), "",
                             visit.say("enrolment.to_portal"), "/start"});
    response.clearCookie(kEnrolmentCookie);
    return response;
}

}  // namespace

http::Response explainLink(const Visit& visit, LinkState state, const std::string& inviter) {
    const std::string name{nameOf(state)};
    const auto whom = inviter.empty() ? visit.settings().identity.name : inviter;
    const bool has_account = state == LinkState::Used;
    return explain(visit, state == LinkState::Unknown ? 404 : 410,
                   {visit.say("enrolment.link_" + name + "_title"),
                    visit.say("enrolment.link_" + name + "_text", {{"WHO", whom}}),
                    visit.say("enrolment.link_help", {{"EMAIL", visit.settings().helpdesk.email}}),
                    visit.say(has_account ? "identity.sign_in" : "enrolment.to_sign_in"), "/inloggen"});
}

void registerInvitationPages(tenancy::Pages& pages, Identity& identity) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, "/uitnodiging/{token}", RouteRight::SignedOut,
              [&](const Visit& visit) { return openInvitation(visit, identity); });
    pages.add(Method::Get, "/uitnodiging", RouteRight::SignedOut,
              [&](const Visit& visit) { return showInvitation(visit, identity); });
    pages.add(Method::Post, "/uitnodiging/aannemen", RouteRight::SignedOut,
              [&](const Visit& visit) { return takeUp(visit, identity); });
}

}  // namespace inzage::identity
