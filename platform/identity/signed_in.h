#pragma once
#include <optional>
#include <string>

#include "platform/identity/account_store.h"
#include "platform/identity/session_store.h"
#include "platform/identity/sign_in.h"

namespace inzage::identity {

/// Somebody who is signed in, and still may be.
struct SignedIn {
    SessionStep session;
    Account account;
};

/// Whose session that cookie names; absent without a full one. With `lock`, account and session are kept
/// until the transaction ends: changes of one account queue.
[[nodiscard]] std::optional<SignedIn> findSignedIn(database::TenantTx& tx, const Occasion& occasion,
                                                   const std::string& session_token, bool lock);

}  // namespace inzage::identity
