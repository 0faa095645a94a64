#include "platform/http/response_writer.h"

#include <algorithm>
#include <array>
#include <ctime>

namespace inzage::http {
namespace {

constexpr std::string_view kSecurityHeaders =
    "Strict-Transport-Security: max-age=31536000\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Content-Security-Policy: ";
constexpr std::string_view kPagePolicy =
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n";
constexpr std::string_view kSandboxPolicy =
    "default-src 'none'; sandbox; form-action 'none'; base-uri 'none'; frame-ancestors 'none'\r\n";
constexpr std::string_view kOtherSecurityHeaders =
    "Permissions-Policy: accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), payment=(), usb=()\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

std::string_view cacheControlOf(Caching caching) {
    switch (caching) {
        case Caching::NoStore:
            return "no-store";
        case Caching::Validate:
            return "no-cache";
        case Caching::Immutable:
            return "public, max-age=31536000, immutable";
    }
    return "no-store";
}

/// "Sun, 22 Nov 2026 06:55:30 GMT", made once per second and thread.
std::string_view dateNow() {
    thread_local std::time_t made_for = -1;
    thread_local std::array<char, 40> text{};
    thread_local std::size_t size = 0;
    const std::time_t now = std::time(nullptr);
    if (now != made_for) {
        std::tm utc{};
        ::gmtime_r(&now, &utc);
        size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
        made_for = now;
    }
    return {text.data(), size};
}

}  // namespace

std::string_view reasonOf(int status) noexcept {
    constexpr std::array<std::pair<int, std::string_view>, 27> kReasons{{
        {200, "OK"},
        {201, "Created"},
        {204, "No Content"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {410, "Gone"},
        {411, "Length Required"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
    }};
    const auto* found = std::find_if(kReasons.begin(), kReasons.end(),
                                     [&](const auto& entry) { return entry.first == status; });
    return found == kReasons.end() ? std::string_view{} : found->second;
}

std::string headOf(const Response& response, bool close) {
    std::string head;
    head.reserve(1400);
    head += "HTTP/1.1 ";
    head += std::to_string(response.status);
    head += ' ';
    head += reasonOf(response.status);
    head += "\r\nDate: ";
    head += dateNow();
    if (response.status != 204 && response.status != 304) {
        head += "\r\nContent-Length: ";
        head += std::to_string(response.pieces ? response.pieces->bytes() : response.content().size());
    }
    head += "\r\nCache-Control: ";
    head += cacheControlOf(response.caching);
    head += close ? "\r\nConnection: close\r\n" : "\r\n";
    head += kSecurityHeaders;
    head += response.sandboxed ? kSandboxPolicy : kPagePolicy;
    head += kOtherSecurityHeaders;
    for (const auto& [name, value] : response.headers) {
        head += name;
        head += ": ";
        head += value;
        head += "\r\n";
    }
    head += "\r\n";
    return head;
}

Response gateAnswer(int status) {
    if (status == 503) {
        // A browser's user sees this one, so it is in the portal's language.
        Response busy =
            html(503,
                 "<!doctype html><html lang=\"nl\"><head><meta charset=\"utf-8\"><title>Even "
                 "geduld</title></head><body><main><h1>Het is nu erg druk</h1><p>Wacht een halve minuut "
                 "en probeer het dan opnieuw. Wat u al had opgeslagen, is niet weg.</p></main></body>"
                 "</html>\n");
        busy.header("Retry-After", "30");
        return busy;
    }
    if (status == 413)  // what somebody sees who sends a film in place of a photo
        return html(413,
                    "<!doctype html><html lang=\"nl\"><head><meta charset=\"utf-8\"><title>Te "
                    "groot</title></head><body><main><h1>Dit is te groot</h1><p>Een foto of bestand mag niet "
                    "groter zijn dan 10 MB. Ga terug en kies een kleiner bestand.</p></main></body>"
                    "</html>\n");
    Response response = text(status, std::to_string(status) + ' ' + std::string{reasonOf(status)} + '\n');
    if (status == 405)
        response.header("Allow", "GET, HEAD, POST");
    return response;
}

}  // namespace inzage::http
