#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/record_kind.h"
#include "platform/database/tenant_tx.h"

/// What an operator paused, and when the runs were told to go on. Kept in the tenant's database: every node
/// keeps to it. Callers commit. All may throw database::DatabaseError.
namespace inzage::sync {

struct Pause {
    std::string kind;  ///< a record kind's name, or kOutbound
    std::string why;
    UtcTime paused_at{};
};

struct PauseState {
    std::vector<Pause> pauses;  ///< by kind
    /// Failures of runs claimed before this don't count; absent: nobody ever resumed.
    std::optional<UtcTime> resumed_at;
};
[[nodiscard]] PauseState pauseState(database::TenantTx& tx);

/// True when an operator paused one of these kinds; for a run that only hands over (`kinds` empty), when what
/// goes out is paused.
[[nodiscard]] bool isPaused(const PauseState& state, std::span<const RecordKind> kinds);

/// Pauses the schedules that serve one of `kinds`; with none, all of them and what goes out. A kind that is
/// paused already gets the new reason. `why` is one line of at most 500 bytes.
void pause(database::TenantTx& tx, std::span<const RecordKind> kinds, std::string_view why, UtcTime at);

/// Ends the pauses of `kinds` (none: all of them) and forgives the failures up to `at`, so that schedules
/// which paused by themselves run again. Gives how many pauses it ended.
std::int64_t resume(database::TenantTx& tx, std::span<const RecordKind> kinds, UtcTime at);

}  // namespace inzage::sync
