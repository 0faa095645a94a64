#pragma once
#include "platform/base/clock.h"
#include "platform/database/tenant_tx.h"

namespace inzage::sharing {

/// Deletes what was kept of access that was removed, and answered questions for a right, from before
/// `before`: who once could see whom is in the access log and nowhere else. At most `max` of each; gives
/// their number.
[[nodiscard]] int purgeRemoved(database::TenantTx& tx, UtcTime before, int max);

}  // namespace inzage::sharing
