#include <algorithm>

#include "platform/identity/external/external_pages.h"
#include "platform/identity/page_parts.h"

/// /inloggen.
namespace inzage::identity {
namespace {

using tenancy::Visit;

/// What the login page says besides its form.
struct LoginPage {
    int status = 200;
    std::string notice_kind;  ///< "" or the section of the notice
    std::string notice_title;
    std::string notice_text;
    std::string name;  ///< what was typed
    std::string wanted;
    bool who_missing = false;
    bool session_cleared = false;
};

void addAnnouncements(const Visit& visit, views::Model& model) {
    for (const auto& announcement : visit.settings().announcements)
        if (announcement.shown_from <= visit.at && visit.at < announcement.until)
            addNotice(model, "ANNOUNCEMENT", announcement.title, announcement.text);
}

std::string_view nameHint(config::LoginName kind) {
    switch (kind) {
        case config::LoginName::UserName:
            return "identity.name_hint_user_name";
        case config::LoginName::Email:
            return "identity.name_hint_email";
        case config::LoginName::Both:
            return "identity.name_hint_both";
    }
    return "identity.name_hint_both";
}

/// Where people sign in elsewhere: the button that leads there.
http::Response externalPage(const Visit& visit, const LoginPage& page, views::Model& model) {
    addAnnouncements(visit, model);
    if (!page.notice_kind.empty())
        addNotice(model, page.notice_kind, page.notice_title, page.notice_text);
    addExternalButtons(visit, page.wanted, model);
    addHelp(visit, model);
    return formPage(visit, page.status, "identity/external/sign_in", visit.say("identity.sign_in"), false,
                    model, page.session_cleared);
}

http::Response loginPage(const Visit& visit, const LoginPage& page) {
    views::Model model;
    model.set("SCENE_WORDS", visit.settings().branding.login_words);
    if (visit.settings().login.external.on())
        return externalPage(visit, page, model);
    model.set("NAME", page.name);
    model.set("NAME_HINT", visit.say(nameHint(visit.settings().login.name_kind)));
    model.set("WANTED", page.wanted);
    addAnnouncements(visit, model);
    if (!page.notice_kind.empty())
        addNotice(model, page.notice_kind, page.notice_title, page.notice_text);
    if (visit.settings().login.one_account_per_client) {
        auto& who = model.add("WHO");
        if (page.who_missing)
            who.show("MISSING");
    }
    if (visit.settings().login.passkeys)
        model.add("PASSKEY").set("PATH", withWanted("/inloggen/passkey", page.wanted));
    if (visit.settings().login.registration.kind == config::FirstAccess::Registers)
        model.show("REGISTER");
    addShowPassword(visit, model);
    addHelp(visit, model);
    return formPage(visit, page.status, "identity/login", visit.say("identity.sign_in"),
                    page.notice_kind == "ERROR", model, page.session_cleared);
}

/// "U was 15 minuten weg. Log opnieuw in.": how the session ended that the browser still names.
void explainEnd(const Visit& visit, const std::string& how, LoginPage& page) {
    page.notice_kind = "INFO_NOTICE";
    page.notice_title = visit.say("identity.ended_title");
    const auto minutes = std::to_string(visit.settings().login.session.idle_min);
    const auto hours = std::to_string(visit.settings().login.session.max_h);
    if (how == "idle")
        page.notice_text = visit.say("identity.ended_idle", {{"MINUTES", minutes}});
    else if (how == "expired")
        page.notice_text = visit.say("identity.ended_expired", {{"HOURS", hours}});
    else
        page.notice_text = visit.say("identity.ended_other");
}

http::Response showLogin(const Visit& visit, Identity& identity) {
    LoginPage page;
    page.wanted = wantedPath(visit.request);
    const bool foreign_device = deviceCookie(visit.request, visit.tenant->id.text()).foreign;
    const auto token = sessionToken(visit.request);
    if (!token.empty()) {
        const auto occasion = occasionOf(visit);
        const auto stands = identity.signIn().standsAt(occasion, token);
        if (stands == NextStep::SignedIn)
            return toStep(NextStep::SignedIn, page.wanted);
        if (!stands) {
            const auto how = identity.signIn().howEnded(occasion, token);
            page.session_cleared = true;
            // One that looks as somebody else lives; without its cookie nobody could end it.
            if (!how)
                identity.signIn().logout(occasion, token);
            // A cookie that was never given out here came from another organisation.
            page.status = how ? 200 : 401;
            if (how && *how != "logout")
                explainEnd(visit, *how, page);
        }
    }
    if (foreign_device)
        page.status = 401;
    if (visit.request.query("wachtwoord") == "gewijzigd") {
        page.notice_kind = "OK";
        page.notice_title = visit.say("reset.done_title");
        page.notice_text = visit.say("reset.done_text");
    }
    auto response = loginPage(visit, page);
    if (foreign_device)
        response.clearCookie(kDeviceCookie);
    return response;
}

http::Response tryLogin(const Visit& visit, Identity& identity) {
    const auto& request = visit.request;
    LoginPage again;
    again.name = std::string{request.form("gebruikersnaam").value_or("")};
    again.wanted = wantedPath(request);
    const auto who = usedBy(visit);
    const auto password = request.form("wachtwoord").value_or("");
    if (!who || again.name.empty() || password.empty()) {
        again.status = 422;
        again.who_missing = !who;
        again.notice_kind = "ERROR";
        again.notice_title = visit.say("identity.incomplete_title");
        again.notice_text = visit.say(who ? "identity.incomplete_text" : "identity.who_missing");
        return loginPage(visit, again);
    }
    const auto device = deviceCookie(request, visit.tenant->id.text());
    PasswordForm form{again.name, Private<std::string>{std::string{password}}, *who, device.token,
                      sessionTokenHash(request, visit.settings().login).value_or("")};
    const auto result = identity.signIn().password(occasionOf(visit), form);
    switch (result.kind) {
        case PasswordResult::Kind::AddressWaits:
            return addressWaits(visit, result.retry_after);
        case PasswordResult::Kind::Busy:
            return tooBusy(visit);
        case PasswordResult::Kind::Refused: {
            again.status = 401;
            again.notice_kind = "ERROR";
            again.notice_title = visit.say("identity.refused_title");
            again.notice_text = visit.say("identity.refused_text");
            auto response = loginPage(visit, again);
            if (device.foreign)
                response.clearCookie(kDeviceCookie);
            return response;
        }
        case PasswordResult::Kind::Passed:
            break;
    }
    if (result.next == NextStep::Code)
        visit.services.wake_delivery(visit.tenant->id);
    auto response = toStep(result.next, again.wanted);
    response.setCookie(sessionCookie(result.cookies.session));
    response.clearCookie(kFormCookie);
    if (device.foreign)
        response.clearCookie(kDeviceCookie);
    return response;
}

}  // namespace

void registerLoginPages(tenancy::Pages& pages, Identity& identity) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, "/inloggen", RouteRight::SignedOut,
              [&](const Visit& visit) { return showLogin(visit, identity); });
    pages.add(Method::Post, "/inloggen", RouteRight::SignedOut,
              [&](const Visit& visit) { return tryLogin(visit, identity); });
}

}  // namespace inzage::identity
