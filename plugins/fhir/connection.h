#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/fhir/fhir_settings.h"
#include "plugins/sdk/http_client.h"
#include "plugins/sdk/json_reader.h"
#include "plugins/sdk/record_adapter.h"

namespace inzage::fhir {

/// Calls to one FHIR server as who the settings say. Failures are those of sdk::HttpClient; a token that the
/// server doesn't take any more is fetched anew once.
class Connection {
  public:
    Connection(const FhirSettings& settings, const sdk::Call& call);

    struct Question {
        std::string method = "GET";
        std::string url;
        std::string body;                      ///< JSON
        std::vector<sdk::HttpHeader> headers;  ///< besides Accept and Content-Type
        std::vector<int> accept;               ///< statuses beside 2xx that are an answer
        std::function<void(std::string_view)> body_to;
        bool repeatable = false;  ///< of a POST: may be sent more than once
    };
    [[nodiscard]] sdk::HttpResponse ask(const Question& question);

    /// GET and read as JSON.
    [[nodiscard]] sdk::JsonValue read(const std::string& url);

    /// base_url + "/" + path
    [[nodiscard]] std::string urlOf(std::string_view path) const;
    /// This machine's clock: what a source asks and is told is of today, wherever a test has travelled to.
    [[nodiscard]] static std::chrono::sys_time<std::chrono::milliseconds> machineTime();
    [[nodiscard]] const FhirSettings& settings() const noexcept { return settings_; }
    [[nodiscard]] const sdk::Call& call() const noexcept { return call_; }

  private:
    [[nodiscard]] bool usesTokens() const noexcept;
    void fetchToken();

    const FhirSettings& settings_;
    const sdk::Call& call_;
    sdk::HttpClient client_;
    std::string token_;
    std::chrono::steady_clock::time_point token_until_;
};

}  // namespace inzage::fhir
