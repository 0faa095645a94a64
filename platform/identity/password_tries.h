#pragma once
#include <optional>
#include <string>

#include "platform/identity/account_store.h"
#include "platform/identity/password_hasher.h"

/// Waiting after wrong passwords: one way for every page that takes one.
namespace inzage::identity {

struct PasswordTry {
    std::string throttle_key;  ///< whose wait it is: a name, a device, or somebody who is signed in
    std::string name_hash;     ///< what the tries of an hour are counted under
    std::optional<AccountId> account;
    std::string ip;
    bool trusted = false;  ///< counted apart, so that a stranger can't use them up
};

/// Counts the try as wrong before its password is looked at, so that parallel ones can't pass the waits.
/// Gives its number; absent when it must wait and nothing may be checked.
[[nodiscard]] std::optional<std::string> admitTry(database::TenantTx& tx, const PasswordTry& made,
                                                  UtcTime at);

/// What came of it. Busy: nothing was checked, so nothing counts.
void settleTry(database::TenantTx& tx, const std::string& throttle_key, const std::string& number,
               PasswordAnswer answer, UtcTime at);

}  // namespace inzage::identity
