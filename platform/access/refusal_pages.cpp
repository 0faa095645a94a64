#include "platform/access/refusal_pages.h"

#include "platform/access/refusal_store.h"
#include "platform/identity/cookies.h"

namespace inzage::access {
namespace {

std::string escapedPath(const http::Request& request) {
    std::string path = request.path();
    if (!request.rawQuery().empty())
        path += "?" + request.rawQuery();
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string text;
    for (const char c : path) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '/' || c == '-' || c == '.' || c == '_';
        if (plain) {
            text += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            text += '%';
            text += kHex[byte >> 4U];
            text += kHex[byte & 0x0fU];
        }
    }
    return text;
}

std::string loginPath(const http::Request& request) {
    if (request.method() == http::Method::Post || request.path() == "/start")
        return "/inloggen";
    return "/inloggen?terug=" + escapedPath(request);
}

http::Response sessionOver(const tenancy::Visit& visit) {
    const std::string minutes = std::to_string(visit.settings().login.session.idle_min);
    auto response =
        tenancy::messagePage(visit, 401,
                             {.title = visit.say("access.session_over_title"),
                              .text = visit.say("access.session_over_text", {{"MINUTES", minutes}}),
                              .more = "",
                              .button_text = visit.say("access.sign_in_again"),
                              .button_path = loginPath(visit.request)});
    response.clearCookie(identity::kSessionCookie);
    return response;
}

http::Response noRight(const tenancy::Visit& visit, std::string_view right, std::string_view client,
                       std::string_view manager) {
    const std::string part = visit.say("access.part_" + std::string{right});
    const std::string who = manager.empty() ? visit.say("access.ask_organisation",
                                                        {{"ORGANISATION", visit.settings().identity.name}})
                                            : visit.say("access.ask_manager", {{"MANAGER", manager}});
    return tenancy::messagePage(
        visit, 403,
        {.title = visit.say("access.no_right_title", {{"PART", part}}),
         .text = visit.say("access.no_right_text", {{"PART", part}, {"CLIENT", client}}),
         .more = who,
         .button_text = visit.say("access.to_start"),
         .button_path = "/start"});
}

http::Response explained(const tenancy::Visit& visit, int status, const std::string& reason,
                         std::string_view client) {
    const std::string days = std::to_string(visit.settings().dossier.visible_after_care_days);
    return tenancy::messagePage(
        visit, status,
        {.title = visit.say("access." + reason + "_title"),
         .text = visit.say("access." + reason + "_text", {{"CLIENT", client}, {"DAYS", days}}),
         .more = visit.say("access.ask_helpdesk", {{"EMAIL", visit.settings().helpdesk.email}}),
         .button_text = visit.say("access.to_sign_out"),
         .button_path = "/uitloggen"});
}

}  // namespace

http::Response toLogin(const tenancy::Visit& visit) {
    return http::redirect(303, loginPath(visit.request));
}

http::Response notFound(const tenancy::Visit& visit) {
    return tenancy::messagePage(visit, 404,
                                {.title = visit.say("access.not_found_title"),
                                 .text = visit.say("access.not_found_text"),
                                 .more = "",
                                 .button_text = visit.say("access.to_start"),
                                 .button_path = "/start"});
}

http::Response refuse(const tenancy::Visit& visit, const std::string& token_hash,
                      const std::optional<ClientId>& client, std::string_view right) {
    const Refusal refusal = findRefusal(visit, token_hash, client, right);
    const std::string& reason = refusal.reason;
    if (reason == "no_session" || reason == "session_over")
        return sessionOver(visit);
    if (reason == "no_right")
        return noRight(visit, right, refusal.client.reveal(), refusal.portal_manager.reveal());
    if (reason == "care_ended" || reason == "access_ended" || reason == "no_client")
        return explained(visit, 403, reason, refusal.client.reveal());
    return notFound(visit);
}

}  // namespace inzage::access
