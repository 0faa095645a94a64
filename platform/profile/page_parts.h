#pragma once
#include "platform/identity/identity.h"
#include "platform/tenancy/visit.h"

/// Inside profile: what its pages share.
namespace inzage::profile {

void registerConfirmPages(tenancy::Pages& pages, identity::Identity& identity);
void registerPasskeyPages(tenancy::Pages& pages, identity::Identity& identity);

}  // namespace inzage::profile
