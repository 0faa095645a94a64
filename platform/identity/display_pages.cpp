#include <algorithm>
#include <chrono>

#include "platform/identity/page_parts.h"
#include "platform/tenancy/display.h"

/// POST /weergave: how this device wants its pages. Works signed in and signed out, without JavaScript.
namespace inzage::identity {
namespace {

using tenancy::Colours;
using tenancy::TextSize;
using tenancy::Visit;

constexpr std::chrono::hours kYear{24 * 365};

http::Response changeDisplay(const Visit& visit) {
    const auto& request = visit.request;
    auto display = visit.display;
    if (const auto size = request.form("tekst"))
        display.text_size = *size == "grootst" ? TextSize::Largest
                            : *size == "groot" ? TextSize::Large
                                               : TextSize::Normal;
    if (const auto contrast = request.form("contrast"))
        display.colours = *contrast == "hoog" ? Colours::Contrast : Colours::Normal;
    if (const auto colours = request.form("kleuren"))
        display.colours = *colours == "nacht"     ? Colours::Night
                          : *colours == "toestel" ? Colours::Auto
                                                  : Colours::Normal;
    if (const auto language = request.form("taal")) {
        const auto& offered = visit.settings().identity.languages;
        if (std::find(offered.begin(), offered.end(), *language) != offered.end())
            display.language = std::string{*language};
    }
    const auto back = request.form("terug").value_or("/start");
    auto response = http::redirect(303, http::isLocalPath(back) ? back : std::string_view{"/start"});
    response.setCookie({std::string{tenancy::kDisplayCookie}, tenancy::displayCookie(display), kYear});
    return response;
}

}  // namespace

void registerDisplayPages(tenancy::Pages& pages) {
    pages.add(http::Method::Post, "/weergave", http::RouteRight::Public, changeDisplay);
}

}  // namespace inzage::identity
