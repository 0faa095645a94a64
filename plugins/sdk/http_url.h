#pragma once
#include <string>

/// For the sources of inzage_sdk_http only.
namespace inzage::sdk {

/// Where a URL leads; all empty when it is none.
struct HttpOrigin {
    std::string scheme;
    std::string host;
    std::string port;
    bool has_user = false;  ///< the URL holds a user or a password
};

[[nodiscard]] HttpOrigin originOf(const std::string& url);

}  // namespace inzage::sdk
