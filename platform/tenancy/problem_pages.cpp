#include "platform/tenancy/problem_pages.h"

#include <exception>
#include <utility>

namespace inzage::tenancy {
namespace {

/// The word in the catalogue: views.problem_<word>_title and _text.
std::string_view wordOf(int status) {
    switch (status) {
        case 400:
        case 404:
        case 405:
        case 421:
            return "gone";
        case 403:
        case 415:
            return "form";
        case 413:
        case 431:
            return "size";
        case 429:
            return "often";
        case 408:
        case 503:
            return "busy";
        default:
            return "fault";
    }
}

http::Response problemPage(const Visit& visit, int status, const ShowMessage& show) {
    const std::string_view word = wordOf(status);
    const std::string key = "views.problem_" + std::string{word};
    Message message{.title = visit.say(key + "_title"),
                    .text = visit.say(key + "_text"),
                    .more = "",
                    .button_text = visit.say("views.to_start"),
                    .button_path = "/start"};
    if (word == "busy")
        message.more = visit.say("views.problem_busy_more");
    if (word == "fault" && !visit.settings().helpdesk.email.empty())
        message.more = visit.say("views.problem_fault_more", {{"EMAIL", visit.settings().helpdesk.email}});
    // A form must not be sent again by a link, and an address that can't be reached by GET is none to offer.
    const bool again = (word == "busy" || word == "fault") && visit.request.method() == http::Method::Get;
    if (again) {
        message.button_text = visit.say("views.try_again");
        message.button_path = visit.request.path();
    }
    return show(visit, status, message);
}

}  // namespace

http::ErrorPage problemPages(const Services& services, ShowMessage show) {
    return [&services, show = std::move(show)](int status, const http::Request& request) {
        static const http::Route kNoRoute{http::Method::Get, "/", http::RouteRight::Public, {}};
        const std::string line = std::to_string(status) + "\n";
        try {
            return atTenant(services, request, http::PathParams{kNoRoute, {}},
                            [&](const Visit& visit) { return problemPage(visit, status, show); });
        } catch (const std::exception&) {
            // The router has reported the cause; the page about it could not be made either.
            return http::text(status, line);
        }
    };
}

}  // namespace inzage::tenancy
