#pragma once
#include <functional>

#include "platform/http/router.h"
#include "platform/tenancy/visit.h"

namespace inzage::tenancy {

/// Puts a message in a frame; messagePage is the plain one.
using ShowMessage = std::function<http::Response(const Visit&, int status, const Message&)>;

/// What the router shows for 400 to 503: a page in the tenant's look that says what, why and the next step;
/// one plain line for an unknown host, and when even the page can't be made. Never throws. `services` must
/// outlive the answer.
[[nodiscard]] http::ErrorPage problemPages(const Services& services, ShowMessage show = messagePage);

}  // namespace inzage::tenancy
