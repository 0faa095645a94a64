#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "plugins/csv/csv_settings.h"

/// What the care-record system answers to an outgoing file: docs/csv-format.md, "Acknowledgements".
namespace inzage::csv {

inline constexpr std::string_view kAcknowledgements = "acks";
inline constexpr long long kAcknowledgementBytesMax = 4096;

struct Acknowledgement {
    bool accepted = false;
    std::string source_id;  ///< the id that the record has there; empty when it keeps the portal's
    std::string reason;     ///< of a refusal: a code of small letters, digits and '_'
};

/// Reads `<key>.csv` of the folder `acks` in the open folder `outgoing`; absent while there is none. Follows
/// no links, opens no other name. A file that breaks the format is refused whole: AdapterFailure(Transient)
/// with file, line and column, as its writer may still put it right.
[[nodiscard]] std::optional<Acknowledgement> readAcknowledgement(int outgoing, std::string_view key,
                                                                 const CsvSettings& settings);

}  // namespace inzage::csv
