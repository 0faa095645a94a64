#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "plugins/odbc/row_value.h"
#include "plugins/sdk/records.h"

namespace inzage::odbc {

/// How far each kind came. Text: "odbc1 report:1a2b3c4d:1790000000000000:-:1790000000 …", absent parts as
/// "-".
struct Cursor {
    struct Place {
        std::string fingerprint;         ///< of the kind's settings, 8 hex digits: other settings begin anew
        std::optional<ColumnTime> high;  ///< newest change of the last pass that was finished
        std::optional<ColumnTime> reached;  ///< in a pass that isn't finished: all before it was delivered
        std::optional<std::chrono::sys_seconds>
            swept;  ///< when everything was read last, by the source's clock
    };
    std::array<std::optional<Place>, sdk::kRecordKinds.size()> places;

    [[nodiscard]] std::optional<Place>& of(sdk::RecordKind kind) {
        return places[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] std::string text() const;
    /// Throws AdapterFailure(Defect) for a text that text() didn't give.
    [[nodiscard]] static Cursor parse(std::string_view text);
};

}  // namespace inzage::odbc
