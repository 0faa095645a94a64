#pragma once
#include "platform/files/workshop.h"
#include "platform/identity/identity.h"
#include "platform/tenancy/visit.h"

/// What a signed-in person sees and changes of their own account: /profiel and below, and /bevestigen, where
/// they prove once more that it is them (platform/identity/confirmation.h).
namespace inzage::profile {

/// `identity` must outlive the pages.
void registerPages(tenancy::Pages& pages, identity::Identity& identity, files::Workshop& workshop);

}  // namespace inzage::profile
