#pragma once
#include "platform/tenancy/visit.h"

namespace inzage::people {

/// GET /gegevens: to its first tab. GET /gegevens/contactpersonen and /gegevens/zorgteam.
void registerPages(tenancy::Pages& pages);

}  // namespace inzage::people
