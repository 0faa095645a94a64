#pragma once
#include <curl/curl.h>

#include <exception>
#include <string>

#include "plugins/sdk/http_client.h"

/// One attempt of HttpClient over libcurl. For the sources of inzage_sdk_http only.
namespace inzage::sdk {

/// What came of one attempt.
struct HttpTransfer {
    CURLcode code = CURLE_OK;
    HttpResponse response;
    long proxy_status = 0;  ///< what the proxy answered when asked for a connection; 0: not asked
    std::size_t body_bytes = 0;
    std::size_t header_bytes = 0;
    bool handed_over = false;  ///< body_to got something
    bool too_large = false;
    std::exception_ptr thrown;  ///< by body_to

    CURL* curl = nullptr;
    const HttpOptions* options = nullptr;
    const HttpRequest* request = nullptr;
    const Call* call = nullptr;
};

/// Sends `request` to `url` on `curl`, which keeps its connections. Fills `transfer`; throws std::bad_alloc
/// only.
void runHttpTransfer(HttpTransfer& transfer, const std::string& url);

}  // namespace inzage::sdk
