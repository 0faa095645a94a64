#include "platform/identity/external/external_pages.h"

#include "platform/identity/enrolment/enrolment_pages.h"
#include "platform/identity/external/external_login.h"
#include "platform/identity/page_parts.h"

namespace inzage::identity {
namespace {

using tenancy::Visit;

/// What was asked of the provider, sealed, until it answers.
constexpr std::string_view kFlowCookie = "inzage_extern";
constexpr std::string_view kBegin = "/inloggen/extern";

std::string say(const Visit& visit, std::string_view key) {
    return visit.say(key, {{"NAME", visit.settings().login.external.name},
                           {"ORGANISATION", visit.settings().identity.name}});
}

/// "…: title, text, and a button that begins anew."
http::Response message(const Visit& visit, int status, const std::string& key, const std::string& more = "") {
    return explain(visit, status,
                   {say(visit, key + "_title"), say(visit, key + "_text"), more,
                    visit.say("external.to_sign_in"), "/inloggen"});
}

std::string whomToAsk(const Visit& visit) {
    const auto& help = visit.settings().helpdesk;
    if (!help.email.empty())
        return visit.say("external.ask_mail", {{"EMAIL", help.email}});
    return help.phone.empty() ? std::string{} : visit.say("external.ask_phone", {{"PHONE", help.phone}});
}

http::Response away(const Visit& visit, bool busy) {
    auto response = message(visit, 503, busy ? "external.busy" : "external.away",
                            busy ? std::string{} : whomToAsk(visit));
    response.header("Retry-After", busy ? "2" : "30");
    return response;
}

http::Response addressWaitsHere(const Visit& visit, std::chrono::seconds wait) {
    const auto minutes = std::to_string(std::chrono::ceil<std::chrono::minutes>(wait).count());
    auto response = explain(visit, 429,
                            {visit.say("identity.address_waits_title"),
                             visit.say("identity.address_waits_text", {{"MINUTES", minutes}}), "",
                             visit.say("external.to_sign_in"), "/inloggen"});
    response.header("Retry-After", std::to_string(wait.count()));
    return response;
}

http::Response toProvider(const std::string& url) {
    http::Response response;
    response.status = 303;
    response.header("Location", url);
    return response;
}

/// Who says to use a shared account; absent when that must be said and isn't.
std::optional<std::string> who(const Visit& visit) {
    if (!visit.settings().login.one_account_per_client)
        return "self";
    const auto said = visit.request.query("gebruiker").value_or("");
    if (said == "client" || said == "vertegenwoordiger")
        return said == "client" ? "client" : "representative";
    return std::nullopt;
}

/// The host of "https://portaal.example.nl:8080".
std::string_view hostOf(std::string_view url) {
    const auto from = url.find("://");
    const auto host = url.substr(from == std::string_view::npos ? 0 : from + 3);
    return host.substr(0, host.rfind(':'));
}

http::Response begin(const Visit& visit, Identity& identity) {
    const auto wanted = wantedPath(visit.request);
    const auto used_by = who(visit);
    if (!visit.settings().login.external.on() || !used_by)
        return http::redirect(303, withWanted("/inloggen", wanted));
    // The provider knows one address of the portal; the cookie must be there when it sends people back.
    if (visit.request.host() != hostOf(visit.tenant->public_url))
        return toProvider(visit.tenant->public_url + withWanted("/inloggen", wanted));
    const auto started = identity.externalLogin().begin(occasionOf(visit), wanted, *used_by);
    if (const auto* fault = std::get_if<ProviderFault>(&started))
        return away(visit, *fault == ProviderFault::Busy);
    const auto& start = std::get<ExternalStart>(started);
    auto response = toProvider(start.url);
    response.setCookie({std::string{kFlowCookie}, start.cookie,
                        std::chrono::duration_cast<std::chrono::seconds>(kExternalLives)});
    return response;
}

ExternalAnswer answerOf(const Visit& visit) {
    const auto& request = visit.request;
    const auto query = [&](std::string_view name) { return std::string{request.query(name).value_or("")}; };
    const auto cookie = [&](std::string_view name) { return std::string{request.cookie(name).value_or("")}; };
    return {cookie(kFlowCookie),
            query("state"),
            query("code"),
            query("iss"),
            query("error"),
            cookie(kEnrolmentCookie),
            sessionTokenHash(request, visit.settings().login).value_or("")};
}

http::Response answered(const Visit& visit, const ExternalResult& result) {
    switch (result.kind) {
        case ExternalResult::Kind::AddressWaits:
            return addressWaitsHere(visit, result.retry_after);
        case ExternalResult::Kind::Busy:
            return away(visit, true);
        case ExternalResult::Kind::Away:
            return away(visit, false);
        case ExternalResult::Kind::Stopped:
            return message(visit, 200, "external.stopped");
        case ExternalResult::Kind::TooOld:
            return message(visit, 403, "external.too_old");
        case ExternalResult::Kind::Refused:
            return message(visit, 403, "external.refused", whomToAsk(visit));
        case ExternalResult::Kind::Unknown:
            return message(visit, 403, "external.unknown", whomToAsk(visit));
        case ExternalResult::Kind::Passed:
            break;
    }
    auto response = toStep(result.next, result.wanted);
    response.setCookie(sessionCookie(result.cookies.session));
    response.clearCookie(kFormCookie);
    if (result.invited)
        response.clearCookie(kEnrolmentCookie);
    return response;
}

http::Response comeBack(const Visit& visit, Identity& identity) {
    if (!visit.settings().login.external.on())
        return http::redirect(303, "/inloggen");
    auto response = answered(visit, identity.externalLogin().finish(occasionOf(visit), answerOf(visit)));
    response.clearCookie(kFlowCookie);
    return response;
}

}  // namespace

void addExternalButtons(const Visit& visit, const std::string& wanted, views::Model& model) {
    const auto path = withWanted(kBegin, wanted);
    model.set("EXTERNAL_NAME", visit.settings().login.external.name);
    if (!visit.settings().login.one_account_per_client) {
        model.add("ONE").set("PATH", path);
        return;
    }
    auto& two = model.add("TWO");
    const std::string mark = path.find('?') == std::string::npos ? "?" : "&";
    two.set("CLIENT_PATH", path + mark + "gebruiker=client");
    two.set("OTHER_PATH", path + mark + "gebruiker=vertegenwoordiger");
}

tenancy::Message notWithExternalLogin(const Visit& visit) {
    return {say(visit, "external.not_here_title"), say(visit, "external.not_here_text"), whomToAsk(visit),
            visit.say("external.to_sign_in"), "/inloggen"};
}

void registerExternalPages(tenancy::Pages& pages, Identity& identity) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, std::string{kBegin}, RouteRight::SignedOut,
              [&](const Visit& visit) { return begin(visit, identity); });
    pages.add(Method::Get, std::string{kExternalBack}, RouteRight::SignedOut,
              [&](const Visit& visit) { return comeBack(visit, identity); });
}

}  // namespace inzage::identity
