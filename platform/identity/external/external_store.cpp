#include "platform/identity/external/external_store.h"

namespace inzage::identity {
namespace {

using database::Statement;

constexpr Statement kLinked{"identity_external_linked", R"(
    SELECT account_id FROM external_identity WHERE issuer = $1 AND subject = $2)"};

constexpr Statement kLink{"identity_external_link", R"(
    INSERT INTO external_identity (issuer, subject, account_id, linked_at, last_asked_at)
    VALUES ($1, $2, $3::uuid, $5::timestamptz, $4::timestamptz) ON CONFLICT DO NOTHING)"};

constexpr Statement kAnswer{"identity_external_answer", R"(
    UPDATE external_identity SET last_asked_at = $3::timestamptz
     WHERE issuer = $1 AND subject = $2 AND last_asked_at < $3::timestamptz)"};

constexpr Statement kUnlink{"identity_external_unlink",
                            "DELETE FROM external_identity WHERE account_id = $1::uuid"};

}  // namespace

std::optional<AccountId> linkedAccount(database::TenantTx& tx, const ExternalIdentity& identity) {
    const auto rows = tx.run(kLinked, {identity.issuer, identity.subject});
    return rows.empty() ? std::nullopt : rows[0].id<AccountId>("account_id");
}

bool linkAccount(database::TenantTx& tx, const ExternalIdentity& identity, const AccountId& account,
                 UtcTime asked_at, UtcTime at) {
    return tx.run(kLink, {identity.issuer, identity.subject, account, asked_at, at}).affected() == 1;
}

bool noteAnswer(database::TenantTx& tx, const ExternalIdentity& identity, UtcTime asked_at) {
    return tx.run(kAnswer, {identity.issuer, identity.subject, asked_at}).affected() == 1;
}

int unlinkAccount(database::TenantTx& tx, const AccountId& account) {
    return static_cast<int>(tx.run(kUnlink, {account}).affected());
}

}  // namespace inzage::identity
