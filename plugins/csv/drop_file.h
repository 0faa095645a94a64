#pragma once
#include "plugins/csv/csv_settings.h"
#include "plugins/csv/manifest.h"
#include "plugins/sdk/record_adapter.h"

namespace inzage::csv {

/// Reads one file of a drop from beginning to end, twice in a pull: first verifyFile() of ALL files of the
/// drop, then emitFile() of those that are wanted. So nothing is delivered from a drop with a fault anywhere.
/// Memory: one row, one record and 8 to 16 bytes per row for finding double ids.
///
/// verifyFile(): SHA-256, row count, UTF-8, structure, header, every field, double ids. Throws
/// AdapterFailure(Defect) with drop, file, line and column; when the checksum doesn't fit, that is the reason
/// given, whatever else is wrong.
void verifyFile(const Drop& drop, const DropFile& file, const CsvSettings& settings, const sdk::Call& call);

/// Delivers the records of a verified file. Throws AdapterFailure(Defect) when the file changed since.
void emitFile(const Drop& drop, const DropFile& file, const CsvSettings& settings, const sdk::Call& call,
              sdk::RecordSink& sink);

}  // namespace inzage::csv
