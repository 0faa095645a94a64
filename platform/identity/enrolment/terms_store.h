#pragma once
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/database/tenant_tx.h"

/// SQL about terms of use.
namespace inzage::identity {

/// Keeps who accepted which version when, and makes it the account's.
void storeTermsAcceptance(database::TenantTx& tx, const AccountId& account, const std::string& version,
                          std::string_view used_by, UtcTime at);

}  // namespace inzage::identity
