#pragma once
#include "platform/tenancy/visit.h"

namespace inzage::agenda {

/// GET /agenda: the appointments of the chosen client by day, 60 days from ?vanaf= (today when left out).
void registerPages(tenancy::Pages& pages);

}  // namespace inzage::agenda
