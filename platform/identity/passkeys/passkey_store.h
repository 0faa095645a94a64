#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/database/tenant_tx.h"
#include "platform/identity/passkeys/passkeys.h"
#include "platform/identity/passkeys/webauthn.h"

/// SQL about passkeys.
namespace inzage::identity {

struct StoredPasskey {
    PasskeyId id;
    AccountId account;
    PasskeyKey key;
    std::optional<UtcTime> last_asked_at;
};
/// To be read again once its account is locked: of two answers to one challenge one is taken.
[[nodiscard]] std::optional<StoredPasskey> findPasskey(database::TenantTx& tx,
                                                       const std::string& credential_id);
void notePasskeyUse(database::TenantTx& tx, const PasskeyId& id, std::uint32_t counter, UtcTime asked_at,
                    UtcTime at);

/// Oldest first.
[[nodiscard]] std::vector<PasskeyRow> passkeysOf(database::TenantTx& tx, const AccountId& account);
/// False when the portal knows that passkey already, whoever's it is.
[[nodiscard]] bool storePasskey(database::TenantTx& tx, const AccountId& account, const PasskeyKey& key,
                                const std::string& name, UtcTime at);
/// Gives its name; absent when the account has no such passkey.
[[nodiscard]] std::optional<std::string> removePasskey(database::TenantTx& tx, const AccountId& account,
                                                       const std::string& id);

}  // namespace inzage::identity
