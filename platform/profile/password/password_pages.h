#pragma once
#include "platform/identity/identity.h"
#include "platform/tenancy/visit.h"

namespace inzage::profile {

/// /profiel/wachtwoord. `identity` must outlive the pages.
void registerPasswordPages(tenancy::Pages& pages, identity::Identity& identity);

}  // namespace inzage::profile
