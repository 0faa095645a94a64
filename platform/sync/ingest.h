#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/record_kind.h"
#include "platform/base/tenant_id.h"
#include "platform/database/tenant_pools.h"
#include "platform/sync/background.h"
#include "platform/sync/chunk.h"
#include "platform/sync/merger.h"
#include "platform/sync/run_counts.h"
#include "plugins/sdk/record_adapter.h"

namespace inzage::sync {

/// The platform's side of pull(): takes records in chunks of at most 10,000 rows or 8 MiB, so that memory
/// stays flat (plus 16 bytes for each record of a full set), and writes what is new or different. Rows,
/// removals, notices, counts and the cursor that covers them become lasting together; a run that breaks off
/// changes nothing since the last cursor. One thread calls; a second one of its own takes a full chunk in
/// while the adapter reads on.
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
    [[nodiscard]] const RunCounts& counts() const noexcept { return merger_.committed(); }
    /// Records that are set aside at this tenant, as of the last commit.
    [[nodiscard]] std::int64_t setAsideTotal() const noexcept { return merger_.setAsideTotal(); }

  private:
    struct Removals {
        std::vector<std::string> ids;
        TextFilter filter;
    };

    /// Before anything is put or removed: the piece that a cursor closed is made lasting.
    void commitClosedPiece();
    void flushUpTo(RecordKind kind);
    void flush(RecordKind kind);
    void flushRemovals(RecordKind kind);
    void flushDefects(RecordKind kind);
    void flushAll();
    void removeUnseen(RecordKind kind);

    IngestOptions options_;
    Merger merger_;
    std::array<Chunk, kRecordKinds.size()> chunks_;
    std::array<Removals, kRecordKinds.size()> removals_;
    std::array<std::vector<Defect>, kRecordKinds.size()> defects_;
    std::optional<RecordKind> open_set_;
    TextFilter seen_;  ///< ids of the open set
    std::optional<std::string>
        closed_by_;  ///< the cursor that closed the piece which is still to be committed
    std::size_t defect_count_ = 0;
    Chunk in_flight_;
    Background background_;  ///< last: its deed uses what is above
};

}  // namespace inzage::sync
