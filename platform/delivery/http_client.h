#pragma once
#include <string>
#include <utility>
#include <vector>

namespace inzage::delivery {

struct HttpClientOptions {
    std::string proxy;    ///< empty: none, whatever the environment says
    std::string ca_file;  ///< empty: the machine's certificates
};

struct HttpCall {
    std::string url;
    std::vector<std::string> headers;  ///< "Name: value"
    std::string body;                  ///< POSTed when `post`
    bool post = true;
    std::string user;  ///< with `password`: Basic authentication
    std::string password;
    int whole_ms = 10'000;  ///< connecting, which may take half of it, and everything after
};

struct HttpAnswer {
    long status = 0;    ///< 0: no answer
    std::string body;   ///< at most 64 KiB: a longer answer is no answer
    std::string fault;  ///< why there is no answer; says nothing of address, headers or body
    [[nodiscard]] bool good() const noexcept { return status >= 200 && status < 300; }
};

/// Calls providers: 10 s in all unless told otherwise, TLS verified, no redirects followed. Thread-safe.
class HttpClient {
  public:
    explicit HttpClient(HttpClientOptions options);
    [[nodiscard]] HttpAnswer call(const HttpCall& call) const;
    [[nodiscard]] const HttpClientOptions& options() const noexcept { return options_; }

  private:
    HttpClientOptions options_;
};

/// What may stand in a query or a form.
[[nodiscard]] std::string urlEncoded(const std::string& text);
/// "a=1&b=2", every value encoded.
[[nodiscard]] std::string formText(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace inzage::delivery
