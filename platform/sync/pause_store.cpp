#include "platform/sync/pause_store.h"

#include <algorithm>

#include "platform/sync/run_store.h"

namespace inzage::sync {

namespace {

using database::Row;
using database::Rows;
using database::Statement;
using database::TenantTx;

constexpr Statement kPauses{"sync.pauses",
                            "SELECT kind, why, paused_at, (SELECT resumed_at FROM sync_resume) AS resumed_at "
                            "FROM (SELECT 1) AS always LEFT JOIN sync_pause ON true ORDER BY kind"};
constexpr Statement kPause{
    "sync.pause",
    "INSERT INTO sync_pause (kind, why, paused_at) SELECT k, left($2, 500), $3 FROM "
    "unnest(string_to_array($1, "
    "',')) AS k ON CONFLICT (kind) DO UPDATE SET why = EXCLUDED.why, paused_at = EXCLUDED.paused_at"};
constexpr Statement kEndPause{
    "sync.end_pause", "DELETE FROM sync_pause WHERE $1 = '' OR kind = ANY (string_to_array($1, ','))"};
constexpr Statement kForgive{"sync.forgive",
                             "INSERT INTO sync_resume (resumed_at) VALUES ($1) ON CONFLICT (only_row) DO "
                             "UPDATE SET resumed_at = EXCLUDED.resumed_at"};

std::string listOf(std::span<const RecordKind> kinds) {
    std::string list;
    for (const RecordKind kind : kinds)
        list.append(list.empty() ? "" : ",").append(nameOf(kind));
    return list;
}

}  // namespace

PauseState pauseState(TenantTx& tx) {
    PauseState state;
    const Rows rows = tx.run(kPauses);
    for (const Row row : rows) {
        state.resumed_at = row.time("resumed_at");
        if (const auto at = row.time("paused_at"))
            state.pauses.push_back({std::string{row.text("kind")}, std::string{row.text("why")}, *at});
    }
    return state;
}

bool isPaused(const PauseState& state, std::span<const RecordKind> kinds) {
    return std::ranges::any_of(state.pauses, [&](const Pause& one) {
        return kinds.empty()
                   ? one.kind == kOutbound
                   : std::ranges::any_of(kinds, [&](RecordKind kind) { return nameOf(kind) == one.kind; });
    });
}

void pause(TenantTx& tx, std::span<const RecordKind> kinds, std::string_view why, UtcTime at) {
    const std::string list =
        kinds.empty() ? listOf(kRecordKinds) + ',' + std::string{kOutbound} : listOf(kinds);
    tx.run(kPause, {list, why, at});
}

std::int64_t resume(TenantTx& tx, std::span<const RecordKind> kinds, UtcTime at) {
    const std::int64_t ended = tx.run(kEndPause, {listOf(kinds)}).affected();
    tx.run(kForgive, {at});
    return ended;
}

}  // namespace inzage::sync
