#pragma once
#include <string>

#include "plugins/fhir/capabilities.h"
#include "plugins/fhir/connection.h"

namespace inzage::fhir {

/// Hands one change over. A new record is created on the condition that none with its key exists; one that
/// the source has is read, changed where the portal decides, and written back on the condition that nobody
/// was faster; what is taken back is deleted, or marked as entered in error where the server deletes nothing.
sdk::PushReceipt pushChange(Connection& connection, const Capabilities& capabilities,
                            const sdk::OutboundChange& change, const std::string& key);

}  // namespace inzage::fhir
