#pragma once
#include <optional>
#include <string>

#include "platform/tenancy/visit.h"

/// SQL of what was typed before somebody signed in again. Fields are JSON: [["naam", "waarde"], …].
namespace inzage::access {

struct KeptRow {
    std::string session_hash;
    std::string token_hash;
    std::string path;
    std::string fields_json;
};
/// Keeps it for the account of that session, which is over; false when there is no such session.
[[nodiscard]] bool storeTyped(const tenancy::Visit& visit, const KeptRow& row);

/// What was kept for this page, this browser and the account that is signed in with `session_hash`; its
/// client is chosen again. Absent otherwise.
[[nodiscard]] std::optional<Private<std::string>> findTyped(const tenancy::Visit& visit,
                                                            const std::string& session_hash,
                                                            const std::string& token_hash);
void forgetTyped(const tenancy::Visit& visit, const std::string& token_hash);

}  // namespace inzage::access
