#pragma once
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace inzage::identity {

/// Cost of Argon2id (OWASP Password Storage: m=19456 KiB, t=2, p=1). Never lower in a deployment.
struct HashCost {
    unsigned long long passes = 2;
    std::size_t memory_kib = 19456;
};

enum class PasswordAnswer {
    Right,
    RightButOld,  ///< right, and its hash is of an older cost: store a new one
    Wrong,
    Busy,  ///< no slot came free in time: nothing was checked
};

/// Computes and checks password hashes, at most `slots` at once, so that many logins can't take all memory
/// (19 MiB each) and cores. Whoever waits longer than `wait_max` for a slot gets Busy, which pages answer
/// with 503 and Retry-After, and the log says how long that was. Thread-safe.
class PasswordHasher {
  public:
    PasswordHasher(int slots, std::chrono::milliseconds wait_max, HashCost cost = {});
    PasswordHasher(const PasswordHasher&) = delete;
    PasswordHasher& operator=(const PasswordHasher&) = delete;

    /// "$argon2id$v=19$m=19456,t=2,p=1$…"; absent when busy.
    [[nodiscard]] std::optional<std::string> hash(std::string_view password);
    /// With an empty `stored` (unknown account, or one without a password) the same work is done and the
    /// answer is Wrong: the time doesn't tell who has an account.
    [[nodiscard]] PasswordAnswer check(std::string_view stored, std::string_view password);
    /// Checks computed since the start: tests see with it who reached the hash.
    [[nodiscard]] unsigned long long checked() const;

  private:
    class Slot;
    [[nodiscard]] bool take();
    void give();

    const int slots_;
    const std::chrono::milliseconds wait_max_;
    const HashCost cost_;
    std::string dummy_;
    mutable std::mutex mutex_;
    std::condition_variable freed_;
    int busy_ = 0;
    unsigned long long checked_ = 0;
};

}  // namespace inzage::identity
