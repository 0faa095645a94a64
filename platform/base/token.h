#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace inzage {

/// A new secret of 256 random bits, 43 characters base64url without padding. For cookies, links and database
/// passwords. Thread-safe.
[[nodiscard]] std::string newToken();

/// SHA-256 of `text` as 64 lower case hex digits. Tokens are long and random, so a plain hash is enough to
/// keep them useless at rest; codes and passwords are short and need Argon2id or an HMAC.
[[nodiscard]] std::string sha256Hex(std::string_view text);

/// HMAC-SHA-256 of `text` under `key`, 64 lower case hex digits.
[[nodiscard]] std::string hmacHex(std::string_view key, std::string_view text);

/// Compares without telling by its time where the texts differ. Different lengths are unequal at once.
[[nodiscard]] bool equalSecrets(std::string_view a, std::string_view b) noexcept;

/// `digits` random decimal digits (1 to 9), every value equally likely.
[[nodiscard]] std::string newDigits(std::size_t digits);

/// Base64url without padding of any bytes.
[[nodiscard]] std::string base64Url(std::string_view bytes);
/// The bytes of base64url without padding; absent for any other text.
[[nodiscard]] std::optional<std::string> fromBase64Url(std::string_view text);

}  // namespace inzage
