#include "platform/identity/passkeys/passkey_store.h"

#include "platform/base/token.h"

namespace inzage::identity {
namespace {

using database::Statement;

constexpr Statement kFind{"identity_find_passkey", R"(
    SELECT id, account_id, public_key, sign_count, last_asked_at FROM passkey WHERE credential_id = $1)"};

constexpr Statement kUsed{"identity_passkey_used", R"(
    UPDATE passkey SET sign_count = $2::bigint, last_asked_at = $3::timestamptz, last_used_at = $4::timestamptz
     WHERE id = $1::uuid)"};

constexpr Statement kOf{"identity_passkeys_of", R"(
    SELECT id, name, credential_id, created_at, last_used_at FROM passkey WHERE account_id = $1::uuid ORDER BY created_at, id)"};

constexpr Statement kStore{"identity_store_passkey", R"(
    INSERT INTO passkey (account_id, credential_id, public_key, sign_count, name, created_at)
    VALUES ($1::uuid, $2, $3, $4::bigint, $5, $6::timestamptz) ON CONFLICT (credential_id) DO NOTHING)"};

constexpr Statement kRemove{"identity_remove_passkey", R"(
    DELETE FROM passkey WHERE account_id = $1::uuid AND id = $2::uuid RETURNING name)"};

}  // namespace

std::optional<StoredPasskey> findPasskey(database::TenantTx& tx, const std::string& credential_id) {
    const auto rows = tx.run(kFind, {base64Url(credential_id)});
    if (rows.empty())
        return std::nullopt;
    const auto id = rows[0].id<PasskeyId>("id");
    const auto account = rows[0].id<AccountId>("account_id");
    auto key = fromBase64Url(rows[0].text("public_key"));
    if (!id || !account || !key)
        return std::nullopt;
    return StoredPasskey{
        *id,
        *account,
        {credential_id, std::move(*key), static_cast<std::uint32_t>(rows[0].integer("sign_count"))},
        rows[0].time("last_asked_at")};
}

void notePasskeyUse(database::TenantTx& tx, const PasskeyId& id, std::uint32_t counter, UtcTime asked_at,
                    UtcTime at) {
    tx.run(kUsed, {id, static_cast<std::int64_t>(counter), asked_at, at});
}

std::vector<PasskeyRow> passkeysOf(database::TenantTx& tx, const AccountId& account) {
    std::vector<PasskeyRow> rows;
    for (const auto row : tx.run(kOf, {account})) {
        const auto id = row.id<PasskeyId>("id");
        if (id)
            rows.push_back({*id, std::string{row.text("name")}, std::string{row.text("credential_id")},
                            row.time("created_at").value_or(UtcTime{}), row.time("last_used_at")});
    }
    return rows;
}

bool storePasskey(database::TenantTx& tx, const AccountId& account, const PasskeyKey& key,
                  const std::string& name, UtcTime at) {
    return tx.run(kStore, {account, base64Url(key.credential_id), base64Url(key.public_key),
                           static_cast<std::int64_t>(key.counter), name, at})
               .affected() == 1;
}

std::optional<std::string> removePasskey(database::TenantTx& tx, const AccountId& account,
                                         const std::string& id) {
    const auto rows = tx.run(kRemove, {account, id});
    if (rows.empty())
        return std::nullopt;
    return std::string{rows[0].text("name")};
}

}  // namespace inzage::identity
