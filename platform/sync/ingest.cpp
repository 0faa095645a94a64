#include "platform/sync/ingest.h"

namespace inzage::sync {

namespace {

RecordKind toPlatform(sdk::RecordKind kind) {
    return static_cast<RecordKind>(kind);
}

std::size_t indexOf(RecordKind kind) {
    return static_cast<std::size_t>(kind);
}

// A full set of clients that leaves less than half of them is taken for a broken export, except at small
// numbers.
constexpr std::size_t kClientsSpared = 10;
constexpr std::size_t kRemovalsMax = 10000;
constexpr std::size_t kDefectsHeld = 1000;

}  // namespace

Ingest::Ingest(database::TenantPools& pools, const TenantId& tenant, const Clock& clock,
               IngestOptions options)
    : options_{std::move(options)}, merger_{pools, tenant, clock, options_} {}

Ingest::~Ingest() = default;

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
    if (open_set_ == kind)
        seen_.add(source_id);
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
    seen_.clear();
    open_set_ = kind;
}

void Ingest::fullSetEnds(sdk::RecordKind sdk_kind) {
    const RecordKind kind = toPlatform(sdk_kind);
    flushUpTo(kind);
    flushRemovals(kind);
    flushDefects(kind);
    open_set_.reset();
    background_.wait();
    // Every id of the set is held by now, as a row or set aside. As many held as seen: nothing is left over.
    if (merger_.heldCount(kind) != static_cast<std::int64_t>(seen_.size()))
        removeUnseen(kind);
}

void Ingest::removeUnseen(RecordKind kind) {
    std::size_t held = 0;
    std::vector<std::string> unseen;
    // A defect without an id is set aside under an empty one; pages begin behind it.
    if (!seen_.mayHold(""))
        unseen.emplace_back();
    merger_.eachHeld(kind, [&](std::string_view source_id) {
        ++held;
        if (!seen_.mayHold(source_id))
            unseen.emplace_back(source_id);
    });
    if (kind == RecordKind::Client && !options_.may_remove_most && unseen.size() > kClientsSpared &&
        unseen.size() * 2 > held)
        throw RunRefused{
            "the full set of clients leaves out " + std::to_string(unseen.size()) + " of the " +
            std::to_string(held) +
            " known ones: it is taken for a broken export, nothing was changed; if it is right, run this "
            "organisation once with --full"};
    for (std::size_t from = 0; from < unseen.size(); from += kRemovalsMax)
        merger_.remove(kind, std::span{unseen}.subspan(from, std::min(kRemovalsMax, unseen.size() - from)));
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
    if (open_set_ == kind)
        seen_.add(source_id);
    if (defects.size() >= kDefectsHeld)
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
    background_.wait();
    std::swap(chunk, in_flight_);
    const auto deed = [this, kind] {
        merger_.take(kind, in_flight_);
        in_flight_.clear();
    };
    if (in_flight_.full())
        background_.start(deed);
    else
        deed();
}

void Ingest::flushRemovals(RecordKind kind) {
    Removals& removals = removals_[indexOf(kind)];
    if (removals.ids.empty())
        return;
    background_.wait();
    merger_.remove(kind, removals.ids);
    removals.ids.clear();
    removals.filter.clear();
}

void Ingest::flushDefects(RecordKind kind) {
    auto& defects = defects_[indexOf(kind)];
    if (defects.empty())
        return;
    background_.wait();
    merger_.setAside(kind, defects);
    defects.clear();
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
    background_.wait();
    merger_.closePiece();
}

void Ingest::commitClosedPiece() {
    if (!closed_by_)
        return;
    flushAll();
    merger_.commit(closed_by_, false);
    closed_by_.reset();
}

void Ingest::succeed() {
    flushAll();
    merger_.commit(closed_by_, true);
    closed_by_.reset();
}

void Ingest::breakOff() {
    // Nothing was put after the cursor, or the put would have made the piece lasting.
    if (closed_by_)
        commitClosedPiece();
    background_.wait();
    merger_.rollBack();
}

}  // namespace inzage::sync
