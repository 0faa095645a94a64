#pragma once
#include <string_view>
#include <vector>

#include "platform/dossier/timeline.h"
#include "platform/tenancy/visit.h"

namespace inzage::dossier {

/// The tabs that the organisation's settings give, as section TAB with KEY, PATH and LABEL; the chosen one is
/// marked. `chosen`: "tijdslijn", "lezen", "metingen", "schrijven" or "plannen".
void showTabs(const tenancy::Visit& visit, std::string_view chosen, views::Model& model);

/// A report that was written in the portal: section BY_FAMILY, with NOT_YET or FAILED until it has arrived.
void showFamily(std::string_view state, views::Model& model);

/// Does the organisation show this section at all?
[[nodiscard]] bool shows(const config::TenantSettings& settings, config::DossierSection section);
[[nodiscard]] bool hasTab(const config::TenantSettings& settings, config::DossierTab tab);

/// The kinds of the timeline that the organisation shows.
[[nodiscard]] std::vector<EntryKind> shownKinds(const config::TenantSettings& settings);
[[nodiscard]] std::vector<RecordKind> recordKindsOf(const std::vector<EntryKind>& kinds);

}  // namespace inzage::dossier
