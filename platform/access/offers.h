#pragma once
#include <string_view>

#include "platform/config/tenant_settings.h"

/// Which parts of the portal an organisation's settings leave in place: what it doesn't offer stands in no
/// menu and on no panel.
namespace inzage::access {

[[nodiscard]] bool offersAgenda(const config::TenantSettings& settings) noexcept;
[[nodiscard]] bool offersMessages(const config::TenantSettings& settings) noexcept;
[[nodiscard]] bool offersDossier(const config::TenantSettings& settings) noexcept;
[[nodiscard]] bool offersDetails(const config::TenantSettings& settings) noexcept;

/// Whether anybody may download what they see.
[[nodiscard]] bool offersDownload(const config::TenantSettings& settings) noexcept;
/// Whether somebody with this role at a client may.
[[nodiscard]] bool mayDownload(const config::TenantSettings& settings, std::string_view role) noexcept;

}  // namespace inzage::access
