#pragma once
#include <string>
#include <vector>

#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/database/tenant_tx.h"
#include "platform/sharing/adding.h"

/// "Bedoelde u": whom somebody may mean.
namespace inzage::sharing {

/// Somebody whom the viewer knows already, because both have access to one client.
struct Known {
    AccountId account;
    Private<std::string> given_name;
    Private<std::string> prefix;
    Private<std::string> family_name;
    Private<std::string> email;
    bool here = false;  ///< has access to this client already
};

/// People with this address or this name among those who share a client with the viewer; at most five.
/// Nobody else is ever looked up: what is typed about a stranger, known to the organisation or not, finds
/// nothing.
[[nodiscard]] std::vector<Known> knownPeople(database::TenantTx& tx, const AccountId& viewer,
                                             const ClientId& client, const TypedPerson& typed,
                                             std::string_view today);

}  // namespace inzage::sharing
