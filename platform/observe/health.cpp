#include "platform/observe/health.h"

#include <atomic>
#include <exception>
#include <map>

#include "platform/base/guarded.h"
#include "platform/observe/json_text.h"
#include "platform/observe/metrics.h"

namespace inzage::observe {
namespace {

Guarded<std::map<std::string, HealthCheck>>& checks() {
    static Guarded<std::map<std::string, HealthCheck>> instance;
    return instance;
}

std::atomic<bool> stopping{false};

std::optional<std::string> run(const HealthCheck& check) {
    try {
        return check();
    } catch (const std::exception& failed) {
        return std::string{"the check failed: "} + failed.what();
    } catch (...) {
        return "the check failed";
    }
}

}  // namespace

void Health::addReadyCheck(std::string name, HealthCheck check) {
    checks().with([&](auto& map) { map[std::move(name)] = std::move(check); });
}

void Health::removeReadyCheck(const std::string& name) {
    checks().with([&](auto& map) { map.erase(name); });
    gauge(Metric::Ready, {name}, 0);
}

std::vector<CheckResult> Health::ready() {
    // Copied, so that a slow check doesn't keep others from registering.
    const auto now = checks().with([](const auto& map) { return map; });
    std::vector<CheckResult> results;
    for (const auto& [name, check] : now) {
        results.push_back({name, run(check)});
        gauge(Metric::Ready, {name}, results.back().problem ? 0 : 1);
    }
    if (stopping.load())
        results.push_back({"stopping", "this process is stopping"});
    return results;
}

void Health::setStopping(bool now_stopping) {
    stopping.store(now_stopping);
}

std::string readyJson(const std::vector<CheckResult>& results) {
    bool all_well = true;
    std::string list;
    for (const CheckResult& result : results) {
        all_well = all_well && !result.problem;
        if (!list.empty())
            list += ',';
        appendJsonString(list, result.name);
        list += ':';
        appendJsonString(list, result.problem ? *result.problem : "ok");
    }
    return std::string{"{\"ready\":"} + (all_well ? "true" : "false") + ",\"checks\":{" + list + "}}\n";
}

}  // namespace inzage::observe
