#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// The keys that a provider signs with (RFC 7517, 7518), checked by OpenSSL. Nothing of it is secret. No
/// database, no time; thread-safe; nothing throws but std::bad_alloc.
namespace inzage::identity {

/// Most keys of one provider that are looked at.
constexpr std::size_t kProviderKeysMax = 32;
/// RSA keys that are shorter are not taken (NIST SP 800-131A), nor longer ones, which cost much.
constexpr int kRsaBitsMin = 2048;
constexpr int kRsaBitsMax = 8192;

/// How a token may be signed. Not "none", and nothing with a secret that both sides know.
[[nodiscard]] bool isKnownAlgorithm(std::string_view algorithm) noexcept;  ///< RS256, PS256, ES256

class ProviderKeys {
  public:
    ProviderKeys();
    ~ProviderKeys();
    ProviderKeys(ProviderKeys&&) noexcept;
    ProviderKeys& operator=(ProviderKeys&&) noexcept;

    /// From the document at jwks_uri. Keys of another kind or use, and those that aren't in order, are left
    /// out; empty for what is no such document.
    [[nodiscard]] static ProviderKeys read(const std::string& json);

    [[nodiscard]] bool empty() const noexcept;
    /// Whether there is a key that a token with this head may be signed by. Without a key id (""): when there
    /// is exactly one of the algorithm.
    [[nodiscard]] bool has(std::string_view algorithm, std::string_view key_id) const noexcept;
    /// Whether that key made `signature` (bytes) of `text`.
    [[nodiscard]] bool verify(std::string_view algorithm, std::string_view key_id, std::string_view text,
                              std::string_view signature) const;

  private:
    struct Key;
    [[nodiscard]] const Key* find(std::string_view algorithm, std::string_view key_id) const noexcept;
    std::vector<Key> keys_;
};

}  // namespace inzage::identity
