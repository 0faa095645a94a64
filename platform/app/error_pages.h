#pragma once
#include "platform/tenancy/visit.h"

namespace inzage::app {

/// The page for an answer that no handler gave: unknown address, refused form, busy, broken. In the
/// organisation's look; says cause and next step. Plain text for a host that no organisation has. Never
/// throws.
[[nodiscard]] http::Response errorPage(int status, const http::Request& request,
                                       const tenancy::Services& services);

}  // namespace inzage::app
