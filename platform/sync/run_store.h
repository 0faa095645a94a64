#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/failure.h"
#include "platform/base/ids.h"
#include "platform/base/record_kind.h"
#include "platform/database/tenant_tx.h"

/// The run table: claims, states and what the supervisor concludes from it. Callers commit. All may throw
/// database::DatabaseError.
namespace inzage::sync {

enum class Trigger { Schedule, Operator, CatchUp };
[[nodiscard]] std::string_view nameOf(Trigger trigger) noexcept;

struct RunClaim {
    RunId id = RunId::random();
    std::string schedule_name;
    UtcTime due_at{};
    Trigger trigger = Trigger::Schedule;
    std::vector<RecordKind> kinds;
    bool full = false;
    std::string node;
    std::string settings_hash;
    std::string adapter;
};

enum class ClaimAnswer {
    Claimed,
    AlreadyDone,  ///< this due moment was claimed before, here or on another node
    Busy,         ///< another run of this tenant is open
};
[[nodiscard]] ClaimAnswer claimRun(database::TenantTx& tx, const RunClaim& claim, UtcTime at);

/// Closes what dead workers left open: a run whose worker doesn't hold its lock any more (holdRun), and a
/// claim that led to no worker within a minute. Gives how many.
std::int64_t closeDeadRuns(database::TenantTx& tx, UtcTime at);

/// The worker's sign of life: held until this transaction ends, however it ends. Takes the run from 'claimed'
/// to 'running' in `tx` itself; false when it is not claimed (any more).
[[nodiscard]] bool beginRun(database::TenantTx& tx, const RunId& run, std::string_view adapter, UtcTime at);
void holdRun(database::TenantTx& tx, const RunId& run);

/// Ends a run that took nothing in, with success. False when it is not open (any more).
[[nodiscard]] bool endRunWell(database::TenantTx& tx, const RunId& run, UtcTime at);
/// Ends an open run without success; nothing when it has ended. `crashed`: the worker ended without an
/// answer. Gives whether it did.
bool endRun(database::TenantTx& tx, const RunId& run, const Failure& failure, bool crashed, UtcTime at);
void noteWords(database::TenantTx& tx, const RunId& run, std::string_view adapter, std::string_view words);

[[nodiscard]] std::optional<std::string> cursorOf(database::TenantTx& tx, std::string_view name);

/// One row of the run table.
struct RunRow {
    RunId id = RunId::random();
    std::string schedule_name;
    UtcTime due_at{};
    std::string trigger;
    std::string state;
    std::string node;
    UtcTime claimed_at{};
    std::optional<UtcTime> started_at;
    std::optional<UtcTime> finished_at;
    std::string failure_kind;
    std::string failure_what;
    std::string settings_hash;
    std::int64_t fresh = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::int64_t removed = 0;
    std::int64_t set_aside = 0;
    std::string adapter;
    std::string adapter_words;
};
[[nodiscard]] std::optional<RunRow> runById(database::TenantTx& tx, const RunId& run);
/// What runs that only hand over changes are called in the run table.
inline constexpr std::string_view kOutbound = "outbound";

/// Newest first, at most `count_max` (1 to 100). For `inzagectl sync status` and the console, too.
[[nodiscard]] std::vector<RunRow> latestRuns(database::TenantTx& tx, int count_max);
/// Those that fetched, or those that only handed over: one kind's crashes say nothing about the other.
[[nodiscard]] std::vector<RunRow> latestRunsOf(database::TenantTx& tx, bool outbound, int count_max);
/// The newest run of one schedule.
[[nodiscard]] std::optional<RunRow> latestRunOf(database::TenantTx& tx, std::string_view schedule_name);

/// What the past says about starting another scheduled run.
enum class Standing {
    Free,
    PausedByOperator,  ///< somebody paused it (pause_store.h) and nobody resumed it
    WaitsForSettings,  ///< the last run failed for its settings, and they are still the same
    Paused,            ///< the last runs crashed, one after another, under the same settings
    CircuitOpen,       ///< the last runs failed, one after another: tried again every kCircuitProbe only
};
inline constexpr std::array kStandings{Standing::Free, Standing::PausedByOperator, Standing::WaitsForSettings,
                                       Standing::Paused, Standing::CircuitOpen};
/// As metrics and `sync status` call it.
[[nodiscard]] std::string_view nameOf(Standing standing) noexcept;

/// A source that failed so often is left alone for this long, and one without faults is not missed for
/// longer.
inline constexpr std::chrono::minutes kCircuitProbe{15};

/// `newest_first` as from latestRuns(); open runs in it are passed over, and so is what was claimed up to
/// `resumed_at`. An operator's run is always free; when it succeeds, so is the schedule.
[[nodiscard]] Standing standingOf(const std::vector<RunRow>& newest_first, std::string_view settings_hash,
                                  int failures_to_pause, UtcTime at,
                                  std::optional<UtcTime> resumed_at = std::nullopt);

}  // namespace inzage::sync
