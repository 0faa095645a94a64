#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/right.h"
#include "platform/database/tenant_tx.h"

/// SQL of what platform admins do with accounts.
namespace inzage::ctl {

struct Name {
    std::string given;
    std::string prefix;
    std::string family;
};

struct KnownClient {
    ClientId id;
    Name name;
    std::string email;
};

/// Somebody at a client, as the care-record system has them.
struct KnownContact {
    std::string id;
    ClientId client;
    Name name;
    std::string relation;
};

struct NewAccount {
    std::string login_name;  ///< lower case
    std::string email;       ///< lower case, may be empty
    std::string phone;       ///< E.164, may be empty
    Name name;
    std::string language = "nl";
    std::string password_hash;
    bool must_change = true;
    std::string terms_version;
    std::optional<std::string> contact_id;
    std::optional<ClientId> client_id;
};

struct NewAccess {
    ClientId client;
    std::string role;  ///< client, portal_manager, legal_representative, contact
    std::string relation;
    std::vector<Right> rights;
};

/// By the care-record system's id or number.
[[nodiscard]] std::optional<KnownClient> findClient(database::TenantTx& tx, const std::string& number);
[[nodiscard]] std::vector<KnownContact> findContacts(database::TenantTx& tx, const std::string& email);
[[nodiscard]] std::optional<AccountId> findAccountId(database::TenantTx& tx, const std::string& login_name);
/// Throws DatabaseError Conflict when login name or e-mail address are taken.
AccountId makeAccount(database::TenantTx& tx, const NewAccount& account, UtcTime at);
/// A new password; sessions end and devices are no longer trusted.
void resetPassword(database::TenantTx& tx, const AccountId& account, const std::string& hash,
                   bool must_change, UtcTime at);
/// Gives or replaces the access to one client.
void putAccess(database::TenantTx& tx, const AccountId& account, const NewAccess& access, UtcTime at);

}  // namespace inzage::ctl
