#pragma once
#include "platform/tenancy/visit.h"

namespace inzage::access {

/// GET /inzagelog, for the client, the legal representative and the portal manager.
void registerWhoLookedPages(tenancy::Pages& pages);

}  // namespace inzage::access
