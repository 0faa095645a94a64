#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "plugins/sdk/records.h"

namespace inzage::csv {

/// How far each kind was taken. Kinds have their own place, because an organisation may take messages every
/// ten minutes and plans every four hours from the same drops. Text: "csv1 client:12:0123456789abcdef
/// report:9:…".
struct Cursor {
    struct Place {
        long long sequence = 0;   ///< of the last drop taken
        std::string fingerprint;  ///< of its file of this kind, 16 hex digits; empty when it had none
    };
    std::array<std::optional<Place>, sdk::kRecordKinds.size()> places;

    [[nodiscard]] std::optional<Place>& of(sdk::RecordKind kind) {
        return places[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] std::string text() const;
    /// Throws AdapterFailure(Defect) for a text that text() didn't give.
    [[nodiscard]] static Cursor parse(std::string_view text);
};

}  // namespace inzage::csv
