#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace inzage::sdk {

/// Length of the well-formed UTF-8 sequence at `at` with `left` bytes behind it, 0 when it is none (Unicode
/// table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF). For first bytes of 0x80 and more.
[[nodiscard]] inline std::size_t utf8SequenceBytes(const unsigned char* at, std::size_t left) noexcept {
    const auto tail = [&](std::size_t i) { return (at[i] & 0xC0U) == 0x80U; };
    const unsigned char first = at[0];
    if (first >= 0xC2 && first <= 0xDF)
        return left >= 2 && tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        if (left < 3 || !tail(1) || !tail(2))
            return 0;
        const bool overlong = first == 0xE0 && at[1] < 0xA0;
        const bool surrogate = first == 0xED && at[1] > 0x9F;
        return overlong || surrogate ? 0 : 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        if (left < 4 || !tail(1) || !tail(2) || !tail(3))
            return 0;
        const bool overlong = first == 0xF0 && at[1] < 0x90;
        const bool beyond = first == 0xF4 && at[1] > 0x8F;
        return overlong || beyond ? 0 : 4;
    }
    return 0;
}

/// True for well-formed UTF-8 without NUL: what the database takes.
[[nodiscard]] inline bool isCleanText(std::string_view text) noexcept {
    const auto* at = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t left = text.size();
    while (left > 0) {
        // Eight ASCII bytes at once; minus one raises a top bit only where a byte was 0.
        std::uint64_t word = 0;
        while (left >= 8) {
            std::memcpy(&word, at, 8);
            if (((word | (word - 0x0101010101010101U)) & 0x8080808080808080U) != 0)
                break;
            at += 8;
            left -= 8;
        }
        if (left == 0)
            return true;
        if (*at == 0)
            return false;
        const std::size_t bytes = *at < 0x80 ? 1 : utf8SequenceBytes(at, left);
        if (bytes == 0)
            return false;
        at += bytes;
        left -= bytes;
    }
    return true;
}

}  // namespace inzage::sdk
