#pragma once
#include "platform/base/clock.h"
#include "platform/config/tenant_settings.h"
#include "platform/database/tenant_tx.h"

/// What signing in leaves behind and no rule looks at any more. Each deletes at most `max` rows and gives
/// their number, so that the caller decides how long a transaction may take; rows that another program holds
/// are left for the next time.
namespace inzage::identity {

/// Tries to sign in older than `before`.
[[nodiscard]] int purgeTries(database::TenantTx& tx, UtcTime before, int max);
/// Waits after wrong passwords that are over and were not touched since `before`.
[[nodiscard]] int purgeWaits(database::TenantTx& tx, UtcTime before, int max);
/// Codes that were sent before `before` and can't be used any more.
[[nodiscard]] int purgeCodes(database::TenantTx& tx, UtcTime before, int max);
/// Sessions that ended or ran out before `before`, with their codes.
[[nodiscard]] int purgeSessions(database::TenantTx& tx, UtcTime before, int max);
/// Devices that were revoked, or past the term after which `settings` ask for a code whatever device it is,
/// before `before`.
[[nodiscard]] int purgeDevices(database::TenantTx& tx, const config::SmsSettings& settings, UtcTime before,
                               int max);
/// Links of mails that ran out before `before`.
[[nodiscard]] int purgeLinks(database::TenantTx& tx, UtcTime before, int max);
/// Accounts in the making that nobody went on with since `before`, with their codes.
[[nodiscard]] int purgeEnrolments(database::TenantTx& tx, UtcTime before, int max);
/// Invitations that ended before `before` without being taken up: they hold the name and address of somebody
/// who never came. Requests that wait for the organisation stay.
[[nodiscard]] int purgeInvitations(database::TenantTx& tx, UtcTime before, int max);

}  // namespace inzage::identity
