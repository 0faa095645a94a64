#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/config/tenant_settings.h"

namespace inzage::config {

/// The style sheet of one tenant: `.tenant-<id> { --iz-brand: …; }` with the ten properties the pages read.
[[nodiscard]] std::string themeCss(const TenantSettings& settings);

/// WCAG 2 contrast ratio (1 to 21) of two "#rrggbb" colours. Both must be valid.
[[nodiscard]] double contrastRatio(std::string_view colour, std::string_view background) noexcept;

/// A colour that can't be read against one of its backgrounds.
struct ContrastFault {
    std::string setting;  ///< "brand": the name inside branding
    std::string what;     ///< "#9fc on white is 1.2:1, needs 4.5:1"
};

/// Colours that aren't "#rrggbb" are skipped: they are refused elsewhere.
[[nodiscard]] std::vector<ContrastFault> contrastFaults(const BrandingSettings& branding);

}  // namespace inzage::config
