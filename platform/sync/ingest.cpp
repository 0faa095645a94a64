#include "platform/sync/ingest.h"

#include <algorithm>

#include "platform/database/copy_in.h"
#include "platform/sync/kind_sql.h"

namespace inzage::sync {

namespace {

using database::CopyIn;
using database::Rows;
using database::Statement;

RecordKind toPlatform(sdk::RecordKind kind) {
    return static_cast<RecordKind>(kind);
}

std::size_t indexOf(RecordKind kind) {
    return static_cast<std::size_t>(kind);
}

// A full set of clients that leaves less than half of them is taken for a broken export, except at small
// numbers.
constexpr std::int64_t kClientsSpared = 10;
constexpr std::size_t kRemovalsMax = 10000;

// The adapter may be slow between two chunks, and a first load of a large organisation takes minutes. A merge
// sorts and hashes 10,000 rows; 64 MB keeps that out of temporary files.
constexpr Statement kSettle{"sync.settle",
                            "SELECT set_config('idle_in_transaction_session_timeout', '0', true), "
                            "set_config('work_mem', '64MB', true)"};
constexpr Statement kReadState{
    "sync.read_state",
    "SELECT (SELECT string_agg(DISTINCT kind, ',') FROM set_aside_record) AS kinds_aside, "
    "EXISTS (SELECT FROM freshness WHERE kind = 'care_plan') AS plans_known, "
    "EXISTS (SELECT FROM freshness WHERE kind = 'report') AS reports_known"};
constexpr Statement kEmptyRemoved{"sync.truncate_removed", "TRUNCATE staging_removed"};
constexpr Statement kEmptySeen{"sync.truncate_seen", "TRUNCATE staging_seen"};
constexpr Statement kSetAsideDefect{
    "sync.set_aside_defect",
    "INSERT INTO set_aside_record AS q (kind, source_id, reason_kind, reason, payload, run_id, first_at, "
    "last_at) "
    "VALUES ($1, $2, 'defect', $3, '{}', $4, $5, $5) ON CONFLICT (kind, source_id) DO UPDATE SET reason_kind "
    "= 'defect', "
    "reason = excluded.reason, payload = excluded.payload, run_id = excluded.run_id, tries = q.tries + 1, "
    "last_at = excluded.last_at"};
constexpr Statement kNoteSeen{"sync.note_seen_one", "INSERT INTO staging_seen VALUES ($1)"};
constexpr Statement kClientsLost{"sync.clients_lost",
                                 "SELECT count(*) AS held, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM "
                                 "staging_seen g WHERE g.source_id = "
                                 "c.source_id)) AS lost FROM client c"};
constexpr Statement kCareEnded{"sync.care_ended",
                               "UPDATE client c SET care_ended_on = e.ended FROM (SELECT k.id, CASE WHEN "
                               "bool_or(p.ends_on IS NULL) THEN NULL ELSE "
                               "max(p.ends_on) END AS ended FROM client k LEFT JOIN care_episode p ON "
                               "p.client_id = k.id GROUP BY k.id) e "
                               "WHERE e.id = c.id AND c.care_ended_on IS DISTINCT FROM e.ended"};
constexpr Statement kWriteCursor{
    "sync.write_cursor",
    "INSERT INTO cursor (name, value, run_id, updated_at) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO "
    "UPDATE SET "
    "value = excluded.value, run_id = excluded.run_id, updated_at = excluded.updated_at"};
constexpr Statement kWriteFreshness{
    "sync.write_freshness",
    "INSERT INTO freshness (kind, run_id, updated_at) VALUES ($1, $2, $3) ON CONFLICT (kind) DO UPDATE SET "
    "run_id = excluded.run_id, updated_at = excluded.updated_at"};
constexpr Statement kAsideOfRun{"sync.aside_of_run",
                                "SELECT count(*) AS total, kind, count(*) FILTER (WHERE run_id = $1) AS "
                                "of_run FROM set_aside_record GROUP BY kind"};
// Not 'running' any more: somebody gave this run up, and another may be at work.
constexpr Statement kWriteRun{
    "sync.write_run",
    "UPDATE run SET state = CASE WHEN $2 THEN 'succeeded' ELSE state END, finished_at = CASE WHEN $2 THEN "
    "$3::timestamptz END, records_new = $4, records_changed = $5, records_unchanged = $6, records_removed = "
    "$7, "
    "records_set_aside = $8 WHERE id = $1 AND state = 'running'"};

}  // namespace

KindCounts totalOf(const RunCounts& counts) {
    KindCounts total;
    for (const KindCounts& one : counts) {
        total.fresh += one.fresh;
        total.changed += one.changed;
        total.unchanged += one.unchanged;
        total.removed += one.removed;
        total.set_aside += one.set_aside;
    }
    return total;
}

Ingest::Ingest(database::TenantPools& pools, const TenantId& tenant, const Clock& clock,
               IngestOptions options)
    : pools_{pools}, tenant_{tenant}, clock_{clock}, options_{std::move(options)} {}

Ingest::~Ingest() = default;

database::TenantTx& Ingest::tx() {
    if (!tx_) {
        tx_.emplace(pools_.begin(tenant_));
        now_ = clock_.now();
        tx_->run(kSettle);
        readState();
    }
    return *tx_;
}

void Ingest::readState() {
    const Rows state = tx_->run(kReadState);
    const std::string aside = ',' + std::string{state[0].text("kinds_aside")} + ',';
    for (const RecordKind kind : kRecordKinds)
        aside_[indexOf(kind)] = aside.find(',' + std::string{nameOf(kind)} + ',') != std::string::npos;
    plans_known_ = state[0].flag("plans_known");
    reports_known_ = state[0].flag("reports_known");
}

// ---- what the adapter says
// ------------------------------------------------------------------------------------------

void Ingest::put(const sdk::Record& record) {
    commitClosedPiece();
    const RecordKind kind = toPlatform(sdk::kindOf(record));
    if (const auto* report = std::get_if<sdk::Report>(&record); report != nullptr && report->withdrawn)
        return remove(sdk::RecordKind::Report, report->source_id);
    const std::string& source_id = sdk::originOf(record).source_id;
    if (removals_[indexOf(kind)].filter.mayHold(source_id))
        flushRemovals(kind);
    Chunk& chunk = chunks_[indexOf(kind)];
    if (const char* fault = chunk.append(record))
        return setAside(sdk::kindOf(record), source_id, fault);
    if (chunk.full())
        flushUpTo(kind);
}

void Ingest::remove(sdk::RecordKind sdk_kind, std::string_view source_id) {
    commitClosedPiece();
    const RecordKind kind = toPlatform(sdk_kind);
    if (chunks_[indexOf(kind)].mayHold(source_id))
        flushUpTo(kind);
    Removals& removals = removals_[indexOf(kind)];
    removals.ids.emplace_back(source_id);
    removals.filter.add(source_id);
    if (removals.ids.size() >= kRemovalsMax)
        flushRemovals(kind);
}

void Ingest::fullSetBegins(sdk::RecordKind sdk_kind) {
    commitClosedPiece();
    const RecordKind kind = toPlatform(sdk_kind);
    flushUpTo(kind);
    flushRemovals(kind);
    flushDefects(kind);
    if (seen_staged_)
        tx().run(kEmptySeen);
    seen_staged_ = true;
    open_set_ = kind;
}

void Ingest::fullSetEnds(sdk::RecordKind sdk_kind) {
    const RecordKind kind = toPlatform(sdk_kind);
    flushUpTo(kind);
    flushRemovals(kind);
    flushDefects(kind);
    open_set_.reset();
    if (kind == RecordKind::Client && !options_.may_remove_most)
        refuseEmptiedClients();
    const KindSql& sql = sqlOf(kind);
    noteRemoved(kind, tx().run(sql.remove_unseen).affected());
    if (aside_[indexOf(kind)])
        tx().run(sql.remove_unseen_set_aside);
}

void Ingest::cursor(std::string_view text) {
    closed_by_ = std::string{text};
}

void Ingest::setAside(sdk::RecordKind sdk_kind, std::string_view source_id, std::string_view reason) {
    commitClosedPiece();
    const RecordKind kind = toPlatform(sdk_kind);
    if (++defect_count_ > options_.defects_max)
        throw RunRefused{"more than " + std::to_string(options_.defects_max) +
                         " records can't be read, the last because " + std::string{reason} +
                         ": nothing was changed; has the source's format changed?"};
    auto& defects = defects_[indexOf(kind)];
    defects.push_back({std::string{source_id}, std::string{reason}});
    if (defects.size() >= 1000)
        flushDefects(kind);
}

// ---- from memory into the tables
// ------------------------------------------------------------------------------------

void Ingest::flushUpTo(RecordKind kind) {
    // Clients before what belongs to them.
    for (const RecordKind earlier : kRecordKinds) {
        flush(earlier);
        if (earlier == kind)
            return;
    }
}

void Ingest::flush(RecordKind kind) {
    Chunk& chunk = chunks_[indexOf(kind)];
    if (chunk.empty())
        return;
    const KindSql& sql = sqlOf(kind);
    emptyStaging(kind);
    staged_[indexOf(kind)] = true;
    {
        CopyIn in{tx(), sql.staging_table, std::span<const std::string_view>{sql.staging_columns}};
        chunk.eachRow(sql.staging_columns.size(), [&](const auto& values) { in.row(values); });
        in.finish();
    }
    auto staged = static_cast<std::int64_t>(chunk.rows());
    if (open_set_ == kind)
        tx().run(sql.note_seen);
    if (chunk.hasRepeats())
        staged -= tx().run(sql.keep_last).affected();
    chunk.clear();
    mergeStaged(kind, staged);
}

void Ingest::mergeStaged(RecordKind kind, std::int64_t staged) {
    const KindSql& sql = sqlOf(kind);
    std::int64_t moved = 0;
    for (const Statement& step : sql.set_aside)
        moved += tx().run(step, {options_.run, now_}).affected();
    if (moved > 0) {
        aside_[indexOf(kind)] = true;
        noteRemoved(kind, tx().run(sql.remove_orphaned).affected());
    }
    if (moved == staged)
        return;
    for (const Statement& step : sql.before_merge)
        tx().run(step, {now_});
    const bool tell = (kind == RecordKind::CarePlan && options_.tell_plans && plans_known_) ||
                      (kind == RecordKind::Report && options_.tell_reports && reports_known_);
    const Rows merged = tx().run(sql.merge, {options_.run, now_, tell, options_.time_zone});
    for (const Statement& step : sql.after_merge)
        tx().run(step);
    KindCounts& counts = countsOf(kind);
    const std::int64_t fresh = merged[0].integer("fresh");
    const std::int64_t touched = merged[0].integer("touched");
    counts.fresh += fresh;
    counts.changed += touched - fresh;
    counts.unchanged += staged - moved - touched;
    if (aside_[indexOf(kind)])
        tx().run(sql.forget_set_aside);
}

void Ingest::flushRemovals(RecordKind kind) {
    Removals& removals = removals_[indexOf(kind)];
    if (removals.ids.empty())
        return;
    if (removed_staged_)
        tx().run(kEmptyRemoved);
    removed_staged_ = true;
    {
        CopyIn in{tx(), "staging_removed", {"source_id"}};
        for (const std::string& id : removals.ids)
            in.row(std::array<std::optional<std::string_view>, 1>{std::string_view{id}});
        in.finish();
    }
    removals.ids.clear();
    removals.filter.clear();
    const KindSql& sql = sqlOf(kind);
    noteRemoved(kind, tx().run(sql.remove).affected());
    if (aside_[indexOf(kind)])
        tx().run(sql.remove_set_aside);
}

void Ingest::flushDefects(RecordKind kind) {
    for (const Defect& defect : defects_[indexOf(kind)]) {
        tx().run(kSetAsideDefect, {nameOf(kind), defect.source_id, defect.reason, options_.run, now_});
        if (open_set_ == kind)
            tx().run(kNoteSeen, {defect.source_id});
        aside_[indexOf(kind)] = true;
    }
    defects_[indexOf(kind)].clear();
}

void Ingest::noteRemoved(RecordKind kind, std::int64_t rows) {
    countsOf(kind).removed += rows;
    if (rows > 0)
        for (const Statement& step : sqlOf(kind).after_removal)
            tx().run(step);
}

void Ingest::refuseEmptiedClients() {
    const Rows answer = tx().run(kClientsLost);
    const std::int64_t held = answer[0].integer("held");
    const std::int64_t lost = answer[0].integer("lost");
    if (lost > kClientsSpared && lost * 2 > held)
        throw RunRefused{
            "the full set of clients leaves out " + std::to_string(lost) + " of the " + std::to_string(held) +
            " known ones: it is taken for a broken export, nothing was changed; if it is right, run this "
            "organisation once with --full"};
}

// ---- making it last
// -------------------------------------------------------------------------------------------------

void Ingest::flushAll() {
    for (const RecordKind kind : kRecordKinds)
        flush(kind);
    for (const RecordKind kind : kRecordKinds) {
        flushRemovals(kind);
        flushDefects(kind);
    }
}

void Ingest::takeInSetAside() {
    for (const RecordKind kind : kRecordKinds) {
        if (kind == RecordKind::Client || !aside_[indexOf(kind)])
            continue;
        const auto taken = [&] {
            const KindCounts& counts = countsOf(kind);
            return counts.fresh + counts.changed + counts.unchanged;
        };
        // Those that go back at once (their place is taken) must not be tried for ever.
        for (bool more = true; more;) {
            const std::int64_t before = taken();
            emptyStaging(kind);
            const std::int64_t staged = tx().run(sqlOf(kind).restage).affected();
            if (staged > 0) {
                staged_[indexOf(kind)] = true;
                mergeStaged(kind, staged);
            }
            more = taken() > before;
        }
    }
}

void Ingest::emptyStaging(RecordKind kind) {
    if (staged_[indexOf(kind)])
        tx().run(sqlOf(kind).truncate);
    staged_[indexOf(kind)] = false;
}

/// Care texts are not left lying about. Staging is empty at the start of every transaction, whatever became
/// of the one before.
void Ingest::emptyAllStaging() {
    for (const RecordKind kind : kRecordKinds)
        emptyStaging(kind);
    if (removed_staged_)
        tx().run(kEmptyRemoved);
    if (seen_staged_)
        tx().run(kEmptySeen);
    removed_staged_ = seen_staged_ = false;
}

void Ingest::countSetAside() {
    for (KindCounts& counts : counts_)
        counts.set_aside = 0;
    set_aside_total_ = 0;
    const Rows aside = tx().run(kAsideOfRun, {options_.run});
    for (const auto row : aside) {
        set_aside_total_ += row.integer("total");
        if (const auto kind = recordKindFromName(row.text("kind")))
            countsOf(*kind).set_aside = row.integer("of_run");
    }
}

void Ingest::closePiece() {
    flushAll();
    takeInSetAside();
    const KindCounts& episodes = countsOf(RecordKind::CareEpisode);
    if (episodes.fresh + episodes.changed + episodes.removed > 0)
        tx().run(kCareEnded);
}

void Ingest::commitClosedPiece() {
    if (!closed_by_)
        return;
    closePiece();
    commit(false);
}

void Ingest::commit(bool finished) {
    if (closed_by_)
        tx().run(kWriteCursor, {options_.cursor_name, *closed_by_, options_.run, now_});
    closed_by_.reset();
    countSetAside();
    if (finished)
        for (const RecordKind kind : options_.kinds)
            tx().run(kWriteFreshness, {nameOf(kind), options_.run, now_});
    const KindCounts total = totalOf(counts_);
    const Rows run = tx().run(kWriteRun, {options_.run, finished, now_, total.fresh, total.changed,
                                          total.unchanged, total.removed, total.set_aside});
    if (run.affected() != 1)
        throw RunRefused{"this run was given up for dead; it may not write any more"};
    emptyAllStaging();
    tx().commit();
    tx_.reset();
    committed_ = counts_;
}

void Ingest::succeed() {
    closePiece();
    now_ = clock_.now();
    commit(true);
}

void Ingest::breakOff() {
    // Nothing was put after the cursor, or the put would have made the piece lasting.
    if (closed_by_)
        commitClosedPiece();
    tx_.reset();
}

}  // namespace inzage::sync
