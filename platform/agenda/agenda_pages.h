#pragma once
#include "platform/tenancy/visit.h"

namespace inzage::agenda {

/// GET /agenda: the appointments of the chosen client, ?weergave=maand|week|dag|lijst around ?dag= (today
/// when left out); /agenda/nieuw and /agenda/afspraak/{id}: own appointments; /agenda/koppelen and
/// /agenda-koppeling/{token}: calendar programs.
void registerPages(tenancy::Pages& pages);

}  // namespace inzage::agenda
