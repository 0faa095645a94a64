#pragma once
#include <string>
#include <string_view>

#include "platform/http/response.h"

namespace inzage::http {

/// The status line and all headers up to the empty line, with the security headers that every answer has
/// (OWASP ASVS 5 §3.4, internet.nl). `close`: the connection ends after this answer.
[[nodiscard]] std::string headOf(const Response& response, bool close);

/// The answer of the gate itself, when no page can be asked: malformed, too large, too slow, too busy.
[[nodiscard]] Response gateAnswer(int status);

/// "Not Found"; "" for a status the portal doesn't use.
[[nodiscard]] std::string_view reasonOf(int status) noexcept;

}  // namespace inzage::http
