#pragma once
#include "platform/tenancy/visit.h"

/// The dossier with its tabs: /dossier/tijdslijn, /dossier/lezen, /dossier/metingen, /dossier/plannen,
/// /dossier/schrijven, and /dossier/zoeken. All with the right "dossier"; which of them exist is the
/// organisation's setting (sections and tabs).
namespace inzage::dossier {

void registerTimelinePages(tenancy::Pages& pages);
void registerReadingPages(tenancy::Pages& pages);
void registerMeasurementsPages(tenancy::Pages& pages);
void registerCarePlanPages(tenancy::Pages& pages);
void registerWritingPages(tenancy::Pages& pages);
void registerSearchPages(tenancy::Pages& pages);

inline void registerPages(tenancy::Pages& pages) {
    registerTimelinePages(pages);
    registerReadingPages(pages);
    registerMeasurementsPages(pages);
    registerCarePlanPages(pages);
    registerWritingPages(pages);
    registerSearchPages(pages);
}

}  // namespace inzage::dossier
