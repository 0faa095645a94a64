#pragma once
#include "platform/exports/export_maker.h"
#include "platform/identity/identity.h"
#include "platform/tenancy/visit.h"

namespace inzage::exports {

/// /download: asking for everything that one may see, and fetching it once. `identity` and `maker` must
/// outlive the pages.
void registerPages(tenancy::Pages& pages, identity::Identity& identity, ExportMaker& maker);

}  // namespace inzage::exports
