#pragma once
#include <string>
#include <string_view>

#include "platform/access/entrance.h"

/// Looking through somebody else's eyes: a session that may only read, under the rights that both have. The
/// gate in SQL keeps it so.
namespace inzage::sharing {

/// From now on this session looks as `person`. False when it isn't signed in any more.
[[nodiscard]] bool startPreview(database::TenantTx& tx, const SessionId& session, const ClientId& client,
                                const AccountId& person, UtcTime at);

/// Ends it, with its row in the access log. False when this browser has no such session.
[[nodiscard]] bool stopPreview(const tenancy::Visit& visit, const std::string& token_hash);

}  // namespace inzage::sharing
