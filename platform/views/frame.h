#pragma once
#include "platform/views/views.h"

namespace inzage::views {

class Dictionary;

/// Puts the frame's values into its dictionary; pages see those of their frame too (ICONS, CSRF, PATH,
/// SCENE).
void fillFrame(const FrameModel& around, Dictionary& frame);

}  // namespace inzage::views
