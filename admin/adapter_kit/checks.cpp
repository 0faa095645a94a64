#include "admin/adapter_kit/checks.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"

namespace inzage::adapter_kit {

namespace {

constexpr std::array kChecks{
    CheckInfo{"stamp", "The file carries the stamp of this platform's SDK, under its own name."},
    CheckInfo{"load", "The file opens with every symbol bound, and makes adapters: two side by side."},
    CheckInfo{
        "visibility",
        "The file shows nothing but its stamp and the class loader's entry, so that it can't clash with "
        "another adapter."},
    CheckInfo{"describe", "describe() says the same every time and nothing that contradicts itself."},
    CheckInfo{"configure", "configure() takes the settings of the example."},
    CheckInfo{"configure_touches",
              "configure() looks at the settings only: it opens no file and no connection."},
    CheckInfo{"settings_missing", "Without a required setting configure() refuses and names the key."},
    CheckInfo{"settings_type", "A value of the wrong type is refused and its key named."},
    CheckInfo{"settings_range", "A number out of range is refused and its key named."},
    CheckInfo{"settings_unknown", "A key that the adapter doesn't know is refused and named."},
    CheckInfo{"check", "check() finds the source of the example there and willing."},
    CheckInfo{"faults", "Each fault case of the example ends with the kind of failure that it expects."},
    CheckInfo{"pull", "pull() delivers the example's records and ends well."},
    CheckInfo{"records", "Every record of the example can be taken in; none is set aside."},
    CheckInfo{"kinds", "Only declared kinds are delivered, and all that the example names."},
    CheckInfo{"ids_unique", "Within one set an id stands for one record."},
    CheckInfo{"ids_stable", "The same source gives the same records under the same ids again."},
    CheckInfo{"pull_again", "A pull from the last cursor adds, changes and removes nothing."},
    CheckInfo{"resume", "A pull that was stopped goes on from its last cursor, without loss."},
    CheckInfo{"cursor_foreign", "A cursor that the adapter never gave is refused as a Defect."},
    CheckInfo{"cursor_future", "A cursor from the future of the source is refused as a Defect."},
    CheckInfo{"times", "Moments don't depend on the time zone of the machine."},
    CheckInfo{"push", "push() hands a sample of each declared kind to the source."},
    CheckInfo{"push_twice",
              "The same key twice has one effect and the same receipt; another key another one."},
    CheckInfo{"privacy", "No secret and nothing personal stands in logs, output and failure texts."},
    CheckInfo{"output", "Nothing is printed on standard output, and no flood on standard error."},
    CheckInfo{"failures", "Nothing but AdapterFailure leaves the adapter."},
    CheckInfo{"deadline", "A call ends soon after its deadline or a request to stop, as Transient."},
    CheckInfo{"memory", "The process stays below its memory limit."},
    CheckInfo{"end", "The adapter's destruction and the end of the process are clean."},
};

std::size_t countOf(std::span<const Result> results, Verdict verdict) {
    return static_cast<std::size_t>(std::ranges::count(results, verdict, &Result::verdict));
}

std::string_view nameOf(Verdict verdict) {
    switch (verdict) {
        case Verdict::Passed:
            return "passed";
        case Verdict::Failed:
            return "FAILED";
        case Verdict::Skipped:
            return "skipped";
    }
    return "";
}

std::string_view promiseOf(std::string_view name) {
    const auto found = std::ranges::find(kChecks, name, &CheckInfo::name);
    return found == kChecks.end() ? std::string_view{} : found->promise;
}

}  // namespace

std::span<const CheckInfo> allChecks() noexcept {
    return kChecks;
}

bool isCheck(std::string_view name) noexcept {
    return !promiseOf(name).empty();
}

bool noneFailed(std::span<const Result> results) noexcept {
    return countOf(results, Verdict::Failed) == 0;
}

std::string textOf(std::span<const Result> results) {
    std::string text;
    for (const Result& one : results) {
        text += std::string{nameOf(one.verdict)} + std::string(9 - nameOf(one.verdict).size(), ' ') +
                one.check + std::string(one.check.size() < 18 ? 18 - one.check.size() : 1, ' ');
        text += one.verdict == Verdict::Skipped ? one.why : std::string{promiseOf(one.check)};
        if (one.verdict == Verdict::Failed)
            text += "\n           seen:  " + one.seen + "\n           right: " + one.right;
        text += '\n';
    }
    return text + std::to_string(countOf(results, Verdict::Passed)) + " passed, " +
           std::to_string(countOf(results, Verdict::Failed)) + " failed, " +
           std::to_string(countOf(results, Verdict::Skipped)) + " skipped\n";
}

std::string jsonOf(std::span<const Result> results) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Result& one : results) {
        nlohmann::ordered_json entry{
            {"check", one.check},
            {"promise", promiseOf(one.check)},
            {"verdict", one.verdict == Verdict::Failed ? "failed" : nameOf(one.verdict)}};
        if (one.verdict == Verdict::Failed) {
            entry["seen"] = one.seen;
            entry["right"] = one.right;
        }
        if (one.verdict == Verdict::Skipped)
            entry["why"] = one.why;
        list.push_back(std::move(entry));
    }
    return indentedJson(nlohmann::ordered_json{{"checks", std::move(list)},
                                               {"passed", countOf(results, Verdict::Passed)},
                                               {"failed", countOf(results, Verdict::Failed)},
                                               {"skipped", countOf(results, Verdict::Skipped)}}) +
           "\n";
}

std::string listOfChecks() {
    std::string text = "| check | what it promises |\n|---|---|\n";
    for (const CheckInfo& one : kChecks)
        text.append("| `").append(one.name).append("` | ").append(one.promise).append(" |\n");
    return text;
}

std::string listOfChecksJson() {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const CheckInfo& one : kChecks)
        list.push_back({{"check", one.name}, {"promise", one.promise}});
    return indentedJson(list) + "\n";
}

}  // namespace inzage::adapter_kit
