#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/failure.h"

namespace inzage::database {

/// The platform's key for secrets at rest (tenants' database passwords): libsodium secretbox. The file has
/// one key of 32 bytes per line, base64url; the first seals, all open, so a key is rotated by putting a new
/// line on top, sealing again, and removing the old line. Immutable; thread-safe.
class SealKey {
  public:
    /// Failure kind Config when absent, not a regular file, readable by others (mode must be 0600 or 0400),
    /// or without a valid key.
    [[nodiscard]] static Outcome<SealKey> read(const std::string& path);
    /// Makes a file with a new key, mode 0600; an existing file is read instead.
    [[nodiscard]] static Outcome<SealKey> readOrMake(const std::string& path);

    /// `context` ("debeyart/app") is sealed in: a sealed text moved to another place doesn't open there.
    [[nodiscard]] std::string seal(std::string_view secret, std::string_view context) const;
    /// Absent when it was not sealed by these keys for this context.
    [[nodiscard]] std::optional<std::string> open(std::string_view sealed, std::string_view context) const;

    /// HMAC-SHA-256 under a key derived for `purpose` (the cache of the control database).
    [[nodiscard]] std::string mac(std::string_view purpose, std::string_view text) const;

  private:
    explicit SealKey(std::vector<std::string> keys) : keys_{std::move(keys)} {}
    std::vector<std::string> keys_;  // raw bytes
};

}  // namespace inzage::database
