#pragma once
#include <vector>

#include "plugins/sdk/settings.h"
#include "template_adapter.h"

namespace inzage::json_folder {

/// What describe() declares and what readSettings() takes: keep the two together.
[[nodiscard]] std::vector<sdk::SettingSpec> settingSpecs();
/// Throws AdapterFailure(Config) that names the key.
[[nodiscard]] Settings readSettings(const sdk::AdapterSettings& from);

}  // namespace inzage::json_folder
