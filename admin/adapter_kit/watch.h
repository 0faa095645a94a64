#pragma once
#include <functional>
#include <string>
#include <vector>

#include "platform/base/failure.h"

namespace inzage::adapter_kit {

/// Runs `deed` on a thread of its own and notes which files it opens and where it connects to. What the C
/// library opens by itself (time zones, /proc, its own libraries) is left out. A failure means that this
/// machine can't watch; `deed` has run nevertheless. What `deed` throws ends the process.
[[nodiscard]] Outcome<std::vector<std::string>> watched(const std::function<void()>& deed);

}  // namespace inzage::adapter_kit
