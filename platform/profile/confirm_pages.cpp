#include "platform/access/entrance.h"
#include "platform/access/refusal_pages.h"
#include "platform/identity/confirmation.h"
#include "platform/identity/page_parts.h"
#include "platform/profile/page_parts.h"

/// /bevestigen: "is it you", for somebody who is signed in.
namespace inzage::profile {
namespace {

using tenancy::Visit;

http::Response confirmPage(const Visit& visit, const access::Viewer& viewer,
                           const identity::ConfirmationPage& page, int status, const Notice& notice) {
    views::Model model;
    model.set("WHAT", visit.say("profile.confirm_" + std::string{identity::nameOf(page.purpose)}));
    if (!page.code.blocked_until)
        model.show("RECOVERY");
    if (page.code.by_app)
        model.show("BY_APP");
    if (page.code.masked_number.empty() && !page.code.by_app) {
        model.show("NO_NUMBER");
    } else {
        if (page.code.sequence > 0 && !page.code.blocked_until && !page.code.by_app)
            model.add("SENT_TO").set("NUMBER", page.code.masked_number);
        identity::addCodeForm(visit, page.code,
                              {.action = "/bevestigen",
                               .resend_action = "/bevestigen/nieuwe-code",
                               .resend_label = visit.settings().login.sms.not_received_label,
                               .wrong = notice.kind == "ERROR" ? notice.title : std::string{}},
                              model);
    }
    if (!(page.code.by_app && notice.kind == "OK"))
        showNotice(notice, model);
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
    if (!page)
        return notAsked(visit);
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

/// Back to the page that asked. A new number or address is proven next, without one more button to press.
http::Response goOn(const Visit& visit, const identity::Identity& identity,
                    const identity::ConfirmResult& result) {
    visit.services.wake_delivery(visit.tenant->id);
    auto back = result.back;
    auto session = result.session;
    const bool phone = result.purpose == identity::CodePurpose::Phone;
    if (phone || result.purpose == identity::CodePurpose::Email) {
        const auto kind = phone ? ContactKind::Phone : ContactKind::Email;
        ProofResult proof;
        const auto next = contactChange(identity).confirmed(identity::occasionOf(visit), session, kind,
                                                            changeWords(visit, kind), proof);
        visit.services.wake_delivery(visit.tenant->id);
        if (next == ContactChange::Next::Done) {
            session = proof.session;
            back = phone ? "/profiel?gedaan=mobiel" : "/profiel?gedaan=email";
        } else if (proof.kind == ProofResult::Kind::Taken) {
            back = "/profiel?gedaan=bezet";
        }
    }
    auto response = http::redirect(303, back);
    response.setCookie(identity::sessionCookie(session));
    return response;
}

http::Response tryConfirm(const Visit& visit, const identity::Identity& identity) {
    using Kind = identity::ConfirmResult::Kind;
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
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
        return confirmPage(visit, std::get<access::Viewer>(who), *page, status, notice);
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
    return goOn(visit, identity, result);
}

http::Response sendAgain(const Visit& visit, const identity::Identity& identity) {
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
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
