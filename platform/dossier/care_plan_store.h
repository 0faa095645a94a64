#pragma once
#include <optional>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/dossier/care_plan.h"

namespace inzage::dossier {

struct CarePlanPage {
    std::vector<CarePlanVersion> versions;  ///< all versions of all plans, newest first; at most 100
    std::optional<CarePlanVersion> shown;
    std::vector<GoalStep> goals;  ///< of the shown one, beside the version before
    std::optional<UtcTime> synced_at;
    bool unknown = false;  ///< an id was asked for that isn't there: 404
};

struct CarePlanAnswer {
    access::Viewer viewer;
    CarePlanPage page;
};

/// `id` absent: the newest version of the plan now in force. One round trip.
[[nodiscard]] std::variant<CarePlanAnswer, http::Response> findCarePlan(const tenancy::Visit& visit,
                                                                        const std::optional<std::string>& id);

}  // namespace inzage::dossier
