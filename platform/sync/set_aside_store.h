#pragma once
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/record_kind.h"
#include "platform/database/tenant_tx.h"

/// Records that runs could not take in, for operators. What they hold stays in the database: only where a
/// record comes from and what is wrong with it is read here. All may throw database::DatabaseError.
namespace inzage::sync {

struct SetAside {
    std::string kind;
    std::string source_id;
    std::string reason_kind;  ///< "unknown_client", "ambiguous_client" or "defect"
    std::string reason;       ///< no personal data: the adapters' contract
    std::int64_t tries = 0;
    UtcTime first_at{};
    UtcTime last_at{};
};
/// The newest first, at most `count_max` (1 to 1,000).
[[nodiscard]] std::vector<SetAside> setAsideRecords(database::TenantTx& tx, int count_max);

/// The kinds of which something is set aside, in their order.
[[nodiscard]] std::vector<RecordKind> kindsSetAside(database::TenantTx& tx);

}  // namespace inzage::sync
