#pragma once
#include <chrono>
#include <string>

namespace inzage::fhir {

/// What an assertion says (RFC 7523): who asks, and where.
struct Assertion {
    std::string client_id;
    std::string audience;  ///< the token URL
    std::string key_id;    ///< may be empty
    std::string nonce;     ///< `jti`: used once
    std::chrono::sys_seconds at;
};

/// Signs it with a private key in PEM: RS384 for RSA of 2,048 bits and more, ES256 and ES384 for P-256 and
/// P-384. Throws AdapterFailure(Config) when the key is none of these.
[[nodiscard]] std::string signedAssertion(const Assertion& assertion, const std::string& private_key_pem);

/// 32 hex digits that nobody can guess.
[[nodiscard]] std::string freshNonce();

}  // namespace inzage::fhir
