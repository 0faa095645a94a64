#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "platform/http/request.h"

namespace inzage::http {

constexpr std::size_t kFieldsMax = 200;          ///< query parameters or form fields of one request
constexpr std::size_t kFieldNameBytesMax = 100;  ///< our own names are far shorter

/// True for well-formed UTF-8 (no overlong forms, surrogates or values above U+10FFFF).
[[nodiscard]] bool isUtf8(std::string_view text) noexcept;

/// The first bytes of well-formed UTF-8, at most so many, and never half a letter: half a letter is no text
/// to PostgreSQL.
[[nodiscard]] std::string_view firstBytes(std::string_view text, std::size_t bytes_max) noexcept;

/// Decodes %XX, and '+' as a space when `plus_is_space`. Absent for a malformed escape, a NUL or bytes that
/// are no UTF-8: PostgreSQL would refuse them later, with an error that is nobody's fault.
[[nodiscard]] std::optional<std::string> percentDecode(std::string_view text, bool plus_is_space);

/// The path of a request target, decoded. Absent for anything that two programs could understand differently:
/// empty, "." or ".." parts (however written), "//", backslash, encoded slash, control characters.
[[nodiscard]] std::optional<std::string> decodePath(std::string_view raw);

/// application/x-www-form-urlencoded text as fields. Absent when malformed or above the limits.
[[nodiscard]] std::optional<Fields> decodeFields(std::string_view raw);

/// `text` so that percentDecode gives it back, whatever it holds; for query parameters in links.
[[nodiscard]] std::string percentEncode(std::string_view text);

}  // namespace inzage::http
