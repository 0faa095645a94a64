#include "platform/identity/page_parts.h"

/// /uitloggen and /uitgelogd.
namespace inzage::identity {
namespace {

using tenancy::Visit;

http::Response signOut(const Visit& visit, Identity& identity) {
    const auto token = sessionToken(visit.request);
    if (!token.empty())
        identity.signIn().logout(occasionOf(visit), token);
    auto response = http::redirect(303, "/uitgelogd");
    response.clearCookie(kSessionCookie);
    response.clearCookie(kFormCookie);
    return response;
}

http::Response askSignOut(const Visit& visit, Identity& identity) {
    if (sessionToken(visit.request).empty())
        return http::redirect(303, "/inloggen");
    // Only a click inside the portal signs out without a question: another site could send people to this
    // address.
    if (!visit.settings().login.logout_asks && visit.request.header("sec-fetch-site") == "same-origin")
        return signOut(visit, identity);
    views::Model model;
    return formPage(visit, 200, "identity/logout", visit.say("identity.logout_title"), false, model);
}

http::Response signedOut(const Visit& visit) {
    return explain(visit, 200,
                   {visit.say("identity.signed_out_title"), visit.say("identity.signed_out_text"), "",
                    visit.say("identity.sign_in_again"), "/inloggen"});
}

}  // namespace

void registerLogoutPages(tenancy::Pages& pages, Identity& identity) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, "/uitloggen", RouteRight::SignedOut,
              [&](const Visit& visit) { return askSignOut(visit, identity); });
    pages.add(Method::Post, "/uitloggen", RouteRight::SignedOut,
              [&](const Visit& visit) { return signOut(visit, identity); });
    pages.add(Method::Get, "/uitgelogd", RouteRight::Public, signedOut);
}

}  // namespace inzage::identity
