#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace inzage::demo_data {

/// Reproducible on every machine and library, which std's distributions are not. SplitMix64.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_{seed} {}
    /// A stream of its own for one purpose, so that more reports don't change the names.
    Random(std::uint64_t seed, std::string_view purpose, std::uint64_t number) : state_{seed} {
        for (const char c : purpose)
            state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
        state_ ^= number * 0x9E3779B97F4A7C15U;
        next();
    }

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    /// 0 to bound - 1.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    /// `low` to `high`, both included.
    int between(int low, int high) {
        return low + static_cast<int>(below(static_cast<std::size_t>(high - low) + 1));
    }
    bool chance(int percent) { return between(1, 100) <= percent; }
    /// 0 up to, not including, 1.
    double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    template <class List>
    const auto& pick(const List& list) {
        return list[below(std::size(list))];
    }

  private:
    std::uint64_t state_;
};

/// Draws from 0 to size - 1 without repeating one before all were drawn.
class Bag {
  public:
    std::size_t draw(Random& random, std::size_t size) {
        if (left_.empty()) {
            for (std::size_t i = 0; i < size; ++i)
                left_.push_back(i);
            for (std::size_t i = size; i > 1; --i)
                std::swap(left_[i - 1], left_[random.below(i)]);
        }
        const std::size_t drawn = left_.back();
        left_.pop_back();
        return drawn;
    }

  private:
    std::vector<std::size_t> left_;
};

}  // namespace inzage::demo_data
