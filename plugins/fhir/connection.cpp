#include "plugins/fhir/connection.h"

#include "plugins/fhir/jwt.h"
#include "plugins/sdk/field_values.h"

namespace inzage::fhir {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;

constexpr int kUnauthorized = 401;
// Bundles are walked, not held: this only ends a server that never stops.
constexpr std::size_t kResponseBytesMax = 4UL * 1024 * 1024 * 1024;
constexpr std::size_t kDocumentBytesMax = 16UL * 1024 * 1024;
// A token is not used in its last moments, when it may end on the way.
constexpr std::chrono::seconds kTokenReserve{20};
constexpr long long kTokenSecondsDefault = 60;
constexpr long long kTokenSecondsMax = 86'400;

sdk::HttpOptions optionsFor(const FhirSettings& settings) {
    sdk::HttpOptions options;
    options.ca_file = settings.tls.ca_file;
    options.client_certificate_pem = settings.tls.certificate_pem;
    options.client_key_pem = settings.tls.key_pem;
    options.proxy = settings.proxy;
    options.total_timeout_ms =
        static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(settings.timeout).count());
    options.response_bytes_max = kResponseBytesMax;
    return options;
}

}  // namespace

Connection::Connection(const FhirSettings& settings, const sdk::Call& call)
    : settings_{settings}, call_{call}, client_{optionsFor(settings)} {}

std::string Connection::urlOf(std::string_view path) const {
    return settings_.base_url + "/" + std::string{path};
}

std::chrono::sys_time<std::chrono::milliseconds> Connection::machineTime() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

bool Connection::usesTokens() const noexcept {
    return settings_.access.kind == Auth::ClientSecret || settings_.access.kind == Auth::PrivateKeyJwt;
}

void Connection::fetchToken() {
    const Access& access = settings_.access;
    sdk::HttpRequest request;
    request.method = "POST";
    request.url = access.token_url;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    request.body = "grant_type=client_credentials";
    if (!access.scope.empty())
        request.body += "&scope=" + sdk::urlEncoded(access.scope);
    if (access.kind == Auth::ClientSecret) {
        request.user = sdk::urlEncoded(access.client_id);
        request.password = sdk::urlEncoded(access.secret);
    } else {
        const auto now = std::chrono::floor<std::chrono::seconds>(machineTime());
        request.body +=
            "&client_id=" + sdk::urlEncoded(access.client_id) +
            "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
            "&client_assertion=" +
            signedAssertion({access.client_id, access.token_url, access.key_id, freshNonce(), now},
                            access.private_key);
    }
    request.accept = {400, kUnauthorized};
    const sdk::HttpResponse response = client_.send(request, call_);
    if (!response.good())
        throw AdapterFailure{AdapterFailureKind::Config,
                             "token_url gives no token (status " + std::to_string(response.status) +
                                 "): check client_id, the secret or key, and scope"};
    const sdk::JsonValue answer = sdk::readJson(response.body, {"the answer of token_url"});
    token_ = answer.textOf("access_token");
    if (token_.empty())
        throw AdapterFailure{AdapterFailureKind::Defect, "the answer of token_url holds no access_token"};
    const long long seconds = sdk::readWhole(answer.textOf("expires_in")).value_or(kTokenSecondsDefault);
    token_until_ =
        std::chrono::steady_clock::now() + std::chrono::seconds{std::min(seconds, kTokenSecondsMax)};
}

sdk::HttpResponse Connection::ask(const Question& question) {
    sdk::HttpRequest request;
    request.method = question.method;
    request.url = question.url;
    request.headers = question.headers;
    request.headers.push_back({"Accept", "application/fhir+json"});
    request.body = question.body;
    if (!question.body.empty())
        request.headers.push_back({"Content-Type", "application/fhir+json; charset=utf-8"});
    request.accept = question.accept;
    request.accept.push_back(kUnauthorized);
    request.body_to = question.body_to;
    if (question.repeatable)
        request.repeatable = true;
    if (usesTokens() && (token_.empty() || std::chrono::steady_clock::now() + kTokenReserve >= token_until_))
        fetchToken();
    request.bearer = usesTokens() ? token_ : settings_.access.token;
    sdk::HttpResponse response = client_.send(request, call_);
    if (response.status == kUnauthorized && usesTokens()) {
        // It ended before its time: the server was restarted, or its clock is not ours.
        fetchToken();
        request.bearer = token_;
        response = client_.send(request, call_);
    }
    if (response.status == kUnauthorized)
        throw AdapterFailure{AdapterFailureKind::Config,
                             "the FHIR server doesn't know who asks (status 401): check auth and its secret"};
    return response;
}

sdk::JsonValue Connection::read(const std::string& url) {
    Question question;
    question.url = url;
    const sdk::HttpResponse response = ask(question);
    sdk::JsonLimits limits;
    limits.bytes_max = kDocumentBytesMax;
    return sdk::readJson(response.body, {"an answer of the FHIR server"}, limits);
}

}  // namespace inzage::fhir
