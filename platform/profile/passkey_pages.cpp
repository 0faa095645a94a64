#include "platform/access/entrance.h"
#include "platform/access/page_parts.h"
#include "platform/access/refusal_pages.h"
#include "platform/base/token.h"
#include "platform/identity/confirmation.h"
#include "platform/identity/page_parts.h"
#include "platform/profile/page_parts.h"
#include "platform/views/dutch_time.h"

/// /profiel/passkeys: which passkeys one has, a new one, and none of them any more.
namespace inzage::profile {
namespace {

using access::Entered;
using access::Viewer;
using tenancy::Visit;

constexpr std::string_view kList = "/profiel/passkeys";
constexpr std::string_view kMake = "/profiel/passkeys/maken";

std::optional<http::Response> notOffered(const Visit& visit) {
    if (visit.settings().login.passkeys)
        return std::nullopt;
    return access::showMessage(visit, 404,
                               {.title = visit.say("profile.no_passkeys_title"),
                                .text = visit.say("profile.no_passkeys_text"),
                                .more = "",
                                .button_text = visit.say("access.to_start"),
                                .button_path = "/start"});
}

void addPasskeys(const Visit& visit, const std::vector<identity::PasskeyRow>& passkeys, views::Model& model) {
    if (passkeys.empty())
        model.show("NONE");
    for (const auto& passkey : passkeys) {
        auto& row = model.add("PASSKEY");
        row.set("ID", passkey.id.text());
        row.set("NAME", passkey.name);
        row.set("MADE", views::momentText(passkey.created_at, visit.zone(), visit.at, visit.language));
        if (passkey.last_used_at)
            row.add("USED").set(
                "MOMENT", views::momentText(*passkey.last_used_at, visit.zone(), visit.at, visit.language));
        else
            row.show("UNUSED");
    }
}

http::Response listPage(const Visit& visit, const identity::Identity& identity, const Viewer& viewer) {
    const auto passkeys = identity.passkeys().of(identity::occasionOf(visit), viewer.account);
    views::Model model;
    addPasskeys(visit, passkeys, model);
    if (passkeys.size() < static_cast<std::size_t>(identity::kPasskeysMax))
        model.show("MORE");
    const auto done = visit.request.query("gedaan").value_or("");
    for (const std::string_view deed : {"gemaakt", "verwijderd"})
        if (done == deed)
            identity::addNotice(model, "OK", visit.say("profile.passkey_" + std::string{deed} + "_title"),
                                visit.say("profile.passkey_" + std::string{deed} + "_text"));
    return access::page(visit, viewer, "profile/passkeys",
                        {.title = visit.say("profile.passkeys"), .nav = ""}, model);
}

http::Response makePage(const Visit& visit, const identity::Identity& identity, const Viewer& viewer,
                        int status, std::string_view fault) {
    const auto occasion = identity::occasionOf(visit);
    const auto question =
        identity.passkeys().ask(occasion, identity::csrfSecret(visit.request), viewer.account);
    views::Model model;
    model.set("CHALLENGE", question.challenge);
    model.set("SEALED", question.sealed);
    model.set("PARTY", identity::partyOf(visit.tenant->public_url).id);
    model.set("PARTY_NAME", visit.settings().identity.name);
    model.set("USER", viewer.account.text());
    model.set("USER_NAME", viewer.person.reveal());
    model.set("NAME", visit.request.form("naam").value_or(
                          access::deviceText(visit, identity::deviceName(occasion.agent))));
    std::string known;
    for (const auto& passkey : identity.passkeys().of(occasion, viewer.account))
        known += (known.empty() ? "" : " ") + passkey.credential_id;
    model.set("KNOWN", known);
    if (!fault.empty())
        identity::addNotice(model, "ERROR", visit.say("profile.passkey_" + std::string{fault} + "_title"),
                            visit.say("profile.passkey_" + std::string{fault} + "_text"));
    return access::page(visit, viewer, "profile/make_passkey",
                        {.title = visit.say("profile.make_passkey"), .nav = "", .error = !fault.empty()},
                        model, status);
}

bool isConfirmed(const Visit& visit, const Viewer& viewer) {
    auto tx = visit.services.pools.begin(visit.tenant->id);
    const bool confirmed =
        identity::Confirmation::isConfirmed(tx, viewer.session, identity::CodePurpose::Factors, visit.at);
    tx.commit();
    return confirmed;
}

/// Sends the code, and the browser to the page that asks for it.
http::Response askFirst(const Visit& visit, const identity::Identity& identity) {
    static_cast<void>(identity.confirmation().ask(identity::occasionOf(visit),
                                                  identity::sessionToken(visit.request),
                                                  {identity::CodePurpose::Factors, std::string{kMake}}));
    visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303, identity::kConfirmPage);
}

http::Response showList(const Visit& visit, const identity::Identity& identity) {
    auto entered = access::enter(visit, {.event = "account.passkeys"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    if (auto answer = notOffered(visit))
        return std::move(*answer);
    return listPage(visit, identity, std::get<Entered>(entered).viewer);
}

http::Response showMake(const Visit& visit, const identity::Identity& identity) {
    auto entered = access::enter(visit, {.event = "account.passkeys"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    if (auto answer = notOffered(visit))
        return std::move(*answer);
    const auto& viewer = std::get<Entered>(entered).viewer;
    if (!isConfirmed(visit, viewer))
        return http::redirect(303, kList);
    return makePage(visit, identity, viewer, 200, "");
}

http::Response startMaking(const Visit& visit, const identity::Identity& identity) {
    auto entered = access::enter(visit, {.event = "account.passkeys", .action = 'E'});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    if (auto answer = notOffered(visit))
        return std::move(*answer);
    if (isConfirmed(visit, std::get<Entered>(entered).viewer))
        return http::redirect(303, kMake);
    return askFirst(visit, identity);
}

/// Bytes of a form field in base64url; "" for anything else, which no check lets through.
std::string bytesOf(const Visit& visit, std::string_view field) {
    return fromBase64Url(visit.request.form(field).value_or("")).value_or(std::string{});
}

http::Response keep(const Visit& visit, const identity::Identity& identity) {
    using identity::PasskeyAdded;
    auto entered = access::enter(visit, {.event = "account.passkeys", .action = 'C'});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    if (auto answer = notOffered(visit))
        return std::move(*answer);
    const auto& viewer = std::get<Entered>(entered).viewer;
    if (!isConfirmed(visit, viewer))
        return askFirst(visit, identity);
    const auto added = identity.passkeys().add(
        identity::occasionOf(visit), identity::partyOf(visit.tenant->public_url),
        identity::csrfSecret(visit.request), viewer.account, viewer.session,
        visit.request.form("vraag").value_or(""), {bytesOf(visit, "browser"), bytesOf(visit, "bewijs")},
        visit.request.form("naam").value_or(""));
    switch (added) {
        case PasskeyAdded::TooOld:
            return makePage(visit, identity, viewer, 422, "too_old");
        case PasskeyAdded::Refused:
            return makePage(visit, identity, viewer, 422, "refused");
        case PasskeyAdded::Known:
            return makePage(visit, identity, viewer, 422, "known");
        case PasskeyAdded::TooMany:
            return makePage(visit, identity, viewer, 422, "too_many");
        case PasskeyAdded::Added:
            break;
    }
    // Used up only now, so that a browser's slip doesn't cost another text message.
    auto tx = visit.services.pools.begin(visit.tenant->id);
    static_cast<void>(
        identity::Confirmation::use(tx, viewer.session, identity::CodePurpose::Factors, visit.at));
    tx.commit();
    visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303, std::string{kList} + "?gedaan=gemaakt");
}

http::Response remove(const Visit& visit, const identity::Identity& identity) {
    auto entered = access::enter(visit, {.event = "account.passkeys", .action = 'D'});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    if (auto answer = notOffered(visit))
        return std::move(*answer);
    const auto& viewer = std::get<Entered>(entered).viewer;
    if (!identity.passkeys().remove(identity::occasionOf(visit), viewer.account, viewer.session,
                                    visit.request.form("passkey").value_or("")))
        return access::notFound(visit, viewer);
    visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303, std::string{kList} + "?gedaan=verwijderd");
}

}  // namespace

void registerPasskeyPages(tenancy::Pages& pages, identity::Identity& identity) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, std::string{kList}, RouteRight::SignedIn,
              [&](const Visit& visit) { return showList(visit, identity); });
    pages.add(Method::Get, std::string{kMake}, RouteRight::SignedIn,
              [&](const Visit& visit) { return showMake(visit, identity); });
    pages.add(Method::Post, std::string{kMake}, RouteRight::SignedIn,
              [&](const Visit& visit) { return startMaking(visit, identity); });
    pages.add(Method::Post, "/profiel/passkeys/bewaren", RouteRight::SignedIn,
              [&](const Visit& visit) { return keep(visit, identity); });
    pages.add(Method::Post, "/profiel/passkeys/verwijderen", RouteRight::SignedIn,
              [&](const Visit& visit) { return remove(visit, identity); });
}

}  // namespace inzage::profile
