#pragma once
#include <string>
#include <string_view>

namespace inzage {

/// Two lower case digits per byte: how bytes travel to and from PostgreSQL (decode() and encode(…, 'hex')).
[[nodiscard]] std::string toHex(std::string_view bytes);
/// The bytes of what toHex() or encode() gave; an odd last digit is left out.
[[nodiscard]] std::string fromHex(std::string_view hex);

}  // namespace inzage
