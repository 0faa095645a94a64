#include "admin/adapter_kit/session.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "platform/process/launch.h"
#include "platform/sync/job.h"
#include "platform/sync/launch.h"

namespace inzage::adapter_kit {

namespace {

using process::Ending;

constexpr int kNoticeMs = 1500;  // past its deadline an adapter has this long to end by itself
constexpr std::size_t kAnswerBytesMax = std::size_t{128} * 1024 * 1024;
constexpr std::size_t kWordsBytesMax = std::size_t{4} * 1024 * 1024;
constexpr int kAddressMibMore = 512;  // libraries and stacks take addresses that are never used

std::string_view checkOf(Verb verb) {
    switch (verb) {
        case Verb::Load:
            return "load";
        case Verb::Configure:
            return "configure";
        case Verb::Check:
            return "check";
        case Verb::Pull:
            return "pull";
        case Verb::Push:
            return "push";
        case Verb::Destroy:
            return "end";
    }
    return "end";
}

bool takesTime(const Step& step) {
    return step.verb == Verb::Check || step.verb == Verb::Pull || step.verb == Verb::Push;
}

std::string orderOf(const KitSettings& kit, const sdk::AdapterSettings& settings,
                    const std::filesystem::path& file, const Plan& plan) {
    sync::Job job;
    job.adapter = file.stem().string();
    job.plugin_dir = file.parent_path().string();
    job.settings = settings;
    job.parent_pid = ::getpid();
    job.limits.memory_mib = kit.memory_mib + kAddressMibMore;
    job.limits.cpu_s = kit.deadline_s * 4 + 5;
    return sync::toJson(job) + '\n' + toJson(plan);
}

}  // namespace

const Failure* Trial::failure() const noexcept {
    const auto found =
        std::ranges::find_if(steps, [](const StepResult& one) { return one.failure.has_value(); });
    return found == steps.end() ? nullptr : &*found->failure;
}

Plan Session::planOf(std::vector<Step> more) {
    Plan plan;
    plan.steps.resize(2);
    plan.steps[1].verb = Verb::Configure;
    plan.steps.insert(plan.steps.end(), more.begin(), more.end());
    return plan;
}

Step Session::step(Verb verb) const {
    Step step;
    step.verb = verb;
    step.time_ms = settings_.deadline_s * 1000;
    return step;
}

Trial Session::run(const sdk::AdapterSettings& settings, Plan plan) {
    const auto timed = std::max<std::ptrdiff_t>(1, std::ranges::count_if(plan.steps, takesTime));
    process::LaunchLimits limits;
    limits.deadline = std::chrono::milliseconds{timed * settings_.deadline_s * 1000 + kNoticeMs};
    limits.grace = std::chrono::milliseconds{300};
    limits.answer_bytes_max = kAnswerBytesMax;
    limits.words_bytes_kept = kWordsBytesMax;
    limits.words_bytes_max = kWordsBytesMax;
    Ending ending = process::launch(probe_, orderOf(settings_, settings, file_, plan), limits, {});
    if (ending.cause == Ending::Cause::NotStarted)
        throw std::runtime_error{ending.why};
    Trial trial;
    ProbeAnswer answer = answerFrom(ending.answer);
    trial.steps = std::move(answer.steps);
    trial.end = std::move(answer.end);
    if (trial.steps.empty() && !trial.end)
        throw std::runtime_error{"the probe took no step: " + ending.words};
    any_ran_ = true;
    words_.push_back(std::move(ending.words));
    judge(plan, trial, static_cast<int>(ending.cause), ending.signal, ending.exit_status);
    judgeFailures(trial);
    if (trial.end) {
        peak_mib_ = std::max(peak_mib_, trial.end->peak_mib);
        if (!trial.end->printed.empty())
            fail("output", "something was printed on standard output",
                 "nothing is; words for the operator go to standard error");
        words_.push_back(trial.end->printed);
    }
    return trial;
}

void Session::judge(const Plan& plan, Trial& trial, int ending_cause, int ending_signal, int exit_status) {
    const auto cause = static_cast<Ending::Cause>(ending_cause);
    const bool all_taken = trial.end.has_value();
    if (cause == Ending::Cause::Exited && all_taken && exit_status == 0) {
        trial.sound = true;
        return;
    }
    const Verb verb = trial.steps.empty() ? Verb::Load : trial.steps.back().verb;
    const std::string in = std::string{nameOf(verb)} + "()";
    switch (cause) {
        case Ending::Cause::Deadline:
        case Ending::Cause::Stopped:
            if (all_taken && plan.leave)
                return fail("end", "the process did not end when it should and was killed",
                            "no thread and no destructor keeps the process from ending");
            return fail("deadline",
                        in + " was still at work " + std::to_string(kNoticeMs) +
                            " ms after its deadline and was killed",
                        "it looks at the call's deadline at least once a second and ends with Transient");
        case Ending::Cause::Flooded:
            return fail("output", in + " printed more than 4 MiB on standard error and was killed",
                        "a few lines for the operator");
        case Ending::Cause::Signal:
            if (ending_signal == SIGXFSZ)
                return fail("output",
                            in + " printed without end on standard output, or wrote a file above 16 MiB",
                            "nothing is printed on standard output");
            if (ending_signal == SIGXCPU)
                return fail("deadline", in + " used up its CPU time", "it ends at the call's deadline");
            return noteDeath(verb, all_taken,
                             "the process was ended by signal " + std::to_string(ending_signal) + " (" +
                                 ::sigabbrev_np(ending_signal) + ")");
        case Ending::Cause::Exited:
        case Ending::Cause::NotStarted:
            return noteDeath(verb, all_taken,
                             "the process ended by itself with status " + std::to_string(exit_status));
    }
}

void Session::noteDeath(Verb verb, bool between, std::string what) {
    if (between)
        return fail("end", what + " when it should have ended well",
                    "static destructors and threads end quietly");
    fail(checkOf(verb), what + " in " + std::string{nameOf(verb)} + "()",
         "whatever goes wrong leaves the adapter as AdapterFailure; the process lives on");
}

void Session::judgeFailures(Trial& trial) {
    for (const StepResult& step : trial.steps) {
        for (const Event& event : step.events)
            if (event.what == Event::What::Aside)
                words_.push_back(event.text);
        if (!step.failure)
            continue;
        const std::string& what = step.failure->what;
        words_.push_back(what);
        if (step.verb != Verb::Load && what.starts_with("the adapter threw ")) {
            trial.sound = false;
            fail("failures", what, "only AdapterFailure, with a sentence for the operator");
        } else if (what.starts_with("the adapter ran out of memory")) {
            trial.sound = false;
            fail("memory",
                 what + " with a limit of " + std::to_string(settings_.memory_mib + kAddressMibMore) +
                     " MiB of addresses",
                 "memory stays flat, whatever the size of the source");
        }
    }
}

void Session::fail(std::string_view check, std::string seen, std::string right) {
    const auto found = entries_.find(check);
    if (found != entries_.end() && found->second.verdict == Verdict::Failed)
        return;
    std::vector<std::string> secrets;
    for (const sdk::Secret& secret : settings_.settings.secrets)
        secrets.push_back(secret.value);
    for (const std::string& text : personal)
        secrets.push_back(text);
    entries_.insert_or_assign(std::string{check},
                              Entry{Verdict::Failed, sync::scrubbed(seen, secrets, 2000), std::move(right)});
}

void Session::pass(std::string_view check) {
    entries_.try_emplace(std::string{check}, Entry{Verdict::Passed, {}, {}});
}

void Session::skip(std::string_view check, std::string why) {
    entries_.try_emplace(std::string{check}, Entry{Verdict::Skipped, std::move(why), {}});
}

bool Session::failed(std::string_view check) const {
    const auto found = entries_.find(check);
    return found != entries_.end() && found->second.verdict == Verdict::Failed;
}

bool Session::passed(std::string_view check) const {
    const auto found = entries_.find(check);
    return found != entries_.end() && found->second.verdict == Verdict::Passed;
}

std::vector<Result> Session::results() const {
    std::string first_failed;
    for (const CheckInfo& one : allChecks())
        if (first_failed.empty() && failed(one.name) && !settings_.skip.contains(std::string{one.name}))
            first_failed = one.name;
    std::vector<Result> results;
    for (const CheckInfo& one : allChecks()) {
        Result result;
        result.check = one.name;
        const auto found = entries_.find(one.name);
        const auto wished = settings_.skip.find(result.check);
        if (wished != settings_.skip.end()) {
            result.verdict = Verdict::Skipped;
            result.why = wished->second;
        } else if (found == entries_.end()) {
            result.verdict = Verdict::Skipped;
            result.why = "needs what failed before: " + first_failed;
        } else {
            result.verdict = found->second.verdict;
            (result.verdict == Verdict::Skipped ? result.why : result.seen) = found->second.seen;
            result.right = found->second.right;
        }
        results.push_back(std::move(result));
    }
    return results;
}

}  // namespace inzage::adapter_kit
