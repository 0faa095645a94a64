#pragma once
#include <string>
#include <vector>

#include "platform/base/tenant_id.h"

/// How another program on this machine (inzagectl) tells the portal that an outbox has something to send: an
/// empty file with the tenant's name in a folder of the data folder. A lost one costs nothing but time: the
/// portal looks at every outbox when it starts.
namespace inzage::delivery {

/// The folder, below the data folder.
[[nodiscard]] std::string wakeFolder(const std::string& var_dir);
/// Call after the commit. Failures are of no consequence and not told.
void askToDeliver(const std::string& folder, const TenantId& tenant);
/// Who asked since the last call.
[[nodiscard]] std::vector<TenantId> takeAsked(const std::string& folder);

}  // namespace inzage::delivery
