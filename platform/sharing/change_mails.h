#pragma once
#include <string>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/delivery/outbox.h"

/// Mails about who may see what. They say that there is something, never what, about whom or which care.
namespace inzage::sharing {

/// To each of these people, and to the client: access was changed. Also as a notice in the portal. In the
/// transaction of the change; wake delivery after the commit.
void tellChanged(const tenancy::Visit& visit, const delivery::Outbox& outbox, database::TenantTx& tx,
                 const ClientId& client, const std::vector<AccountId>& people);

/// To those who decide: somebody asks for access.
void tellAsked(const tenancy::Visit& visit, const delivery::Outbox& outbox, database::TenantTx& tx,
               const std::vector<AccountId>& deciders);

}  // namespace inzage::sharing
