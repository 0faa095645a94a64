#include "platform/http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace inzage::http {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

std::string_view trim(std::string_view text) {
    const std::size_t from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

/// Proxies may add a port: "1.2.3.4:5678", "[::1]:5678".
std::optional<IpAddress> parseForwarded(std::string_view entry) {
    if (!entry.empty() && entry.front() == '[') {
        const std::size_t close = entry.find(']');
        return close == std::string_view::npos ? std::nullopt : IpAddress::parse(entry.substr(1, close - 1));
    }
    if (std::count(entry.begin(), entry.end(), ':') == 1)
        entry = entry.substr(0, entry.find(':'));
    return IpAddress::parse(entry);
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
    if (text.size() > INET6_ADDRSTRLEN)
        return std::nullopt;
    const std::string copy{text};
    IpAddress address;
    if (::inet_pton(AF_INET6, copy.c_str(), address.bytes_.data()) == 1)
        return address;
    std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), address.bytes_.begin());
    if (::inet_pton(AF_INET, copy.c_str(), address.bytes_.data() + kMappedPrefix.size()) == 1)
        return address;
    return std::nullopt;
}

bool IpAddress::isV4() const noexcept {
    return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), bytes_.begin());
}

std::string IpAddress::text() const {
    std::array<char, INET6_ADDRSTRLEN + 1> out{};
    const bool v4 = isV4();
    const void* from = v4 ? bytes_.data() + kMappedPrefix.size() : bytes_.data();
    if (::inet_ntop(v4 ? AF_INET : AF_INET6, from, out.data(), static_cast<socklen_t>(out.size())) == nullptr)
        return {};
    return out.data();
}

Outcome<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& entries) {
    TrustedProxies proxies;
    for (const std::string& entry : entries) {
        const std::size_t slash = std::min(entry.find('/'), entry.size());
        const std::optional<IpAddress> address = IpAddress::parse(std::string_view{entry}.substr(0, slash));
        unsigned bits = 128;
        bool fits = address.has_value();
        if (fits && slash < entry.size()) {
            const char* end = entry.data() + entry.size();
            const auto [stop, error] = std::from_chars(entry.data() + slash + 1, end, bits);
            const unsigned bits_max = address->isV4() ? 32 : 128;
            fits = error == std::errc{} && stop == end && bits <= bits_max;
            bits += address->isV4() ? 96 : 0;
        }
        if (!fits)
            return Failure{
                FailureKind::Config,
                "trusted proxy '" + entry + "' is no address or network, such as 10.0.0.5 or 10.0.0.0/8"};
        proxies.networks_.push_back({*address, bits});
    }
    return proxies;
}

bool TrustedProxies::contains(const IpAddress& address) const noexcept {
    return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
        for (unsigned bit = 0; bit < network.prefix_bits;) {
            const unsigned left = network.prefix_bits - bit;
            const auto mask = static_cast<std::uint8_t>(left >= 8 ? 0xFFU : (0xFFU << (8 - left)) & 0xFFU);
            if (((network.address.bytes()[bit / 8] ^ address.bytes()[bit / 8]) & mask) != 0)
                return false;
            bit += 8;
        }
        return true;
    });
}

IpAddress TrustedProxies::clientOf(const IpAddress& peer, std::string_view forwarded_for) const {
    IpAddress client = peer;
    while (contains(client) && !forwarded_for.empty()) {
        const std::size_t comma = forwarded_for.rfind(',');
        const std::string_view entry =
            comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1);
        forwarded_for = comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
        const std::optional<IpAddress> address = parseForwarded(trim(entry));
        if (!address)
            return client;
        client = *address;
    }
    return client;
}

}  // namespace inzage::http
