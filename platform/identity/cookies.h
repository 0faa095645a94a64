#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/config/tenant_settings.h"
#include "platform/http/request.h"
#include "platform/http/response.h"

/// The cookies of identity. http writes and reads all of them as `__Host-` + name. Their values are 256
/// random bits; the database knows hashes only.
namespace inzage::identity {

constexpr std::string_view kSessionCookie = "inzage_session";  ///< until the browser closes
constexpr std::string_view kFormCookie =
    "inzage_form";  ///< before a session exists: binds forms to the browser
constexpr std::string_view kResetCookie =
    "inzage_reset";  ///< the token of a mailed link, out of the address; until the password is chosen
constexpr std::string_view kDeviceCookie = "inzage_device";  ///< 400 days, the longest that browsers keep

/// What a session is known by, where people sign in like this: the hash of its cookie, and at an external
/// login also of its issuer and client. So no session is found any more that began in another way than the
/// organisation has now. What begins with a password is always kept under the plain hash (sha256Hex).
[[nodiscard]] std::string sessionHash(const config::LoginSettings& login, std::string_view token);
/// What enter() looks sessions up by; absent without a session cookie.
[[nodiscard]] std::optional<std::string> sessionTokenHash(const http::Request& request,
                                                          const config::LoginSettings& login);

/// The secret that form tokens of this browser are made of (http::maskCsrf): derived from the session cookie,
/// else from the form cookie; "" when the browser has neither. Doesn't give the cookie away.
[[nodiscard]] std::string csrfSecret(const http::Request& request);

/// http::CsrfCheck: the hook that the router needs. True for a token of this browser's session or form
/// cookie.
[[nodiscard]] bool checkFormToken(const http::Request& request, std::string_view masked);

/// A form token for a page, and the form cookie to set when the browser had nothing to bind it to.
struct FormToken {
    std::string masked;
    std::optional<http::CookieSpec> cookie;
};
[[nodiscard]] FormToken formToken(const http::Request& request);
/// Bound to the form cookie whatever the session: for pages around the session (errors, messages), which may
/// be the very answer that clears its cookie.
[[nodiscard]] FormToken formTokenWithoutSession(const http::Request& request);

[[nodiscard]] http::CookieSpec sessionCookie(const std::string& token);

/// The device cookie says for which tenant it was made, so that one planted from another host is noticed.
struct DeviceCookie {
    std::string token;  ///< "" when the browser has none, or one of another tenant
    bool foreign = false;
};
[[nodiscard]] DeviceCookie deviceCookie(const http::Request& request, std::string_view tenant);
[[nodiscard]] http::CookieSpec deviceCookieOf(const std::string& token, std::string_view tenant);

/// What trusted_device knows a device by: bound to the account, so that people who share a tablet have each
/// their own trust behind one cookie.
[[nodiscard]] std::string deviceHash(std::string_view token, std::string_view account_id);

}  // namespace inzage::identity
