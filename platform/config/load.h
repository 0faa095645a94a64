#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/config/platform_settings.h"
#include "platform/config/settings_error.h"
#include "platform/config/tenant_settings.h"

/// Reading settings files. Everything that is wrong is reported at once, each with file, line and column;
/// settings come out only when nothing is wrong. Thread-safe: nothing is shared.
namespace inzage::config {

/// A longer settings file is refused unread.
constexpr std::size_t kSettingsFileBytesMax = std::size_t{256} * 1024;

struct ReadOptions {
    std::string
        secrets_dir;  ///< relative *_file settings are looked up here; empty: in the settings file's folder
    bool check_files = true;  ///< look at the files the settings name (logo, scene, secrets)
};

struct ParseResult {
    std::optional<TenantSettings> settings;  ///< absent when there are errors
    std::vector<SettingsError> errors;       ///< in file order
};

/// Reads tenants/<id>/tenant.yaml; the folder's name must equal identity.id.
[[nodiscard]] ParseResult parseTenant(const std::string& path, const ReadOptions& options = {});

/// The same for text that was read already; `path` is what the messages name and whose folder holds the logo.
[[nodiscard]] ParseResult parseTenantText(std::string_view yaml, const std::string& path,
                                          const ReadOptions& options = {});

/// One folder under tenants/.
struct LoadedTenant {
    std::string id;  ///< the folder's name
    std::string path;
    std::shared_ptr<const TenantSettings> settings;  ///< null when refused
    std::vector<SettingsError> errors;
};

/// Every tenant under `dir` (not "schema" and "template"), by id. A refused one does not stop the others.
/// When two claim a host name, the one with the later id is refused; the message names both files.
[[nodiscard]] std::vector<LoadedTenant> loadTenants(const std::string& dir, const ReadOptions& options = {});

struct PlatformResult {
    std::optional<PlatformSettings> settings;
    std::vector<SettingsError> errors;
};

[[nodiscard]] PlatformResult parsePlatform(const std::string& path);
[[nodiscard]] PlatformResult parsePlatformText(std::string_view yaml, const std::string& path);

/// What a careful reader would object to although the settings are valid: a text that names a test host, or
/// an e-mail address that is not the helpdesk's. `inzagectl tenant check` prints them.
[[nodiscard]] std::vector<SettingsError> lintTexts(const TenantSettings& settings);

}  // namespace inzage::config
