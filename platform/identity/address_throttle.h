#pragma once
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/base/clock.h"

namespace inzage::identity {

/// Stops one address that fails again and again, whatever the account: after `failures_max` failed logins at
/// one tenant, or `everywhere_max` at all of them, within `window` it gets 429 until the oldest of them is
/// out of the window. Per process and in memory, at most `entries_max` pairs of address and tenant; the one
/// not seen longest makes room. IPv6 counts per /64, which is one customer. Thread-safe.
class AddressThrottle {
  public:
    explicit AddressThrottle(std::size_t failures_max = 20,
                             std::chrono::seconds window = std::chrono::minutes{10},
                             std::size_t entries_max = 50'000, std::size_t everywhere_max = 100)
        : failures_max_{failures_max},
          everywhere_max_{std::max(everywhere_max, failures_max)},
          window_{window},
          entries_max_{std::max<std::size_t>(entries_max, 2)} {}

    /// Counts a try as failed before its password is looked at, so that parallel tries can't slip through.
    /// Absent: go on; else how long this address must wait. Tenants are counted apart, because an address may
    /// be a whole office; only who goes on from tenant to tenant is stopped at all.
    [[nodiscard]] std::optional<std::chrono::seconds> tryNow(std::string_view tenant, std::string_view ip,
                                                             UtcTime at);
    /// The try that was counted at `at` was no failure.
    void succeeded(std::string_view tenant, std::string_view ip, UtcTime at);
    [[nodiscard]] std::size_t size() const;

  private:
    struct Entry {
        std::string key;
        std::vector<UtcTime> failures;  ///< ascending, within the window
    };
    /// The entry of that key, made when absent, now the last seen; without what is out of the window.
    Entry& entryOf(std::string key, UtcTime at);
    [[nodiscard]] std::chrono::seconds waitOf(const Entry& entry, std::size_t failures_max, UtcTime at) const;

    const std::size_t failures_max_;
    const std::size_t everywhere_max_;
    const std::chrono::seconds window_;
    const std::size_t entries_max_;
    mutable std::mutex mutex_;
    std::list<Entry> order_;  ///< last seen first
    std::unordered_map<std::string, std::list<Entry>::iterator> entries_;
};

/// "192.0.2.7" as it is; of an IPv6 address its first four groups. Text that is no address as it is.
[[nodiscard]] std::string networkOf(std::string_view ip);

}  // namespace inzage::identity
