#pragma once
#include <string_view>
#include <vector>

#include "platform/config/tenant_settings.h"

namespace inzage::dossier {

constexpr std::size_t kExplainedMax = 30;

/// The organisation's words that stand in `texts`, as whole words, in the order of the glossary; at most
/// kExplainedMax. Capitals make no difference, except for short words that are all capitals ("HA"). Points
/// into `glossary`.
[[nodiscard]] std::vector<const config::GlossaryEntry*> explained(
    const std::vector<config::GlossaryEntry>& glossary, const std::vector<std::string_view>& texts);

}  // namespace inzage::dossier
