#pragma once
#include "platform/access/entrance.h"
#include "platform/files/workshop.h"
#include "platform/tenancy/visit.h"

namespace inzage::profile {

/// /profiel/foto: a photo of oneself; /client/foto: of the chosen client, by who has the right to settings.
/// Each where the organisation lets people do so.
void registerPhotoPages(tenancy::Pages& pages, files::Workshop& workshop);

/// Whether this person is shown the way to /client/foto.
[[nodiscard]] bool mayChangeClientPhoto(const tenancy::Visit& visit, const access::Viewer& viewer);

}  // namespace inzage::profile
