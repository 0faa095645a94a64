#pragma once
#include <string>
#include <string_view>

namespace inzage::http {

/// The form token of one answer: the secret under a fresh random mask, so that it differs in every response
/// and compression can't leak it (BREACH). `secret` is 16 to 128 bytes that only this browser's session (or
/// pre-login cookie) knows, for instance hmacHex(server key, session token). Base64url text.
[[nodiscard]] std::string maskCsrf(std::string_view secret);

/// True when `masked` was made by maskCsrf from this secret. False for an empty secret or any malformed text.
[[nodiscard]] bool checkCsrf(std::string_view secret, std::string_view masked) noexcept;

}  // namespace inzage::http
