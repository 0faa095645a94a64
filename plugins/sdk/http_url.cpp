#include <curl/curl.h>

#include <memory>

#include "plugins/sdk/http_client.h"
#include "plugins/sdk/http_url.h"

namespace inzage::sdk {

namespace {

struct UrlEnd {
    void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlEnd>;

Url parsed(const std::string& text) {
    Url url{curl_url()};
    if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
        return {};
    return url;
}

std::string partOf(const Url& url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (!url || curl_url_get(url.get(), which, &text, flags) != CURLUE_OK || text == nullptr)
        return {};
    const std::unique_ptr<char, void (*)(void*)> owner{text, curl_free};
    return text;
}

std::string lower(std::string text) {
    for (char& byte : text)
        if (byte >= 'A' && byte <= 'Z')
            byte = static_cast<char>(byte - 'A' + 'a');
    return text;
}

}  // namespace

HttpOrigin originOf(const std::string& text) {
    const Url url = parsed(text);
    HttpOrigin origin;
    origin.scheme = lower(partOf(url, CURLUPART_SCHEME));
    origin.host = lower(partOf(url, CURLUPART_HOST));
    origin.port = partOf(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    origin.has_user = !partOf(url, CURLUPART_USER).empty() || !partOf(url, CURLUPART_PASSWORD).empty();
    return origin;
}

bool sameOrigin(const std::string& one, const std::string& other) {
    const HttpOrigin left = originOf(one);
    const HttpOrigin right = originOf(other);
    return !left.host.empty() && left.scheme == right.scheme && left.host == right.host &&
           left.port == right.port;
}

std::optional<std::string> resolveUrl(const std::string& base, const std::string& reference) {
    const Url url = parsed(base);
    if (!url || curl_url_set(url.get(), CURLUPART_URL, reference.c_str(), 0) != CURLUE_OK)
        return std::nullopt;
    std::string whole = partOf(url, CURLUPART_URL);
    if (whole.empty())
        return std::nullopt;
    return whole;
}

std::string urlEncoded(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char byte : text) {
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' ||
                           byte == '~';
        const auto code = static_cast<unsigned char>(byte);
        if (plain)
            out.push_back(byte);
        else
            out.append({'%', kHex[code >> 4U], kHex[code & 0xFU]});
    }
    return out;
}

}  // namespace inzage::sdk
