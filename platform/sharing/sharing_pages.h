#pragma once
#include "platform/identity/identity.h"
#include "platform/tenancy/visit.h"

namespace inzage::sharing {

/// Everything under /gebruikersbeheer, and POST /vraag-toegang. `identity` must outlive the pages.
void registerPages(tenancy::Pages& pages, identity::Identity& identity);

}  // namespace inzage::sharing
