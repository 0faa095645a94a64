#pragma once
#include <string>
#include <vector>

#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/database/tenant_tx.h"

/// SQL of what platform admins do with invitations.
namespace inzage::ctl {

/// A contact of the care-record system who should have access and has none.
struct ContactToInvite {
    std::string contact_id;
    ClientId client;
    std::string client_number;
    std::string role;  ///< portal_manager, legal_representative
    Private<std::string> email;
    Private<std::string> given_name;
    Private<std::string> prefix;
    Private<std::string> family_name;
};
/// Portal managers and legal representatives with an address, of clients in care, who neither have access to
/// that client nor an invitation that can still be taken up.
[[nodiscard]] std::vector<ContactToInvite> contactsToInvite(database::TenantTx& tx, const std::string& today,
                                                            UtcTime at);
/// The care-record system's number, else its id.
[[nodiscard]] std::string clientNumber(database::TenantTx& tx, const ClientId& client);
/// An account that client and representative share is there already.
[[nodiscard]] bool clientHasAccount(database::TenantTx& tx, const ClientId& client);

}  // namespace inzage::ctl
