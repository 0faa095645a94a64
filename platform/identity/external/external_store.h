#pragma once
#include <optional>
#include <string>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/database/tenant_tx.h"

/// SQL about who somebody is at an identity provider.
namespace inzage::identity {

struct ExternalIdentity {
    std::string issuer;
    Private<std::string> subject;
};

/// The account that was linked to it.
[[nodiscard]] std::optional<AccountId> linkedAccount(database::TenantTx& tx,
                                                     const ExternalIdentity& identity);
/// Links it, by the answer to a question of `asked_at`. False when it, or the account at this provider, is
/// linked already.
[[nodiscard]] bool linkAccount(database::TenantTx& tx, const ExternalIdentity& identity,
                               const AccountId& account, UtcTime asked_at, UtcTime at);
/// Notes that it answered a question of `asked_at`; false when it answered that one or a newer one before.
[[nodiscard]] bool noteAnswer(database::TenantTx& tx, const ExternalIdentity& identity, UtcTime asked_at);
/// Takes the links of an account away; gives their number.
int unlinkAccount(database::TenantTx& tx, const AccountId& account);

}  // namespace inzage::identity
