#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/failure.h"

namespace inzage::http {

/// An IPv4 or IPv6 address; IPv4 and IPv4-mapped IPv6 are the same address. Value type.
class IpAddress {
  public:
    [[nodiscard]] static std::optional<IpAddress> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] const std::array<std::uint8_t, 16>& bytes() const noexcept { return bytes_; }
    [[nodiscard]] bool isV4() const noexcept;
    bool operator==(const IpAddress&) const = default;

  private:
    std::array<std::uint8_t, 16> bytes_{};
};

/// The addresses whose X-Forwarded-* headers are believed: our own edge, nobody else.
class TrustedProxies {
  public:
    /// "10.0.0.5", "10.0.0.0/8", "fd00::/8". Config failure naming the entry that is none.
    [[nodiscard]] static Outcome<TrustedProxies> parse(const std::vector<std::string>& entries);
    [[nodiscard]] bool contains(const IpAddress& address) const noexcept;

    /// Who really asks: `peer`, unless it is trusted; then the right-most address in X-Forwarded-For that is
    /// not. Anything unreadable in the header ends the search at the last readable address, because what
    /// stands left of it was written by the sender.
    [[nodiscard]] IpAddress clientOf(const IpAddress& peer, std::string_view forwarded_for) const;

  private:
    struct Network {
        IpAddress address;
        unsigned prefix_bits;  ///< 0 to 128
    };
    std::vector<Network> networks_;
};

}  // namespace inzage::http
