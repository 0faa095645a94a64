#include "platform/identity/enrolment/terms_store.h"

namespace inzage::identity {
namespace {

constexpr database::Statement kAccept{"identity_accept_terms", R"(
    WITH kept AS (
        INSERT INTO terms_acceptance (account_id, version, used_by, accepted_at)
        VALUES ($1::uuid, $2, $3, $4::timestamptz) ON CONFLICT DO NOTHING)
    UPDATE account SET terms_version = $2, terms_accepted_at = $4::timestamptz, updated_at = $4::timestamptz
     WHERE id = $1::uuid)"};

}  // namespace

void storeTermsAcceptance(database::TenantTx& tx, const AccountId& account, const std::string& version,
                          std::string_view used_by, UtcTime at) {
    tx.run(kAccept, {account, version, used_by, at});
}

}  // namespace inzage::identity
