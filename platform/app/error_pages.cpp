#include "platform/app/error_pages.h"

#include "platform/http/router.h"

namespace inzage::app {
namespace {

/// Which words of the catalogue explain this status.
std::string wordsOf(int status) {
    switch (status) {
        case 403:
            return "tenancy.form_refused";
        case 404:
            return "access.not_found";
        case 405:
        case 400:
        case 413:
        case 415:
            return "tenancy.bad_request";
        case 503:
            return "tenancy.busy";
        default:
            return "tenancy.broken";
    }
}

http::Response explained(int status, const http::Request& request, const tenancy::Services& services) {
    static const http::Route kNoRoute{http::Method::Get, "/", http::RouteRight::Public, {}};
    const http::PathParams no_params{kNoRoute, {}};
    const auto visit = tenancy::visitOf(request, no_params, services);
    if (!visit)
        return http::text(status, "No organisation is served under this name.\n");
    const std::string words = wordsOf(status);
    auto response = tenancy::messagePage(*visit, status,
                                         {.title = visit->say(words + "_title"),
                                          .text = visit->say(words + "_text"),
                                          .more = "",
                                          .button_text = visit->say("access.to_start"),
                                          .button_path = "/start"});
    if (status == 503)
        response.header("Retry-After", "5");
    return response;
}

}  // namespace

http::Response errorPage(int status, const http::Request& request, const tenancy::Services& services) {
    try {
        return explained(status, request, services);
    } catch (const std::exception&) {
        return http::text(status, "Er gaat iets mis. Probeer het later opnieuw.\n");
    }
}

}  // namespace inzage::app
