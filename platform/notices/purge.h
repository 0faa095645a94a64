#pragma once
#include "platform/base/clock.h"
#include "platform/database/tenant_tx.h"

namespace inzage::notices {

constexpr int kNoticesDays = 90;  ///< as far back as the gate counts them, and pages show them

/// Deletes notices made before `before`: at most `max`, gives their number.
[[nodiscard]] int purgeNotices(database::TenantTx& tx, UtcTime before, int max);

}  // namespace inzage::notices
