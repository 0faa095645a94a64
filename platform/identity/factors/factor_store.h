#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/database/seal.h"
#include "platform/database/tenant_tx.h"

/// SQL about the backups of the telephone: printed codes, and an app that gives codes. Secrets are sealed
/// with the deployment's key for the account they belong to.
namespace inzage::identity {

/// Makes these the account's codes in place of all older ones.
void storeRecoveryCodes(database::TenantTx& tx, const AccountId& account,
                        const std::vector<std::string>& codes, const database::SealKey& key, UtcTime at);
/// Uses one up: true at most once for each.
[[nodiscard]] bool useRecoveryCode(database::TenantTx& tx, const AccountId& account, std::string_view typed,
                                   const database::SealKey& key, UtcTime at);
[[nodiscard]] int recoveryCodesLeft(database::TenantTx& tx, const AccountId& account);
/// Counts a wrong one with the wrong codes of the account.
void noteWrongRecovery(database::TenantTx& tx, const AccountId& account, const SessionId& session,
                       UtcTime at);

[[nodiscard]] bool usesApp(database::TenantTx& tx, const AccountId& account);
/// What somebody can prove themselves with besides the telephone number. `account` may be nobody's.
struct Backups {
    bool app = false;
    int recovery_left = 0;

    [[nodiscard]] bool any() const noexcept { return app || recovery_left > 0; }
};
[[nodiscard]] Backups backupsOf(database::TenantTx& tx, const AccountId& account);
/// A new secret that doesn't count yet.
void storePendingApp(database::TenantTx& tx, const AccountId& account, std::string_view secret,
                     const database::SealKey& key, UtcTime at);
/// Not older than an hour; absent otherwise.
[[nodiscard]] std::optional<std::string> pendingApp(database::TenantTx& tx, const AccountId& account,
                                                    const database::SealKey& key, UtcTime at);
/// From now on codes come from the app with that pending secret; `step` is used.
void acceptApp(database::TenantTx& tx, const AccountId& account, std::int64_t step, UtcTime at);
/// Codes come by SMS again.
void dropApp(database::TenantTx& tx, const AccountId& account, UtcTime at);
/// Whether that is the app's code now; its time step is used up, so the same code never works twice.
[[nodiscard]] bool useAppCode(database::TenantTx& tx, const AccountId& account, std::string_view code,
                              const database::SealKey& key, UtcTime at);

}  // namespace inzage::identity
