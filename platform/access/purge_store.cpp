#include "platform/access/purge.h"

namespace inzage::access {
namespace {

constexpr database::Statement kPurge{
    "access_purge_after_care", "SELECT purge_after_care($1::date, $2::timestamptz, $3::integer) AS rows"};

}  // namespace

int purgeAfterCare(database::TenantTx& tx, const std::string& last_day, UtcTime at, int max) {
    return static_cast<int>(tx.run(kPurge, {last_day, at, max})[0].integer("rows"));
}

}  // namespace inzage::access
