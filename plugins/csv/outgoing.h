#pragma once
#include <string>
#include <string_view>

#include "plugins/csv/csv_settings.h"
#include "plugins/sdk/record_adapter.h"

/// What the portal's users wrote, as files that the care-record system fetches: docs/csv-format.md, "What
/// people wrote".
namespace inzage::csv {

inline constexpr std::string_view kOutgoingFolder = "outgoing";

/// Kinds that push() takes.
[[nodiscard]] std::vector<sdk::RecordKind> outgoingKinds();

/// Puts one change there as one file with one row, by renaming a finished file; one that is there already, or
/// was put into done/ by its reader, is not written again. Gives the id that the record has from now on.
[[nodiscard]] sdk::PushReceipt putOutgoing(const sdk::OutboundChange& change,
                                           const std::string& idempotency_key, const CsvSettings& settings);

}  // namespace inzage::csv
