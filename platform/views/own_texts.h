#pragma once
#include <string>
#include <string_view>

#include "platform/views/views.h"

namespace inzage::views {

/// The organisation's own text for `key` in the language; null without one.
[[nodiscard]] const std::string* findOwn(const OwnTexts& own, std::string_view language_code,
                                         std::string_view key);

/// Why `text` can't replace the platform's ("" when it can): `platform` is that text, null when there is
/// none.
[[nodiscard]] std::string objectionTo(std::string_view text, const std::string* platform);

}  // namespace inzage::views
