#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/record_kind.h"
#include "platform/base/tenant_id.h"
#include "platform/database/tenant_pools.h"
#include "platform/sync/chunk.h"
#include "plugins/sdk/record_adapter.h"

namespace inzage::sync {

/// What a run did with the records of one kind.
struct KindCounts {
    std::int64_t fresh = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::int64_t removed = 0;
    std::int64_t set_aside = 0;
};
using RunCounts = std::array<KindCounts, kRecordKinds.size()>;
[[nodiscard]] KindCounts totalOf(const RunCounts& counts);

struct IngestOptions {
    RunId run = RunId::random();
    std::string cursor_name;        ///< the schedule's name
    std::string time_zone;          ///< for days that a source gives as moments
    std::vector<RecordKind> kinds;  ///< whose freshness a success renews
    bool tell_plans = false;        ///< a new version of a care plan is told in the portal
    bool tell_reports = false;      ///< so is a corrected report
    /// An operator asked for this: a full set may then remove most clients. Otherwise a set that would do
    /// that is taken for a broken export and refused.
    bool may_remove_most = false;
    std::size_t defects_max = 10000;  ///< more records that can't be read: the whole run is refused
};

/// The platform's side of pull(): takes records in chunks of at most 10,000 rows or 8 MiB, so that memory
/// stays flat, and writes what is new or different. Rows, removals, notices, counts and the cursor that
/// covers them become lasting together; a run that breaks off changes nothing since the last cursor. One
/// thread.
///
/// The run's row must be 'running'; a commit is refused when it is not any more (the run was given up for
/// dead). Every function may throw database::DatabaseError, and RunRefused.
class Ingest final : public sdk::RecordSink {
  public:
    Ingest(database::TenantPools& pools, const TenantId& tenant, const Clock& clock, IngestOptions options);
    ~Ingest() override;

    void put(const sdk::Record& record) override;
    void remove(sdk::RecordKind kind, std::string_view source_id) override;
    void fullSetBegins(sdk::RecordKind kind) override;
    void fullSetEnds(sdk::RecordKind kind) override;
    void cursor(std::string_view text) override;
    void setAside(sdk::RecordKind kind, std::string_view source_id, std::string_view reason) override;

    /// The pull returned: everything is committed, the run has succeeded, the kinds are fresh.
    void succeed();
    /// The adapter failed: what a cursor covers is kept, the rest is as if it never came. Not for after an
    /// exception of the Ingest itself: then just let it go.
    void breakOff();

    /// What was committed so far; after succeed() the run's result.
    [[nodiscard]] const RunCounts& counts() const noexcept { return committed_; }
    /// Records that are set aside at this tenant, as of the last commit.
    [[nodiscard]] std::int64_t setAsideTotal() const noexcept { return set_aside_total_; }

  private:
    struct Removals {
        std::vector<std::string> ids;
        TextFilter filter;
    };
    struct Defect {
        std::string source_id;
        std::string reason;
    };

    database::TenantTx& tx();
    void readState();
    /// Before anything is put or removed: the piece that a cursor closed is made lasting.
    void commitClosedPiece();
    void flushUpTo(RecordKind kind);
    void flush(RecordKind kind);
    void flushRemovals(RecordKind kind);
    void flushDefects(RecordKind kind);
    void mergeStaged(RecordKind kind, std::int64_t staged);
    void noteRemoved(RecordKind kind, std::int64_t rows);
    void refuseEmptiedClients();
    void takeInSetAside();
    void closePiece();
    void commit(bool finished);
    void flushAll();
    void emptyStaging(RecordKind kind);
    void emptyAllStaging();
    void countSetAside();
    [[nodiscard]] KindCounts& countsOf(RecordKind kind) { return counts_[static_cast<std::size_t>(kind)]; }

    database::TenantPools& pools_;
    TenantId tenant_;
    const Clock& clock_;
    IngestOptions options_;
    std::optional<database::TenantTx> tx_;
    UtcTime now_{};
    std::array<Chunk, kRecordKinds.size()> chunks_;
    std::array<Removals, kRecordKinds.size()> removals_;
    std::array<std::vector<Defect>, kRecordKinds.size()> defects_;
    std::optional<RecordKind> open_set_;
    std::optional<std::string>
        closed_by_;  ///< the cursor that closed the piece which is still to be committed
    std::array<bool, kRecordKinds.size()> aside_{};   ///< something of this kind is set aside
    std::array<bool, kRecordKinds.size()> staged_{};  ///< its staging table was written in this transaction
    bool seen_staged_ = false;
    bool removed_staged_ = false;
    bool plans_known_ = false;
    bool reports_known_ = false;
    std::size_t defect_count_ = 0;
    RunCounts counts_{};
    RunCounts committed_{};
    std::int64_t set_aside_total_ = 0;
};

/// What the source gave can't be right, or this run may not write any more: nothing was changed.
class RunRefused : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace inzage::sync
