#pragma once
#include <string_view>

#include "platform/views/views.h"

namespace inzage::views {

/// An organisation's own sentence: section PIECE with TEXT, as often as a mail address in it may be broken,
/// before its @. The template puts a <wbr> between the pieces, so that on a phone no word breaks in its
/// middle.
void showBreakable(std::string_view text, Model& model);

}  // namespace inzage::views
