#pragma once
#include "platform/tenancy/visit.h"

namespace inzage::tenancy {

/// GET /informatie (help, explanations, display), /privacy and /toegankelijkheid: for everybody, signed in or
/// not, from the tenant's settings.
void registerInformationPages(Pages& pages);

}  // namespace inzage::tenancy
