#pragma once
#include <optional>
#include <string>

#include "platform/base/failure.h"

namespace inzage::config {

/// A secret is at most this long; a longer file is not one.
constexpr std::size_t kSecretBytesMax = 4096;

/// Why the file can't serve as a secret: absent, not a regular file, unreadable, empty, too long, or readable
/// by others than its owner (its mode must be 0600 or 0400). Absent when it can.
[[nodiscard]] std::optional<std::string> secretFileFault(const std::string& path);

/// The secret without a trailing line end. Failure kind Config with secretFileFault's sentence.
[[nodiscard]] Outcome<std::string> readSecretFile(const std::string& path);

}  // namespace inzage::config
