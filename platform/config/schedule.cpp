#include "platform/config/schedule.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace inzage::config {

namespace {
constexpr int kDayMin = 1440;
}

std::vector<int> timesOfDay(const ScheduleRule& rule) {
    std::vector<int> times = rule.at_min;
    if (rule.every_min > 0)
        for (int at = rule.from_min; at <= rule.to_min; at += rule.every_min)
            times.push_back(at);
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    if (times.size() > 1 && times.front() == 0 && times.back() == kDayMin)
        times.pop_back();
    return times;
}

int shortestGapMin(const ScheduleRule& rule) {
    const std::vector<int> times = timesOfDay(rule);
    if (times.size() < 2)
        return kDayMin;
    int shortest = times.front() + kDayMin - times.back();
    for (std::size_t i = 1; i < times.size(); ++i)
        shortest = std::min(shortest, times[i] - times[i - 1]);
    return shortest;
}

std::string clockText(int minutes_from_midnight) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d", minutes_from_midnight / 60,
                  minutes_from_midnight % 60);
    return text.data();
}

}  // namespace inzage::config
