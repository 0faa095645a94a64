#include "platform/identity/factors/factor_store.h"

#include "platform/base/token.h"
#include "platform/identity/factors/recovery_codes.h"
#include "platform/identity/factors/totp.h"

namespace inzage::identity {
namespace {

using database::Statement;

constexpr Statement kKey{"identity_recovery_key", R"(
    SELECT recovery_key_sealed AS sealed FROM account WHERE id = $1::uuid AND recovery_key_sealed IS NOT NULL)"};

constexpr Statement kStoreKey{"identity_store_recovery_key", R"(
    UPDATE account SET recovery_key_sealed = $2, updated_at = $3::timestamptz WHERE id = $1::uuid)"};

constexpr Statement kForgetCodes{"identity_forget_recovery_codes",
                                 "DELETE FROM recovery_code WHERE account_id = $1::uuid"};

constexpr Statement kStoreCode{"identity_store_recovery_code", R"(
    INSERT INTO recovery_code (account_id, code_hash, created_at) VALUES ($1::uuid, $2, $3::timestamptz))"};

constexpr Statement kUseCode{"identity_use_recovery_code", R"(
    UPDATE recovery_code SET used_at = $3::timestamptz
     WHERE account_id = $1::uuid AND code_hash = $2 AND used_at IS NULL)"};

constexpr Statement kLeft{"identity_recovery_codes_left", R"(
    SELECT count(*) AS codes FROM recovery_code WHERE account_id = $1::uuid AND used_at IS NULL)"};

// A row of its own among the codes, so that wrong ones are counted together.
constexpr Statement kWrong{"identity_wrong_recovery", R"(
    INSERT INTO code (account_id, session_id, purpose, channel, code_hash, sequence, tries, state, sent_at, expires_at)
    VALUES ($1::uuid, $2::uuid, 'recovery', 'paper', '', 0, 1, 'dead', $3::timestamptz, $3::timestamptz))"};

constexpr Statement kUsesApp{"identity_uses_app", R"(
    SELECT 1 FROM account WHERE id = $1::uuid AND second_factor = 'totp' AND totp_secret_sealed IS NOT NULL)"};

constexpr Statement kBackups{"identity_backups", R"(
    SELECT EXISTS (SELECT FROM account WHERE id = $1::uuid AND second_factor = 'totp' AND totp_secret_sealed IS NOT NULL) AS app,
           (SELECT count(*) FROM recovery_code WHERE account_id = $1::uuid AND used_at IS NULL) AS codes)"};

constexpr Statement kStorePending{"identity_store_pending_app", R"(
    UPDATE account SET totp_pending_sealed = $2, totp_pending_at = $3::timestamptz WHERE id = $1::uuid)"};

constexpr Statement kPending{"identity_pending_app", R"(
    SELECT totp_pending_sealed AS sealed FROM account
     WHERE id = $1::uuid AND totp_pending_at > $2::timestamptz - interval '1 hour' AND totp_pending_sealed IS NOT NULL)"};

constexpr Statement kAccept{"identity_accept_app", R"(
    UPDATE account SET second_factor = 'totp', totp_secret_sealed = totp_pending_sealed, totp_last_step = $2::bigint,
                       totp_since = $3::timestamptz, totp_pending_sealed = NULL, totp_pending_at = NULL,
                       updated_at = $3::timestamptz
     WHERE id = $1::uuid AND totp_pending_sealed IS NOT NULL)"};

constexpr Statement kDrop{"identity_drop_app", R"(
    UPDATE account SET second_factor = 'sms', totp_secret_sealed = NULL, totp_since = NULL, totp_last_step = 0,
                       updated_at = $2::timestamptz
     WHERE id = $1::uuid AND second_factor = 'totp')"};

constexpr Statement kSecret{"identity_app_secret", R"(
    SELECT totp_secret_sealed AS sealed, totp_last_step FROM account
     WHERE id = $1::uuid AND second_factor = 'totp' AND totp_secret_sealed IS NOT NULL)"};

constexpr Statement kUseStep{"identity_use_app_step", R"(
    UPDATE account SET totp_last_step = $2::bigint WHERE id = $1::uuid AND totp_last_step < $2::bigint)"};

std::string contextOf(std::string_view what, const AccountId& account) {
    return std::string{what} + "/" + account.text();
}

std::string recoveryKey(database::TenantTx& tx, const AccountId& account, const database::SealKey& key) {
    const auto rows = tx.run(kKey, {account});
    if (rows.empty())
        return {};
    return key.open(rows[0].text("sealed"), contextOf("recovery", account)).value_or(std::string{});
}

}  // namespace

void storeRecoveryCodes(database::TenantTx& tx, const AccountId& account,
                        const std::vector<std::string>& codes, const database::SealKey& key, UtcTime at) {
    const auto own = newToken();
    tx.run(kStoreKey, {account, key.seal(own, contextOf("recovery", account)), at});
    tx.run(kForgetCodes, {account});
    for (const auto& code : codes)
        tx.run(kStoreCode, {account, recoveryHash(own, code), at});
}

bool useRecoveryCode(database::TenantTx& tx, const AccountId& account, std::string_view typed,
                     const database::SealKey& key, UtcTime at) {
    const auto hash = recoveryHash(recoveryKey(tx, account, key), typed);
    return !hash.empty() && tx.run(kUseCode, {account, hash, at}).affected() == 1;
}

int recoveryCodesLeft(database::TenantTx& tx, const AccountId& account) {
    return static_cast<int>(tx.run(kLeft, {account})[0].integer("codes"));
}

void noteWrongRecovery(database::TenantTx& tx, const AccountId& account, const SessionId& session,
                       UtcTime at) {
    tx.run(kWrong, {account, session, at});
}

Backups backupsOf(database::TenantTx& tx, const AccountId& account) {
    const auto rows = tx.run(kBackups, {account});
    return {rows[0].flag("app"), static_cast<int>(rows[0].integer("codes"))};
}

bool usesApp(database::TenantTx& tx, const AccountId& account) {
    return !tx.run(kUsesApp, {account}).empty();
}

void storePendingApp(database::TenantTx& tx, const AccountId& account, std::string_view secret,
                     const database::SealKey& key, UtcTime at) {
    tx.run(kStorePending, {account, key.seal(secret, contextOf("app", account)), at});
}

std::optional<std::string> pendingApp(database::TenantTx& tx, const AccountId& account,
                                      const database::SealKey& key, UtcTime at) {
    const auto rows = tx.run(kPending, {account, at});
    if (rows.empty())
        return std::nullopt;
    return key.open(rows[0].text("sealed"), contextOf("app", account));
}

void acceptApp(database::TenantTx& tx, const AccountId& account, std::int64_t step, UtcTime at) {
    tx.run(kAccept, {account, step, at});
}

void dropApp(database::TenantTx& tx, const AccountId& account, UtcTime at) {
    tx.run(kDrop, {account, at});
}

bool useAppCode(database::TenantTx& tx, const AccountId& account, std::string_view code,
                const database::SealKey& key, UtcTime at) {
    const auto rows = tx.run(kSecret, {account});
    if (rows.empty())
        return false;
    const auto secret = key.open(rows[0].text("sealed"), contextOf("app", account));
    if (!secret)
        return false;
    const auto step = totpStep(*secret, code, at, rows[0].integer("totp_last_step"));
    return step && tx.run(kUseStep, {account, *step}).affected() == 1;
}

}  // namespace inzage::identity
