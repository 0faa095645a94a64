#pragma once
#include <string>
#include <string_view>

namespace inzage {

/// Without the spaces, tabs and line ends around it: what people paste has them.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// ASCII letters in lower case; other characters stay, whatever the locale. SQL's lower() knows the others
/// too: what is stored or looked for in a column of lower case goes through that as well.
[[nodiscard]] std::string lowered(std::string_view text);

/// As accounts keep addresses and names to sign in with: trimmed and lowered.
[[nodiscard]] std::string plainAddress(std::string_view typed);

}  // namespace inzage
