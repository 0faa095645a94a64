#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"

/// Codes of an app (RFC 6238): six digits, thirty seconds each, by liboath. Pure functions.
namespace inzage::identity {

/// 160 random bits.
[[nodiscard]] std::string newTotpSecret();

/// The time step of a right code, so that it can be used once only: accepted are the step of `at` and one
/// before or after it, for clocks that differ, and only steps after `last_step`. Absent: wrong or used.
[[nodiscard]] std::optional<std::int64_t> totpStep(std::string_view secret, std::string_view code, UtcTime at,
                                                   std::int64_t last_step);

/// "JBSW Y3DP …": base32 in groups of four, to type over.
[[nodiscard]] std::string shownSecret(std::string_view secret);

/// "otpauth://totp/…": what apps read from the picture.
[[nodiscard]] std::string totpAddress(std::string_view secret, std::string_view issuer,
                                      std::string_view account);

}  // namespace inzage::identity
