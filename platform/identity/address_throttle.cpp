#include "platform/identity/address_throttle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "platform/base/token.h"

namespace inzage::identity {

std::string networkOf(std::string_view ip) {
    std::array<unsigned char, 16> bytes{};
    const std::string text{ip};
    if (text.find(':') == std::string::npos || inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1)
        return text;
    // ::ffff:192.0.2.7 is an IPv4 address: its /64 would be everybody's.
    const bool mapped =
        std::all_of(bytes.begin(), bytes.begin() + 10, [](unsigned char b) { return b == 0; }) &&
        bytes[10] == 0xFF && bytes[11] == 0xFF;
    if (mapped)
        return text.substr(text.rfind(':') + 1);
    return base64Url({reinterpret_cast<const char*>(bytes.data()), 8});
}

std::optional<std::chrono::seconds> AddressThrottle::tryNow(std::string_view tenant, std::string_view ip,
                                                            UtcTime at) {
    auto key = std::string{tenant} + '|' + networkOf(ip);
    const std::lock_guard lock{mutex_};
    auto found = entries_.find(key);
    if (found == entries_.end()) {
        if (entries_.size() >= addresses_max_) {
            entries_.erase(order_.back().key);
            order_.pop_back();
        }
        order_.push_front({key, {}});
        found = entries_.emplace(std::move(key), order_.begin()).first;
    } else {
        order_.splice(order_.begin(), order_, found->second);
    }
    auto& failures = found->second->failures;
    std::erase_if(failures, [&](UtcTime then) { return then + window_ <= at; });
    if (failures.size() >= failures_max_) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(failures.front() + window_ - at);
        return std::max(left, std::chrono::seconds{1});
    }
    failures.insert(std::upper_bound(failures.begin(), failures.end(), at), at);
    return std::nullopt;
}

void AddressThrottle::succeeded(std::string_view tenant, std::string_view ip, UtcTime at) {
    const std::lock_guard lock{mutex_};
    const auto found = entries_.find(std::string{tenant} + '|' + networkOf(ip));
    if (found == entries_.end())
        return;
    auto& failures = found->second->failures;
    const auto counted = std::find(failures.begin(), failures.end(), at);
    if (counted != failures.end())
        failures.erase(counted);
}

std::size_t AddressThrottle::size() const {
    const std::lock_guard lock{mutex_};
    return entries_.size();
}

}  // namespace inzage::identity
