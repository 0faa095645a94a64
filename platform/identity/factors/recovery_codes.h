#pragma once
#include <string>
#include <string_view>
#include <vector>

/// Printed codes for who can't use their telephone: ten digits, each good once. Pure functions.
namespace inzage::identity {

constexpr int kRecoveryCodes = 10;

/// "12345-67890", ten different ones.
[[nodiscard]] std::vector<std::string> newRecoveryCodes();

/// What the table keeps: HMAC of the digits under the account's own key, which is sealed. Spaces, dashes and
/// other signs don't count; "" for what can't be a code.
[[nodiscard]] std::string recoveryHash(std::string_view key, std::string_view typed);

}  // namespace inzage::identity
