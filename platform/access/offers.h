#pragma once
#include "platform/config/tenant_settings.h"

/// Which parts of the portal an organisation's settings leave in place: what it doesn't offer stands in no
/// menu and on no panel.
namespace inzage::access {

[[nodiscard]] bool offersAgenda(const config::TenantSettings& settings) noexcept;
[[nodiscard]] bool offersMessages(const config::TenantSettings& settings) noexcept;
[[nodiscard]] bool offersDossier(const config::TenantSettings& settings) noexcept;
[[nodiscard]] bool offersDetails(const config::TenantSettings& settings) noexcept;

}  // namespace inzage::access
