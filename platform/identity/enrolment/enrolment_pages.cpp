#include "platform/identity/enrolment/enrolment_pages.h"

#include "platform/identity/page_parts.h"

/// /account-maken: the steps on the way to an account; the page is always that of the step the browser is at.
namespace inzage::identity {
namespace {

using tenancy::Visit;
using Kind = EnrolmentResult::Kind;

std::string cookieOf(const Visit& visit) {
    return std::string{visit.request.cookie(kEnrolmentCookie).value_or("")};
}

/// What a step's page says about what was typed.
struct Again {
    int status = 200;
    std::string field;  ///< id of the field it is about
    std::string text;   ///< "" when nothing is wrong
    std::string notice_title;
    std::string notice_text;
    std::string typed;
    bool terms_missing = false;
    bool who_missing = false;
};

/// "Stap 2 van 4": which steps there are and where one is.
void addSteps(const Visit& visit, const EnrolmentPage& page, views::Model& model) {
    std::vector<std::pair<EnrolmentStep, std::string_view>> steps;
    if (!page.invited)
        steps.emplace_back(EnrolmentStep::EmailCode, "enrolment.step_email");
    steps.emplace_back(EnrolmentStep::Password, "enrolment.step_password");
    steps.emplace_back(EnrolmentStep::Phone, "enrolment.step_phone");
    if (lastStepAsks(visit.settings()))
        steps.emplace_back(EnrolmentStep::Terms, "enrolment.step_terms");
    const auto here = page.step == EnrolmentStep::SmsCode ? EnrolmentStep::Phone : page.step;
    for (const auto& [step, key] : steps) {
        auto& row = model.add("STEP");
        row.set("TEXT", visit.say(key));
        if (step < here)
            row.show("DONE");
        else if (step == here)
            row.show("HERE");
    }
}

struct StepView {
    std::string_view page;
    std::string title;
};

StepView fillStep(const Visit& visit, const EnrolmentPage& page, const Again& again, views::Model& model) {
    const auto& login = visit.settings().login;
    switch (page.step) {
        case EnrolmentStep::EmailCode:
            addCodeForm(visit, page.code,
                        {.action = "/account-maken/mailcode",
                         .resend_action = "/account-maken/nieuwe-code",
                         .resend_label = login.registration.email_not_received_label,
                         .wrong = again.text,
                         .by_mail = true,
                         .enrolling = true},
                        model);
            return {"identity/enrolment/email_code", visit.say("enrolment.email_code_title")};
        case EnrolmentStep::Password:
            addShowPassword(visit, model);
            model.set("LENGTH", std::to_string(login.password.min_length));
            if (!again.text.empty())
                model.add(again.field == "nogmaals" ? "ERROR_AGAIN" : "ERROR_FIRST").set("TEXT", again.text);
            return {"identity/enrolment/password", visit.say("enrolment.password_title")};
        case EnrolmentStep::Phone:
            model.set("TYPED", again.typed.empty() && !page.phone.empty() ? delivery::shownNumber(page.phone)
                                                                          : again.typed);
            if (!again.text.empty())
                model.add("WRONG").set("TEXT", again.text);
            return {"identity/enrolment/phone", visit.say("enrolment.phone_title")};
        case EnrolmentStep::SmsCode:
            model.set("NUMBER", delivery::shownNumber(page.phone));
            addCodeForm(visit, page.code,
                        {.action = "/account-maken/code",
                         .resend_action = "/account-maken/nieuwe-code",
                         .resend_label = login.sms.not_received_label,
                         .wrong = again.text,
                         .enrolling = true},
                        model);
            return {"identity/enrolment/sms_code", visit.say("enrolment.sms_code_title")};
        case EnrolmentStep::Terms:
            if (login.terms_of_use.must_accept) {
                auto& terms = model.add("TERMS");
                addTerms(login.terms_of_use, terms);
                if (again.terms_missing)
                    terms.show("MISSING");
            }
            if (login.one_account_per_client) {
                auto& who = model.add("WHO");
                if (again.who_missing)
                    who.show("WHO_MISSING");
            }
            return {"identity/enrolment/last", visit.say("enrolment.last_title")};
        case EnrolmentStep::Done:
            break;
    }
    return {"", ""};
}

/// The browser's way to an account is over, or never began.
http::Response wayIsOver(const Visit& visit) {
    const bool registers = visit.settings().login.registration.kind == config::FirstAccess::Registers;
    auto response = explain(visit, 403,
                            {visit.say("enrolment.over_title"),
                             visit.say(registers ? "enrolment.over_text" : "enrolment.over_invited_text"),
                             visit.say("enrolment.link_help", {{"EMAIL", visit.settings().helpdesk.email}}),
                             visit.say("enrolment.to_sign_in"), "/inloggen"});
    response.clearCookie(kEnrolmentCookie);
    return response;
}

http::Response stepPage(const Visit& visit, Identity& identity, const Again& again) {
    const auto page = identity.enrolment().page(occasionOf(visit), cookieOf(visit));
    if (!page)
        return wayIsOver(visit);
    if (page->link != LinkState::Open)
        return explainLink(visit, page->link, page->inviter.reveal());
    if (page->step == EnrolmentStep::Done)
        return http::redirect(303, "/account-maken/klaar");
    if (page->has_account)
        return http::redirect(303, "/uitnodiging");
    views::Model model;
    model.set("SCENE_WORDS", visit.settings().branding.login_words);
    model.set("ORGANISATION", visit.settings().identity.name);
    model.set("EMAIL", page->email);
    if (page->invited && page->inviter.reveal().empty())
        model.show("BY_ORGANISATION");
    else if (page->invited)
        model.add("BY").set("WHO", page->inviter);
    addSteps(visit, *page, model);
    const auto view = fillStep(visit, *page, again, model);
    if (!again.text.empty() && !page->code.blocked_until) {
        auto& error = model.add("ERROR");
        error.set("TEXT", again.text);
        error.set("AT", again.field);
        if (again.terms_missing && again.who_missing)
            error.show("WHO_TOO");
    }
    if (!again.notice_title.empty())
        addNotice(model, "OK", again.notice_title, again.notice_text);
    addHelp(visit, model);
    return formPage(visit, again.status, view.page, view.title, !again.text.empty(), model);
}

http::Response showStep(const Visit& visit, Identity& identity) {
    Again again;
    const auto sent = visit.request.query("nieuw").value_or("");
    if (sent == "verstuurd") {
        again.notice_title = visit.say("enrolment.resent_title");
        again.notice_text = visit.say("enrolment.resent_text");
    } else if (sent == "wacht") {
        again.notice_title = visit.say("identity.resend_wait_title");
        again.notice_text = visit.say("identity.resend_wait_text");
    }
    return stepPage(visit, identity, again);
}

/// Where a step leads: on, back to its page with what is wrong, or out.
http::Response outcome(const Visit& visit, Identity& identity, const EnrolmentResult& result,
                       const Again& again) {
    switch (result.kind) {
        case Kind::Passed: {
            auto response = http::redirect(303, "/account-maken");
            if (!result.cookie.empty())
                response.setCookie({std::string{kEnrolmentCookie}, result.cookie, std::nullopt});
            return response;
        }
        case Kind::Refused:
            return stepPage(visit, identity, again);
        case Kind::OutOfOrder:
            return explain(visit, 403,
                           {visit.say("enrolment.order_title"), visit.say("enrolment.order_text"), "",
                            visit.say("enrolment.order_button"), "/account-maken"});
        case Kind::Busy:
            return tooBusy(visit);
        case Kind::Over:
        case Kind::Waits:
            break;
    }
    const auto page = identity.enrolment().page(occasionOf(visit), cookieOf(visit));
    if (page && page->link != LinkState::Open)
        return explainLink(visit, page->link, page->inviter.reveal());
    return wayIsOver(visit);
}

std::string_view nameOf(CodeResult::Kind kind) {
    switch (kind) {
        case CodeResult::Kind::Wrong:
            return "wrong";
        case CodeResult::Kind::Dead:
        case CodeResult::Kind::Blocked:
            return "dead";
        case CodeResult::Kind::Expired:
        case CodeResult::Kind::NoSession:
        case CodeResult::Kind::Passed:
            break;
    }
    return "expired";
}

Again aboutCode(const Visit& visit, const EnrolmentResult& result, bool mail) {
    return {422, "code",
            visit.say((mail ? "enrolment.mail_code_" : "identity.code_") + std::string{nameOf(result.code)} +
                      "_text")};
}

http::Response tryEmailCode(const Visit& visit, Identity& identity) {
    const auto result = identity.enrolment().emailCode(occasionOf(visit), cookieOf(visit),
                                                       visit.request.form("code").value_or(""));
    return outcome(visit, identity, result, aboutCode(visit, result, true));
}

http::Response tryPassword(const Visit& visit, Identity& identity) {
    const auto field = [&](std::string_view name) {
        return Private<std::string>{std::string{visit.request.form(name).value_or("")}};
    };
    const auto result = identity.enrolment().password(occasionOf(visit), cookieOf(visit), field("wachtwoord"),
                                                      field("nogmaals"));
    Again again{422, "wachtwoord"};
    if (result.password) {
        again.field = *result.password == PasswordFault::NotTheSame ? "nogmaals" : "wachtwoord";
        const auto length = std::to_string(visit.settings().login.password.min_length);
        again.text =
            visit.say("identity.fault_" + std::string{nameOf(*result.password)}, {{"LENGTH", length}});
    }
    return outcome(visit, identity, result, again);
}

http::Response tryPhone(const Visit& visit, Identity& identity) {
    const auto typed = visit.request.form("nummer").value_or("");
    const auto result = identity.enrolment().phone(occasionOf(visit), cookieOf(visit), typed);
    Again again{422, "nummer"};
    again.typed = typed;
    if (result.number)
        again.text = visit.say("enrolment.number_" + std::string{delivery::nameOf(*result.number)});
    if (result.kind == Kind::Passed)
        visit.services.wake_delivery(visit.tenant->id);
    return outcome(visit, identity, result, again);
}

http::Response changePhone(const Visit& visit, Identity& identity) {
    return outcome(visit, identity, identity.enrolment().otherPhone(occasionOf(visit), cookieOf(visit)), {});
}

http::Response sendAgain(const Visit& visit, Identity& identity) {
    const auto result = identity.enrolment().resend(occasionOf(visit), cookieOf(visit));
    if (result == ResendResult::NoSession)
        return outcome(visit, identity, {Kind::OutOfOrder}, {});
    visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(
        303, result == ResendResult::Sent ? "/account-maken?nieuw=verstuurd" : "/account-maken?nieuw=wacht");
}

FinishForm finishForm(const Visit& visit) {
    FinishForm form;
    form.accepts_terms = visit.request.form("akkoord").value_or("") == "ja";
    form.used_by = usedBy(visit);
    form.device_token = deviceCookie(visit.request, visit.tenant->id.text()).token;
    form.old_session_hash = sessionTokenHash(visit.request, visit.settings().login).value_or("");
    return form;
}

http::Response finish(const Visit& visit, Identity& identity, const std::string& cookie) {
    const auto form = finishForm(visit);
    const auto result = identity.enrolment().finish(occasionOf(visit), cookie, form);
    if (result.kind != Kind::Passed) {
        const auto& login = visit.settings().login;
        Again again{422};
        again.terms_missing = login.terms_of_use.must_accept && !form.accepts_terms;
        again.who_missing = login.one_account_per_client && !form.used_by;
        again.field = again.terms_missing ? "akkoord" : "gebruiker";
        again.text = visit.say(again.terms_missing ? "enrolment.terms_missing" : "identity.who_missing");
        return outcome(visit, identity, result, again);
    }
    visit.services.wake_delivery(visit.tenant->id);
    auto response = http::redirect(303, "/account-maken/klaar");
    response.setCookie(sessionCookie(result.session.session));
    response.setCookie(deviceCookieOf(result.session.device, visit.tenant->id.text()));
    response.clearCookie(kFormCookie);
    response.clearCookie(kEnrolmentCookie);
    return response;
}

http::Response trySmsCode(const Visit& visit, Identity& identity) {
    const auto result = identity.enrolment().smsCode(occasionOf(visit), cookieOf(visit),
                                                     visit.request.form("code").value_or(""));
    // Nothing more to ask: the account is made at once.
    if (result.kind == Kind::Passed && !lastStepAsks(visit.settings()))
        return finish(visit, identity, result.cookie);
    return outcome(visit, identity, result, aboutCode(visit, result, false));
}

/// The login name, for who is just in.
http::Response showReady(const Visit& visit, Identity& identity) {
    const auto name = identity.enrolment().readyName(occasionOf(visit), sessionToken(visit.request));
    if (!name)
        return http::redirect(303, "/inloggen");
    views::Model model;
    model.set("LOGIN", *name);
    return formPage(visit, 200, "identity/enrolment/ready", visit.say("enrolment.ready_title"), false, model);
}

}  // namespace

void registerEnrolmentPages(tenancy::Pages& pages, Identity& identity) {
    using http::Method;
    using http::RouteRight;
    using Handler = http::Response (*)(const Visit&, Identity&);
    const auto add = [&](Method method, std::string pattern, Handler handler) {
        pages.add(method, std::move(pattern), RouteRight::SignedOut,
                  [&identity, handler](const Visit& visit) { return handler(visit, identity); });
    };
    add(Method::Get, "/account-maken", showStep);
    add(Method::Post, "/account-maken/mailcode", tryEmailCode);
    add(Method::Post, "/account-maken/wachtwoord", tryPassword);
    add(Method::Post, "/account-maken/nummer", tryPhone);
    add(Method::Post, "/account-maken/ander-nummer", changePhone);
    add(Method::Post, "/account-maken/code", trySmsCode);
    add(Method::Post, "/account-maken/nieuwe-code", sendAgain);
    add(Method::Post, "/account-maken/afronden",
        [](const Visit& visit, Identity& all) { return finish(visit, all, cookieOf(visit)); });
    add(Method::Get, "/account-maken/klaar", showReady);
}

}  // namespace inzage::identity
