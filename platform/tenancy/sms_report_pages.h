#pragma once
#include "platform/delivery/gateways.h"
#include "platform/tenancy/visit.h"

namespace inzage::tenancy {

/// /sms-status/{gateway}/{secret}: where SMS providers tell what became of a message. Without the tenant's
/// secret it is no page. Takes GET and POST, whatever the provider uses, and answers 200, also for messages
/// that are gone: a provider would go on telling. `gateways` must outlive the pages.
void registerSmsReportPages(Pages& pages, const delivery::Gateways& gateways);

}  // namespace inzage::tenancy
