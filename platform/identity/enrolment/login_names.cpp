#include <unicode/unorm2.h>

#include <algorithm>

#include "platform/identity/enrolment/enrolment_inside.h"

/// User names for people who didn't choose one.
namespace inzage::identity {
namespace {

constexpr std::size_t kPartMax = 40;

/// Letters without their accents, digits; all else falls out.
std::string plainLetters(std::string_view text) {
    std::string out;
    const auto fold = [&](char c) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
        if (((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) && out.size() < kPartMax)
            out += c;
    };
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2* nfd = unorm2_getNFDInstance(&error);
    std::u16string wide;
    for (std::size_t i = 0; i < text.size();) {
        // UTF-8 by hand for the two-byte range, where the accented letters of European names are.
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            wide += static_cast<char16_t>(byte);
            ++i;
        } else if ((byte & 0xE0U) == 0xC0U && i + 1 < text.size()) {
            wide += static_cast<char16_t>(((byte & 0x1FU) << 6U) |
                                          (static_cast<unsigned char>(text[i + 1]) & 0x3FU));
            i += 2;
        } else {
            ++i;
        }
    }
    if (U_FAILURE(error) != 0)
        return out;
    std::u16string apart(wide.size() * 4 + 1, u'\0');
    const auto length = unorm2_normalize(nfd, wide.data(), static_cast<int32_t>(wide.size()), apart.data(),
                                         static_cast<int32_t>(apart.size()), &error);
    if (U_FAILURE(error) != 0)
        return out;
    for (const char16_t c : apart.substr(0, static_cast<std::size_t>(length)))
        if (c < 0x80)
            fold(static_cast<char>(c));
    return out;
}

}  // namespace

std::string loginNameFrom(std::string_view given, std::string_view prefix, std::string_view family,
                          std::string_view email) {
    const auto first = plainLetters(given);
    const auto last = plainLetters(prefix) + plainLetters(family);
    auto name = first + (first.empty() || last.empty() ? "" : ".") + last;
    if (name.empty())
        name = plainLetters(email.substr(0, email.find('@')));
    return name.empty() ? "account" : name;
}

}  // namespace inzage::identity
