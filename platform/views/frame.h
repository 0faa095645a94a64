#pragma once
#include "platform/views/views.h"

namespace ctemplate {
class TemplateDictionary;
}

namespace inzage::views {

/// Puts the frame's values into its dictionary; pages see those of their frame too (ICONS, CSRF, PATH,
/// SCENE).
void fillFrame(const FrameModel& around, ctemplate::TemplateDictionary& frame);

}  // namespace inzage::views
