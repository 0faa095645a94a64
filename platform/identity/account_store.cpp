#include "platform/identity/account_store.h"

#include "platform/identity/account_columns.h"

namespace inzage::identity {
namespace {

using database::Statement;

constexpr Statement kFind{"identity_find_account", "SELECT " INZAGE_ACCOUNT_COLUMNS R"(
      FROM account
     WHERE state <> 'removed' AND (($3 <> 'email' AND login_name = lower($1))
                                   OR ($3 <> 'user_name' AND email <> '' AND email = lower($1)))
     ORDER BY login_name = lower($1) DESC LIMIT 1)"};

constexpr Statement kRead{"identity_read_account",
                          "SELECT " INZAGE_ACCOUNT_COLUMNS " FROM account WHERE id = $1::uuid"};

constexpr Statement kLock{"identity_lock_account",
                          "SELECT id FROM account WHERE id = $1::uuid FOR NO KEY UPDATE"};

constexpr Statement kPassword{"identity_store_password", R"(
    UPDATE account SET password_hash = $2, password_set_at = $3::timestamptz, password_state = 'valid',
                       one_time_password_hash = NULL, one_time_password_expires_at = NULL, updated_at = $3::timestamptz
     WHERE id = $1::uuid)"};

constexpr Statement kOneTime{"identity_store_one_time", R"(
    UPDATE account SET one_time_password_hash = $2, one_time_password_expires_at = $3::timestamptz
     WHERE id = $1::uuid)"};

constexpr Statement kUseOneTime{"identity_use_one_time", R"(
    UPDATE account SET one_time_password_hash = NULL, one_time_password_expires_at = NULL
     WHERE id = $1::uuid AND one_time_password_hash IS NOT NULL)"};

constexpr Statement kRehash{"identity_store_rehash", R"(
    UPDATE account SET password_hash = $3 WHERE id = $1::uuid AND password_hash = $2)"};

constexpr Statement kNoteLogin{"identity_note_login", R"(
    UPDATE account SET first_login_at = coalesce(first_login_at, $2::timestamptz), previous_login_at = last_login_at,
                       last_login_at = $2::timestamptz
     WHERE id = $1::uuid)"};

constexpr Statement kBlock{"identity_block_factor", R"(
    UPDATE account SET factor_blocked_until = $2::timestamptz WHERE id = $1::uuid)"};

constexpr Statement kLockThrottle{"identity_lock_throttle", R"(
    INSERT INTO login_throttle AS t (name_hash, failures, hour_start, hour_failures, updated_at)
    VALUES ($1, 0, $2::timestamptz, 0, $2::timestamptz)
    ON CONFLICT (name_hash) DO UPDATE SET name_hash = excluded.name_hash
    RETURNING failures, wait_until, updated_at)"};

constexpr Statement kStoreThrottle{"identity_store_throttle", R"(
    UPDATE login_throttle SET failures = $2::integer, wait_until = $3::timestamptz, updated_at = $4::timestamptz,
                              hour_start = $4::timestamptz - interval '1 hour', hour_failures = $5::integer
     WHERE name_hash = $1)"};

constexpr Statement kTriesLastHour{"identity_tries_last_hour", R"(
    SELECT count(*) AS tries FROM login_attempt
     WHERE name_hash = $1 AND trusted = $2::boolean AND at > $3::timestamptz - interval '1 hour'
       AND outcome IN ('started', 'wrong'))"};

constexpr Statement kNoteTry{"identity_note_try", R"(
    INSERT INTO login_attempt (name_hash, account_id, outcome, ip, trusted, at)
    VALUES ($1, $2::uuid, 'started', $3, $4::boolean, $5::timestamptz) RETURNING id)"};

constexpr Statement kTryOutcome{"identity_try_outcome", R"(
    UPDATE login_attempt SET outcome = $2 WHERE id = $1::bigint)"};

constexpr Statement kLog{"identity_log", R"(
    INSERT INTO access_log (at, event, action, outcome, reason, account_id, person, used_by, session_id, ip, device,
                            object_kind, object_id, rule)
    SELECT $1::timestamptz, $2, $3, $4, $5, $6::uuid,
           coalesce((SELECT person_name(given_name, prefix, family_name) FROM account WHERE id = $6::uuid), ''),
           $7, $8::uuid, $9, coalesce((SELECT device FROM session WHERE id = $8::uuid), ''), 'account', coalesce($6::uuid::text, ''), $10)"};

std::string_view wordOf(config::LoginName kind) {
    switch (kind) {
        case config::LoginName::UserName:
            return "user_name";
        case config::LoginName::Email:
            return "email";
        case config::LoginName::Both:
            return "both";
    }
    return "both";
}

}  // namespace

std::optional<Account> accountOf(const database::Rows& rows) {
    if (rows.empty())
        return std::nullopt;
    const auto row = rows[0];
    const auto id = row.id<AccountId>("id");
    if (!id)
        return std::nullopt;
    return Account{*id,
                   std::string{row.text("login_name")},
                   std::string{row.text("email")},
                   std::string{row.text("phone")},
                   std::string{row.text("language")},
                   std::string{row.text("password_hash")},
                   row.flag("may_sign_in"),
                   row.flag("must_change"),
                   row.time("password_set_at"),
                   row.time("first_login_at"),
                   row.time("last_login_at"),
                   row.time("factor_blocked_until"),
                   std::string{row.text("terms_version")},
                   std::string{row.text("one_time_password_hash")},
                   row.time("one_time_password_expires_at")};
}

std::optional<Account> findAccount(database::TenantTx& tx, std::string_view typed_name,
                                   config::LoginName kind, std::string_view today) {
    return accountOf(tx.run(kFind, {typed_name, today, wordOf(kind)}));
}

std::optional<Account> readAccount(database::TenantTx& tx, const AccountId& id, std::string_view today) {
    return accountOf(tx.run(kRead, {id, today}));
}

void lockAccount(database::TenantTx& tx, const AccountId& id) {
    tx.run(kLock, {id});
}

void storePassword(database::TenantTx& tx, const AccountId& id, const std::string& hash, UtcTime at) {
    tx.run(kPassword, {id, hash, at});
}

void storeOneTimePassword(database::TenantTx& tx, const AccountId& id, const std::string& hash,
                          UtcTime until) {
    tx.run(kOneTime, {id, hash, until});
}

bool useOneTimePassword(database::TenantTx& tx, const AccountId& id) {
    return tx.run(kUseOneTime, {id}).affected() > 0;
}

void storeRehash(database::TenantTx& tx, const AccountId& id, const std::string& old_hash,
                 const std::string& hash) {
    tx.run(kRehash, {id, old_hash, hash});
}

void noteLogin(database::TenantTx& tx, const AccountId& id, UtcTime at) {
    tx.run(kNoteLogin, {id, at});
}

void blockFactor(database::TenantTx& tx, const AccountId& id, UtcTime until) {
    tx.run(kBlock, {id, until});
}

Throttle lockThrottle(database::TenantTx& tx, const std::string& key, UtcTime at) {
    const auto rows = tx.run(kLockThrottle, {key, at});
    return {static_cast<int>(rows[0].integer("failures")), rows[0].time("wait_until"),
            rows[0].time("updated_at").value_or(at)};
}

void storeThrottle(database::TenantTx& tx, const std::string& key, const Throttle& throttle, int last_hour) {
    tx.run(kStoreThrottle, {key, throttle.failures, throttle.wait_until, throttle.updated_at, last_hour});
}

int triesLastHour(database::TenantTx& tx, const std::string& name_hash, bool trusted, UtcTime at) {
    return static_cast<int>(tx.run(kTriesLastHour, {name_hash, trusted, at})[0].integer("tries"));
}

std::string noteTry(database::TenantTx& tx, const std::string& name_hash,
                    const std::optional<AccountId>& account, const std::string& ip, bool trusted,
                    UtcTime at) {
    return std::string{tx.run(kNoteTry, {name_hash, account, ip, trusted, at})[0].text("id")};
}

void noteTryOutcome(database::TenantTx& tx, const std::string& try_number, std::string_view outcome) {
    tx.run(kTryOutcome, {try_number, outcome});
}

void logSignIn(database::TenantTx& tx, const SignInRow& row, UtcTime at) {
    tx.run(kLog, {at, row.event, std::string(1, row.action), row.granted ? "granted" : "refused", row.reason,
                  row.account, row.used_by, row.session, row.ip, row.rule});
}

}  // namespace inzage::identity
