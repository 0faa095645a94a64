#include "platform/identity/external/external_rules.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace inzage::identity {
namespace {

constexpr std::array<std::string_view, 8> kSignedOut{"/inloggen/extern",
                                                     "/inloggen/extern/terug",
                                                     "/uitloggen",
                                                     "/voorwaarden",
                                                     "/uitnodiging",
                                                     "/uitnodiging/{token}",
                                                     "/uitnodiging/aannemen",
                                                     "/gebruikersbeheer/zie-als/stop"};

/// Own passwords and factors, trusted devices, and what is proven with a code: number and address, by which
/// the organisation and the provider know somebody.
constexpr std::array<std::string_view, 7> kOwnLogin{
    "/bevestigen",     "/profiel/wachtwoord", "/profiel/codes",    "/profiel/passkeys",
    "/profiel/mobiel", "/profiel/email",      "/profiel/apparaten"};

bool isAtOrBelow(std::string_view pattern, std::string_view place) {
    return pattern == place || (pattern.starts_with(place) && pattern[place.size()] == '/');
}

}  // namespace

bool servedWithExternalLogin(const http::Route& route) {
    const std::string_view pattern = route.pattern;
    if (route.right == http::RouteRight::SignedOut) {
        if (pattern == "/inloggen")
            return route.method != http::Method::Post;
        return std::find(kSignedOut.begin(), kSignedOut.end(), pattern) != kSignedOut.end();
    }
    return std::none_of(kOwnLogin.begin(), kOwnLogin.end(),
                        [&](std::string_view place) { return isAtOrBelow(pattern, place); });
}

}  // namespace inzage::identity
