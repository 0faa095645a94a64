#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "platform/base/failure.h"

namespace inzage::adapter_kit {

/// The names that a shared library defines for others, read from the file without running any of its code.
/// Config when the file is none for this machine.
[[nodiscard]] Outcome<std::vector<std::string>> exportedSymbols(const std::filesystem::path& file);

}  // namespace inzage::adapter_kit
