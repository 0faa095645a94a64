#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "platform/adapter_host/stamp_reader.h"
#include "platform/base/failure.h"
#include "platform/base/record_kind.h"
#include "plugins/sdk/record_adapter.h"

namespace inzage::adapter_host {

[[nodiscard]] constexpr RecordKind toPlatform(sdk::RecordKind kind) noexcept {
    return static_cast<RecordKind>(kind);
}
[[nodiscard]] constexpr sdk::RecordKind toSdk(RecordKind kind) noexcept {
    return static_cast<sdk::RecordKind>(kind);
}

/// One adapter in this process, behind a wall: whatever it throws, AdapterFailure or a type nobody knows,
/// comes out as a Failure with a text that is safe to log (one line, at most 1,000 bytes). Its kinds map one
/// to one: Config, Transient, Defect; a foreign exception is a Defect. Not thread-safe: one run, one thread.
class LoadedAdapter {
  private:
    struct Parts;

  public:
    /// Only loadAdapter() can: nobody else can make Parts.
    explicit LoadedAdapter(std::unique_ptr<Parts> parts);
    ~LoadedAdapter();
    LoadedAdapter(const LoadedAdapter&) = delete;
    LoadedAdapter& operator=(const LoadedAdapter&) = delete;

    [[nodiscard]] const StampInfo& stamp() const noexcept;
    [[nodiscard]] const sdk::Description& description() const noexcept;

    [[nodiscard]] Outcome<void> configure(const sdk::AdapterSettings& settings);
    [[nodiscard]] Outcome<void> check(const sdk::Call& call);

    /// Calls the adapter's pull() with a guarded view of `sink`:
    /// - records of kinds that were not asked for are passed over;
    /// - a record that breaks the rules of records.h (invalid UTF-8, NUL, too long, no source_id, moments
    /// outside
    ///   1900-2199) goes to sink.setAside() and not to sink.put();
    /// - full sets that overlap, end without beginning or never end, and cursors that are too long, fail the
    /// pull. When `sink` itself throws, the pull stops and that exception is thrown on to the caller, even if
    /// the adapter swallowed it. On failure the caller must roll back to the last cursor.
    [[nodiscard]] Outcome<void> pull(std::span<const sdk::RecordKind> kinds,
                                     const std::optional<std::string>& cursor, sdk::RecordSink& sink,
                                     const sdk::Call& call);

    /// Refused when describe() doesn't declare Push for the record's kind; a Defect when the receipt names no
    /// usable id (empty only after Remove).
    [[nodiscard]] Outcome<sdk::PushReceipt> push(const sdk::OutboundChange& change,
                                                 const std::string& idempotency_key, const sdk::Call& call);

  private:
    friend Outcome<std::unique_ptr<LoadedAdapter>> loadAdapter(const std::filesystem::path& file,
                                                               const std::filesystem::path& plugin_dir);
    std::unique_ptr<Parts> parts_;
};

/// Checks the file and its stamp (stamp_reader.h), then opens it with all symbols bound at once, makes the
/// one object and asks for its description. Every refusal is of kind Config and one sentence for the platform
/// admin. The file stays mapped until the process ends. Call it in a process that serves one run, never in
/// the portal.
[[nodiscard]] Outcome<std::unique_ptr<LoadedAdapter>> loadAdapter(const std::filesystem::path& file,
                                                                  const std::filesystem::path& plugin_dir);

}  // namespace inzage::adapter_host
