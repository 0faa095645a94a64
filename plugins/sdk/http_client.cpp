#include "plugins/sdk/http_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <random>

#include "plugins/sdk/http_transfer.h"
#include "plugins/sdk/http_url.h"

namespace inzage::sdk {

namespace {

constexpr int kRedirectsMax = 5;

using std::chrono::milliseconds;

[[noreturn]] void fail(AdapterFailureKind kind, const std::string& where, const std::string& what) {
    throw AdapterFailure{kind, where + ": " + what};
}

bool sameName(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](char a, char b) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
        return lower(a) == lower(b);
    });
}

bool hasLineEnd(std::string_view text) {
    return text.find_first_of(std::string_view{"\r\n\0", 3}) != std::string_view::npos;
}

bool isThisMachine(const std::string& host) {
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

/// The kind of a failed transfer and what to tell.
struct Fault {
    AdapterFailureKind kind;
    bool again;  ///< may be tried again in this call
    std::string what;
};

Fault faultOf(CURLcode code) {
    constexpr auto kConfig = AdapterFailureKind::Config;
    constexpr auto kTransient = AdapterFailureKind::Transient;
    switch (code) {
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
            return {kConfig, false, "the URL in the settings can't be used"};
        case CURLE_SSL_CERTPROBLEM:
            return {kConfig, false, "the client certificate or its key can't be used; check both files"};
        case CURLE_SSL_CACERT_BADFILE:
            return {kConfig, false,
                    "the file of trusted certificates can't be read; check its path and that it is PEM"};
        case CURLE_PEER_FAILED_VERIFICATION:
            return {
                kTransient, false,
                "its certificate isn't trusted, is over or has another name; check it, or name its issuer "
                "in the settings"};
        case CURLE_COULDNT_RESOLVE_PROXY:
            return {kTransient, true, "the proxy's name isn't known"};
        case CURLE_COULDNT_RESOLVE_HOST:
            return {kTransient, true, "the host's name isn't known"};
        case CURLE_COULDNT_CONNECT:
            return {kTransient, true, "nobody answers there"};
        case CURLE_OPERATION_TIMEDOUT:
            return {kTransient, true, "no complete answer in time"};
        case CURLE_SSL_CONNECT_ERROR:
            return {kTransient, true,
                    "no TLS connection; it may ask for a client certificate or an older TLS"};
        case CURLE_OUT_OF_MEMORY:
            return {kTransient, false, "out of memory"};
        case CURLE_BAD_CONTENT_ENCODING:
        case CURLE_WEIRD_SERVER_REPLY:
            return {AdapterFailureKind::Defect, false, "what answers there speaks no HTTP"};
        default:
            break;
    }
    return {kTransient, true, std::string{"the connection failed ("} + curl_easy_strerror(code) + ")"};
}

/// Did it fail before anything of the request was sent?
bool isUnsent(const HttpTransfer& transfer) {
    return transfer.code == CURLE_COULDNT_RESOLVE_HOST || transfer.code == CURLE_COULDNT_RESOLVE_PROXY ||
           transfer.code == CURLE_COULDNT_CONNECT;
}

Fault faultOfStatus(int status) {
    const std::string answered = "answers with status " + std::to_string(status);
    if (status == 401 || status == 403 || status == 407)
        return {AdapterFailureKind::Config, false,
                answered + "; check the user, the token or the certificate in the settings"};
    const bool busy = status == 429 || status == 502 || status == 503 || status == 504;
    if (busy || status == 408 || status >= 500)
        return {AdapterFailureKind::Transient, busy, answered};
    return {AdapterFailureKind::Defect, false, answered};
}

Fault faultOf(const HttpTransfer& transfer) {
    if (transfer.code == CURLE_OK)
        return faultOfStatus(transfer.response.status);
    if (transfer.proxy_status == 401 || transfer.proxy_status == 403 || transfer.proxy_status == 407)
        return {AdapterFailureKind::Config, false,
                "the proxy answers with status " + std::to_string(transfer.proxy_status) +
                    "; check its user and password in the settings, and that it lets this host through"};
    return faultOf(transfer.code);
}

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool isReading(const std::string& method) {
    return method == "GET" || method == "HEAD";
}

/// Sleeps; shorter when the run is stopped.
void rest(milliseconds time, const Call& call) {
    std::mutex mutex;
    std::condition_variable_any bell;
    std::unique_lock lock{mutex};
    bell.wait_for(lock, call.stop, time, [] { return false; });
    call.proceedOrThrow();
}

void startCurl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK)
        throw AdapterFailure{AdapterFailureKind::Transient, "libcurl does not start"};
}

}  // namespace

struct HttpClient::Core {
    struct CurlEnd {
        void operator()(CURL* curl) const noexcept { curl_easy_cleanup(curl); }
    };

    HttpOptions options;
    std::unique_ptr<CURL, CurlEnd> curl;
    std::minstd_rand chance{std::random_device{}()};

    HttpTransfer attempt(const HttpRequest& request, const std::string& where, const Call& call);
    HttpTransfer transfer(const HttpRequest& request, const std::string& url, const Call& call);
    milliseconds pause(const HttpTransfer& transfer, int tries, const std::string& where);
};

const std::string* HttpResponse::header(std::string_view name) const noexcept {
    for (const HttpHeader& one : headers)
        if (sameName(one.name, name))
            return &one.value;
    return nullptr;
}

std::optional<milliseconds> readRetryAfter(std::string_view text, std::string_view date) {
    long long seconds = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, seconds);
    if (read.ec == std::errc{} && read.ptr == end && seconds >= 0 && seconds <= 10'000'000)
        return std::chrono::seconds{seconds};
    // Only the source's own clock tells how far away its moment is.
    const std::time_t until = curl_getdate(std::string{text}.c_str(), nullptr);
    const std::time_t from = curl_getdate(std::string{date}.c_str(), nullptr);
    if (until == -1 || from == -1)
        return std::nullopt;
    return std::chrono::seconds{std::max<long long>(0, static_cast<long long>(until) - from)};
}

HttpClient::HttpClient(HttpOptions options) : core_{std::make_unique<Core>()} {
    startCurl();
    core_->options = std::move(options);
    if (core_->options.client_certificate_pem.empty() != core_->options.client_key_pem.empty())
        throw AdapterFailure{AdapterFailureKind::Config,
                             "a client certificate needs its key, and the key its certificate; set both"};
    core_->curl.reset(curl_easy_init());
    if (!core_->curl)
        throw std::bad_alloc{};
}

HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;

HttpTransfer HttpClient::Core::transfer(const HttpRequest& request, const std::string& url,
                                        const Call& call) {
    HttpTransfer transfer;
    transfer.curl = curl.get();
    transfer.options = &options;
    transfer.request = &request;
    transfer.call = &call;
    runHttpTransfer(transfer, url);
    return transfer;
}

/// One attempt with its redirects.
HttpTransfer HttpClient::Core::attempt(const HttpRequest& request, const std::string& where,
                                       const Call& call) {
    std::string url = request.url;
    for (int redirects = 0;; ++redirects) {
        HttpTransfer done = transfer(request, url, call);
        const std::string* location = done.response.header("Location");
        if (done.code != CURLE_OK || !isRedirect(done.response.status) || !isReading(request.method) ||
            location == nullptr)
            return done;
        if (redirects == kRedirectsMax)
            fail(AdapterFailureKind::Defect, where, "redirects without end");
        const std::optional<std::string> next = resolveUrl(url, *location);
        // Whoever is there would get the token, and what it gives isn't the source that the settings name.
        if (!next || !sameOrigin(*next, request.url))
            fail(
                AdapterFailureKind::Config, where,
                "redirects to another host, which is never followed; name the right address in the settings");
        url = *next;
    }
}

milliseconds HttpClient::Core::pause(const HttpTransfer& transfer, int tries, const std::string& where) {
    const int status = transfer.response.status;
    const std::string* asked = transfer.response.header("Retry-After");
    if (transfer.code == CURLE_OK && asked != nullptr && (status == 429 || status == 503)) {
        const std::string* date = transfer.response.header("Date");
        const auto wait =
            readRetryAfter(*asked, date == nullptr ? std::string_view{} : std::string_view{*date});
        if (wait && *wait > milliseconds{options.retry_after_longest_ms})
            fail(AdapterFailureKind::Transient, where,
                 "answers with status " + std::to_string(status) + " and asks to be left alone for " +
                     std::to_string(wait->count() / 1000) + " s");
        if (wait)
            return *wait;
    }
    const long long grown = static_cast<long long>(options.backoff_first_ms) << std::min(tries, 20);
    const long long longest = std::min<long long>(grown, options.backoff_longest_ms);
    // Many organisations at one source must not come back at the same moment.
    return milliseconds{longest / 2 + std::uniform_int_distribution<long long>{0, longest / 2}(chance)};
}

HttpResponse HttpClient::send(const HttpRequest& request, const Call& call) {
    const HttpOrigin origin = originOf(request.url);
    if (origin.host.empty() || (origin.scheme != "https" && origin.scheme != "http"))
        throw AdapterFailure{AdapterFailureKind::Config, "the URL in the settings is none of http or https"};
    const std::string where = origin.scheme + "://" + origin.host + ":" + origin.port;
    if (origin.has_user)
        fail(AdapterFailureKind::Config, where,
             "the URL holds a user or a password; use the settings for them");
    if (origin.scheme == "http" && !core_->options.plain_http && !isThisMachine(origin.host))
        fail(AdapterFailureKind::Config, where, "http would send care data readable for all; use https");
    bool bad = hasLineEnd(request.method) || hasLineEnd(request.bearer);
    for (const HttpHeader& header : request.headers)
        bad = bad || hasLineEnd(header.name) || hasLineEnd(header.value);
    if (bad)
        fail(AdapterFailureKind::Config, where,
             "a header or the token holds a line end; check the settings and the secret's file");
    const bool repeatable =
        request.repeatable.value_or(isReading(request.method) || request.method == "OPTIONS" ||
                                    request.method == "PUT" || request.method == "DELETE");
    for (int tries = 0;; ++tries) {
        call.proceedOrThrow();
        HttpTransfer done = core_->attempt(request, where, call);
        if (done.thrown)
            std::rethrow_exception(done.thrown);
        if (done.too_large)
            fail(AdapterFailureKind::Defect, where,
                 "the answer is larger than " + std::to_string(core_->options.response_bytes_max) + " bytes");
        call.proceedOrThrow();
        const bool wanted = done.response.good() || std::find(request.accept.begin(), request.accept.end(),
                                                              done.response.status) != request.accept.end();
        if (done.code == CURLE_OK && wanted)
            return std::move(done.response);
        const Fault fault = faultOf(done);
        const bool may_repeat = repeatable || isUnsent(done);
        if (!fault.again || !may_repeat || done.handed_over || tries >= core_->options.retries_max)
            fail(fault.kind, where, fault.what);
        const milliseconds wait = core_->pause(done, tries, where);
        if (call.deadline != std::chrono::steady_clock::time_point::max() &&
            std::chrono::steady_clock::now() + wait >= call.deadline)
            fail(fault.kind, where, fault.what + "; the run's time is over before it may be asked again");
        rest(wait, call);
    }
}

}  // namespace inzage::sdk
