#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/private.h"
#include "platform/identity/external/jwks.h"

/// What an identity provider says about who signed in, checked as the standard asks (OpenID Connect Core 1.0,
/// §3.1.3.7). No database, no clock of its own; thread-safe; nothing throws but std::bad_alloc.
namespace inzage::identity {

enum class TokenFault {
    Malformed,  ///< no such token, or longer than any provider makes
    Algorithm,  ///< signed in a way that isn't taken ("none"), or that asks for what we don't know
    UnknownKey,
    BadSignature,
    Issuer,
    Audience,  ///< for another portal
    Nonce,     ///< the answer to another question
    Expired,
    NotYet,   ///< of the future, or too long ago
    Subject,  ///< doesn't say who
    Level,    ///< not the assurance that was asked for
};
/// "malformed", "audience", …: for the access log.
[[nodiscard]] std::string_view nameOf(TokenFault fault) noexcept;

/// What this portal expects.
struct TokenExpected {
    std::string_view issuer;
    std::string_view client_id;
    std::string_view nonce;
    const std::vector<std::string>& acr_values;  ///< empty: any
    UtcTime at;
};

/// Who it is, in the provider's words.
struct ExternalPerson {
    Private<std::string> subject;
    Private<std::string> email;  ///< in lower case, and verified by the provider; else ""
};

/// The head of a token, before anything of it is believed: by which key it is said to be signed.
struct TokenHead {
    std::string algorithm;
    std::string key_id;
};
[[nodiscard]] std::variant<TokenHead, TokenFault> readHead(std::string_view token);

[[nodiscard]] std::variant<ExternalPerson, TokenFault> checkToken(std::string_view token,
                                                                  const ProviderKeys& keys,
                                                                  const TokenExpected& expected);

/// By how much the clocks of two machines may differ.
constexpr std::chrono::seconds kClocksDiffer{60};
/// A token that was made longer ago was not made for this answer.
constexpr std::chrono::minutes kTokenAgeMax{10};

}  // namespace inzage::identity
