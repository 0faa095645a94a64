#pragma once
#include <vector>

#include "platform/config/definition.h"
#include "platform/config/platform_settings.h"
#include "platform/config/tenant_settings.h"

namespace inzage::config {

/// The table of tenants/<id>/tenant.yaml, for a TenantSettings. Made once, then shared; thread-safe.
[[nodiscard]] const std::vector<SettingDef>& tenantTable();

/// The table of deploy/platform.yaml, for a PlatformSettings.
[[nodiscard]] const std::vector<SettingDef>& platformTable();

// The sections, one file per group of them.
void declareIdentity(GroupDef<TenantSettings>& table);
void declareLogin(GroupDef<TenantSettings>& table);
void declareDossier(GroupDef<TenantSettings>& table);
void declarePeople(GroupDef<TenantSettings>& table);
void declareDelivery(GroupDef<TenantSettings>& table);
/// The gateways of both channels: of a tenant, and of the platform.
template <class S>
void declareChannels(GroupDef<S>& table);
extern template void declareChannels(GroupDef<DeliverySettings>&);
extern template void declareChannels(GroupDef<PlatformDeliverySettings>&);

}  // namespace inzage::config
