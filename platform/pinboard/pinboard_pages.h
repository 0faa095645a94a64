#pragma once
#include "platform/tenancy/visit.h"

namespace inzage::pinboard {

/// GET /gegevens/prikbord: what people posted for the family, newest first, with the answers to it.
void registerPages(tenancy::Pages& pages);

}  // namespace inzage::pinboard
