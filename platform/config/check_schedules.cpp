#include <algorithm>

#include "platform/config/checks.h"
#include "platform/config/schedule.h"

namespace inzage::config {
namespace {

std::string nameOfRule(std::size_t index) {
    return "sync.schedules[" + std::to_string(index + 1) + "]";
}

/// The first reason why the rule doesn't do what was meant, or "".
std::string faultOf(const ScheduleRule& rule, const YamlNode& node) {
    const bool has_at = node.find("at") != nullptr;
    const bool has_every = node.find("every_min") != nullptr;
    const bool has_window = node.find("from") != nullptr || node.find("to") != nullptr;
    if (rule.kinds.empty())
        return "has no kinds, so it fetches nothing";
    if (has_at && (has_every || has_window))
        return "has both at and every_min, from or to; give one of the two forms";
    if (has_at)
        return rule.at_min.empty() ? "never runs: at has no times" : "";
    if (!has_every)
        return "never runs: it has neither at nor every_min";
    if (rule.from_min > rule.to_min)
        return "never runs: from " + clockText(rule.from_min) + " is later than to " + clockText(rule.to_min);
    if (rule.every_min < 1440 && rule.to_min - rule.from_min < rule.every_min)
        return "never runs a second time: every " + std::to_string(rule.every_min) +
               " minutes does not fit between " + clockText(rule.from_min) + " and " +
               clockText(rule.to_min) + "; use at for one run a day";
    return "";
}

}  // namespace

void checkSchedules(const SyncSettings& sync, const YamlNode& root, ErrorList& errors) {
    const YamlNode* list = root.at("sync.schedules");
    if (list == nullptr || list->children.size() != sync.schedules.size())
        return;
    if (sync.schedules.empty()) {
        errors.add(list->place, "sync.schedules is empty, so nothing is ever fetched");
        return;
    }
    for (std::size_t i = 0; i < sync.schedules.size(); ++i) {
        const ScheduleRule& rule = sync.schedules[i];
        if (errors.concerns(nameOfRule(i)))
            continue;
        const std::string fault = faultOf(rule, list->children[i]);
        if (!fault.empty()) {
            errors.add(list->children[i].place, nameOfRule(i) + " " + fault);
            continue;
        }
        const int gap_s = shortestGapMin(rule) * 60;
        if (sync.deadline_s >= gap_s)
            errors.add(placeOfSetting(root, "sync.deadline_s"),
                       "sync.deadline_s is " + std::to_string(sync.deadline_s) + " seconds; " +
                           nameOfRule(i) + " runs again after " + std::to_string(gap_s) +
                           " seconds, so a run must end before");
    }
    if (errors.concerns("sync.schedules"))
        return;
    for (const RecordKind kind : kRecordKinds) {
        const auto rules =
            std::count_if(sync.schedules.begin(), sync.schedules.end(), [&](const ScheduleRule& r) {
                return std::find(r.kinds.begin(), r.kinds.end(), kind) != r.kinds.end();
            });
        if (rules != 1)
            errors.add(list->place, std::string{"sync.schedules: "} + std::string{nameOf(kind)} +
                                        (rules == 0 ? " is in no rule, so it is never fetched"
                                                    : " is in more than one rule; name it once"));
    }
}

}  // namespace inzage::config
