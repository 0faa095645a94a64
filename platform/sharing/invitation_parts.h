#pragma once
#include "platform/identity/identity.h"
#include "platform/tenancy/visit.h"

namespace inzage::sharing {

/// Invitations and requests of this client that are still open or were refused, for the template
/// sharing/invitations; with the buttons of who may decide.
void showInvitations(const tenancy::Visit& visit, identity::Identity& identity, const ClientId& client,
                     bool may_decide, views::Model& model);

}  // namespace inzage::sharing
