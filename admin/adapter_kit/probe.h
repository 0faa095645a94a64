#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "admin/adapter_kit/plan.h"
#include "platform/sync/job.h"

namespace inzage::adapter_kit {

/// Takes the steps of the plan one after the other with the adapter of the job, in this process, and says
/// each line of the answer (plan.h) as soon as it is known. Ends early when nothing is loaded.
void probe(const sync::Job& job, const Plan& plan, const std::function<void(const std::string&)>& say);

}  // namespace inzage::adapter_kit
