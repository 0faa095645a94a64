#include "platform/identity/cookies.h"

#include <chrono>

#include "platform/base/token.h"
#include "platform/http/csrf.h"

namespace inzage::identity {
namespace {

/// 256 bits in base64url. Anything else was not made here.
constexpr std::size_t kTokenSize = 43;
constexpr std::chrono::hours kDeviceCookieAge{24 * 400};
constexpr std::size_t kTenantMarkSize = 16;

std::string tenantMark(std::string_view token, std::string_view tenant) {
    return hmacHex(token, "device at " + std::string{tenant}).substr(0, kTenantMarkSize);
}

std::string secretOf(std::string_view cookie) {
    return hmacHex(cookie, "form token");
}

FormToken boundToFormCookie(const http::Request& request) {
    const auto cookie = request.cookie(kFormCookie);
    if (cookie && cookie->size() == kTokenSize)
        return {http::maskCsrf(secretOf(*cookie)), std::nullopt};
    const auto fresh = newToken();
    return {http::maskCsrf(secretOf(fresh)), http::CookieSpec{std::string{kFormCookie}, fresh, std::nullopt}};
}

}  // namespace

std::string sessionHash(const config::LoginSettings& login, std::string_view token) {
    if (!login.external.on())
        return sha256Hex(token);
    return hmacHex(token, "session of " + login.external.client_id + " at " + login.external.issuer);
}

std::optional<std::string> sessionTokenHash(const http::Request& request,
                                            const config::LoginSettings& login) {
    const auto cookie = request.cookie(kSessionCookie);
    if (!cookie || cookie->empty())
        return std::nullopt;
    return sessionHash(login, *cookie);
}

std::string csrfSecret(const http::Request& request) {
    for (const auto name : {kSessionCookie, kFormCookie}) {
        const auto cookie = request.cookie(name);
        if (cookie && cookie->size() == kTokenSize)
            return secretOf(*cookie);
    }
    return {};
}

bool checkFormToken(const http::Request& request, std::string_view masked) {
    bool fits = false;
    for (const auto name : {kSessionCookie, kFormCookie}) {
        const auto cookie = request.cookie(name);
        if (cookie && cookie->size() == kTokenSize)
            fits = http::checkCsrf(secretOf(*cookie), masked) || fits;
    }
    return fits;
}

FormToken formToken(const http::Request& request) {
    const auto session = request.cookie(kSessionCookie);
    if (session && session->size() == kTokenSize)
        return {http::maskCsrf(secretOf(*session)), std::nullopt};
    return boundToFormCookie(request);
}

FormToken formTokenWithoutSession(const http::Request& request) {
    return boundToFormCookie(request);
}

http::CookieSpec sessionCookie(const std::string& token) {
    return {std::string{kSessionCookie}, token, std::nullopt};
}

DeviceCookie deviceCookie(const http::Request& request, std::string_view tenant) {
    const auto cookie = request.cookie(kDeviceCookie);
    if (!cookie || cookie->empty())
        return {};
    const auto dot = cookie->find('.');
    const auto token = cookie->substr(0, dot);
    const bool ours = dot == kTokenSize && equalSecrets(cookie->substr(dot + 1), tenantMark(token, tenant));
    return ours ? DeviceCookie{std::string{token}, false} : DeviceCookie{"", true};
}

http::CookieSpec deviceCookieOf(const std::string& token, std::string_view tenant) {
    return {std::string{kDeviceCookie}, token + '.' + tenantMark(token, tenant), kDeviceCookieAge};
}

std::string deviceHash(std::string_view token, std::string_view account_id) {
    return sha256Hex(std::string{token} + " of " + std::string{account_id});
}

}  // namespace inzage::identity
