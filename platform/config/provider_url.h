#pragma once
#include <string_view>

namespace inzage::config {

/// Whether an identity provider may be spoken to at this address: https, or http to this very machine; with a
/// host, without login, fragment or anything but plain ASCII. At most 500 characters.
[[nodiscard]] bool isProviderUrl(std::string_view url) noexcept;

}  // namespace inzage::config
