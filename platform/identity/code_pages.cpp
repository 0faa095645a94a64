#include "platform/identity/page_parts.h"

/// /verificatie: the code from the SMS.
namespace inzage::identity {
namespace {

using tenancy::Visit;

struct Notice {
    std::string kind;  ///< "" or the section
    std::string title;
    std::string text;
};

/// What is the matter with the code that the page asks for, in words that help.
void addState(const Visit& visit, const CodePage& code, const Notice& notice, views::Model& model) {
    if (!code.blocked_until)
        model.show("RECOVERY");
    if (code.masked_number.empty() && !code.by_app) {
        model.show("NO_NUMBER");
        return;
    }
    if (code.by_app && !code.blocked_until) {
        model.show("BY_APP");
    } else if (code.sequence > 0 && !code.blocked_until) {
        auto& sent = model.add("SENT_TO");
        sent.set("NUMBER", code.masked_number);
        sent.set("WHY", visit.say("identity.why_" +
                                  (code.reason.empty() ? std::string{"other_device"} : code.reason)));
    }
    addCodeForm(visit, code,
                {.action = "/verificatie",
                 .resend_action = "/verificatie/nieuwe-code",
                 .resend_label = visit.settings().login.sms.not_received_label,
                 .wrong = notice.kind == "ERROR" ? notice.title : std::string{},
                 .wanted = wantedPath(visit.request)},
                model);
}

http::Response codePage(const Visit& visit, Identity& identity, int status, const Notice& notice) {
    const auto code = identity.signIn().codePage(occasionOf(visit), sessionToken(visit.request));
    if (!code)
        return stepIsOver(visit);
    views::Model model;
    const auto wanted = wantedPath(visit.request);
    model.set("SCENE_WORDS", visit.settings().branding.login_words);
    model.set("WANTED", wanted);
    model.set("BACK", withWanted("/inloggen", wanted));
    addState(visit, *code, notice, model);
    // An app needs no second message.
    if (!notice.kind.empty() && !(code->by_app && notice.kind == "OK"))
        addNotice(model, notice.kind, notice.title, notice.text);
    addHelp(visit, model);
    return formPage(visit, status, "identity/code", visit.say("identity.code_title"), notice.kind == "ERROR",
                    model);
}

http::Response showCode(const Visit& visit, Identity& identity) {
    const auto token = sessionToken(visit.request);
    if (token.empty())
        return http::redirect(303, withWanted("/inloggen", wantedPath(visit.request)));
    const auto stands = identity.signIn().standsAt(occasionOf(visit), token);
    if (stands && *stands != NextStep::Code)
        return toStep(*stands, wantedPath(visit.request));
    Notice notice;
    const auto sent = visit.request.query("nieuw").value_or("");
    if (sent == "verstuurd")
        notice = {"OK", visit.say("identity.resent_title"),
                  visit.settings().login.sms.not_received_advice.empty()
                      ? visit.say("identity.resent_text")
                      : visit.settings().login.sms.not_received_advice};
    else if (sent == "wacht")
        notice = {"WARNING", visit.say("identity.resend_wait_title"), visit.say("identity.resend_wait_text")};
    return codePage(visit, identity, 200, notice);
}

http::Response tryCode(const Visit& visit, Identity& identity) {
    const auto device = deviceCookie(visit.request, visit.tenant->id.text());
    const auto typed = visit.request.form("code").value_or("");
    const auto result = identity.signIn().code(occasionOf(visit), sessionToken(visit.request), device.token,
                                               typed, visit.request.form("vertrouw") == "ja");
    const auto refused = [&](std::string_view which) {
        const std::string key{which};
        return codePage(visit, identity, 422,
                        {"ERROR", visit.say("identity.code_" + key + "_title"),
                         visit.say("identity.code_" + key + "_text")});
    };
    switch (result.kind) {
        case CodeResult::Kind::NoSession:
            return stepIsOver(visit);
        case CodeResult::Kind::Wrong:
            return refused("wrong");
        case CodeResult::Kind::Dead:
            return refused("dead");
        case CodeResult::Kind::Expired:
            return refused("expired");
        case CodeResult::Kind::Blocked:
            visit.services.wake_delivery(visit.tenant->id);
            return codePage(visit, identity, 403, {});
        case CodeResult::Kind::Passed:
            break;
    }
    visit.services.wake_delivery(visit.tenant->id);
    auto response = toStep(result.next, wantedPath(visit.request));
    response.setCookie(sessionCookie(result.cookies.session));
    if (!result.cookies.device.empty())
        response.setCookie(deviceCookieOf(result.cookies.device, visit.tenant->id.text()));
    return response;
}

http::Response sendAgain(const Visit& visit, Identity& identity) {
    const auto result = identity.signIn().resend(occasionOf(visit), sessionToken(visit.request));
    if (result == ResendResult::NoSession)
        return stepIsOver(visit);
    if (result == ResendResult::Sent)
        visit.services.wake_delivery(visit.tenant->id);
    const auto path = withWanted("/verificatie", wantedPath(visit.request));
    const std::string mark = path.find('?') == std::string::npos ? "?nieuw=" : "&nieuw=";
    return http::redirect(303, path + mark + (result == ResendResult::Sent ? "verstuurd" : "wacht"));
}

}  // namespace

void registerCodePages(tenancy::Pages& pages, Identity& identity) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, "/verificatie", RouteRight::SignedOut,
              [&](const Visit& visit) { return showCode(visit, identity); });
    pages.add(Method::Post, "/verificatie", RouteRight::SignedOut,
              [&](const Visit& visit) { return tryCode(visit, identity); });
    pages.add(Method::Post, "/verificatie/nieuwe-code", RouteRight::SignedOut,
              [&](const Visit& visit) { return sendAgain(visit, identity); });
}

}  // namespace inzage::identity
