#pragma once
#include "platform/identity/identity.h"
#include "platform/tenancy/visit.h"

namespace inzage::identity {

/// /wachtwoord-vergeten, and what a mailed link leads to. `identity` must outlive the pages.
void registerResetPages(tenancy::Pages& pages, Identity& identity);

}  // namespace inzage::identity
