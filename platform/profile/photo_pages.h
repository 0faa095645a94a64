#pragma once
#include "platform/files/workshop.h"
#include "platform/tenancy/visit.h"

namespace inzage::profile {

/// /profiel/foto: a photo of oneself, where the organisation lets people have one.
void registerPhotoPages(tenancy::Pages& pages, files::Workshop& workshop);

}  // namespace inzage::profile
