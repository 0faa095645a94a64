#include "platform/delivery/http_client.h"

#include <curl/curl.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "platform/delivery/curl_handle.h"

namespace inzage::delivery {
namespace {

constexpr std::size_t kAnswerBytesMax = std::size_t{64} * 1024;

std::size_t take(char* data, std::size_t size, std::size_t count, void* into) {
    auto& body = *static_cast<std::string*>(into);
    if (body.size() + size * count > kAnswerBytesMax)
        return 0;  // ends the transfer
    body.append(data, size * count);
    return size * count;
}

}  // namespace

HttpClient::HttpClient(HttpClientOptions options) : options_{std::move(options)} {
    startCurl();
}

HttpAnswer HttpClient::call(const HttpCall& call) const {
    const CurlHandle handle = newCurl();
    CURL* curl = handle.get();
    HttpAnswer answer;
    curl_easy_setopt(curl, CURLOPT_URL, call.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(call.whole_ms / 2));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(call.whole_ms));
    curl_easy_setopt(curl, CURLOPT_PROXY, options_.proxy.c_str());
    if (!options_.ca_file.empty())
        curl_easy_setopt(curl, CURLOPT_CAINFO, options_.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Inzage/" INZAGE_VERSION);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
    CurlList headers;
    for (const auto& header : call.headers)
        headers.add(header);
    // Without it curl waits a second for permission before a longer body.
    headers.add("Expect:");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    if (!call.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(curl, CURLOPT_USERNAME, call.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, call.password.c_str());
    }
    if (call.post) {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call.body.c_str());
    }
    const CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK) {
        answer.body.clear();
        answer.fault = curl_easy_strerror(code);
        return answer;
    }
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
}

std::string urlEncoded(const std::string& text) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            out += c;
        else
            out.append({'%', kHex[byte >> 4U], kHex[byte & 15U]});
    }
    return out;
}

std::string formText(const std::vector<std::pair<std::string, std::string>>& fields) {
    std::string out;
    for (const auto& [name, value] : fields)
        out += (out.empty() ? "" : "&") + urlEncoded(name) + "=" + urlEncoded(value);
    return out;
}

}  // namespace inzage::delivery
