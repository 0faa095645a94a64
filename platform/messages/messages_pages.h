#pragma once
#include "platform/tenancy/visit.h"

namespace inzage::messages {

/// GET /berichten: the conversations about the chosen client that this account takes part in.
/// GET /berichten/{id}: one of them.
void registerPages(tenancy::Pages& pages);

}  // namespace inzage::messages
