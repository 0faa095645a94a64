#pragma once
#include <string>
#include <string_view>

#include "platform/database/seal.h"

/// A password that is mailed and replaced at the login it is used for (De Beyart, Treant, SVRZ). It works
/// beside the account's own, for minutes, once, and opens nothing without the SMS code.
namespace inzage::identity {

/// "k7fw-2hmp-x3vd-q9zn": 80 random bits in letters and digits that nobody mixes up.
[[nodiscard]] std::string newOneTimePassword();

/// What the database keeps of it: an HMAC under the deployment's key, which a dump doesn't hold. 80 random
/// bits need no slow hash, and comparing costs nothing that a visitor could measure. Capitals, spaces and
/// dashes don't count: people copy it from a screen to another.
[[nodiscard]] std::string oneTimeHash(const database::SealKey& key, std::string_view typed);

}  // namespace inzage::identity
