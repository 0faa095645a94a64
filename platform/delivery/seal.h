#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/failure.h"

namespace inzage::delivery {

/// Encrypts what waits in the outbox, because SMS texts hold codes and a database or its backup must not
/// (OWASP ASVS 5 §6.5). XChaCha20-Poly1305 with one key per deployment; every node needs the same key. Copies
/// are cheap; thread-safe.
class Seal {
  public:
    /// Reads the key from `path`, or makes it there (mode 0600) when the file is absent. Config failure when
    /// the file can't be made or read, holds something else, or others may read it.
    [[nodiscard]] static Outcome<Seal> fromFile(const std::string& path);
    /// A key that ends with the process: tests.
    [[nodiscard]] static Seal random();

    /// Text for a database column. `context` (the tenant's id) must be the same at open().
    [[nodiscard]] std::string close(std::string_view plain, std::string_view context) const;
    /// Absent when it was closed with another key or context, or changed since.
    [[nodiscard]] std::optional<std::string> open(std::string_view closed, std::string_view context) const;
    /// A fixed name for `text` that can't be guessed back without the key (HMAC-SHA-256, hex).
    [[nodiscard]] std::string fingerprint(std::string_view text) const;

  private:
    using Key = std::array<unsigned char, 32>;
    explicit Seal(const Key& key) : key_{key} {}
    Key key_;
};

}  // namespace inzage::delivery
