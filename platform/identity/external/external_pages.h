#pragma once
#include <string>

#include "platform/identity/identity.h"

namespace inzage::identity {

/// GET /inloggen/extern sends the browser to the provider, /inloggen/extern/terug takes it back.
void registerExternalPages(tenancy::Pages& pages, Identity& identity);

/// What the login page shows in place of name and password: the button, or two where client and
/// representative share an account.
void addExternalButtons(const tenancy::Visit& visit, const std::string& wanted, views::Model& model);

/// Why a page of the portal's own login isn't there, for whoever shows it in a frame.
[[nodiscard]] tenancy::Message notWithExternalLogin(const tenancy::Visit& visit);

}  // namespace inzage::identity
