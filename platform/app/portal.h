#pragma once
#include "platform/delivery/gateways.h"
#include "platform/exports/export_maker.h"
#include "platform/files/workshop.h"
#include "platform/http/router.h"
#include "platform/identity/identity.h"
#include "platform/tenancy/visit.h"

namespace inzage::app {

/// All pages of the portal and what they share: form tokens, error pages, unknown hosts and suspended
/// organisations. All of them must outlive the router.
void fillPortal(http::Router& router, const tenancy::Services& services, identity::Identity& identity,
                files::Workshop& workshop, const delivery::Gateways& gateways,
                exports::ExportMaker& export_maker);

}  // namespace inzage::app
