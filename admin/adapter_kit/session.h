#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "admin/adapter_kit/checks.h"
#include "admin/adapter_kit/kit_settings.h"
#include "admin/adapter_kit/plan.h"

namespace inzage::adapter_kit {

/// How one probe ended.
struct Trial {
    std::vector<StepResult> steps;
    std::optional<ProbeEnd> end;
    /// Every step was taken and the process was the kit's to end; what went wrong otherwise is written down.
    bool sound = false;

    /// The first failure of a step, if any.
    [[nodiscard]] const Failure* failure() const noexcept;
    [[nodiscard]] const StepResult& last() const { return steps.back(); }
};

/// One run of the kit: starts probes, and writes down what becomes of each check. The first thing that is
/// found against a check stays.
class Session {
  public:
    Session(KitSettings settings, std::filesystem::path file, std::string probe_program)
        : settings_{std::move(settings)}, file_{std::move(file)}, probe_{std::move(probe_program)} {}

    [[nodiscard]] const KitSettings& settings() const noexcept { return settings_; }
    [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }

    Trial run(const sdk::AdapterSettings& settings, Plan plan);
    Trial run(Plan plan) { return run(settings_.settings, std::move(plan)); }
    /// A plan that loads, configures and then does `more`.
    [[nodiscard]] static Plan planOf(std::vector<Step> more);
    [[nodiscard]] Step step(Verb verb) const;

    void fail(std::string_view check, std::string seen, std::string right);
    void pass(std::string_view check);
    void skip(std::string_view check, std::string why);
    [[nodiscard]] bool failed(std::string_view check) const;
    [[nodiscard]] bool passed(std::string_view check) const;
    /// All checks in their order; those that nobody decided are skipped, because of what failed before.
    [[nodiscard]] std::vector<Result> results() const;

    /// What was printed, logged and said in failures, of all probes.
    [[nodiscard]] const std::vector<std::string>& words() const noexcept { return words_; }
    [[nodiscard]] bool anyRan() const noexcept { return any_ran_; }
    [[nodiscard]] int peakMib() const noexcept { return peak_mib_; }

    std::optional<sdk::Description> description;
    std::vector<Event> example;  ///< of the first whole pull
    std::vector<std::string> personal;

  private:
    struct Entry {
        Verdict verdict;
        std::string seen;
        std::string right;
    };
    void judge(const Plan& plan, Trial& trial, int ending_cause, int ending_signal, int exit_status);
    void judgeFailures(Trial& trial);
    void noteDeath(Verb verb, bool between, std::string what);

    KitSettings settings_;
    std::filesystem::path file_;
    std::string probe_;
    std::map<std::string, Entry, std::less<>> entries_;
    std::vector<std::string> words_;
    bool any_ran_ = false;
    int peak_mib_ = 0;
};

}  // namespace inzage::adapter_kit
