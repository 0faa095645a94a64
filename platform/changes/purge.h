#pragma once
#include "platform/base/clock.h"
#include "platform/database/tenant_tx.h"

namespace inzage::changes {

/// Deletes changes that were delivered before `before`, and the runs that only handed over: at most `max` of
/// each, gives their number. What is set aside stays until somebody decides.
[[nodiscard]] int purgeChanges(database::TenantTx& tx, UtcTime before, int max);

}  // namespace inzage::changes
