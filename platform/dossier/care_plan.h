#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/base/private.h"

namespace inzage::dossier {

/// One goal of a care plan, as the care-record system gave it.
struct Goal {
    std::string area;                ///< "Lopen en bewegen"
    Private<std::string> wish;       ///< what the client wants
    Private<std::string> agreement;  ///< what was agreed
    std::string who;                 ///< who does it
    std::string review_on;           ///< "2027-02-19" or ""
};

/// One version of one plan.
struct CarePlanVersion {
    std::string id;
    std::string plan_id;
    int version = 0;
    std::string title;
    std::string status;       ///< "active" or "ended"
    std::string valid_from;   ///< date
    std::string valid_until;  ///< date or ""
    std::string signed_on;    ///< date or ""
    Private<std::string> author_name;
    std::string author_role;
    bool is_new = false;  ///< arrived since the visit before this one
};

enum class GoalChange { Same, Added, Changed, Removed };

/// A goal beside what it was in the version before.
struct GoalStep {
    GoalChange change = GoalChange::Same;
    Goal now;                 ///< for Removed: what it was
    std::optional<Goal> was;  ///< for Changed
};

/// Goals pair by area, in the order of the new version; what is gone comes last. Without `before` nothing has
/// changed.
[[nodiscard]] std::vector<GoalStep> compareGoals(const std::vector<Goal>& now,
                                                 const std::vector<Goal>* before);

/// Reads the goals column: a JSON array of objects; missing parts are empty. Throws std::runtime_error for
/// anything else.
[[nodiscard]] std::vector<Goal> goalsFromJson(std::string_view json);

}  // namespace inzage::dossier
