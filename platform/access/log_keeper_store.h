#pragma once
#include <cstdint>
#include <string>

#include "platform/base/clock.h"
#include "platform/database/tenant_tx.h"

namespace inzage::access {

/// Seals the next rows of the access log, at most `max`; gives how many.
[[nodiscard]] int sealLog(database::TenantTx& tx, UtcTime at, int max);

struct LogHead {
    std::int64_t to_row = 0;  ///< 0: nothing is sealed yet
    std::string seal;
};
[[nodiscard]] LogHead headOfLog(database::TenantTx& tx);

}  // namespace inzage::access
