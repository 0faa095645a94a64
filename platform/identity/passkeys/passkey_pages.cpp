#include "platform/base/token.h"
#include "platform/identity/page_parts.h"

/// /inloggen/passkey: in place of password and SMS code.
namespace inzage::identity {
namespace {

using tenancy::Visit;

struct Notice {
    std::string title;  ///< "" without one
    std::string text;
    bool who_missing = false;
};

http::Response passkeyPage(const Visit& visit, Identity& identity, int status, const Notice& notice) {
    const auto wanted = wantedPath(visit.request);
    const auto question = identity.passkeys().ask(occasionOf(visit), csrfSecret(visit.request), std::nullopt);
    views::Model model;
    model.set("SCENE_WORDS", visit.settings().branding.login_words);
    model.set("WANTED", wanted);
    model.set("BACK", withWanted("/inloggen", wanted));
    model.set("CHALLENGE", question.challenge);
    model.set("SEALED", question.sealed);
    model.set("PARTY", partyOf(visit.tenant->public_url).id);
    if (visit.settings().login.one_account_per_client) {
        auto& who = model.add("WHO");
        if (notice.who_missing)
            who.show("MISSING");
    }
    if (!notice.title.empty())
        addNotice(model, "ERROR", notice.title, notice.text);
    addHelp(visit, model);
    return formPage(visit, status, "identity/passkeys/sign_in", visit.say("passkeys.title"),
                    !notice.title.empty(), model);
}

/// Where passkeys are not offered, and in a browser that has nothing yet to bind a question to.
std::optional<http::Response> elsewhere(const Visit& visit) {
    if (visit.settings().login.passkeys && !csrfSecret(visit.request).empty())
        return std::nullopt;
    return http::redirect(303, withWanted("/inloggen", wantedPath(visit.request)));
}

http::Response showPasskey(const Visit& visit, Identity& identity) {
    if (auto answer = elsewhere(visit))
        return std::move(*answer);
    return passkeyPage(visit, identity, 200, {});
}

/// Bytes of a form field in base64url; "" for anything else, which no check lets through.
std::string bytesOf(const Visit& visit, std::string_view field) {
    return fromBase64Url(visit.request.form(field).value_or("")).value_or(std::string{});
}

http::Response tryPasskey(const Visit& visit, Identity& identity) {
    if (auto answer = elsewhere(visit))
        return std::move(*answer);
    const auto who = usedBy(visit);
    if (!who)
        return passkeyPage(visit, identity, 422,
                           {visit.say("identity.incomplete_title"), visit.say("identity.who_missing"), true});
    const auto& request = visit.request;
    const PasskeyForm form{std::string{request.form("vraag").value_or("")},
                           {bytesOf(visit, "sleutel"), bytesOf(visit, "browser"), bytesOf(visit, "bewijs"),
                            bytesOf(visit, "handtekening"), bytesOf(visit, "houder")},
                           *who,
                           sessionTokenHash(request, visit.settings().login).value_or("")};
    const auto result = identity.passkeys().signIn(occasionOf(visit), partyOf(visit.tenant->public_url),
                                                   csrfSecret(request), form);
    switch (result.kind) {
        case PasskeyResult::Kind::AddressWaits:
            return addressWaits(visit, result.retry_after);
        case PasskeyResult::Kind::TooOld:
            return passkeyPage(visit, identity, 422,
                               {visit.say("passkeys.too_old_title"), visit.say("passkeys.too_old_text")});
        case PasskeyResult::Kind::Refused:
            return passkeyPage(visit, identity, 401,
                               {visit.say("passkeys.refused_title"), visit.say("passkeys.refused_text")});
        case PasskeyResult::Kind::Passed:
            break;
    }
    auto response = toStep(result.next, wantedPath(request));
    response.setCookie(sessionCookie(result.cookies.session));
    response.clearCookie(kFormCookie);
    return response;
}

}  // namespace

void registerPasskeyPages(tenancy::Pages& pages, Identity& identity) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, "/inloggen/passkey", RouteRight::SignedOut,
              [&](const Visit& visit) { return showPasskey(visit, identity); });
    pages.add(Method::Post, "/inloggen/passkey", RouteRight::SignedOut,
              [&](const Visit& visit) { return tryPasskey(visit, identity); });
}

}  // namespace inzage::identity
