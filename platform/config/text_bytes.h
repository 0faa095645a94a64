#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inzage::config {

/// A byte that a settings text may not hold.
struct TextFault {
    int line = 1;
    int column = 1;    ///< in characters
    std::string what;  ///< "a NUL byte", "bytes that are not UTF-8", …
};

/// Invalid UTF-8, NUL, control characters (but for line end and tab), and characters that turn the direction
/// of reading. At most ten, in order.
[[nodiscard]] std::vector<TextFault> byteFaults(std::string_view text);

/// The first of them, for one value.
[[nodiscard]] std::optional<TextFault> textFault(std::string_view text);

/// Characters (code points) in valid UTF-8.
[[nodiscard]] std::size_t characterCount(std::string_view text) noexcept;

}  // namespace inzage::config
