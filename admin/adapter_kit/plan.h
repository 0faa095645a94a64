#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/failure.h"
#include "plugins/sdk/record_adapter.h"

/// What the kit asks of a probe (a process with the adapter in it), and what the probe tells.
namespace inzage::adapter_kit {

enum class Verb { Load, Configure, Check, Pull, Push, Destroy };
[[nodiscard]] std::string_view nameOf(Verb verb) noexcept;

struct Step {
    Verb verb = Verb::Load;
    int time_ms = 10000;                ///< until the call's deadline
    bool watched = false;               ///< Configure: note which files and connections are opened
    std::optional<std::string> cursor;  ///< Pull
    bool from_last = false;             ///< Pull: from the last cursor given in this process
    int cursors_max = 0;                ///< Pull: the platform stops it after so many cursors; 0: never
    int puts_max = 0;                   ///< Pull: or after so many records
    bool stop_early = false;  ///< Pull: asks to stop at the first record, and takes its time from then on
    bool count_only = false;  ///< Pull: remembers nothing of what comes
    sdk::RecordKind kind = sdk::RecordKind::Client;  ///< Push: of the sample
    std::string client;                              ///< Push: source_id of a client
    std::string record;                              ///< Push: source_id of what is changed; empty: a new one
    std::string key;                                 ///< Push
};

struct Plan {
    std::string time_zone = "UTC";  ///< of the machine
    bool leave = false;             ///< ends by exit(), so that whatever waits for that is run
    std::vector<Step> steps;
};

/// One call of the adapter on the sink.
struct Event {
    enum class What : char { Put = 'p', Remove = 'r', Begins = 'b', Ends = 'e', Cursor = 'c', Aside = 'a' };
    What what = What::Put;
    sdk::RecordKind kind = sdk::RecordKind::Client;
    std::string id;
    std::string text;  ///< Put: the fields' fingerprint; Cursor: the cursor; Aside: the reason
};

struct StepResult {
    Verb verb = Verb::Load;
    bool ended = false;
    std::optional<Failure> failure;
    bool broken_off = false;                      ///< Pull: the platform stopped it, as planned
    int took_ms = 0;                              ///< Pull with stop_early: from the request to the end
    std::optional<sdk::Description> description;  ///< Load
    std::string stamp_version;                    ///< Load
    std::vector<std::string> touched;             ///< Configure, watched
    bool watch_failed = false;                    ///< Configure: this machine can't watch
    std::vector<Event> events;                    ///< Pull
    std::vector<std::string> personal;            ///< Pull: names and numbers of people that came
    sdk::PushReceipt receipt;                     ///< Push
};

struct ProbeEnd {
    int peak_mib = 0;
    std::string printed;  ///< on standard output, the first 64 KiB
};

/// A word that stands in every text that the kit pushes.
inline constexpr std::string_view kSampleWord = "Adapterproefwoord";

[[nodiscard]] std::string toJson(const Plan& plan);
[[nodiscard]] Outcome<Plan> planFromJson(std::string_view json);
/// Lines of a probe's answer.
[[nodiscard]] std::string beginsJson(Verb verb);
[[nodiscard]] std::string toJson(const StepResult& result);
[[nodiscard]] std::string toJson(const ProbeEnd& end);

struct ProbeAnswer {
    std::vector<StepResult> steps;  ///< those begun; only the last may not have ended
    std::optional<ProbeEnd> end;
};
/// Takes what is readable: a probe may have died while it wrote.
[[nodiscard]] ProbeAnswer answerFrom(std::string_view lines);

}  // namespace inzage::adapter_kit
