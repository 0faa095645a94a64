#pragma once
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace inzage::csv {

/// Which ids a file had so far, as 64-bit hashes: 8 to 16 bytes per id. Two different ids that look equal to
/// it would refuse a good drop; among a million ids the odds are 1 in 37 million.
class IdSet {
  public:
    IdSet() : slots_(1024, 0) {}

    /// False when it was there.
    bool insert(std::string_view id) {
        std::uint64_t hash = std::hash<std::string_view>{}(id);
        if (hash == 0)
            hash = 1;
        if ((count_ + 1) * 4 > slots_.size() * 3)
            grow();
        if (!place(hash))
            return false;
        ++count_;
        return true;
    }

  private:
    bool place(std::uint64_t hash) {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = hash & mask;
        while (slots_[at] != 0) {
            if (slots_[at] == hash)
                return false;
            at = (at + 1) & mask;
        }
        slots_[at] = hash;
        return true;
    }
    void grow() {
        std::vector<std::uint64_t> old(slots_.size() * 2, 0);
        old.swap(slots_);
        for (const std::uint64_t hash : old)
            if (hash != 0)
                place(hash);
    }

    std::vector<std::uint64_t> slots_;
    std::size_t count_ = 0;
};

}  // namespace inzage::csv
