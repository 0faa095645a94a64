#include "platform/identity/reset/reset_pages.h"

#include "platform/base/text.h"
#include "platform/http/url_text.h"
#include "platform/identity/page_parts.h"

/// /wachtwoord-vergeten: asking for a mail, and beginning with the link in it.
namespace inzage::identity {
namespace {

using tenancy::Visit;

bool byLink(const Visit& visit) {
    return visit.settings().login.reset.kind == config::ResetKind::Link;
}

std::string minutesText(const Visit& visit) {
    const auto& reset = visit.settings().login.reset;
    return std::to_string(byLink(visit) ? reset.link_lifetime_min : reset.one_time_password_lifetime_min);
}

http::Response askPage(const Visit& visit, int status, const std::string& missing) {
    views::Model model;
    model.set("SCENE_WORDS", visit.settings().branding.login_words);
    model.set("TEXT", visit.say(byLink(visit) ? "reset.ask_link" : "reset.ask_password",
                                {{"MINUTES", minutesText(visit)}}));
    model.set("EMAIL", visit.request.form("email").value_or(""));
    if (visit.settings().login.reset.asks_user_name)
        model.add("USER_NAME").set("NAME", visit.request.form("gebruikersnaam").value_or(""));
    if (!missing.empty()) {
        auto& error = model.add("ERROR");
        error.set("TEXT", visit.say("reset.missing_" + missing));
        error.set("AT", missing);
        model.show(missing == "email" ? "NO_EMAIL" : "NO_NAME");
    }
    addHelp(visit, model);
    return formPage(visit, status, "identity/reset/ask", visit.say("identity.forgot_title"), !missing.empty(),
                    model);
}

bool isAddress(std::string_view typed) {
    const auto at = typed.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < typed.size() &&
           typed.find_first_of(" \t\r\n") == std::string_view::npos;
}

http::Response ask(const Visit& visit, Identity& identity) {
    constexpr std::size_t kTypedBytesMax = 254;
    const std::string email{
        trimmed(http::firstBytes(visit.request.form("email").value_or(""), kTypedBytesMax))};
    const bool asks_name = visit.settings().login.reset.asks_user_name;
    const auto typed_name = asks_name ? visit.request.form("gebruikersnaam").value_or("") : "";
    const std::string name{trimmed(http::firstBytes(typed_name, kTypedBytesMax))};
    if (asks_name && name.empty())
        return askPage(visit, 422, "gebruikersnaam");
    if (!isAddress(email))
        return askPage(visit, 422, "email");
    const auto wait =
        identity.reset().ask(occasionOf(visit), {Private<std::string>{email}, Private<std::string>{name}});
    if (wait) {
        const auto minutes = std::to_string(std::chrono::ceil<std::chrono::minutes>(*wait).count());
        auto response = explain(visit, 429,
                                {visit.say("identity.address_waits_title"),
                                 visit.say("reset.address_waits_text", {{"MINUTES", minutes}}), "",
                                 visit.say("identity.back_to_sign_in"), "/inloggen"});
        response.header("Retry-After", std::to_string(wait->count()));
        return response;
    }
    visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303, "/wachtwoord-vergeten/verstuurd");
}

http::Response asked(const Visit& visit) {
    views::Model model;
    model.set("SCENE_WORDS", visit.settings().branding.login_words);
    model.set("TEXT", visit.say(byLink(visit) ? "reset.sent_link" : "reset.sent_password",
                                {{"MINUTES", minutesText(visit)}}));
    addHelp(visit, model);
    return formPage(visit, 200, "identity/reset/sent", visit.say("reset.sent_title"), false, model);
}

std::string linkToken(const Visit& visit) {
    return std::string{visit.request.cookie(kResetCookie).value_or("")};
}

/// The link of the mail: its token goes into a cookie, so that it stands in no history and no log. Nothing
/// else happens: mail programs open links before people do.
http::Response openLinkOfMail(const Visit& visit, Identity& identity) {
    const std::string token{visit.params.get("token")};
    auto response = http::redirect(303, "/wachtwoord-vergeten/begin");
    // The next page says so when it doesn't work; or goes on, for who presses the link once more.
    if (byLink(visit) && identity.reset().open(occasionOf(visit), token))
        response.setCookie({std::string{kResetCookie}, token, std::nullopt});
    return response;
}

http::Response showBegin(const Visit& visit, Identity& identity) {
    const auto occasion = occasionOf(visit);
    const auto opened = byLink(visit) ? identity.reset().open(occasion, linkToken(visit)) : std::nullopt;
    if (!opened) {
        // Begun before: on to where that stands.
        const auto session = sessionToken(visit.request);
        const auto stands = session.empty() || linkToken(visit).empty()
                                ? std::nullopt
                                : identity.signIn().standsAt(occasion, session);
        return stands && *stands != NextStep::SignedIn ? toStep(*stands, "") : linkIsOver(visit);
    }
    views::Model model;
    model.set("SCENE_WORDS", visit.settings().branding.login_words);
    if (opened->masked_number.empty() && !opened->by_app && !opened->on_paper && opened->asks_code) {
        model.show("NO_NUMBER");
    } else {
        auto& form = model.add("FORM");
        if (opened->asks_code && opened->by_app)
            form.show("BY_APP");
        else if (opened->asks_code && opened->masked_number.empty())
            form.show("ON_PAPER");
        else if (opened->asks_code)
            form.add("CODE").set("NUMBER", opened->masked_number);
        else
            form.show("NO_CODE");
    }
    addHelp(visit, model);
    return formPage(visit, 200, "identity/reset/begin", visit.say("identity.new_password_title"), false,
                    model);
}

http::Response begin(const Visit& visit, Identity& identity) {
    const auto started =
        byLink(visit)
            ? identity.reset().start(occasionOf(visit), linkToken(visit),
                                     sessionTokenHash(visit.request, visit.settings().login).value_or(""))
            : std::nullopt;
    if (!started)
        return linkIsOver(visit);
    visit.services.wake_delivery(visit.tenant->id);
    auto response = toStep(started->next, "");
    response.setCookie(sessionCookie(started->cookies.session));
    response.clearCookie(kFormCookie);
    return response;
}

}  // namespace

void registerResetPages(tenancy::Pages& pages, Identity& identity) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, "/wachtwoord-vergeten", RouteRight::SignedOut,
              [](const Visit& visit) { return askPage(visit, 200, ""); });
    pages.add(Method::Post, "/wachtwoord-vergeten", RouteRight::SignedOut,
              [&](const Visit& visit) { return ask(visit, identity); });
    pages.add(Method::Get, "/wachtwoord-vergeten/verstuurd", RouteRight::SignedOut, asked);
    pages.add(Method::Get, "/wachtwoord-vergeten/begin", RouteRight::SignedOut,
              [&](const Visit& visit) { return showBegin(visit, identity); });
    pages.add(Method::Post, "/wachtwoord-vergeten/begin", RouteRight::SignedOut,
              [&](const Visit& visit) { return begin(visit, identity); });
    pages.add(Method::Get, "/wachtwoord-vergeten/{token}", RouteRight::SignedOut,
              [&](const Visit& visit) { return openLinkOfMail(visit, identity); });
}

}  // namespace inzage::identity
