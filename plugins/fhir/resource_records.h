#pragma once
#include <string_view>
#include <vector>

#include "plugins/fhir/element.h"
#include "plugins/fhir/fhir_settings.h"
#include "plugins/sdk/records.h"

namespace inzage::fhir {

/// Where the records of a kind are at the source.
struct KindSource {
    std::string_view type;  ///< of the resources
    /// One resource is several records; which of them are gone is only seen when all are read.
    bool composite = false;
};
[[nodiscard]] KindSource sourceOf(sdk::RecordKind kind) noexcept;

enum class Verdict : std::uint8_t {
    Taken,    ///< the records are there
    Gone,     ///< entered in error: as if it was removed
    Another,  ///< of another kind: passed over
};

/// Makes the records of one resource; `into` is emptied first. Origins are filled, but for changed_at of a
/// resource that doesn't say when it changed. Unknown codes become the kind's code and words; unknown
/// extensions are passed over. Throws Unusable.
Verdict readRecords(sdk::RecordKind kind, const JsonValue& resource, const FhirSettings& settings,
                    std::vector<sdk::Record>& into);

/// The version that the portal keeps of a resource's version: with other settings it is another record.
[[nodiscard]] std::string versionOf(std::string_view version_id, const FhirSettings& settings);

}  // namespace inzage::fhir
