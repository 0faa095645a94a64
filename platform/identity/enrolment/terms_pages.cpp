#include <algorithm>

#include "platform/identity/enrolment/enrolment_pages.h"
#include "platform/identity/enrolment/terms.h"
#include "platform/identity/page_parts.h"

/// /voorwaarden: the step of signing in that asks for the terms of use.
namespace inzage::identity {
namespace {

using tenancy::Visit;

http::Response termsStep(const Visit& visit, bool missing) {
    const auto page = termsPage(occasionOf(visit), sessionToken(visit.request));
    if (!page)
        return stepIsOver(visit);
    views::Model model;
    model.set("SCENE_WORDS", visit.settings().branding.login_words);
    model.set("WANTED", wantedPath(visit.request));
    model.set("WHY", visit.say(page->new_version ? "enrolment.terms_new" : "enrolment.terms_first"));
    addTerms(visit.settings().login.terms_of_use, model);
    if (missing) {
        model.show("ERROR");
        model.show("MISSING");
    }
    addHelp(visit, model);
    return formPage(visit, missing ? 422 : 200, "identity/enrolment/terms",
                    visit.say("enrolment.terms_title"), missing, model);
}

http::Response showTerms(const Visit& visit, Identity& identity) {
    const auto token = sessionToken(visit.request);
    if (token.empty())
        return http::redirect(303, withWanted("/inloggen", wantedPath(visit.request)));
    const auto stands = identity.signIn().standsAt(occasionOf(visit), token);
    if (stands && *stands != NextStep::Terms)
        return toStep(*stands, wantedPath(visit.request));
    return termsStep(visit, false);
}

http::Response tryTerms(const Visit& visit) {
    if (visit.request.form("akkoord").value_or("") != "ja")
        return termsStep(visit, true);
    const auto session = acceptTerms(occasionOf(visit), sessionToken(visit.request));
    if (!session)
        return stepIsOver(visit);
    auto response = toStep(NextStep::SignedIn, wantedPath(visit.request));
    response.setCookie(sessionCookie(*session));
    return response;
}

}  // namespace

void addTerms(const config::TermsOfUseSettings& terms, views::Model& model) {
    model.set("VERSION", terms.version);
    for (std::size_t from = 0; from < terms.text.size();) {
        const auto end = std::min(terms.text.find('\n', from), terms.text.size());
        if (end > from)
            model.add("LINE").set("TEXT", std::string_view{terms.text}.substr(from, end - from));
        from = end + 1;
    }
}

void registerTermsPages(tenancy::Pages& pages, Identity& identity) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, "/voorwaarden", RouteRight::SignedOut,
              [&](const Visit& visit) { return showTerms(visit, identity); });
    pages.add(Method::Post, "/voorwaarden", RouteRight::SignedOut, tryTerms);
}

}  // namespace inzage::identity
