#pragma once
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "plugins/sdk/records.h"

namespace inzage::fhir {

/// How far each kind came, by the source's clock. Text: "fhir1 1a2b3c4d report:1790000000000:-:1790000000000
/// …" (milliseconds since 1970, absent parts as "-"); at most 800 bytes.
struct Cursor {
    using Moment = std::chrono::sys_time<std::chrono::milliseconds>;
    struct Place {
        std::optional<Moment> high;     ///< newest change of the last pass that was finished
        std::optional<Moment> reached;  ///< in a pass that isn't finished: all before it was delivered
        std::optional<Moment> swept;    ///< when everything was read last
    };
    std::string fingerprint;  ///< of the settings, 8 hex digits: other settings begin anew
    std::array<std::optional<Place>, sdk::kRecordKinds.size()> places;

    [[nodiscard]] std::optional<Place>& of(sdk::RecordKind kind) {
        return places[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] std::string text() const;
    /// Throws AdapterFailure(Defect) for a text that text() didn't give.
    [[nodiscard]] static Cursor parse(std::string_view text);
};

}  // namespace inzage::fhir
