#include "plugins/csv/csv_adapter.h"

#include <algorithm>

#include "plugins/csv/cursor.h"
#include "plugins/csv/drop_file.h"
#include "plugins/csv/manifest.h"
#include "plugins/csv/outgoing.h"

namespace inzage::csv {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::RecordKind;

const DropFile* fileOf(const Drop& drop, RecordKind kind) {
    const auto found = std::ranges::find(drop.files, kind, &DropFile::kind);
    return found == drop.files.end() ? nullptr : &*found;
}

/// The kinds for which this drop has news: never taken, or taken and then replaced by another with the same
/// number.
std::vector<RecordKind> pendingKinds(const Drop& drop, std::span<const RecordKind> kinds, Cursor& cursor) {
    std::vector<RecordKind> pending;
    for (const RecordKind kind : kinds) {
        const auto& place = cursor.of(kind);
        const DropFile* file = fileOf(drop, kind);
        const bool is_new = !place || drop.sequence > place->sequence;
        const bool is_replaced = place && drop.sequence == place->sequence && file != nullptr &&
                                 file->fingerprint != place->fingerprint;
        if (is_new || is_replaced)
            pending.push_back(kind);
    }
    std::ranges::sort(pending);
    return pending;
}

/// An incremental drop only means something on top of the one before it.
void requireNoGap(const Drop& drop, std::span<const RecordKind> pending, Cursor& cursor) {
    if (drop.mode == DropMode::Full)
        return;
    for (const RecordKind kind : pending) {
        const auto& place = cursor.of(kind);
        if (!place)
            throw AdapterFailure{
                AdapterFailureKind::Defect,
                "drop '" + drop.label + "' is refused: it is incremental, and no full drop came before it"};
        if (drop.sequence > place->sequence + 1)
            throw AdapterFailure{
                AdapterFailureKind::Defect,
                "drop '" + drop.label + "' is refused: it is incremental with sequence number " +
                    std::to_string(drop.sequence) + ", but number " + std::to_string(place->sequence + 1) +
                    " is missing; bring it or a full drop"};
    }
}

void requireNoReset(const DropList& list, std::span<const RecordKind> kinds, Cursor& cursor) {
    if (list.drops.empty())
        return;
    for (const RecordKind kind : kinds)
        if (const auto& place = cursor.of(kind); place && place->sequence > list.drops.back().sequence)
            throw AdapterFailure{AdapterFailureKind::Defect,
                                 "the newest drop has sequence number " +
                                     std::to_string(list.drops.back().sequence) + ", but " +
                                     std::to_string(place->sequence) +
                                     " was taken before: the numbering went back; go on from there, or run "
                                     "this organisation once with --full"};
}

void emitDrop(const Drop& drop, std::span<const RecordKind> pending, const CsvSettings& settings,
              Cursor& cursor, sdk::RecordSink& sink, const sdk::Call& call) {
    for (const RecordKind kind : pending) {
        const DropFile* file = fileOf(drop, kind);
        if (file != nullptr) {
            if (drop.mode == DropMode::Full)
                sink.fullSetBegins(kind);
            emitFile(drop, *file, settings, call, sink);
            if (drop.mode == DropMode::Full)
                sink.fullSetEnds(kind);
        }
        cursor.of(kind) = Cursor::Place{drop.sequence, file == nullptr ? "" : file->fingerprint};
    }
    sink.cursor(cursor.text());
}

}  // namespace

sdk::Description CsvAdapter::describe() const {
    sdk::Description description;
    description.name = "csv";
    description.version = INZAGE_VERSION;
    description.summary = "Takes CSV drops (docs/csv-format.md) from a folder and puts changes beside them.";
    description.capabilities = static_cast<std::uint32_t>(sdk::Capability::Pull) |
                               static_cast<std::uint32_t>(sdk::Capability::Incremental) |
                               static_cast<std::uint32_t>(sdk::Capability::Removals) |
                               static_cast<std::uint32_t>(sdk::Capability::Push);
    description.pulls.assign(sdk::kRecordKinds.begin(), sdk::kRecordKinds.end());
    description.pushes = outgoingKinds();
    description.settings = settingSpecs();
    return description;
}

void CsvAdapter::configure(const sdk::AdapterSettings& settings) {
    settings_ = readSettings(settings);
}

const CsvSettings& CsvAdapter::settings() const {
    if (!settings_)
        throw AdapterFailure{AdapterFailureKind::Config, "the csv adapter was not configured"};
    return *settings_;
}

void CsvAdapter::check(const sdk::Call& call) {
    call.proceedOrThrow();
    const DropList list = listDrops(settings().folder);
    if (list.drops.empty() && list.unfinished.empty())
        throw AdapterFailure{AdapterFailureKind::Transient,
                             "there is no drop in " + settings().folder + " yet"};
}

void CsvAdapter::pull(std::span<const RecordKind> kinds, const std::optional<std::string>& cursor_text,
                      sdk::RecordSink& sink, const sdk::Call& call) {
    call.proceedOrThrow();
    Cursor cursor = cursor_text ? Cursor::parse(*cursor_text) : Cursor{};
    const DropList list = listDrops(settings().folder);
    if (list.drops.empty() && list.unfinished.empty() && !cursor_text)
        throw AdapterFailure{AdapterFailureKind::Transient,
                             "there is no drop in " + settings().folder + " yet"};
    requireNoReset(list, kinds, cursor);
    for (const Drop& drop : list.drops) {
        const std::vector<RecordKind> pending = pendingKinds(drop, kinds, cursor);
        if (pending.empty())
            continue;
        requireNoGap(drop, pending, cursor);
        // All files, also those of kinds not asked for: a drop is good or refused as a whole.
        for (const DropFile& file : drop.files)
            verifyFile(drop, file, settings(), call);
        emitDrop(drop, pending, settings(), cursor, sink, call);
    }
    if (!list.unfinished.empty())
        throw AdapterFailure{
            AdapterFailureKind::Transient,
            "drop '" + list.unfinished.front() + "' has CSV files but no manifest.json: it is not complete"};
}

sdk::PushReceipt CsvAdapter::push(const sdk::OutboundChange& change, const std::string& idempotency_key,
                                  const sdk::Call& call) {
    call.proceedOrThrow();
    return putOutgoing(change, idempotency_key, settings());
}

}  // namespace inzage::csv
