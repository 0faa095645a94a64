#include "platform/dossier/care_plan.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "platform/base/json_text.h"

namespace inzage::dossier {
namespace {

bool sameGoal(const Goal& a, const Goal& b) {
    return a.wish == b.wish && a.agreement == b.agreement && a.who == b.who && a.review_on == b.review_on;
}

const Goal* findArea(const std::vector<Goal>& goals, const std::string& area) {
    const auto found =
        std::find_if(goals.begin(), goals.end(), [&](const Goal& goal) { return goal.area == area; });
    return found == goals.end() ? nullptr : &*found;
}

}  // namespace

std::vector<GoalStep> compareGoals(const std::vector<Goal>& now, const std::vector<Goal>* before) {
    std::vector<GoalStep> steps;
    for (const auto& goal : now) {
        const Goal* was = before != nullptr ? findArea(*before, goal.area) : nullptr;
        if (before == nullptr || (was != nullptr && sameGoal(goal, *was)))
            steps.push_back({GoalChange::Same, goal, std::nullopt});
        else if (was == nullptr)
            steps.push_back({GoalChange::Added, goal, std::nullopt});
        else
            steps.push_back({GoalChange::Changed, goal, *was});
    }
    if (before != nullptr)
        for (const auto& goal : *before)
            if (findArea(now, goal.area) == nullptr)
                steps.push_back({GoalChange::Removed, goal, std::nullopt});
    return steps;
}

std::vector<Goal> goalsFromJson(std::string_view json) {
    std::vector<Goal> goals;
    try {
        for (const auto& goal : parseJson(json))
            goals.push_back({.area = goal.value("area", ""),
                             .wish = Private{goal.value("wish", "")},
                             .agreement = Private{goal.value("agreement", "")},
                             .who = goal.value("who", ""),
                             .review_on = goal.value("review_on", "")});
    } catch (const nlohmann::json::exception&) {
        // Without the parser's words: they quote the plan.
        throw std::runtime_error{"care_plan.goals is no list of goals"};
    }
    return goals;
}

}  // namespace inzage::dossier
