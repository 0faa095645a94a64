#include "plugins/sdk/http_transfer.h"

#include <algorithm>
#include <memory>
#include <new>

namespace inzage::sdk {

namespace {

constexpr std::size_t kHeaderBytesMax = 256UL * 1024;
// Of an answer that body_to doesn't get because it is no success.
constexpr std::size_t kRefusalBytesMax = 64UL * 1024;

struct ListEnd {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListEnd>;

void add(List& list, const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr)
        throw std::bad_alloc{};
    (void)list.release();
    list.reset(longer);
}

std::size_t takeBody(char* data, std::size_t size, std::size_t count, void* into) {
    auto& transfer = *static_cast<HttpTransfer*>(into);
    const std::size_t bytes = size * count;
    long status = 0;
    curl_easy_getinfo(transfer.curl, CURLINFO_RESPONSE_CODE, &status);
    const bool streamed = transfer.request->body_to && status >= 200 && status < 300;
    const bool refusal = transfer.request->body_to && !streamed;
    const std::size_t most = transfer.options->response_bytes_max;
    if (bytes > most || transfer.body_bytes > most - bytes) {
        transfer.too_large = true;
        return 0;
    }
    transfer.body_bytes += bytes;
    try {
        if (streamed) {
            transfer.handed_over = true;
            transfer.request->body_to(std::string_view{data, bytes});
        } else if (!refusal || transfer.response.body.size() < kRefusalBytesMax) {
            transfer.response.body.append(data, bytes);
        }
    } catch (...) {
        transfer.thrown = std::current_exception();
        return 0;
    }
    return bytes;
}

std::size_t takeHeader(char* data, std::size_t size, std::size_t count, void* into) {
    auto& transfer = *static_cast<HttpTransfer*>(into);
    const std::size_t bytes = size * count;
    transfer.header_bytes += bytes;
    if (transfer.header_bytes > kHeaderBytesMax) {
        transfer.too_large = true;
        return 0;
    }
    try {
        std::string_view line{data, bytes};
        while (!line.empty() && (line.back() == '\r' || line.back() == '\n' || line.back() == ' '))
            line.remove_suffix(1);
        // Of the interim responses before it ("100 Continue") nothing is kept.
        if (line.starts_with("HTTP/")) {
            transfer.response.headers.clear();
            return bytes;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            return bytes;
        std::string_view value = line.substr(colon + 1);
        while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
            value.remove_prefix(1);
        transfer.response.headers.push_back({std::string{line.substr(0, colon)}, std::string{value}});
    } catch (...) {
        transfer.thrown = std::current_exception();
        return 0;
    }
    return bytes;
}

/// Called about once a second and whenever something moves.
int mayGoOn(void* of, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<HttpTransfer*>(of)->call->over() ? 1 : 0;
}

long leftMs(const HttpOptions& options, const Call& call) {
    auto most = std::chrono::milliseconds{options.total_timeout_ms};
    if (call.deadline != std::chrono::steady_clock::time_point::max())
        most = std::min(most, std::chrono::duration_cast<std::chrono::milliseconds>(
                                  call.deadline - std::chrono::steady_clock::now()));
    return std::max<long>(1, static_cast<long>(most.count()));
}

void setSecurity(CURL* curl, const HttpOptions& options) {
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    if (!options.ca_file.empty()) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
        curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
    }
    const auto blob = [curl](CURLoption which, const std::string& pem) {
        // libcurl reads only; the field is not const for the sake of another flag.
        curl_blob text{.data = const_cast<char*>(pem.data()), .len = pem.size(), .flags = CURL_BLOB_COPY};
        curl_easy_setopt(curl, which, &text);
    };
    if (!options.client_certificate_pem.empty()) {
        blob(CURLOPT_SSLCERT_BLOB, options.client_certificate_pem);
        blob(CURLOPT_SSLKEY_BLOB, options.client_key_pem);
    }
    curl_easy_setopt(curl, CURLOPT_PROXY, options.proxy.c_str());
    if (!options.proxy_user.empty()) {
        curl_easy_setopt(curl, CURLOPT_PROXYUSERNAME, options.proxy_user.c_str());
        curl_easy_setopt(curl, CURLOPT_PROXYPASSWORD, options.proxy_password.c_str());
    }
}

void setMethod(CURL* curl, const HttpRequest& request) {
    if (request.method == "HEAD") {
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
        return;
    }
    const bool has_body = !request.body.empty() || request.method == "POST" || request.method == "PUT" ||
                          request.method == "PATCH";
    if (has_body) {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
    }
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

}  // namespace

void runHttpTransfer(HttpTransfer& transfer, const std::string& url) {
    CURL* curl = transfer.curl;
    const HttpOptions& options = *transfer.options;
    const HttpRequest& request = *transfer.request;
    // Connections, and TLS sessions with them, survive this.
    curl_easy_reset(curl);
    setSecurity(curl, options);
    setMethod(curl, request);
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Inzage-Adapter/1");
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    const long left = leftMs(options, *transfer.call);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, left);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                     std::min<long>(left, static_cast<long>(options.connect_timeout_ms)));
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, mayGoOn);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, takeBody);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, takeHeader);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
    List headers;
    for (const HttpHeader& header : request.headers)
        add(headers, header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
    if (!request.bearer.empty())
        add(headers, "Authorization: Bearer " + request.bearer);
    // Without it curl waits a second for permission before a longer body.
    add(headers, "Expect:");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    if (!request.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(curl, CURLOPT_USERNAME, request.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, request.password.c_str());
    }
    transfer.code = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    transfer.response.status = static_cast<int>(status);
    curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &transfer.proxy_status);
    // It points to what ends with this function.
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, nullptr);
}

}  // namespace inzage::sdk
