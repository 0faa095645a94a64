#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/identity/account_store.h"
#include "platform/identity/session_store.h"
#include "platform/identity/sign_in.h"

/// What a new password brings about, whichever way it was chosen.
namespace inzage::identity {

enum class ChangedBy {
    First,    ///< at the first login, in place of one that was handed out
    Aged,     ///< demanded, because the old one was too old or not used for too long
    OneTime,  ///< after a login with a mailed one-time password
    Link,     ///< after a mailed link
    Own,      ///< by somebody who is signed in
};
/// For the access log: "first", "aged", "one_time", "link", "own".
[[nodiscard]] std::string_view nameOf(ChangedBy way) noexcept;

/// Stores the password. Whoever was in with the old one is out at their next request, only `except` stays;
/// after a reset, and when its owner changed it, every other device is a stranger again and the owner is told
/// by mail and SMS at the address and number that were known before (ASVS 5 §6.3.7, §7.4.3). Writes the
/// access-log row. The session's row must be locked.
void settleNewPassword(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                       const std::string& hash, const std::optional<SessionStep>& except, ChangedBy way,
                       const delivery::Outbox& outbox, const MessageWords& words);

}  // namespace inzage::identity
