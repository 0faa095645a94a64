#pragma once
#include <string>

#include "platform/config/load.h"
#include "platform/config/reader.h"

/// Rules that concern more than one setting, or the world outside the file. Each points at the setting to
/// blame.
namespace inzage::config {

/// Checks and completes: announcements become UTC. `folder` is the name of the file's folder.
void checkTenant(TenantSettings& settings, const YamlNode& root, const std::string& folder,
                 const ReadOptions& options, ErrorList& errors);

void checkPlatform(const PlatformSettings& settings, const YamlNode& root, ErrorList& errors);

/// The schedules alone: neither or both forms, windows too short, kinds that no rule or two rules fetch.
void checkSchedules(const SyncSettings& sync, const YamlNode& root, ErrorList& errors);

/// The gateways of a tenant or of the platform: what each needs and doesn't take, and senders.
void checkGateways(const DeliverySettings& delivery, const YamlNode& root, ErrorList& errors);

/// The external login: what it needs beside its issuer, and that its secret can be read.
void checkExternal(const ExternalLoginSettings& external, const YamlNode& root,
                   const std::string& secrets_dir, bool check_files, ErrorList& errors);

/// Where the setting stands, or the nearest map around it that is in the file.
[[nodiscard]] Place placeOfSetting(const YamlNode& root, std::string_view dotted_path);

}  // namespace inzage::config
