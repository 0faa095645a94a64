#pragma once
#include "platform/http/router.h"
#include "platform/tenancy/visit.h"

namespace inzage::tenancy {

/// What the router shows for 400 to 503: a page in the tenant's look that says what, why and the next step;
/// one plain line for an unknown host, and when even the page can't be made. Never throws. `services` must
/// outlive the answer.
[[nodiscard]] http::ErrorPage problemPages(const Services& services);

}  // namespace inzage::tenancy
