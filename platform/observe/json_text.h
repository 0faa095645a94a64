#pragma once
#include <string>
#include <string_view>

namespace inzage::observe {

/// Appends `text` as a JSON string with its quotes. Control characters, DEL, U+2028/9 and bytes that are no
/// UTF-8 are escaped or replaced, so that a line stays one line and a terminal can't be steered by it.
void appendJsonString(std::string& out, std::string_view text);

}  // namespace inzage::observe
