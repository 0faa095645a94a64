#pragma once
#include "platform/tenancy/visit.h"

namespace inzage::notices {

/// GET /meldingen: what this person should know of the chosen client and of their own account.
/// POST /meldingen/gezien (field "tot", from that page): everything up to there has been seen.
void registerPages(tenancy::Pages& pages);

}  // namespace inzage::notices
