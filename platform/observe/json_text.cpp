#include "platform/observe/json_text.h"

#include <array>
#include <cstddef>
#include <cstdio>

namespace inzage::observe {
namespace {

/// Length of the well-formed UTF-8 sequence at `at`; 0 when there is none.
std::size_t utf8Length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0);
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned char first = byte(at);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return follows(at + 1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && byte(at + 1) < 0xA0;
        const bool surrogate = first == 0xED && byte(at + 1) > 0x9F;
        return !overlong && !surrogate && follows(at + 1) && follows(at + 2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool outside = (first == 0xF0 && byte(at + 1) < 0x90) || (first == 0xF4 && byte(at + 1) > 0x8F);
        return !outside && follows(at + 1) && follows(at + 2) && follows(at + 3) ? 4 : 0;
    }
    return 0;
}

void appendUnicodeEscape(std::string& out, unsigned code) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "\\u%04x", code & 0xFFFFU);
    out += text.data();
}

}  // namespace

void appendJsonString(std::string& out, std::string_view text) {
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        const std::size_t length = utf8Length(text, at);
        if (length == 0) {
            out += "\\ufffd";
            ++at;
            continue;
        }
        const std::string_view piece = text.substr(at, length);
        const bool c1_control =
            length == 2 && piece[0] == '\xC2' && static_cast<unsigned char>(piece[1]) < 0xA0;
        if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (length == 1 && (static_cast<unsigned char>(c) < 0x20 || c == 0x7F))
            appendUnicodeEscape(out, static_cast<unsigned char>(c));
        else if (c1_control)
            appendUnicodeEscape(out, static_cast<unsigned char>(piece[1]));
        else if (piece == "\xE2\x80\xA8")
            out += "\\u2028";
        else if (piece == "\xE2\x80\xA9")
            out += "\\u2029";
        else
            out += piece;
        at += length;
    }
    out += '"';
}

}  // namespace inzage::observe
