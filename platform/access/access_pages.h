#pragma once
#include "platform/tenancy/visit.h"

namespace inzage::access {

/// POST /wissel: chooses another client of this account for the session.
void registerPages(tenancy::Pages& pages);

}  // namespace inzage::access
