#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/record_adapter.h"

/// Calls to one source over HTTP(S), for adapters. Certificates are always verified, TLS is 1.2 or newer,
/// every call ends with the run's time (Call), and no message names a path, a query, a header or a body: they
/// may hold who somebody is. Plain http is for this machine only, unless the options allow it. Link
/// inzage_sdk_http.
namespace inzage::sdk {

struct HttpHeader {
    std::string name;
    std::string value;
};

struct HttpOptions {
    std::string ca_file;  ///< PEM file of who signs the source's certificate; empty: the machine's
    std::string client_certificate_pem;  ///< the text, with its chain; empty: none
    std::string client_key_pem;          ///< the text
    std::string proxy;  ///< "http://proxy.example:3128"; empty: none, whatever the environment says
    std::string proxy_user;
    std::string proxy_password;
    bool plain_http = false;  ///< http:// to other machines too

    int connect_timeout_ms = 10'000;
    int total_timeout_ms = 120'000;                       ///< of one attempt, with everything that comes in
    std::size_t response_bytes_max = 64UL * 1024 * 1024;  ///< after decompression

    int retries_max = 3;         ///< attempts after the first
    int backoff_first_ms = 500;  ///< doubles each time; half of it is chance
    int backoff_longest_ms = 30'000;
    int retry_after_longest_ms = 120'000;  ///< a source that asks for more is left for a later run
};

struct HttpRequest {
    std::string method = "GET";
    std::string url;
    std::vector<HttpHeader> headers;
    std::string body;

    std::string bearer;  ///< "Authorization: Bearer …"
    std::string user;    ///< with `password`: Basic
    std::string password;

    /// Statuses beside 2xx that the caller wants as a response and not as a failure: {404, 410, 412}.
    std::vector<int> accept;
    /// Gets the body of a 2xx response as it comes in; HttpResponse::body stays empty. What it throws ends
    /// the call. Once it was called, the request is not tried again.
    std::function<void(std::string_view)> body_to;
    /// May be sent more than once? Absent: yes for GET, HEAD, OPTIONS, PUT and DELETE. What found nobody to
    /// send it to is tried again whatever stands here.
    std::optional<bool> repeatable;
};

struct HttpResponse {
    int status = 0;
    std::vector<HttpHeader> headers;
    std::string body;

    [[nodiscard]] bool good() const noexcept { return status >= 200 && status < 300; }
    /// The first header of this name in any case, or null.
    [[nodiscard]] const std::string* header(std::string_view name) const noexcept;
};

/// One per source; keeps its connection open between calls. Not thread-safe.
class HttpClient {
  public:
    /// Throws AdapterFailure(Config) when the options contradict each other.
    explicit HttpClient(HttpOptions options);
    ~HttpClient();
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;

    /// Sends, follows redirects of GET and HEAD within the same scheme, host and port, and tries again where
    /// that is safe: nobody there, cut off, timed out, 429, 502, 503, 504, as long after as Retry-After asks.
    /// Gives a 2xx or an accepted response. AdapterFailure otherwise:
    /// Config    401, 403, 407, also of the proxy; a URL or certificate file that can't be used; a redirect
    /// to somewhere else Transient unreachable, cut off, timed out, a certificate that isn't trusted (it may
    /// be renewed), 408, 429,
    ///           5xx, the run's time is over
    /// Defect    any other status; an answer that is too large or no HTTP
    HttpResponse send(const HttpRequest& request, const Call& call);

  private:
    struct Core;
    std::unique_ptr<Core> core_;
};

/// How long the source asks to wait: "120", or an HTTP date seen from `date`, the response's Date header.
/// Absent when it is neither, or a date without a Date; a moment that is over is 0.
[[nodiscard]] std::optional<std::chrono::milliseconds> readRetryAfter(std::string_view text,
                                                                      std::string_view date);

/// What may stand in a path segment or a query value.
[[nodiscard]] std::string urlEncoded(std::string_view text);
/// Same scheme, host and port? Ask before following a "next" link, which would carry the token elsewhere.
[[nodiscard]] bool sameOrigin(const std::string& one, const std::string& other);
/// `reference` seen from `base`, as in a web page; absent when that makes no URL.
[[nodiscard]] std::optional<std::string> resolveUrl(const std::string& base, const std::string& reference);

}  // namespace inzage::sdk
