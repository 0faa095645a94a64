#include "platform/access/log_keeper_store.h"

namespace inzage::access {
namespace {

constexpr database::Statement kSeal{"access_seal_log",
                                    "SELECT seal_access_log($1::timestamptz, $2::integer) AS rows"};
constexpr database::Statement kHead{"access_log_head",
                                    "SELECT to_id, seal FROM access_log_seal ORDER BY to_id DESC LIMIT 1"};

}  // namespace

int sealLog(database::TenantTx& tx, UtcTime at, int max) {
    return static_cast<int>(tx.run(kSeal, {at, max})[0].integer("rows"));
}

LogHead headOfLog(database::TenantTx& tx) {
    const auto rows = tx.run(kHead);
    if (rows.empty())
        return {};
    return {rows[0].integer("to_id"), std::string{rows[0].text("seal")}};
}

}  // namespace inzage::access
