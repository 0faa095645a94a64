#include "platform/identity/password_hasher.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>

#include "platform/base/token.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

namespace inzage::identity {
namespace {

std::string argon2id(std::string_view password, const HashCost& cost) {
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.passes,
                              cost.memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc{};
    return std::string{out.data()};
}

}  // namespace

/// One of the bounded places, held while a hash is computed.
class PasswordHasher::Slot {
  public:
    explicit Slot(PasswordHasher& hasher) : hasher_{hasher}, taken_{hasher.take()} {}
    ~Slot() {
        if (taken_)
            hasher_.give();
    }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    explicit operator bool() const noexcept { return taken_; }

  private:
    PasswordHasher& hasher_;
    bool taken_;
};

PasswordHasher::PasswordHasher(int slots, std::chrono::milliseconds wait_max, HashCost cost)
    : slots_{std::max(slots, 1)}, wait_max_{wait_max}, cost_{cost} {
    if (sodium_init() < 0)
        throw std::runtime_error{"libsodium can't start: no random numbers from the system"};
    dummy_ = argon2id(newToken(), cost_);
}

bool PasswordHasher::take() {
    const auto since = std::chrono::steady_clock::now();
    std::unique_lock lock{mutex_};
    if (!freed_.wait_for(lock, wait_max_, [this] { return busy_ < slots_; })) {
        lock.unlock();
        const auto waited = std::chrono::steady_clock::now() - since;
        observe::logEvent(
            observe::Event::IDENTITY_HASH_BUSY,
            {{"waited_ms", std::chrono::duration_cast<std::chrono::milliseconds>(waited).count()},
             {"limit_ms", wait_max_.count()}});
        return false;
    }
    ++busy_;
    ++checked_;
    observe::gauge(observe::Metric::HashSlotsBusy, {}, busy_);
    return true;
}

void PasswordHasher::give() {
    {
        const std::lock_guard lock{mutex_};
        --busy_;
        observe::gauge(observe::Metric::HashSlotsBusy, {}, busy_);
    }
    freed_.notify_one();
}

unsigned long long PasswordHasher::checked() const {
    const std::lock_guard lock{mutex_};
    return checked_;
}

std::optional<std::string> PasswordHasher::hash(std::string_view password) {
    const Slot slot{*this};
    if (!slot)
        return std::nullopt;
    return argon2id(password, cost_);
}

PasswordAnswer PasswordHasher::check(std::string_view stored, std::string_view password) {
    const Slot slot{*this};
    if (!slot)
        return PasswordAnswer::Busy;
    const std::string known{stored.empty() ? std::string_view{dummy_} : stored};
    const bool right = crypto_pwhash_str_verify(known.c_str(), password.data(), password.size()) == 0;
    if (!right || stored.empty())
        return PasswordAnswer::Wrong;
    const bool old =
        crypto_pwhash_str_needs_rehash(known.c_str(), cost_.passes, cost_.memory_kib * 1024) != 0;
    return old ? PasswordAnswer::RightButOld : PasswordAnswer::Right;
}

}  // namespace inzage::identity
