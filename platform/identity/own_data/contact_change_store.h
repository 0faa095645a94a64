#pragma once
#include <optional>
#include <string>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/database/tenant_tx.h"

/// SQL about a new mobile number or e-mail address on its way, one per session.
namespace inzage::identity {

enum class ContactKind { Phone, Email };

struct PendingChange {
    ContactKind kind;
    Private<std::string> value;  ///< E.164, or an address in lower case
    bool proven = false;         ///< the code that went there was typed
};

void storeChange(database::TenantTx& tx, const SessionId& session, const AccountId& account,
                 const PendingChange& change, UtcTime at);
/// Not older than an hour.
[[nodiscard]] std::optional<PendingChange> pendingChange(database::TenantTx& tx, const SessionId& session,
                                                         UtcTime at);
void noteProven(database::TenantTx& tx, const SessionId& session, UtcTime at);
void dropChange(database::TenantTx& tx, const SessionId& session);

/// Whether another account has that address, as address or as login name.
[[nodiscard]] bool addressInUse(database::TenantTx& tx, const AccountId& account, const std::string& email);

/// Makes it the account's. A login name that was the old address goes along; links mailed to the old address
/// that a new password can be chosen with die. Throws DatabaseError of kind Conflict when another account has
/// the address by now.
void applyChange(database::TenantTx& tx, const AccountId& account, const PendingChange& change, UtcTime at);
/// For the care-record system, when it knows this person as a contact or a client.
void tellCareRecord(database::TenantTx& tx, const AccountId& account, const PendingChange& change,
                    UtcTime at);

}  // namespace inzage::identity
