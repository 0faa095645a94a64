#include "platform/identity/page_parts.h"
#include "platform/http/url_text.h"
#include "platform/views/breakable_text.h"
#include "platform/views/dutch_time.h"

#include <algorithm>
#include <array>

namespace inzage::identity {
namespace {

/// A header holds any bytes; those that are no text would be refused by the database.
std::string agentOf(const http::Request& request) {
    constexpr std::size_t kAgentBytesMax = 500;
    const auto agent = request.header("user-agent").value_or("");
    return http::isUtf8(agent) ? std::string{http::firstBytes(agent, kAgentBytesMax)} : std::string{};
}

std::string timeOf(const tenancy::Visit& visit, UtcTime at) {
    return views::timeText(at, visit.zone(), visit.language);
}

}  // namespace

Occasion occasionOf(const tenancy::Visit& visit) {
    return {visit.services.pools, visit.tenant->id,         visit.settings(),       visit.at,
            visit.today,          visit.request.remoteIp(), agentOf(visit.request), visit.tenant->public_url};
}

std::string sessionToken(const http::Request& request) {
    return std::string{request.cookie(kSessionCookie).value_or("")};
}

std::string wantedPath(const http::Request& request) {
    constexpr std::size_t kPathBytesMax = 500;
    const auto asked =
        request.method() == http::Method::Post ? request.form("terug") : request.query("terug");
    if (!asked || asked->size() > kPathBytesMax || !http::isLocalPath(*asked))
        return {};
    static constexpr std::array kOwn{"/inloggen",    "/verificatie",  "/nieuw-wachtwoord",    "/uitloggen",
                                     "/uitgelogd",   "/weergave",     "/wachtwoord-vergeten", "/voorwaarden",
                                     "/registreren", "/account-maken"};
    if (std::any_of(kOwn.begin(), kOwn.end(), [&](std::string_view own) { return asked->starts_with(own); }))
        return {};
    return std::string{*asked};
}

std::string withWanted(std::string_view path, std::string_view wanted) {
    return std::string{path} + (wanted.empty() ? std::string{} : "?terug=" + http::percentEncode(wanted));
}

http::Response toStep(NextStep step, std::string_view wanted) {
    switch (step) {
        case NextStep::Code:
            return http::redirect(303, withWanted("/verificatie", wanted));
        case NextStep::NewPassword:
            return http::redirect(303, withWanted("/nieuw-wachtwoord", wanted));
        case NextStep::Terms:
            return http::redirect(303, withWanted("/voorwaarden", wanted));
        case NextStep::SignedIn:
            break;
    }
    return http::redirect(303, wanted.empty() ? std::string_view{"/start"} : wanted);
}

http::Response formPage(const tenancy::Visit& visit, int status, std::string_view name,
                        const std::string& title, bool error, views::Model& model, bool session_cleared) {
    const auto token = session_cleared ? formTokenWithoutSession(visit.request) : formToken(visit.request);
    auto response = tenancy::plainPage(visit, status, name, {title, token.masked, error}, model);
    if (token.cookie)
        response.setCookie(*token.cookie);
    if (session_cleared)
        response.clearCookie(kSessionCookie);
    return response;
}

http::Response explain(const tenancy::Visit& visit, int status, const tenancy::Message& message) {
    views::Model model;
    model.set("TITLE", message.title);
    model.set("TEXT", message.text);
    if (!message.more.empty())
        model.add("MORE").set("TEXT", message.more);
    if (!message.button_text.empty()) {
        auto& button = model.add("BUTTON");
        button.set("TEXT", message.button_text);
        button.set("PATH", message.button_path);
    }
    return formPage(visit, status, "views/message", message.title, false, model, status == 401);
}

http::Response linkIsOver(const tenancy::Visit& visit) {
    return explain(visit, 403,
                   {visit.say("reset.over_title"), visit.say("reset.over_text"), "", visit.say("reset.again"),
                    "/wachtwoord-vergeten"});
}

http::Response stepIsOver(const tenancy::Visit& visit) {
    // Who came by a link is told what to do about the link; their other session is none of its business.
    if (visit.request.cookie(kResetCookie))
        return linkIsOver(visit);
    return explain(visit, 401,
                   {visit.say("identity.step_over_title"), visit.say("identity.step_over_text"), "",
                    visit.say("identity.sign_in_again"), "/inloggen"});
}

http::Response tooBusy(const tenancy::Visit& visit) {
    auto response = explain(visit, 503,
                            {visit.say("identity.busy_title"), visit.say("identity.busy_text"), "",
                             visit.say("identity.sign_in_again"), "/inloggen"});
    response.header("Retry-After", "2");
    return response;
}

http::Response addressWaits(const tenancy::Visit& visit, std::chrono::seconds wait) {
    const auto minutes = std::to_string(std::chrono::ceil<std::chrono::minutes>(wait).count());
    auto response = explain(
        visit, 429,
        {visit.say("identity.address_waits_title"),
         visit.say("identity.address_waits_text", {{"MINUTES", minutes}}), visit.say("identity.forgot_hint"),
         visit.say("identity.forgot_link"), "/wachtwoord-vergeten"});
    response.header("Retry-After", std::to_string(wait.count()));
    return response;
}

std::optional<std::string> usedBy(const tenancy::Visit& visit) {
    if (!visit.settings().login.one_account_per_client)
        return "self";
    const auto who = visit.request.form("gebruiker").value_or("");
    if (who == "client" || who == "vertegenwoordiger")
        return who == "client" ? "client" : "representative";
    return std::nullopt;
}

void addHelp(const tenancy::Visit& visit, views::Model& model) {
    const auto& help = visit.settings().helpdesk;
    if (!help.email.empty()) {
        auto& email = model.add("HELP_EMAIL");
        const auto at = std::min(help.email.find('@'), help.email.size());
        email.set("EMAIL", help.email);
        email.set("BEFORE", std::string_view{help.email}.substr(0, at));
        email.set("AFTER", std::string_view{help.email}.substr(at));
        if (!help.hours.empty())
            email.add("HOURS").set("HOURS", help.hours);
    }
    if (!help.phone.empty())
        model.add("HELP_PHONE").set("PHONE", help.phone);
    for (const auto& line : help.lines) {
        auto& row = model.add("HELP_LINE");
        row.set("TOPIC", line.topic);
        views::showBreakable(line.text, row);
    }
    for (const auto* text : {&help.own_equipment_text, &help.screen_advice})
        if (!text->empty())
            model.add("HELP_NOTE").set("TEXT", *text);
}

void addCodeForm(const tenancy::Visit& visit, const CodePage& code, const CodeForm& where,
                 views::Model& model) {
    const auto way = where.by_mail ? "BY_MAIL" : "BY_SMS";
    const auto add_wanted = [&](views::Model& form) {
        if (!where.wanted.empty())
            form.add("WANTED").set("PATH", where.wanted);
    };
    // A moment from which something works is told in whole minutes: never too early.
    const auto from = timeOf(visit, std::chrono::ceil<std::chrono::minutes>(code.resend_from));
    if (code.blocked_until) {
        auto& blocked = model.add("BLOCKED");
        blocked.set("MOMENT", views::momentText(*code.blocked_until, visit.zone(), visit.at, visit.language));
        blocked.show(where.enrolling ? "TOMORROW" : "UNTIL");
        return;
    }
    if (code.sequence == 0 && !code.by_app) {
        auto& not_sent = model.add("NOT_SENT");
        not_sent.set("TIME", from);
        not_sent.show(way);
    }
    auto& form = model.add("CODE_FORM");
    form.set("ACTION", where.action);
    add_wanted(form);
    if (!where.wrong.empty())
        form.add("WRONG").set("TEXT", where.wrong);
    if (code.by_app && code.open) {
        form.show("HINT_APP");
        return;
    }
    if (code.open) {
        auto& hint = form.add("HINT");
        hint.set("SEQUENCE", static_cast<long>(code.sequence));
        hint.set("UNTIL", timeOf(visit, code.works_until));
        hint.show(way);
    } else if (code.sequence > 0 || code.by_app) {
        form.show("HINT_OVER");
    }
    auto& resend = model.add("RESEND");
    resend.set("RESEND_ACTION", where.resend_action);
    add_wanted(resend);
    resend.set("LABEL", code.by_app ? visit.say("factors.try_again") : where.resend_label);
    if (code.resend_from > visit.at) {
        auto& wait = resend.add("WAIT");
        wait.set("TIME", from);
        wait.show(way);
    } else {
        resend.show("NOW");
    }
}

void addShowPassword(const tenancy::Visit& visit, views::Model& model) {
    const bool held = visit.settings().login.password.show == config::ShowPassword::WhileHeld;
    model.set("SHOW_HOW", held ? "held" : "toggle");
}

void addNotice(views::Model& model, std::string_view kind, const std::string& title,
               const std::string& text) {
    auto& notice = model.add(kind);
    notice.set("TITLE", title);
    notice.set("TEXT", text);
}

}  // namespace inzage::identity
