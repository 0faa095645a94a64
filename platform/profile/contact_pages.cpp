#include <algorithm>

#include "platform/access/refusal_pages.h"
#include "platform/base/text.h"
#include "platform/config/formats.h"
#include "platform/delivery/phone_number.h"
#include "platform/identity/page_parts.h"
#include "platform/profile/page_parts.h"
#include "platform/profile/profile_store.h"
#include "platform/views/dutch_time.h"

/// /profiel/mobiel and /profiel/email: a new number or address, proven before it counts.
namespace inzage::profile {
namespace {

using identity::Identity;
using tenancy::Visit;

/// What differs between the two.
struct Words {
    ContactKind kind;
    config::OwnData data;
    std::string_view path;
    std::string_view key;  ///< profile.<key>_…
    std::string_view event;
};
constexpr Words kPhone{ContactKind::Phone, config::OwnData::Mobile, "/profiel/mobiel", "mobile",
                       "account.mobile"};
constexpr Words kEmail{ContactKind::Email, config::OwnData::Email, "/profiel/email", "email",
                       "account.email"};

std::string say(const Visit& visit, const Words& words, std::string_view what,
                views::Placeholders values = {}) {
    return visit.say("profile." + std::string{words.key} + "_" + std::string{what}, values);
}

/// What was typed and what is wrong with it.
struct Typed {
    std::string value;
    std::string value_fault;
    std::string password_fault;
};

std::string faultText(const Visit& visit, delivery::NumberFault fault) {
    std::string countries;
    for (const int code : visit.settings().login.sms.countries)
        countries += (countries.empty() ? "+" : ", +") + std::to_string(code);
    return visit.say("profile.mobile_fault_" + std::string{delivery::nameOf(fault)},
                     {{"COUNTRIES", countries}});
}

/// The number or address to go on with; else the fault is filled in.
std::optional<PendingChange> readTyped(const Visit& visit, const Words& words, const OwnContact& own,
                                       Typed& typed) {
    std::string value;
    if (words.kind == ContactKind::Phone) {
        const auto read = delivery::readNumber(typed.value, visit.settings().login.sms.countries);
        if (read.fault) {
            typed.value_fault = faultText(visit, *read.fault);
            return std::nullopt;
        }
        value = read.e164;
    } else {
        value = plainAddress(typed.value);
        if (!config::isPlainEmail(value)) {
            typed.value_fault =
                visit.say(value.empty() ? "profile.email_fault_empty" : "profile.email_fault");
            return std::nullopt;
        }
    }
    const auto& now = words.kind == ContactKind::Phone ? own.phone : own.email;
    if (value == now.reveal()) {
        typed.value_fault = say(visit, words, "fault_same");
        return std::nullopt;
    }
    return PendingChange{words.kind, Private<std::string>{value}};
}

http::Response askPage(const Visit& visit, const access::Viewer& viewer, const Words& words,
                       const OwnContact& own, const Typed& typed, int status) {
    views::Model model;
    model.set("TITLE", say(visit, words, "title"));
    model.set("ACTION", words.path);
    model.set("VALUE", typed.value);
    model.set("LABEL_NEW", say(visit, words, "new"));
    model.set("HINT_NEW", say(visit, words, "new_hint"));
    model.set("LOST", say(visit, words, "lost"));
    if (own.recovery_left > 0)
        model.show("LOST_PAPER");
    if (own.app)
        model.show("LOST_APP");
    const auto& now = words.kind == ContactKind::Phone ? own.phone : own.email;
    if (!now.reveal().empty())
        model.add("NOW").set("VALUE", words.kind == ContactKind::Phone
                                          ? Private<std::string>{delivery::shownNumber(now.reveal())}
                                          : now);
    model.show(words.kind == ContactKind::Phone ? "IS_PHONE" : "IS_EMAIL");
    const bool wrong = !typed.value_fault.empty() || !typed.password_fault.empty();
    if (wrong) {
        auto& summary = model.add("SUMMARY");
        if (!typed.value_fault.empty())
            summary.add("VALUE_FAULT").set("TEXT", typed.value_fault);
        if (!typed.password_fault.empty())
            summary.add("PASSWORD_FAULT").set("TEXT", typed.password_fault);
    }
    if (!typed.value_fault.empty())
        model.add("VALUE_WRONG").set("TEXT", typed.value_fault);
    if (!typed.password_fault.empty())
        model.add("PASSWORD_WRONG").set("TEXT", typed.password_fault);
    identity::addShowPassword(visit, model);
    identity::addHelp(visit, model);
    return access::page(visit, viewer, "profile/contact",
                        {.title = say(visit, words, "title"), .nav = "", .error = wrong}, model, status);
}

bool editable(const Visit& visit, const Words& words) {
    const auto& list = visit.settings().profile.editable;
    return std::find(list.begin(), list.end(), words.data) != list.end();
}

http::Response showAsk(const Visit& visit, const Words& words) {
    if (!editable(visit, words))
        return access::notOffered(visit, {.event = words.event}, "own_data");
    auto entered = access::enter(visit, {.event = words.event, .object_kind = "account"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    const auto& viewer = std::get<access::Entered>(entered).viewer;
    return askPage(visit, viewer, words, readContact(visit, viewer.account),
                   {.value = std::string{visit.request.form("nieuw").value_or("")}}, 200);
}

http::Response tryAsk(const Visit& visit, const Identity& identity, const Words& words) {
    using Answer = identity::OwnPassword::Answer;
    if (!editable(visit, words))
        return access::notOffered(visit, {.event = words.event, .action = 'U'}, "own_data");
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
        return std::move(*refused);
    const auto& viewer = std::get<access::Viewer>(who);
    const auto own = readContact(visit, viewer.account);
    Typed typed;
    typed.value = std::string{visit.request.form("nieuw").value_or("")};
    const std::string password{visit.request.form("wachtwoord").value_or("")};
    const auto change = readTyped(visit, words, own, typed);
    if (password.empty())
        typed.password_fault = visit.say("profile.password_empty");
    if (!change || password.empty())
        return askPage(visit, viewer, words, own, typed, 422);
    const auto answer = contactChange(identity).begin(
        identity::occasionOf(visit), identity::sessionToken(visit.request), *change,
        Private<std::string>{password}, changeWords(visit, words.kind));
    switch (answer) {
        case Answer::NoSession:
            return notAsked(visit);
        case Answer::Busy:
            return identity::tooBusy(visit);
        case Answer::Wrong:
            typed.password_fault = visit.say("profile.password_wrong");
            return askPage(visit, viewer, words, own, typed, 422);
        case Answer::Waits:
            typed.password_fault = visit.say("profile.password_waits");
            return askPage(visit, viewer, words, own, typed, 422);
        case Answer::Right:
            break;
    }
    visit.services.wake_delivery(visit.tenant->id);
    const bool asks = identity::asksConfirmation(visit.settings(), words.kind == ContactKind::Phone
                                                                       ? identity::CodePurpose::Phone
                                                                       : identity::CodePurpose::Email);
    return http::redirect(303,
                          asks ? std::string{identity::kConfirmPage} : std::string{words.path} + "/code");
}

http::Response proofPage(const Visit& visit, const access::Viewer& viewer, const Words& words,
                         const ProofPage& page, int status, const Notice& notice) {
    views::Model model;
    const bool phone = words.kind == ContactKind::Phone;
    model.set("TITLE", say(visit, words, "code_title"));
    model.set("BACK", words.path);
    model.set("SENT", say(visit, words, "code_sent"));
    model.set("VALUE", phone ? Private<std::string>{delivery::shownNumber(page.change.value.reveal())}
                             : page.change.value);
    showNotice(notice, model);
    const auto& login = visit.settings().login;
    identity::addCodeForm(
        visit, page.code,
        {.action = std::string{words.path} + "/code",
         .resend_action = std::string{words.path} + "/nieuwe-code",
         .resend_label = phone ? login.sms.not_received_label : login.registration.email_not_received_label,
         .wrong = notice.kind == "ERROR" ? notice.title : std::string{},
         .by_mail = !phone},
        model);
    identity::addHelp(visit, model);
    return access::page(
        visit, viewer, "profile/proof",
        {.title = say(visit, words, "code_title"), .nav = "", .error = notice.kind == "ERROR"}, model,
        status);
}

http::Response showProof(const Visit& visit, const Identity& identity, const Words& words) {
    auto entered = access::enter(visit, {.event = words.event, .object_kind = "account"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    const auto page = contactChange(identity).page(identity::occasionOf(visit),
                                                   identity::sessionToken(visit.request), words.kind);
    if (!page)
        return notAsked(visit);
    Notice notice;
    const auto sent = visit.request.query("nieuw").value_or("");
    if (sent == "verstuurd")
        notice = {"OK", say(visit, words, "resent"), visit.say("identity.resent_text")};
    else if (sent == "wacht")
        notice = {"WARNING", visit.say("identity.resend_wait_title"), visit.say("identity.resend_wait_text")};
    return proofPage(visit, std::get<access::Entered>(entered).viewer, words, *page, 200, notice);
}

http::Response tryProof(const Visit& visit, const Identity& identity, const Words& words) {
    using Kind = ProofResult::Kind;
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
        return std::move(*refused);
    const auto occasion = identity::occasionOf(visit);
    const auto token = identity::sessionToken(visit.request);
    const auto change = contactChange(identity);
    const auto result = change.prove(occasion, token, words.kind, visit.request.form("code").value_or(""),
                                     changeWords(visit, words.kind));
    visit.services.wake_delivery(visit.tenant->id);
    const auto again = [&](int status, std::string_view which) {
        const auto page = change.page(occasion, token, words.kind);
        if (!page)
            return notAsked(visit);
        Notice notice;
        if (!which.empty()) {
            const std::string key = "identity.code_" + std::string{which};
            notice = {"ERROR", visit.say(key + "_title"), visit.say(key + "_text")};
        }
        return proofPage(visit, std::get<access::Viewer>(who), words, *page, status, notice);
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
            return again(403, "");
        case Kind::ConfirmAgain:
            return http::redirect(303, identity::kConfirmPage);
        case Kind::Taken:
            return http::redirect(303, "/profiel?gedaan=bezet");
        case Kind::Done:
            break;
    }
    auto response = http::redirect(303, "/profiel?gedaan=" + std::string{words.path.substr(9)});
    response.setCookie(identity::sessionCookie(result.session));
    return response;
}

http::Response sendAgain(const Visit& visit, const Identity& identity, const Words& words) {
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
        return std::move(*refused);
    const auto result =
        contactChange(identity).resend(identity::occasionOf(visit), identity::sessionToken(visit.request),
                                       words.kind, changeWords(visit, words.kind));
    if (result == identity::ResendResult::NoSession)
        return notAsked(visit);
    const bool sent = result == identity::ResendResult::Sent;
    if (sent)
        visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303,
                          std::string{words.path} + "/code" + (sent ? "?nieuw=verstuurd" : "?nieuw=wacht"));
}

}  // namespace

ContactChange contactChange(const Identity& identity) {
    return {identity.confirmation(), identity.ownPassword(), identity.outbox(), identity.words()};
}

ChangeWords changeWords(const Visit& visit, ContactKind kind) {
    const auto& words = kind == ContactKind::Phone ? kPhone : kEmail;
    const auto& settings = visit.settings();
    ChangeWords made;
    made.prove_sms = [&visit](int sequence, const std::string& code, UtcTime until) {
        return visit.say("profile.prove_sms",
                         {{"NUMBER", std::to_string(sequence)},
                          {"ORGANISATION", visit.settings().identity.short_name},
                          {"CODE", code},
                          {"TIME", views::timeText(until, visit.zone(), visit.language)}});
    };
    made.prove_mail = [&visit](const std::string& code, UtcTime until, bool in_use) {
        const auto& name = visit.settings().identity.name;
        if (in_use)
            return mailOf(visit,
                          {.subject = visit.say("profile.in_use_mail_subject"),
                           .paragraphs = {visit.say("profile.in_use_mail_text", {{"ORGANISATION", name}}),
                                          visit.say("profile.in_use_mail_more")},
                           .button = "",
                           .link = ""});
        return mailOf(visit,
                      {.subject = visit.say("profile.prove_mail_subject"),
                       .paragraphs = {visit.say("profile.prove_mail_text", {{"ORGANISATION", name}}),
                                      visit.say("profile.prove_mail_code", {{"CODE", code}})},
                       .button = "",
                       .link = "",
                       .after = visit.say("profile.prove_mail_after",
                                          {{"TIME", views::timeText(until, visit.zone(), visit.language)}})});
    };
    made.told_sms = say(visit, words, "told_sms", {{"ORGANISATION", settings.identity.short_name}});
    made.told_mail = mailOf(
        visit, {.subject = say(visit, words, "told_subject"),
                .paragraphs = {say(visit, words, "told_text", {{"ORGANISATION", settings.identity.name}}),
                               visit.say("profile.told_others"), visit.say("profile.told_not_you")},
                .button = "",
                .link = ""});
    return made;
}

void registerContactPages(tenancy::Pages& pages, Identity& identity) {
    using http::Method;
    using http::RouteRight;
    for (const auto* words : {&kPhone, &kEmail}) {
        const std::string path{words->path};
        pages.add(Method::Get, path, RouteRight::SignedIn,
                  [words](const Visit& visit) { return showAsk(visit, *words); });
        pages.add(Method::Post, path, RouteRight::SignedIn,
                  [&identity, words](const Visit& visit) { return tryAsk(visit, identity, *words); },
                  {.typed_at = path});
        pages.add(Method::Get, path + "/code", RouteRight::SignedIn,
                  [&identity, words](const Visit& visit) { return showProof(visit, identity, *words); });
        pages.add(Method::Post, path + "/code", RouteRight::SignedIn,
                  [&identity, words](const Visit& visit) { return tryProof(visit, identity, *words); });
        pages.add(Method::Post, path + "/nieuwe-code", RouteRight::SignedIn,
                  [&identity, words](const Visit& visit) { return sendAgain(visit, identity, *words); });
    }
}

}  // namespace inzage::profile
