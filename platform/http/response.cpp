#include "platform/http/response.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace inzage::http {
namespace {

bool isTokenCharacter(char c) noexcept {
    constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kOthers.find(c) != std::string_view::npos;
}

bool isToken(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isCookieCharacter(char c) noexcept {
    return c > 0x20 && c < 0x7F && c != '"' && c != ',' && c != ';' && c != '\\';
}

/// What the gate writes itself, in lower case.
constexpr std::array<std::string_view, 15> kGateHeaders{"connection",
                                                        "content-length",
                                                        "content-security-policy",
                                                        "cross-origin-opener-policy",
                                                        "cross-origin-resource-policy",
                                                        "cache-control",
                                                        "date",
                                                        "keep-alive",
                                                        "permissions-policy",
                                                        "referrer-policy",
                                                        "server",
                                                        "strict-transport-security",
                                                        "transfer-encoding",
                                                        "x-content-type-options",
                                                        "x-frame-options"};

bool belongsToGate(std::string_view name) {
    std::string lower{name};
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    return std::find(kGateHeaders.begin(), kGateHeaders.end(), lower) != kGateHeaders.end();
}

Response withType(int status, std::string body, std::string_view type) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    response.headers.emplace_back("Content-Type", type);
    return response;
}

}  // namespace

Response& Response::header(std::string_view name, std::string_view value) {
    const bool clean = std::none_of(value.begin(), value.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
    });
    if (!isToken(name) || !clean || belongsToGate(name))
        throw std::invalid_argument{"not a header: " + std::string{isToken(name) ? name : "(bad name)"}};
    headers.emplace_back(name, value);
    return *this;
}

Response& Response::setCookie(const CookieSpec& cookie) {
    if (!isToken(cookie.name) || !std::all_of(cookie.value.begin(), cookie.value.end(), isCookieCharacter))
        throw std::invalid_argument{"not a cookie"};
    std::string text =
        "__Host-" + cookie.name + '=' + cookie.value + "; Path=/; Secure; HttpOnly; SameSite=Lax";
    if (cookie.max_age)
        text += "; Max-Age=" + std::to_string(cookie.max_age->count());
    return header("Set-Cookie", text);
}

Response& Response::clearCookie(std::string_view name) {
    return setCookie({std::string{name}, "", std::chrono::seconds{0}});
}

Response html(int status, std::string body) {
    return withType(status, std::move(body), "text/html; charset=utf-8");
}

Response text(int status, std::string body) {
    return withType(status, std::move(body), "text/plain; charset=utf-8");
}

Response json(int status, std::string body) {
    return withType(status, std::move(body), "application/json");
}

Response redirect(int status, std::string_view path) {
    Response response;
    response.status = status;
    response.header("Location", isLocalPath(path) ? path : std::string_view{"/"});
    return response;
}

bool isLocalPath(std::string_view path) noexcept {
    if (path.empty() || path.front() != '/')
        return false;
    if (path.size() > 1 && (path[1] == '/' || path[1] == '\\'))
        return false;
    // Browsers drop tabs and line ends inside addresses, so "/\t/evil.example" would become "//evil.example".
    return std::none_of(path.begin(), path.end(), [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '\\';
    });
}

}  // namespace inzage::http
