#include "admin/adapter_kit/probe.h"

#include <chrono>
#include <memory>
#include <new>

#include "admin/adapter_kit/record_text.h"
#include "admin/adapter_kit/telling_sink.h"
#include "admin/adapter_kit/watch.h"
#include "platform/adapter_host/adapter_host.h"

namespace inzage::adapter_kit {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kSpareBytes = std::size_t{8} * 1024 * 1024;

class Probe {
  public:
    explicit Probe(const sync::Job& job) : job_{job} {}
    // An adapter's end is a step of its own; where it isn't one, nothing of the adapter runs any more.
    ~Probe() {
        for (auto& one : loaded_)
            (void)one.release();
    }
    Probe(const Probe&) = delete;
    Probe& operator=(const Probe&) = delete;

    /// An adapter that took all memory must not keep the probe from saying so.
    StepResult take(const Step& step) {
        try {
            StepResult result = taken(step);
            if (result.failure)
                spare_.reset();
            return result;
        } catch (const std::bad_alloc&) {
            spare_.reset();
            StepResult result;
            result.verb = step.verb;
            result.ended = true;
            result.failure = Failure{FailureKind::Transient, "the adapter ran out of memory"};
            return result;
        }
    }

  private:
    StepResult taken(const Step& step) {
        StepResult result;
        result.verb = step.verb;
        switch (step.verb) {
            case Verb::Load:
                load(result);
                break;
            case Verb::Configure:
                configure(step, result);
                break;
            case Verb::Check:
                note(adapter().check(callOf(step)), result);
                break;
            case Verb::Pull:
                pull(step, result);
                break;
            case Verb::Push:
                push(step, result);
                break;
            case Verb::Destroy:
                loaded_.clear();
                break;
        }
        result.ended = true;
        return result;
    }

    adapter_host::LoadedAdapter& adapter() { return *loaded_.front(); }
    [[nodiscard]] static sdk::Call callOf(const Step& step) {
        return {{}, Steady::now() + std::chrono::milliseconds{step.time_ms}};
    }
    static void note(const Outcome<void>& outcome, StepResult& result) {
        if (!outcome)
            result.failure = outcome.failure();
    }

    void load(StepResult& result) {
        auto loaded =
            adapter_host::loadAdapter(job_.plugin_dir + "/" + job_.adapter + ".so", job_.plugin_dir);
        if (!loaded) {
            result.failure = loaded.failure();
            return;
        }
        result.description = loaded.value()->description();
        result.stamp_version = loaded.value()->stamp().version;
        loaded_.push_back(std::move(loaded).value());
    }

    void configure(const Step& step, StepResult& result) {
        if (!step.watched)
            return note(adapter().configure(job_.settings), result);
        const auto touched = watched([&] { note(adapter().configure(job_.settings), result); });
        if (touched)
            result.touched = touched.value();
        else
            result.watch_failed = true;
    }

    void pull(const Step& step, StepResult& result) {
        std::stop_source stop;
        TellingSink sink{step, result, stop};
        sdk::Call call = callOf(step);
        call.stop = stop.get_token();
        const auto begun = Steady::now();
        try {
            // All kinds, so that one that isn't declared is seen.
            note(adapter().pull(sdk::kRecordKinds, step.from_last ? last_cursor_ : step.cursor, sink, call),
                 result);
        } catch (const BrokenOff& planned) {
            result.broken_off = true;
            if (std::string_view{planned.what()} != "as planned")
                result.failure = Failure{FailureKind::Refused, planned.what()};
        }
        const auto since = sink.askedAt().value_or(begun);
        result.took_ms = static_cast<int>(
            std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - since).count());
        if (sink.lastCursor())
            last_cursor_ = sink.lastCursor();
    }

    void push(const Step& step, StepResult& result) {
        const auto sample = sampleOf(step.kind, step.client, step.record, step.key);
        if (!sample) {
            result.failure = Failure{FailureKind::Refused, "the kit has no sample of this kind"};
            return;
        }
        sdk::OutboundChange change;
        change.operation = step.record.empty() ? sdk::OutboundChange::Operation::Create
                                               : sdk::OutboundChange::Operation::Update;
        change.record = *sample;
        change.written_by_name = std::string{kSampleWord};
        change.written_by_role = "dochter";
        change.written_at = sdk::originOf(*sample).changed_at;
        const auto pushed = adapter().push(change, step.key, callOf(step));
        if (pushed)
            result.receipt = pushed.value();
        else
            result.failure = pushed.failure();
    }

    const sync::Job& job_;
    std::vector<std::unique_ptr<adapter_host::LoadedAdapter>> loaded_;
    std::optional<std::string> last_cursor_;
    std::unique_ptr<char[]> spare_ = std::make_unique<char[]>(kSpareBytes);
};

}  // namespace

void probe(const sync::Job& job, const Plan& plan, const std::function<void(const std::string&)>& say) {
    Probe here{job};
    for (const Step& step : plan.steps) {
        say(beginsJson(step.verb));
        const StepResult result = here.take(step);
        say(toJson(result));
        if (result.failure && step.verb <= Verb::Check)
            return;
    }
}

}  // namespace inzage::adapter_kit
