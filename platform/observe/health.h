#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace inzage::observe {

/// Absent when well; else why not, in English for an operator. Must answer within about a second.
using HealthCheck = std::function<std::optional<std::string>()>;

struct CheckResult {
    std::string name;
    std::optional<std::string> problem;
};

/// Named readiness checks of this process ("control_database", "listener", …). Live needs none: a process
/// that answers is alive. Thread-safe.
class Health {
  public:
    /// Replaces a check of the same name.
    static void addReadyCheck(std::string name, HealthCheck check);
    static void removeReadyCheck(const std::string& name);
    /// Runs all; a check that throws counts as failed.
    [[nodiscard]] static std::vector<CheckResult> ready();
    /// From now on ready() fails with "stopping", so that the edge sends nothing new while we drain.
    static void setStopping(bool stopping);
};

/// {"ready":true,"checks":{"control_database":"ok"}}
[[nodiscard]] std::string readyJson(const std::vector<CheckResult>& results);

}  // namespace inzage::observe
