#pragma once
#include <string>

#include "platform/base/clock.h"
#include "platform/database/tenant_tx.h"

namespace inzage::access {

/// Takes away, piece by piece, the dossiers of clients whose care ended before `last_day` ("2026-10-01"), and
/// the accounts that have no other client. At most `max` rows; gives their number, `max` when there is more
/// to do. The access log stays.
[[nodiscard]] int purgeAfterCare(database::TenantTx& tx, const std::string& last_day, UtcTime at, int max);

}  // namespace inzage::access
