#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/identity/account_store.h"

/// SQL of asking for a new password.
namespace inzage::identity {

/// By e-mail address, and user name too when `user_name` isn't empty; case doesn't matter.
[[nodiscard]] std::optional<Account> findAccountToReset(database::TenantTx& tx, std::string_view email,
                                                        std::string_view user_name, std::string_view today);

/// Notes that somebody asked under this fingerprint of a name, and says whether a mail may go: no more than
/// `per_hour` and `per_day`; what was refused doesn't count. Others who ask under it wait until this
/// transaction ends.
[[nodiscard]] bool noteResetAsked(database::TenantTx& tx, const std::string& name_hash,
                                  const std::optional<AccountId>& account, const std::string& ip,
                                  int per_hour, int per_day, UtcTime at);

/// What is written between the two stays when `keep`, and never was when not: the same work either way.
void beginPerhaps(database::TenantTx& tx);
void endPerhaps(database::TenantTx& tx, bool keep);

}  // namespace inzage::identity
