#include "platform/access/entrance.h"
#include "platform/access/refusal_pages.h"
#include "platform/identity/confirmation.h"
#include "platform/identity/page_parts.h"
#include "platform/profile/page_parts.h"
#include "platform/views/dutch_time.h"

/// /bevestigen: "is it you", for somebody who is signed in.
namespace inzage::profile {
namespace {

using tenancy::Visit;

struct Notice {
    std::string_view kind;  ///< "" or the section
    std::string title;
    std::string text;
};

std::string timeOf(const Visit& visit, UtcTime at) {
    return views::timeText(at, visit.zone(), visit.language);
}

/// A moment from which something works, in whole minutes: never too early.
std::string fromTimeOf(const Visit& visit, UtcTime at) {
    return timeOf(visit, std::chrono::ceil<std::chrono::minutes>(at));
}

void addCodeForm(const Visit& visit, const identity::CodePage& code, const Notice& notice,
                 views::Model& model) {
    auto& form = model.add("CODE_FORM");
    if (notice.kind == "ERROR")
        form.add("WRONG").set("TEXT", notice.title);
    if (code.open) {
        auto& hint = form.add("HINT");
        hint.set("SEQUENCE", static_cast<long>(code.sequence));
        hint.set("UNTIL", timeOf(visit, code.works_until));
    } else {
        form.show("HINT_OVER");
    }
    auto& resend = model.add("RESEND");
    resend.set("LABEL", visit.settings().login.sms.not_received_label);
    if (code.resend_from > visit.at)
        resend.add("WAIT").set("TIME", fromTimeOf(visit, code.resend_from));
    else
        resend.show("NOW");
}

/// What is the matter with the code that the page asks for, in words that help.
void addState(const Visit& visit, const identity::CodePage& code, const Notice& notice, views::Model& model) {
    if (code.masked_number.empty()) {
        model.show("NO_NUMBER");
        return;
    }
    if (code.blocked_until) {
        model.add("BLOCKED").set(
            "MOMENT", views::momentText(*code.blocked_until, visit.zone(), visit.at, visit.language));
        return;
    }
    if (code.sequence > 0)
        model.add("SENT_TO").set("NUMBER", code.masked_number);
    else
        model.add("NOT_SENT").set("TIME", fromTimeOf(visit, code.resend_from));
    addCodeForm(visit, code, notice, model);
}

http::Response notAsked(const Visit& visit) {
    return access::showMessage(visit, 403,
                               {.title = visit.say("profile.not_asked_title"),
                                .text = visit.say("profile.not_asked_text"),
                                .more = "",
                                .button_text = visit.say("profile.to_start"),
                                .button_path = "/start"});
}

http::Response confirmPage(const Visit& visit, const access::Viewer& viewer,
                           const identity::ConfirmationPage& page, int status, const Notice& notice) {
    views::Model model;
    model.set("WHAT", visit.say("profile.confirm_" + std::string{identity::nameOf(page.purpose)}));
    addState(visit, page.code, notice, model);
    if (!notice.kind.empty())
        identity::addNotice(model, notice.kind, notice.title, notice.text);
    identity::addHelp(visit, model);
    return access::page(
        visit, viewer, "profile/confirm",
        {.title = visit.say("profile.confirm_title"), .nav = "", .error = notice.kind == "ERROR"}, model,
        status);
}

http::Response showConfirm(const Visit& visit, const identity::Identity& identity) {
    auto entered = access::enter(visit, {.event = "account.confirm"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    const auto page =
        identity.confirmation().page(identity::occasionOf(visit), identity::sessionToken(visit.request));
    // Confirmed already, or never asked: where everything of one's own begins.
    if (!page)
        return http::redirect(303, "/start");
    Notice notice;
    const auto sent = visit.request.query("nieuw").value_or("");
    if (sent == "verstuurd")
        notice = {"OK", visit.say("identity.resent_title"),
                  visit.settings().login.sms.not_received_advice.empty()
                      ? visit.say("identity.resent_text")
                      : visit.settings().login.sms.not_received_advice};
    else if (sent == "wacht")
        notice = {"WARNING", visit.say("identity.resend_wait_title"), visit.say("identity.resend_wait_text")};
    return confirmPage(visit, std::get<access::Entered>(entered).viewer, *page, 200, notice);
}

http::Response tryConfirm(const Visit& visit, const identity::Identity& identity) {
    using Kind = identity::ConfirmResult::Kind;
    auto entered = access::enter(visit, {.event = "account.confirm", .action = 'E'});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    const auto occasion = identity::occasionOf(visit);
    const auto token = identity::sessionToken(visit.request);
    const auto result =
        identity.confirmation().confirm(occasion, token, visit.request.form("code").value_or(""));
    const auto again = [&](int status, std::string_view which) {
        const auto page = identity.confirmation().page(occasion, token);
        if (!page)
            return notAsked(visit);
        Notice notice;
        if (!which.empty()) {
            const std::string key = "identity.code_" + std::string{which};
            notice = {"ERROR", visit.say(key + "_title"), visit.say(key + "_text")};
        }
        return confirmPage(visit, std::get<access::Entered>(entered).viewer, *page, status, notice);
    };
    switch (result.kind) {
        case Kind::NotAsked:
            return notAsked(visit);
        case Kind::Wrong:
            return again(422, "wrong");
        case Kind::Dead:
            return again(422, "dead");
        case Kind::Expired:
            return again(422, "expired");
        case Kind::Blocked:
            visit.services.wake_delivery(visit.tenant->id);
            return again(403, "");
        case Kind::Passed:
            break;
    }
    auto response = http::redirect(303, result.back);
    response.setCookie(identity::sessionCookie(result.session));
    return response;
}

http::Response sendAgain(const Visit& visit, const identity::Identity& identity) {
    auto entered = access::enter(visit, {.event = "account.confirm", .action = 'E'});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    const auto result =
        identity.confirmation().resend(identity::occasionOf(visit), identity::sessionToken(visit.request));
    if (result == identity::ResendResult::NoSession)
        return notAsked(visit);
    const bool sent = result == identity::ResendResult::Sent;
    if (sent)
        visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303,
                          std::string{identity::kConfirmPage} + (sent ? "?nieuw=verstuurd" : "?nieuw=wacht"));
}

}  // namespace

void registerConfirmPages(tenancy::Pages& pages, identity::Identity& identity) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, "/bevestigen", RouteRight::SignedIn,
              [&](const Visit& visit) { return showConfirm(visit, identity); });
    pages.add(Method::Post, "/bevestigen", RouteRight::SignedIn,
              [&](const Visit& visit) { return tryConfirm(visit, identity); });
    pages.add(Method::Post, "/bevestigen/nieuwe-code", RouteRight::SignedIn,
              [&](const Visit& visit) { return sendAgain(visit, identity); });
}

}  // namespace inzage::profile
