#pragma once
#include <span>

#include "plugins/fhir/connection.h"
#include "plugins/fhir/cursor.h"
#include "plugins/sdk/record_adapter.h"

namespace inzage::fhir {

/// Delivers what changed since the cursor, kind by kind. The first time, and when other settings make other
/// records, everything, as full sets. Afterwards what has a newer meta.lastUpdated, and what the history of
/// its type says is deleted; where there is none, everything is read once more every sweep_h.
void pullAll(Connection& connection, std::span<const sdk::RecordKind> kinds, Cursor cursor,
             sdk::RecordSink& sink);

}  // namespace inzage::fhir
