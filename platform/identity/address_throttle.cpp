#include "platform/identity/address_throttle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "platform/base/token.h"

namespace inzage::identity {
namespace {

/// Before the address it stands for all tenants; no tenant has an empty name.
const std::string kEverywhere{"|"};

}  // namespace

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

AddressThrottle::Entry& AddressThrottle::entryOf(std::string key, UtcTime at) {
    auto found = entries_.find(key);
    if (found == entries_.end()) {
        if (entries_.size() >= entries_max_) {
            entries_.erase(order_.back().key);
            order_.pop_back();
        }
        order_.push_front({key, {}});
        found = entries_.emplace(std::move(key), order_.begin()).first;
    } else {
        order_.splice(order_.begin(), order_, found->second);
    }
    std::erase_if(found->second->failures, [&](UtcTime then) { return then + window_ <= at; });
    return *found->second;
}

std::chrono::seconds AddressThrottle::waitOf(const Entry& entry, std::size_t failures_max, UtcTime at) const {
    const auto& failures = entry.failures;
    if (failures.size() < failures_max)
        return std::chrono::seconds{0};
    // The failure that must be out of the window before there is room for one more.
    const auto oldest = failures[failures.size() - failures_max];
    return std::max(std::chrono::ceil<std::chrono::seconds>(oldest + window_ - at), std::chrono::seconds{1});
}

std::optional<std::chrono::seconds> AddressThrottle::tryNow(std::string_view tenant, std::string_view ip,
                                                            UtcTime at) {
    const auto network = networkOf(ip);
    const std::lock_guard lock{mutex_};
    const std::array entries{&entryOf(kEverywhere + network, at),
                             &entryOf(std::string{tenant} + '|' + network, at)};
    const auto wait =
        std::max(waitOf(*entries[0], everywhere_max_, at), waitOf(*entries[1], failures_max_, at));
    if (wait.count() > 0)
        return wait;
    for (auto* entry : entries)
        entry->failures.insert(std::upper_bound(entry->failures.begin(), entry->failures.end(), at), at);
    return std::nullopt;
}

void AddressThrottle::succeeded(std::string_view tenant, std::string_view ip, UtcTime at) {
    const auto network = networkOf(ip);
    const std::lock_guard lock{mutex_};
    for (const auto& key : {kEverywhere + network, std::string{tenant} + '|' + network}) {
        const auto found = entries_.find(key);
        if (found == entries_.end())
            continue;
        auto& failures = found->second->failures;
        const auto counted = std::find(failures.begin(), failures.end(), at);
        if (counted != failures.end())
            failures.erase(counted);
    }
}

std::size_t AddressThrottle::size() const {
    const std::lock_guard lock{mutex_};
    return entries_.size();
}

}  // namespace inzage::identity
