#pragma once
#include "platform/database/tenant_tx.h"

namespace inzage::exports {

/// Ends downloads that nobody fetched in time, and deletes the pieces of those that are over: at most `max`,
/// gives their number.
[[nodiscard]] int expireExports(database::TenantTx& tx, UtcTime at, int max);
/// Deletes what is known of downloads asked for before `before`: at most `max`, gives their number.
[[nodiscard]] int purgeExports(database::TenantTx& tx, UtcTime before, int max);

}  // namespace inzage::exports
