#pragma once
#include <string_view>

namespace inzage::delivery {

/// Whether every letter of the UTF-8 text is in the alphabet of GSM 03.38, in which 160 fit one message; with
/// one other letter only 70 do.
[[nodiscard]] bool fitsGsm(std::string_view text) noexcept;

}  // namespace inzage::delivery
