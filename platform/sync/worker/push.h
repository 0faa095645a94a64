#pragma once
#include <chrono>

#include "platform/adapter_host/adapter_host.h"
#include "platform/base/clock.h"
#include "platform/database/tenant_pools.h"
#include "platform/sync/job.h"

namespace inzage::sync {

struct PushOrder {
    RunId run = RunId::random();
    std::chrono::hours give_up_after{72};
    bool ask_all = false;  ///< of changes::nextChange
    std::chrono::steady_clock::time_point until = std::chrono::steady_clock::time_point::max();
};

/// Hands over what waits, in the order written. What fails holds back later changes of the same object only:
/// a failure that may pass is tried again later (1, 2, 4 … minutes, at most an hour) until the tenant's term
/// is over, a Defect is set aside, and a fault of the settings ends the run. When the source seems to be away
/// the rest waits for the next run; that is no failure of this one. Throws database::DatabaseError.
///
/// What the source took in its hands without saying what it makes of it (PushReceipt::pending) is asked after
/// under the same key, every 1 to 15 minutes, until the tenant's term is over; later changes of the same
/// object wait for that.
///
/// Exactly once: a change is marked before it leaves, the receipt is kept in one transaction with its end,
/// and what was in the hands of a program that ended goes out again under the same key, for which the source
/// gives the same receipt.
[[nodiscard]] Outcome<void> pushWaiting(database::TenantPools& pools, const TenantId& tenant,
                                        adapter_host::LoadedAdapter& adapter, const Clock& clock,
                                        const sdk::Call& call, const PushOrder& order, PushCounts& counts);

}  // namespace inzage::sync
