#pragma once
#include <optional>
#include <string>
#include <vector>

#include "plugins/sdk/records.h"

namespace inzage::adapter_kit {

/// 16 hex digits over all fields: equal for equal records, whatever process made them.
[[nodiscard]] std::string fingerprintOf(const sdk::Record& record);

/// Names and numbers that identify somebody and are long enough to be looked for in other texts.
void collectPersonal(const sdk::Record& record, std::vector<std::string>& into);

/// What the kit pushes: a made-up record of this kind, or none when the kit has no sample of it. `record` is
/// empty for a new one.
[[nodiscard]] std::optional<sdk::Record> sampleOf(sdk::RecordKind kind, const std::string& client,
                                                  const std::string& record, const std::string& key);
/// Client and Contact aren't made in the portal, only changed.
[[nodiscard]] bool sampleIsNew(sdk::RecordKind kind) noexcept;

}  // namespace inzage::adapter_kit
