#pragma once
#include <string>
#include <string_view>

#include "platform/tenancy/visit.h"

/// The pages under /gegevens, of which an organisation may leave out some.
namespace inzage::people {

/// The tabs that the settings give, as section TAB with PATH and LABEL for the template people/tabs; `chosen`
/// ("contactpersonen", "zorgteam", "prikbord") is marked.
void showTabs(const tenancy::Visit& visit, std::string_view chosen, views::Model& model);

/// "/gegevens/contactpersonen", the first tab there is; "" when the organisation offers none.
[[nodiscard]] std::string firstTab(const config::TenantSettings& settings);

}  // namespace inzage::people
