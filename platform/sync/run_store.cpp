#include "platform/sync/run_store.h"

#include <algorithm>

namespace inzage::sync {

namespace {

using database::Row;
using database::Rows;
using database::Statement;
using database::TenantTx;

constexpr Statement kClaim{
    "sync.claim",
    "INSERT INTO run (id, schedule_name, due_at, trigger_kind, kinds, full_sweep, state, node, claimed_at, "
    "adapter, "
    "settings_hash) VALUES ($1, $2, $3, $4, string_to_array($5, ','), $6, 'claimed', $7, $8, $9, $10) "
    "ON CONFLICT DO NOTHING"};
constexpr Statement kIsDone{"sync.is_done",
                            "SELECT EXISTS (SELECT FROM run WHERE schedule_name = $1 AND due_at = $2 AND "
                            "trigger_kind <> 'operator') AS done"};
// The worker holds the lock from before the run is 'running' until it ends. CASE keeps the lock from being
// tried for rows that are not in question.
constexpr Statement kCloseDead{"sync.close_dead",
                               "UPDATE run SET state = 'abandoned', finished_at = $1, failure_kind = "
                               "'transient', failure_what = 'the run was found "
                               "open without a worker: its program or its machine ended' WHERE state IN "
                               "('claimed', 'running') AND CASE WHEN state "
                               "= 'running' OR claimed_at < $1::timestamptz - interval '60 s' THEN "
                               "pg_try_advisory_xact_lock(hashtextextended("
                               "'run ' || id::text, 0)) ELSE false END"};
constexpr Statement kHold{"sync.hold",
                          "SELECT pg_advisory_xact_lock(hashtextextended('run ' || $1::text, 0)), "
                          "set_config('idle_in_transaction_session_timeout', '0', true)"};
constexpr Statement kBegin{
    "sync.begin",
    "UPDATE run SET state = 'running', started_at = $2, adapter = $3 WHERE id = $1 AND state = 'claimed'"};
constexpr Statement kEnd{"sync.end",
                         "UPDATE run SET state = $2, finished_at = $3, failure_kind = $4, failure_what = $5 "
                         "WHERE id = $1 AND state IN ('claimed', 'running')"};
constexpr Statement kEndWell{
    "sync.end_well",
    "UPDATE run SET state = 'succeeded', finished_at = $2 WHERE id = $1 AND state = 'running'"};
constexpr Statement kWords{
    "sync.words",
    "UPDATE run SET adapter_words = $2, adapter = CASE WHEN $3 = '' THEN adapter ELSE $3 END WHERE id = $1"};
constexpr Statement kCursor{"sync.cursor", "SELECT value FROM cursor WHERE name = $1"};

#define INZAGE_RUN_COLUMNS                                                                               \
    "SELECT id, schedule_name, due_at, trigger_kind, state, node, claimed_at, started_at, finished_at, " \
    "failure_kind, failure_what, settings_hash, records_new, records_changed, records_unchanged, "       \
    "records_removed, records_set_aside, adapter, adapter_words FROM run "
constexpr Statement kRunById{"sync.run_by_id", INZAGE_RUN_COLUMNS "WHERE id = $1"};
constexpr Statement kLatest{"sync.latest_runs", INZAGE_RUN_COLUMNS "ORDER BY claimed_at DESC, id LIMIT $1"};
constexpr Statement kLatestFetched{"sync.latest_fetched", INZAGE_RUN_COLUMNS
                                   "WHERE schedule_name <> 'outbound' ORDER BY claimed_at "
                                   "DESC, id LIMIT $1"};
constexpr Statement kLatestOutbound{"sync.latest_outbound", INZAGE_RUN_COLUMNS
                                    "WHERE schedule_name = 'outbound' ORDER BY claimed_at DESC, id LIMIT $1"};
constexpr Statement kLatestOf{
    "sync.latest_run_of", INZAGE_RUN_COLUMNS "WHERE schedule_name = $1 ORDER BY claimed_at DESC, id LIMIT 1"};
#undef INZAGE_RUN_COLUMNS

RunRow rowFrom(const Row& row) {
    RunRow run;
    run.id = row.id<RunId>("id").value();
    run.schedule_name = row.text("schedule_name");
    run.due_at = row.time("due_at").value();
    run.trigger = row.text("trigger_kind");
    run.state = row.text("state");
    run.node = row.text("node");
    run.claimed_at = row.time("claimed_at").value();
    run.started_at = row.time("started_at");
    run.finished_at = row.time("finished_at");
    run.failure_kind = row.text("failure_kind");
    run.failure_what = row.text("failure_what");
    run.settings_hash = row.text("settings_hash");
    run.fresh = row.integer("records_new");
    run.changed = row.integer("records_changed");
    run.unchanged = row.integer("records_unchanged");
    run.removed = row.integer("records_removed");
    run.set_aside = row.integer("records_set_aside");
    run.adapter = row.text("adapter");
    run.adapter_words = row.text("adapter_words");
    return run;
}

}  // namespace

std::string_view nameOf(Trigger trigger) noexcept {
    switch (trigger) {
        case Trigger::Schedule:
            return "schedule";
        case Trigger::Operator:
            return "operator";
        case Trigger::CatchUp:
            return "catch_up";
    }
    return "";
}

ClaimAnswer claimRun(TenantTx& tx, const RunClaim& claim, UtcTime at) {
    std::string kinds;
    for (const RecordKind kind : claim.kinds)
        kinds.append(kinds.empty() ? "" : ",").append(nameOf(kind));
    const Rows claimed =
        tx.run(kClaim, {claim.id, claim.schedule_name, claim.due_at, nameOf(claim.trigger), kinds, claim.full,
                        claim.node, at, claim.adapter, claim.settings_hash});
    if (claimed.affected() == 1)
        return ClaimAnswer::Claimed;
    if (claim.trigger == Trigger::Operator)
        return ClaimAnswer::Busy;
    return tx.run(kIsDone, {claim.schedule_name, claim.due_at})[0].flag("done") ? ClaimAnswer::AlreadyDone
                                                                                : ClaimAnswer::Busy;
}

std::int64_t closeDeadRuns(TenantTx& tx, UtcTime at) {
    return tx.run(kCloseDead, {at}).affected();
}

void holdRun(TenantTx& tx, const RunId& run) {
    tx.run(kHold, {run});
}

bool beginRun(TenantTx& tx, const RunId& run, std::string_view adapter, UtcTime at) {
    return tx.run(kBegin, {run, at, adapter}).affected() == 1;
}

bool endRunWell(TenantTx& tx, const RunId& run, UtcTime at) {
    return tx.run(kEndWell, {run, at}).affected() == 1;
}

bool endRun(TenantTx& tx, const RunId& run, const Failure& failure, bool crashed, UtcTime at) {
    return tx.run(kEnd, {run, crashed ? "abandoned" : "failed", at, nameOf(failure.kind), failure.what})
               .affected() == 1;
}

void noteWords(TenantTx& tx, const RunId& run, std::string_view adapter, std::string_view words) {
    tx.run(kWords, {run, words, adapter});
}

std::optional<std::string> cursorOf(TenantTx& tx, std::string_view name) {
    const Rows rows = tx.run(kCursor, {name});
    if (rows.empty())
        return std::nullopt;
    return std::string{rows[0].text("value")};
}

std::optional<RunRow> runById(TenantTx& tx, const RunId& run) {
    const Rows rows = tx.run(kRunById, {run});
    if (rows.empty())
        return std::nullopt;
    return rowFrom(rows[0]);
}

std::vector<RunRow> latestRuns(TenantTx& tx, int count_max) {
    std::vector<RunRow> runs;
    const Rows rows = tx.run(kLatest, {std::clamp(count_max, 1, 100)});
    for (const Row row : rows)
        runs.push_back(rowFrom(row));
    return runs;
}

std::vector<RunRow> latestRunsOf(TenantTx& tx, bool outbound, int count_max) {
    std::vector<RunRow> runs;
    const Rows rows = tx.run(outbound ? kLatestOutbound : kLatestFetched, {std::clamp(count_max, 1, 100)});
    for (const Row row : rows)
        runs.push_back(rowFrom(row));
    return runs;
}

std::optional<RunRow> latestRunOf(TenantTx& tx, std::string_view schedule_name) {
    const Rows rows = tx.run(kLatestOf, {schedule_name});
    if (rows.empty())
        return std::nullopt;
    return rowFrom(rows[0]);
}

std::string_view nameOf(Standing standing) noexcept {
    switch (standing) {
        case Standing::Free:
            return "free";
        case Standing::PausedByOperator:
            return "paused_by_operator";
        case Standing::WaitsForSettings:
            return "waits_for_settings";
        case Standing::Paused:
            return "paused";
        case Standing::CircuitOpen:
            return "circuit_open";
    }
    return "";
}

Standing standingOf(const std::vector<RunRow>& newest_first, std::string_view settings_hash,
                    int failures_to_pause, UtcTime at, std::optional<UtcTime> resumed_at) {
    int crashes = 0;
    int failures = 0;
    UtcTime last_failed{};
    for (const RunRow& run : newest_first) {
        if (run.state == "claimed" || run.state == "running")
            continue;
        // A run that went down with its machine ('transient') is neither the adapter's doing nor the
        // source's.
        const bool machine_ended =
            run.state == "abandoned" && run.failure_kind != nameOf(FailureKind::Defect);
        if (run.settings_hash != settings_hash || run.state == "succeeded" || machine_ended ||
            (resumed_at && run.claimed_at <= *resumed_at))
            break;
        if (failures == 0 && run.failure_kind == nameOf(FailureKind::Config))
            return Standing::WaitsForSettings;
        if (failures == 0)
            last_failed = run.finished_at.value_or(run.claimed_at);
        if (run.state == "abandoned" && crashes == failures && ++crashes >= failures_to_pause)
            return Standing::Paused;
        ++failures;
    }
    return failures >= failures_to_pause && at < last_failed + kCircuitProbe ? Standing::CircuitOpen
                                                                             : Standing::Free;
}

}  // namespace inzage::sync
