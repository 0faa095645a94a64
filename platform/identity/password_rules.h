#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inzage::identity {

/// Why a new password is refused. Each has a sentence in the catalogue ("password.fault.<name>").
enum class PasswordFault {
    TooShort,    ///< fewer characters than the tenant asks (12 unless set)
    TooLong,     ///< more than 128 characters; never cut
    Common,      ///< one of the commonest passwords, also with digits or signs around it
    Simple,      ///< one short piece repeated, or a row of the keyboard or the alphabet
    KnownWord,   ///< little more than the organisation's name or the login name
    NotTheSame,  ///< typed twice, differently
    Unchanged,   ///< equal to the one it must replace
};

/// "too_short", "too_long", "common", "simple", "known_word", "not_the_same", "unchanged".
[[nodiscard]] std::string_view nameOf(PasswordFault fault) noexcept;

constexpr std::size_t kPasswordCharactersMax = 128;

/// What a password is checked against.
struct PasswordRules {
    int min_length = 12;  ///< characters, not bytes
    std::vector<std::string>
        known_words;  ///< tenant's names, login name, e-mail: words an attacker tries first
};

/// The rules of OWASP ASVS 5 §6.2: length, no composition rules, a list of common passwords, words about the
/// account. Absent when the password is good. `password` is as normalised by normalised(). Thread-safe.
[[nodiscard]] std::optional<PasswordFault> passwordFault(std::string_view password,
                                                         const PasswordRules& rules);

/// Unicode form NFC, so that "é" typed on two devices is the same password. Everything else stays: no
/// trimming, no cutting, no folding. Text that is not valid UTF-8 is given back as it is.
[[nodiscard]] std::string normalised(std::string_view password);

/// Characters (code points) of valid UTF-8.
[[nodiscard]] std::size_t charactersIn(std::string_view text) noexcept;

}  // namespace inzage::identity
