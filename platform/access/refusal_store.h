#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/ids.h"
#include "platform/tenancy/visit.h"

namespace inzage::access {

/// Why the gate gave no viewer, and the names that the explanation needs.
struct Refusal {
    std::string reason = "no_session";  ///< as the SQL function refusal() says it
    Private<std::string> client;
    Private<std::string> portal_manager;
};

/// Asks the tenant's database; reads only. Throws DatabaseError.
[[nodiscard]] Refusal findRefusal(const tenancy::Visit& visit, const std::string& token_hash,
                                  const std::optional<ClientId>& client, std::string_view right);

}  // namespace inzage::access
