#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/record_kind.h"
#include "platform/base/tenant_id.h"
#include "platform/database/tenant_pools.h"
#include "platform/sync/chunk.h"
#include "platform/sync/run_counts.h"

namespace inzage::sync {

/// One record that can't be taken.
struct Defect {
    std::string source_id;
    std::string reason;  ///< no personal data
};

/// The database's side of a run: one transaction at a time, begun at the first use, over staging tables that
/// are empty before and after. Used by one thread at a time. Everything may throw database::DatabaseError.
class Merger {
  public:
    Merger(database::TenantPools& pools, const TenantId& tenant, const Clock& clock,
           const IngestOptions& options);

    /// Writes what is new or different in the chunk, sets aside what has no client.
    void take(RecordKind kind, const Chunk& chunk);
    void remove(RecordKind kind, std::span<const std::string> source_ids);
    void setAside(RecordKind kind, std::span<const Defect> defects);

    /// How many records of this kind are held, set aside or not; only the source's own, not what people wrote
    /// here.
    [[nodiscard]] std::int64_t heldCount(RecordKind kind);
    void eachHeld(RecordKind kind, const std::function<void(std::string_view)>& use);

    /// Takes in what had been set aside and can come in now, and works out what follows from the rows of this
    /// piece.
    void closePiece();
    /// Makes everything lasting, with the cursor that covers it. `finished`: the run has succeeded, its kinds
    /// are fresh. Throws RunRefused when the run is not 'running' any more.
    void commit(const std::optional<std::string>& cursor, bool finished);
    /// As if nothing had come since the last commit.
    void rollBack() { tx_.reset(); }

    [[nodiscard]] const RunCounts& committed() const noexcept { return committed_; }
    [[nodiscard]] std::int64_t setAsideTotal() const noexcept { return set_aside_total_; }

  private:
    database::TenantTx& tx();
    void readState();
    void mergeStaged(RecordKind kind, std::int64_t staged);
    void noteRemoved(RecordKind kind, std::int64_t rows);
    void takeInSetAside();
    void emptyStaging(RecordKind kind);
    void emptyAllStaging();
    void countSetAside();
    [[nodiscard]] KindCounts& countsOf(RecordKind kind) { return counts_[static_cast<std::size_t>(kind)]; }

    database::TenantPools& pools_;
    TenantId tenant_;
    const Clock& clock_;
    const IngestOptions& options_;
    std::optional<database::TenantTx> tx_;
    UtcTime now_{};
    std::array<bool, kRecordKinds.size()> aside_{};   ///< something of this kind is set aside
    std::array<bool, kRecordKinds.size()> staged_{};  ///< its staging table was written in this transaction
    bool removed_staged_ = false;
    bool plans_known_ = false;
    bool any_purged_ = false;
    bool reports_known_ = false;
    RunCounts counts_{};
    RunCounts committed_{};
    std::int64_t set_aside_total_ = 0;
};

}  // namespace inzage::sync
