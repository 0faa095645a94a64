#include "platform/identity/password_rules.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <unordered_set>

#include "platform/base/text.h"

namespace inzage::identity {
namespace detail {
extern const std::string_view kCommonPasswords;
}
namespace {

/// What must remain beside a word that everybody can guess.
constexpr std::size_t kOwnCharactersMin = 8;
/// Shorter words occur in good passwords by chance.
constexpr std::size_t kKnownWordMin = 3;

const std::unordered_set<std::string_view>& commonPasswords() {
    static const std::unordered_set<std::string_view> kWords = [] {
        std::unordered_set<std::string_view> words;
        std::string_view rest = detail::kCommonPasswords;
        while (!rest.empty()) {
            const auto end = std::min(rest.find('\n'), rest.size());
            const auto line = rest.substr(0, end);
            if (!line.empty() && line.front() != '#')
                words.insert(line);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return words;
    }();
    return kWords;
}

bool isPadding(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 && !std::isalpha(byte);
}

/// Without digits and signs at both ends: "Welkom2026!" is "welkom".
std::string_view withoutPadding(std::string_view text) {
    while (!text.empty() && isPadding(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isPadding(text.back()))
        text.remove_suffix(1);
    return text;
}

/// The shortest piece that, repeated, makes the whole text; the text itself when there is none.
std::string_view repeatedPiece(std::string_view text) {
    for (std::size_t size = 1; size <= text.size() / 2; ++size) {
        bool repeats = true;
        for (std::size_t i = size; i < text.size() && repeats; ++i)
            repeats = text[i] == text[i - size];
        if (repeats)
            return text.substr(0, size);
    }
    return text;
}

/// One step up or down from character to character nearly everywhere: "abcdefghijkl", "123456789012".
bool isSequence(std::string_view text) {
    std::size_t steps = 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const int step = text[i] - text[i - 1];
        const bool wraps = (text[i - 1] == '9' && text[i] == '0') || (text[i - 1] == '0' && text[i] == '9');
        steps += (step >= -1 && step <= 1) || wraps ? 1U : 0U;
    }
    return text.size() > 3 && steps + 2 >= text.size();
}

bool isCommon(std::string_view text) {
    const auto& words = commonPasswords();
    const auto word = withoutPadding(text);
    for (const auto candidate :
         {text, word, repeatedPiece(text), repeatedPiece(word), withoutPadding(repeatedPiece(text))})
        if (candidate.size() >= 3 && words.contains(candidate))
            return true;
    return false;
}

bool mostlyKnown(std::string text, const std::vector<std::string>& known_words) {
    bool found = false;
    for (const auto& known : known_words) {
        const auto word = lowered(known);
        if (word.size() < kKnownWordMin)
            continue;
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) {
            text.erase(at, word.size());
            found = true;
        }
    }
    return found && charactersIn(text) < kOwnCharactersMin;
}

}  // namespace

std::string_view nameOf(PasswordFault fault) noexcept {
    switch (fault) {
        case PasswordFault::TooShort:
            return "too_short";
        case PasswordFault::TooLong:
            return "too_long";
        case PasswordFault::Common:
            return "common";
        case PasswordFault::Simple:
            return "simple";
        case PasswordFault::KnownWord:
            return "known_word";
        case PasswordFault::NotTheSame:
            return "not_the_same";
        case PasswordFault::Unchanged:
            return "unchanged";
    }
    return "";
}

std::size_t charactersIn(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::optional<PasswordFault> passwordFault(std::string_view password, const PasswordRules& rules) {
    const auto characters = charactersIn(password);
    if (characters < static_cast<std::size_t>(std::max(rules.min_length, 0)))
        return PasswordFault::TooShort;
    if (characters > kPasswordCharactersMax)
        return PasswordFault::TooLong;
    const auto text = lowered(password);
    if (isCommon(text))
        return PasswordFault::Common;
    if (mostlyKnown(text, rules.known_words))
        return PasswordFault::KnownWord;
    if (repeatedPiece(text).size() < 6 || isSequence(text) ||
        std::set<char>(text.begin(), text.end()).size() < 4)
        return PasswordFault::Simple;
    return std::nullopt;
}

std::string normalised(std::string_view password) {
    const bool ascii = std::all_of(password.begin(), password.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    constexpr std::size_t kBytesMax = 65536;
    if (ascii || password.size() > kBytesMax)
        return std::string{password};
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = unorm2_getNFCInstance(&status);
    std::u16string wide(password.size() + 1, u'\0');
    int32_t length = 0;
    u_strFromUTF8(wide.data(), static_cast<int32_t>(wide.size()), &length, password.data(),
                  static_cast<int32_t>(password.size()), &status);
    std::u16string composed(static_cast<std::size_t>(length) * 3 + 8, u'\0');
    const auto composed_size = unorm2_normalize(form, wide.data(), length, composed.data(),
                                                static_cast<int32_t>(composed.size()), &status);
    std::string out(static_cast<std::size_t>(std::max(composed_size, 0)) * 3 + 1, '\0');
    int32_t out_size = 0;
    u_strToUTF8(out.data(), static_cast<int32_t>(out.size()), &out_size, composed.data(), composed_size,
                &status);
    if (U_FAILURE(status))
        return std::string{password};
    out.resize(static_cast<std::size_t>(out_size));
    return out;
}

}  // namespace inzage::identity
