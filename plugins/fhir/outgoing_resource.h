#pragma once
#include <span>
#include <string>
#include <string_view>

#include "plugins/fhir/fhir_settings.h"
#include "plugins/sdk/json_reader.h"
#include "plugins/sdk/record_adapter.h"

namespace inzage::fhir {

/// What the portal's people wrote, as JSON of a FHIR R4 resource without id. Of a private appointment only
/// that the client is busy, from when until when. Carries `key` as an identifier of settings.change_system.
/// Throws AdapterFailure(Defect) for kinds that nobody writes.
[[nodiscard]] std::string outgoingResource(const sdk::OutboundChange& change, const std::string& key,
                                           const FhirSettings& settings);

/// The members of that resource that the portal decides on: an update replaces them or takes them away, and
/// leaves all others as the source has them.
[[nodiscard]] std::span<const std::string_view> ownMembers(sdk::RecordKind kind) noexcept;

/// What the source has, with our members from `written`, and the key among its identifiers.
[[nodiscard]] std::string updatedResource(const sdk::JsonValue& current, const sdk::JsonValue& written,
                                          sdk::RecordKind kind);

/// Does the resource carry this key?
[[nodiscard]] bool carriesKey(const sdk::JsonValue& resource, const std::string& key,
                              const FhirSettings& settings);

}  // namespace inzage::fhir
