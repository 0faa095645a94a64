#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "admin/adapter_kit/checks.h"
#include "admin/adapter_kit/kit_settings.h"

namespace inzage::adapter_kit {

/// Checks one adapter with one example. `probe_program` is inzage-adapter-probe. Takes seconds; everything
/// of the adapter runs in processes of their own, which end before this returns. Throws std::runtime_error
/// when no probe can be started. The calling thread must live until it returns.
[[nodiscard]] std::vector<Result> checkAdapter(const std::filesystem::path& file, const KitSettings& settings,
                                               const std::string& probe_program);

}  // namespace inzage::adapter_kit
