#pragma once
#include <mutex>
#include <utility>

namespace inzage {

/// A value that can't be reached without its lock.
///   Guarded<std::map<…>> workers;  workers.with([&](auto& map) { map.erase(tenant); });
template <class T>
class Guarded {
  public:
    template <class... Args>
    explicit Guarded(Args&&... args) : value_{std::forward<Args>(args)...} {}

    /// Runs `use` with the lock held and gives back what it returns. Don't call back into the same Guarded.
    template <class Use>
    decltype(auto) with(Use&& use) {
        const std::lock_guard lock{mutex_};
        return std::forward<Use>(use)(value_);
    }
    template <class Use>
    decltype(auto) with(Use&& use) const {
        const std::lock_guard lock{mutex_};
        return std::forward<Use>(use)(value_);
    }

  private:
    mutable std::mutex mutex_;
    T value_;
};

}  // namespace inzage
