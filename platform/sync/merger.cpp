#include "platform/sync/merger.h"

#include "platform/database/copy_in.h"
#include "platform/sync/kind_sql.h"

namespace inzage::sync {

namespace {

using database::CopyIn;
using database::Rows;
using database::Statement;

std::size_t indexOf(RecordKind kind) {
    return static_cast<std::size_t>(kind);
}

// The adapter may be slow between two chunks. A merge sorts and hashes 10,000 rows; 64 MB keeps that out of
// temporary files.
constexpr Statement kSettle{"sync.settle",
                            "SELECT set_config('idle_in_transaction_session_timeout', '0', true), "
                            "set_config('work_mem', '64MB', true)"};
constexpr Statement kReadState{
    "sync.read_state",
    "SELECT (SELECT string_agg(DISTINCT kind, ',') FROM set_aside_record) AS kinds_aside, "
    "EXISTS (SELECT FROM freshness WHERE kind = 'care_plan') AS plans_known, "
    "EXISTS (SELECT FROM freshness WHERE kind = 'report') AS reports_known, "
    "EXISTS (SELECT FROM purged_client) AS any_purged"};
constexpr Statement kEmptyRemoved{"sync.truncate_removed", "TRUNCATE staging_removed"};
constexpr Statement kSetAsideDefect{
    "sync.set_aside_defect",
    "INSERT INTO set_aside_record AS q (kind, source_id, reason_kind, reason, payload, run_id, first_at, "
    "last_at) "
    "VALUES ($1, $2, 'defect', $3, '{}', $4, $5, $5) ON CONFLICT (kind, source_id) DO UPDATE SET reason_kind "
    "= 'defect', "
    "reason = excluded.reason, payload = excluded.payload, run_id = excluded.run_id, tries = q.tries + 1, "
    "last_at = excluded.last_at"};
constexpr Statement kCareEnded{
    "sync.care_ended",
    "UPDATE client c SET care_ended_on = e.ended, deceased_on = e.died FROM (SELECT k.id, CASE WHEN "
    "bool_or(p.ends_on IS NULL) THEN NULL ELSE "
    "max(p.ends_on) END AS ended, CASE WHEN NOT bool_or(p.ends_on IS NULL) THEN "
    "max(p.ends_on) FILTER (WHERE lower(p.reason) LIKE '%overle%') END AS died FROM client k LEFT JOIN "
    "care_episode p ON "
    "p.client_id = k.id GROUP BY k.id) e "
    "WHERE e.id = c.id AND (c.care_ended_on, c.deceased_on) IS DISTINCT FROM (e.ended, e.died)"};
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

Merger::Merger(database::TenantPools& pools, const TenantId& tenant, const Clock& clock,
               const IngestOptions& options)
    : pools_{pools}, tenant_{tenant}, clock_{clock}, options_{options} {}

database::TenantTx& Merger::tx() {
    if (!tx_) {
        tx_.emplace(pools_.begin(tenant_));
        now_ = clock_.now();
        tx_->run(kSettle);
        readState();
    }
    return *tx_;
}

void Merger::readState() {
    const Rows state = tx_->run(kReadState);
    const std::string aside = ',' + std::string{state[0].text("kinds_aside")} + ',';
    for (const RecordKind kind : kRecordKinds)
        aside_[indexOf(kind)] = aside.find(',' + std::string{nameOf(kind)} + ',') != std::string::npos;
    plans_known_ = state[0].flag("plans_known");
    reports_known_ = state[0].flag("reports_known");
    any_purged_ = state[0].flag("any_purged");
}

// ---- rows
// -----------------------------------------------------------------------------------------------------------

void Merger::take(RecordKind kind, const Chunk& chunk) {
    const KindSql& sql = sqlOf(kind);
    emptyStaging(kind);
    tx();
    staged_[indexOf(kind)] = true;
    {
        CopyIn in{tx(), sql.staging_table, std::span<const std::string_view>{sql.staging_columns}};
        chunk.eachRow(sql.staging_columns.size(), [&](const auto& values) { in.row(values); });
        in.finish();
    }
    auto staged = static_cast<std::int64_t>(chunk.rows());
    if (chunk.hasRepeats())
        staged -= tx().run(sql.keep_last).affected();
    mergeStaged(kind, staged);
}

void Merger::mergeStaged(RecordKind kind, std::int64_t staged) {
    const KindSql& sql = sqlOf(kind);
    if (any_purged_)
        staged -= tx().run(sql.drop_purged).affected();
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

void Merger::remove(RecordKind kind, std::span<const std::string> source_ids) {
    if (removed_staged_)
        tx().run(kEmptyRemoved);
    tx();
    removed_staged_ = true;
    {
        CopyIn in{tx(), "staging_removed", {"source_id"}};
        for (const std::string& id : source_ids)
            in.row(std::array<std::optional<std::string_view>, 1>{std::string_view{id}});
        in.finish();
    }
    const KindSql& sql = sqlOf(kind);
    noteRemoved(kind, tx().run(sql.remove, {now_}).affected());
    if (aside_[indexOf(kind)])
        tx().run(sql.remove_set_aside);
}

void Merger::setAside(RecordKind kind, std::span<const Defect> defects) {
    for (const Defect& defect : defects) {
        tx().run(kSetAsideDefect, {nameOf(kind), defect.source_id, defect.reason, options_.run, now_});
        aside_[indexOf(kind)] = true;
    }
}

void Merger::noteRemoved(RecordKind kind, std::int64_t rows) {
    countsOf(kind).removed += rows;
    if (rows > 0)
        for (const Statement& step : sqlOf(kind).after_removal)
            tx().run(step);
}

std::int64_t Merger::heldCount(RecordKind kind) {
    return tx().run(sqlOf(kind).held_count)[0].integer("held");
}

void Merger::eachHeld(RecordKind kind, const std::function<void(std::string_view)>& use) {
    std::string last;
    for (bool more = true; more;) {
        const Rows page = tx().run(sqlOf(kind).held_page, {last});
        for (const auto row : page) {
            last = row.text("source_id");
            use(last);
        }
        more = !page.empty();
    }
}

// ---- making it last
// -------------------------------------------------------------------------------------------------

void Merger::takeInSetAside() {
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

void Merger::closePiece() {
    tx();  // which reads what is set aside
    takeInSetAside();
    const KindCounts& episodes = countsOf(RecordKind::CareEpisode);
    if (episodes.fresh + episodes.changed + episodes.removed > 0)
        tx().run(kCareEnded);
}

void Merger::emptyStaging(RecordKind kind) {
    if (staged_[indexOf(kind)])
        tx().run(sqlOf(kind).truncate);
    staged_[indexOf(kind)] = false;
}

/// Care texts are not left lying about. Staging is empty at the start of every transaction, whatever became
/// of the one before.
void Merger::emptyAllStaging() {
    for (const RecordKind kind : kRecordKinds)
        emptyStaging(kind);
    if (removed_staged_)
        tx().run(kEmptyRemoved);
    removed_staged_ = false;
}

void Merger::countSetAside() {
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

void Merger::commit(const std::optional<std::string>& cursor, bool finished) {
    tx();
    now_ = clock_.now();
    if (cursor)
        tx().run(kWriteCursor, {options_.cursor_name, *cursor, options_.run, now_});
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

}  // namespace inzage::sync
