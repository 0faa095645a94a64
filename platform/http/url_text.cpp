#include "platform/http/url_text.h"

#include <algorithm>
#include <array>

namespace inzage::http {
namespace {

int hexValue(char c) noexcept {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// Bytes of the sequence that `first` begins; 0 when it can't begin one.
std::size_t sequenceLength(unsigned char first) noexcept {
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

/// The second byte decides about overlong forms, surrogates and the upper end.
bool secondFits(unsigned char first, unsigned char second) noexcept {
    const unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high;
}

bool isControl(char c) noexcept {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

}  // namespace

bool isUtf8(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const auto first = static_cast<unsigned char>(text[at]);
        const std::size_t length = sequenceLength(first);
        if (length == 0 || at + length > text.size())
            return false;
        if (length > 1 && !secondFits(first, static_cast<unsigned char>(text[at + 1])))
            return false;
        for (std::size_t i = 2; i < length; ++i)
            if ((static_cast<unsigned char>(text[at + i]) & 0xC0U) != 0x80U)
                return false;
        at += length;
    }
    return true;
}

std::string_view firstBytes(std::string_view text, std::size_t bytes_max) noexcept {
    if (text.size() <= bytes_max)
        return text;
    std::size_t end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

std::optional<std::string> percentDecode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        char c = text[at];
        if (c == '%') {
            if (at + 2 >= text.size())
                return std::nullopt;
            const int high = hexValue(text[at + 1]);
            const int low = hexValue(text[at + 2]);
            if (high < 0 || low < 0)
                return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            at += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        if (c == '\0')
            return std::nullopt;
        out += c;
    }
    if (!isUtf8(out))
        return std::nullopt;
    return out;
}

std::optional<std::string> decodePath(std::string_view raw) {
    if (raw.empty() || raw.front() != '/')
        return std::nullopt;
    std::optional<std::string> path = percentDecode(raw, false);
    if (!path)
        return std::nullopt;
    // An escape that stood for a slash would move the borders between parts.
    if (std::count(path->begin(), path->end(), '/') != std::count(raw.begin(), raw.end(), '/'))
        return std::nullopt;
    if (std::any_of(path->begin(), path->end(), [](char c) { return c == '\\' || isControl(c); }))
        return std::nullopt;
    for (std::size_t begin = 1; begin < path->size();) {
        const std::size_t end = std::min(path->find('/', begin), path->size());
        const std::string_view part = std::string_view{*path}.substr(begin, end - begin);
        if (part.empty() || part == "." || part == "..")
            return std::nullopt;
        begin = end + 1;
    }
    return path;
}

std::optional<Fields> decodeFields(std::string_view raw) {
    Fields fields;
    while (!raw.empty()) {
        const std::string_view piece = raw.substr(0, raw.find('&'));
        raw.remove_prefix(std::min(piece.size() + 1, raw.size()));
        if (piece.empty())
            continue;
        const std::size_t equals = std::min(piece.find('='), piece.size());
        std::optional<std::string> name = percentDecode(piece.substr(0, equals), true);
        std::optional<std::string> value =
            percentDecode(piece.substr(std::min(equals + 1, piece.size())), true);
        if (!name || !value || name->size() > kFieldNameBytesMax || fields.size() >= kFieldsMax)
            return std::nullopt;
        fields.emplace_back(std::move(*name), std::move(*value));
    }
    return fields;
}

std::string percentEncode(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            out += c;
        else
            ((out += '%') += kHex[byte >> 4U]) += kHex[byte & 15U];
    }
    return out;
}

}  // namespace inzage::http
