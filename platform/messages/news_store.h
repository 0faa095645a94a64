#pragma once
#include <optional>
#include <string>

#include "platform/tenancy/visit.h"

namespace inzage::messages {

/// How many messages of others arrived after `since`, in one conversation or ("") in all that this account
/// reads at its chosen client; counted up to 99. Absent when the visitor may not see them (any more). Reads
/// only: no row in the access log, because it tells a number and nothing of anybody, and the session is not
/// kept alive by it. Throws DatabaseError.
[[nodiscard]] std::optional<int> findNews(const tenancy::Visit& visit, const std::string& token_hash,
                                          const std::string& conversation, UtcTime since);

}  // namespace inzage::messages
