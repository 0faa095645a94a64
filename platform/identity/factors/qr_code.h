#pragma once
#include <string>
#include <string_view>

namespace inzage::identity {

/// A QR code as the `d` of one SVG path in a square of `size` by `size`, quiet zone included. Empty path when
/// the text is too long.
struct QrCode {
    int size = 0;
    std::string path;
};
[[nodiscard]] QrCode qrCode(const std::string& text);

}  // namespace inzage::identity
