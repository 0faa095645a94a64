#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inzage::delivery {

/// Why no SMS may go to this number; absent when it may. `e164` is "+31612345678", `countries` the tenant's
/// calling codes (requirement: refused before the provider is called). Premium, paging and machine ranges are
/// refused in every country we know the ranges of. "not_e164", "country", "premium".
[[nodiscard]] std::optional<std::string_view> numberRefused(std::string_view e164,
                                                            const std::vector<int>& countries);

}  // namespace inzage::delivery
