#pragma once
#include "platform/base/clock.h"
#include "platform/database/tenant_tx.h"

namespace inzage::pinboard {

/// Deletes what was taken away before `before`, with its photo and its answers: at most `max`, gives their
/// number.
[[nodiscard]] int purgeTakenAway(database::TenantTx& tx, UtcTime before, int max);

}  // namespace inzage::pinboard
