#pragma once
#include <string>

namespace inzage::config {

/// JSON Schema (2020-12) of tenants/<id>/tenant.yaml, for editors: completion, descriptions, bounds. The file
/// in the repository is tenants/schema/tenant.schema.json; a test fails when it differs from this.
[[nodiscard]] std::string tenantSchemaText();

/// docs/settings-reference.md: every setting of tenant.yaml and platform.yaml with its bounds, unit and
/// default.
[[nodiscard]] std::string settingsReferenceText();

/// Writes both files below `root`, the top of the repository. False when one can't be written.
[[nodiscard]] bool writeSettingsDocuments(const std::string& root);

}  // namespace inzage::config
