#pragma once
#include "platform/tenancy/visit.h"

namespace inzage::home {

/// GET / and GET /start: what is new, and the four panels.
void registerPages(tenancy::Pages& pages);

}  // namespace inzage::home
