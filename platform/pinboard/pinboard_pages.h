#pragma once
#include "platform/files/workshop.h"
#include "platform/tenancy/visit.h"

namespace inzage::pinboard {

/// /gegevens/prikbord: what people post for each other, newest first, with photos and answers; and what they
/// do there: post, answer, change and take away their own, put back, and tell the manager of what doesn't
/// belong there. `workshop` must outlive the router.
void registerPages(tenancy::Pages& pages, files::Workshop& workshop);

}  // namespace inzage::pinboard
