#include "platform/sync/set_aside_store.h"

#include <algorithm>

namespace inzage::sync {

namespace {

using database::Row;
using database::Rows;
using database::Statement;
using database::TenantTx;

constexpr Statement kRecords{
    "sync.set_aside_records",
    "SELECT kind, source_id, reason_kind, reason, tries, first_at, last_at FROM set_aside_record "
    "ORDER BY last_at DESC, kind, source_id LIMIT $1"};
constexpr Statement kKinds{"sync.set_aside_kinds", "SELECT DISTINCT kind FROM set_aside_record"};

}  // namespace

std::vector<SetAside> setAsideRecords(TenantTx& tx, int count_max) {
    std::vector<SetAside> records;
    const Rows rows = tx.run(kRecords, {std::clamp(count_max, 1, 1000)});
    for (const Row row : rows)
        records.push_back({std::string{row.text("kind")}, std::string{row.text("source_id")},
                           std::string{row.text("reason_kind")}, std::string{row.text("reason")},
                           row.integer("tries"), row.time("first_at").value(), row.time("last_at").value()});
    return records;
}

std::vector<RecordKind> kindsSetAside(TenantTx& tx) {
    std::vector<RecordKind> kinds;
    const Rows rows = tx.run(kKinds);
    for (const Row row : rows)
        if (const auto kind = recordKindFromName(row.text("kind")))
            kinds.push_back(*kind);
    std::ranges::sort(kinds);
    return kinds;
}

}  // namespace inzage::sync
