#pragma once
#include "platform/http/router.h"
#include "platform/identity/identity.h"
#include "platform/tenancy/visit.h"

namespace inzage::app {

/// All pages of the portal and what they share: form tokens, error pages, unknown hosts and suspended
/// organisations. `services` and `identity` must outlive the router.
void fillPortal(http::Router& router, const tenancy::Services& services, identity::Identity& identity);

}  // namespace inzage::app
