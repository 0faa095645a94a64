#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/access/entrance.h"
#include "platform/base/ids.h"
#include "platform/tenancy/visit.h"

namespace inzage::access {

/// Why the gate gave no viewer, and the names that the explanation needs.
struct Refusal {
    std::string reason = "no_session";  ///< as the SQL function refusal() says it
    Private<std::string> client;
    Private<std::string> portal_manager;
    std::string step;  ///< "second_factor", "new_password": where signing in goes on; else ""
};

/// Both ask the tenant's database and read only. Throw DatabaseError.
[[nodiscard]] Refusal findRefusal(const tenancy::Visit& visit, const std::string& token_hash,
                                  const std::optional<ClientId>& client, std::string_view right);

/// Who is signed in, for the frame of a page that shows nothing of a client: no row in the access log, and
/// the session is not kept alive by it. Rights only when the chosen client may be seen; absent without a
/// session.
[[nodiscard]] std::optional<Viewer> findSignedIn(const tenancy::Visit& visit, const std::string& token_hash);

}  // namespace inzage::access
