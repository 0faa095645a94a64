#pragma once
#include <functional>
#include <string>

#include "platform/http/router.h"

namespace inzage::http {

/// /metrics, /health/live, /health/ready and /routes (the portal's route list, for the isolation tests) on
/// the ops listener. `portal` must outlive `ops`.
void addOpsRoutes(Router& ops, const Router& portal);

/// /.well-known/security.txt (RFC 9116) on the portal. `contact` tells for a request whom to warn: "mailto:…"
/// or "https://…".
void addSecurityTxt(Router& portal, std::function<std::string(const Request&)> contact);

}  // namespace inzage::http
