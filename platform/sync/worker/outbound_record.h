#pragma once
#include "platform/base/failure.h"
#include "platform/changes/outbound.h"
#include "plugins/sdk/record_adapter.h"

namespace inzage::sync {

/// What the adapter gets of a waiting change: the members that changes.h lists per kind, with the source's
/// own ids. Of a private appointment nothing but its times (requirement 10), whatever the payload says. A
/// Defect when the payload isn't of that form; the reason names the member, never a value.
[[nodiscard]] Outcome<sdk::OutboundChange> outboundChange(const changes::WaitingChange& change);

}  // namespace inzage::sync
