#include "platform/config/text_bytes.h"

#include <array>
#include <cstdint>
#include <cstdio>

namespace inzage::config {
namespace {

constexpr std::size_t kFaultsMax = 10;

struct CodePoint {
    std::uint32_t value = 0;
    std::size_t bytes = 0;  ///< 0: not valid UTF-8
};

CodePoint decode(std::string_view rest) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(rest[at]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || rest.size() < bytes)
        return {};
    std::uint32_t value = lead & (0xFFU >> (bytes + 1));
    for (std::size_t at = 1; at < bytes; ++at) {
        if ((byte(at) & 0xC0U) != 0x80)
            return {};
        value = (value << 6U) | (byte(at) & 0x3FU);
    }
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    if (value < least[bytes] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return {};
    return {value, bytes};
}

std::optional<std::string> objection(std::uint32_t point) {
    if (point == 0)
        return "a NUL byte";
    const bool control =
        (point < 0x20 && point != '\n' && point != '\r' && point != '\t') || (point >= 0x7F && point < 0xA0);
    const bool turns = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    if (!control && !turns)
        return std::nullopt;
    std::array<char, 16> hex{};
    std::snprintf(hex.data(), hex.size(), "U+%04X", static_cast<unsigned>(point));
    return std::string{control ? "the control character " : "the reading-direction character "} + hex.data();
}

std::vector<TextFault> faultsIn(std::string_view text, std::size_t faults_max) {
    std::vector<TextFault> faults;
    int line = 1;
    int column = 1;
    std::size_t at = 0;
    while (at < text.size() && faults.size() < faults_max) {
        const CodePoint point = decode(text.substr(at));
        if (point.bytes == 0) {
            faults.push_back({line, column, "bytes that are not UTF-8"});
            return faults;
        }
        if (auto what = objection(point.value))
            faults.push_back({line, column, std::move(*what)});
        at += point.bytes;
        ++column;
        if (point.value == '\n') {
            ++line;
            column = 1;
        }
    }
    return faults;
}

}  // namespace

std::vector<TextFault> byteFaults(std::string_view text) {
    return faultsIn(text, kFaultsMax);
}

std::optional<TextFault> textFault(std::string_view text) {
    auto faults = faultsIn(text, 1);
    if (faults.empty())
        return std::nullopt;
    return std::move(faults.front());
}

std::size_t characterCount(std::string_view text) noexcept {
    std::size_t count = 0;
    for (const char c : text)
        count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80 ? 1 : 0;
    return count;
}

}  // namespace inzage::config
