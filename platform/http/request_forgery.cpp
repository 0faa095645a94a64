#include "platform/http/request_forgery.h"

#include <algorithm>
#include <string>

namespace inzage::http {
namespace {

std::string lowered(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    return out;
}

/// "https://host:port" → "host:port"; empty for "null", other schemes and, when the browser's side is known
/// to be TLS, plain http.
std::string authorityOf(std::string_view address, bool secure) {
    const std::string text = lowered(address);
    for (const std::string_view scheme : {std::string_view{"https://"}, std::string_view{"http://"}}) {
        if (!text.starts_with(scheme) || (secure && scheme == "http://"))
            continue;
        const std::string_view rest = std::string_view{text}.substr(scheme.size());
        return std::string{rest.substr(0, rest.find('/'))};
    }
    return {};
}

ForgeryVerdict judgeOrigin(const Request& request) {
    if (const auto site = request.header("sec-fetch-site"); site && *site != "same-origin")
        return ForgeryVerdict::OtherSite;
    const auto origin = request.header("origin");
    const auto referer = request.header("referer");
    if (!origin && !referer)
        return ForgeryVerdict::NoOrigin;
    const std::string sender = authorityOf(origin ? *origin : *referer, request.secure());
    return !sender.empty() && sender == request.authority() ? ForgeryVerdict::Accepted
                                                            : ForgeryVerdict::OtherOrigin;
}

bool typeFits(const Request& request, const RouteOptions& options) {
    const std::string type = lowered(request.header("content-type").value_or(""));
    const std::string_view media = std::string_view{type}.substr(0, type.find_first_of("; \t"));
    return media == "application/x-www-form-urlencoded" ||
           (options.multipart && media == "multipart/form-data");
}

}  // namespace

std::string_view nameOf(ForgeryVerdict verdict) noexcept {
    switch (verdict) {
        case ForgeryVerdict::Accepted:
            return "accepted";
        case ForgeryVerdict::OtherSite:
            return "the browser says another site sent it";
        case ForgeryVerdict::NoOrigin:
            return "neither Origin nor Referer";
        case ForgeryVerdict::OtherOrigin:
            return "Origin or Referer is another address";
        case ForgeryVerdict::ContentType:
            return "the body is no form";
        case ForgeryVerdict::Token:
            return "the form token is missing or wrong";
    }
    return "";
}

ForgeryVerdict judgePost(const Request& request, const RouteOptions& options, const CsrfCheck& check) {
    if (const ForgeryVerdict verdict = judgeOrigin(request); verdict != ForgeryVerdict::Accepted)
        return verdict;
    if (!typeFits(request, options))
        return ForgeryVerdict::ContentType;
    return check && check(request, request.form("csrf").value_or("")) ? ForgeryVerdict::Accepted
                                                                      : ForgeryVerdict::Token;
}

}  // namespace inzage::http
