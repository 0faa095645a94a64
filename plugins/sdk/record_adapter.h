#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/failure.h"
#include "plugins/sdk/records.h"
#include "plugins/sdk/settings.h"

/// The contract between the platform and an adapter: a class that talks to one kind of care-record system.
///
/// Life of an adapter. The platform checks the stamp (stamp.h) of the file, loads it, makes ONE object and
/// calls, on one thread and never at the same time: describe(), configure(), then check(), pull() or push()
/// any number of times. The process serves one run of one organisation and then ends; the file is never
/// unloaded. An adapter therefore needs no locks, keeps no state between runs except through the cursor, and
/// starts no threads that outlive a call.
///
/// What an adapter may count on: nothing is written to the portal before the platform has checked it; what
/// was put is kept only together with the cursor that covers it; the same record may be put any number of
/// times. What it must keep to: std types only across this border, no output to stdout, no personal data or
/// secrets in failures, no access to files or hosts that its settings don't name.
namespace inzage::sdk {

/// How long the platform is willing to wait for this call. Look at it at least once a second: when it is
/// over, stop and throw AdapterFailure(Transient). Past deadline and grace the process is killed.
struct Call {
    std::stop_token stop;
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();

    [[nodiscard]] bool over() const noexcept {
        return stop.stop_requested() || std::chrono::steady_clock::now() >= deadline;
    }
    /// Throws AdapterFailure(Transient) when the call is over.
    void proceedOrThrow() const {
        if (over())
            throw AdapterFailure{AdapterFailureKind::Transient, "stopped: the run's time is over"};
    }
};

/// Where pull() delivers. Implemented by the platform. References are used during the call only, so the
/// adapter may reuse one Record for all rows. Any of these may throw when the platform must stop: let it
/// pass.
class RecordSink {
  public:
    virtual ~RecordSink() = default;

    /// A new or changed record (or the same again). Deliver in the order of RecordKind: clients first.
    virtual void put(const Record& record) = 0;
    /// The source no longer has this record.
    virtual void remove(RecordKind kind, std::string_view source_id) = 0;

    /// Between these two calls the adapter puts ALL records of `kind` that the source has. At fullSetEnds()
    /// the platform removes those it holds that were not put. Sets of two kinds may not overlap. Without
    /// fullSetEnds() (an exception) nothing is removed.
    virtual void fullSetBegins(RecordKind kind) = 0;
    virtual void fullSetEnds(RecordKind kind) = 0;

    /// Everything up to here is complete: the platform commits it together with this cursor, and the next
    /// pull() gets the cursor back. Opaque text of at most 1,000 bytes. What was put after the last cursor()
    /// of a pull that throws is discarded; what was put after the last cursor() of a pull that returns is
    /// committed without moving it.
    virtual void cursor(std::string_view text) = 0;

    /// One record can't be taken, the rest can: kept apart with the reason, shown to the admin. Inside a full
    /// set it counts as seen, so what the portal holds of it stays. No personal data in `reason`.
    virtual void setAside(RecordKind kind, std::string_view source_id, std::string_view reason) = 0;
};

/// What the portal's users wrote and the care-record system must receive.
struct OutboundChange {
    enum class Operation : std::uint8_t { Create, Update, Remove };
    Operation operation = Operation::Create;
    /// For Create, source_id is empty; for Remove only source_id and client count.
    Record record;
    std::string written_by_name;
    std::string written_by_role;  ///< "cliënt", "dochter", …
    UtcTime written_at{};
};

/// What the source made of a change; what the portal stores beside it.
struct PushReceipt {
    std::string source_id;
    std::string source_version;
    /// The source has it in its hands and hasn't said yet what it makes of it: the platform asks again under
    /// the same key, once in a while, until this is false, the source refuses (AdapterFailure), or the
    /// organisation's term is over. The ids count from then on.
    bool pending = false;
};

enum class Capability : std::uint32_t {
    Pull = 1U << 0U,         ///< delivers records
    Incremental = 1U << 1U,  ///< honours the cursor: delivers only what changed since
    Removals = 1U << 2U,     ///< reports what the source no longer has, by remove() or full sets
    Push = 1U << 3U,         ///< takes changes
};

struct Description {
    std::string name;                ///< as in `adapter: <name>` of the settings and the file's name
    std::string version;             ///< of the adapter
    std::string summary;             ///< one English sentence
    std::uint32_t capabilities = 0;  ///< Capability values, or-ed
    std::vector<RecordKind> pulls;
    std::vector<RecordKind> pushes;
    std::vector<SettingSpec> settings;

    [[nodiscard]] bool can(Capability one) const noexcept {
        return (capabilities & static_cast<std::uint32_t>(one)) != 0;
    }
};

/// One adapter. Every function may throw AdapterFailure; see there for the kinds.
class RecordAdapter {
  public:
    RecordAdapter() = default;
    RecordAdapter(const RecordAdapter&) = delete;
    RecordAdapter& operator=(const RecordAdapter&) = delete;
    /// Must not throw.
    virtual ~RecordAdapter() = default;

    /// What this adapter is and can do. Needs no settings, touches nothing, gives the same answer always.
    [[nodiscard]] virtual Description describe() const = 0;

    /// Takes the settings; called once, before all that follow. Only looks at the settings themselves: no
    /// network, no files. An unknown key, a missing required key or a bad value is AdapterFailure(Config)
    /// that names the key and, where known, its place.
    virtual void configure(const AdapterSettings& settings) = 0;

    /// Is the source there and willing? Reads only; leaves no trace.
    virtual void check(const Call& call) = 0;

    /// Delivers what changed since `cursor` (everything when absent) for `kinds`; a source that can't tell
    /// kinds apart may deliver more, the platform passes over what it did not ask. A cursor this adapter
    /// can't have given, or one from the future of its source, is AdapterFailure(Defect).
    virtual void pull(std::span<const RecordKind> kinds, const std::optional<std::string>& cursor,
                      RecordSink& sink, const Call& call) = 0;

    /// Hands one change to the source. The same key twice must have one effect and give the same receipt.
    /// Called only when describe() declares Push for the kind.
    virtual PushReceipt push(const OutboundChange& change, const std::string& idempotency_key,
                             const Call& call) = 0;
};

}  // namespace inzage::sdk
