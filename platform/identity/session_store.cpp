#include "platform/identity/session_store.h"

#include "platform/identity/account_store.h"
#include "platform/identity/sign_in.h"

namespace inzage::identity {
namespace {

using database::Statement;

constexpr Statement kMake{"identity_make_session", R"(
    INSERT INTO session (token_hash, account_id, state, used_by, created_at, last_seen_at, expires_at, ip, agent,
                         device_id, entered_by, device)
    VALUES ($1, $2::uuid, $3, $4, $5::timestamptz, $5::timestamptz, $6::timestamptz, $7, left($8, 300),
            $9::uuid, $10, $11) RETURNING id)"};

#define INZAGE_FIND_SESSION                                                                         \
    "SELECT id, account_id, state, used_by, created_at, entered_by FROM session "                   \
    "WHERE token_hash = $1 AND state NOT IN ('ended', 'preview') AND expires_at > $2::timestamptz " \
    "AND last_seen_at + make_interval(secs => $3::integer) > $2::timestamptz"
constexpr Statement kFind{"identity_find_session", INZAGE_FIND_SESSION};
constexpr Statement kFindLocked{"identity_find_session_locked", INZAGE_FIND_SESSION " FOR UPDATE"};

constexpr Statement kTouch{"identity_touch_session", R"(
    UPDATE session SET last_seen_at = greatest(last_seen_at, $2::timestamptz) WHERE id = $1::uuid)"};

constexpr Statement kAdvance{"identity_advance_session", R"(
    UPDATE session SET token_hash = $2, state = $3, device_id = coalesce($4::uuid, device_id),
                       last_seen_at = $5::timestamptz, expires_at = $6::timestamptz
     WHERE id = $1::uuid AND state <> 'ended')"};

constexpr Statement kRenew{"identity_renew_session", R"(
    UPDATE session SET token_hash = $2, last_seen_at = greatest(last_seen_at, $3::timestamptz)
     WHERE id = $1::uuid AND state <> 'ended')"};

constexpr Statement kEnd{"identity_end_session", R"(
    UPDATE session SET state = 'ended', ended_at = $2::timestamptz, ended_why = $3
     WHERE token_hash = $1 AND state <> 'ended' RETURNING id, account_id, state, used_by, created_at, entered_by)"};

constexpr Statement kEndOf{"identity_end_sessions_of", R"(
    UPDATE session SET state = 'ended', ended_at = $3::timestamptz, ended_why = $4
     WHERE account_id = $1::uuid AND state <> 'ended' AND id IS DISTINCT FROM $2::uuid)"};

constexpr Statement kEndAll{"identity_end_all_sessions", R"(
    UPDATE session SET state = 'ended', ended_at = $1::timestamptz, ended_why = $2 WHERE state <> 'ended')"};

constexpr Statement kHowEnded{"identity_how_session_ended", R"(
    SELECT CASE WHEN state = 'ended' THEN ended_why
                WHEN expires_at <= $2::timestamptz THEN 'expired'
                WHEN last_seen_at + make_interval(secs => $3::integer) <= $2::timestamptz THEN 'idle' END AS how
      FROM session WHERE token_hash = $1)"};

constexpr Statement kFindDevice{"identity_find_device", R"(
    SELECT id, trusted_at, last_used_at FROM trusted_device
     WHERE token_hash = $1 AND account_id = $2::uuid AND revoked_at IS NULL)"};

constexpr Statement kTrustsNamed{"identity_trusts_device_named", R"(
    SELECT 1 FROM trusted_device
     WHERE account_id = $1::uuid AND name = left($2, 100) AND name <> '' AND revoked_at IS NULL LIMIT 1)"};

// Another device than the first is news to its owner; one that is trusted again is not.
constexpr Statement kTrust{"identity_trust_device", R"(
    WITH kept AS (
        INSERT INTO trusted_device (account_id, token_hash, name, trusted_at, last_used_at)
        VALUES ($1::uuid, $2, left($3, 100), $4::timestamptz, $4::timestamptz)
        ON CONFLICT (token_hash) DO UPDATE SET trusted_at = excluded.trusted_at, last_used_at = excluded.last_used_at,
                                               name = excluded.name, revoked_at = NULL
        RETURNING id, xmax = 0 AS fresh)
    SELECT k.id, k.fresh AND EXISTS (SELECT FROM trusted_device d WHERE d.account_id = $1::uuid)
                 AND tell_notice('device', NULL, $1::uuid, k.id, '', NULL, $4::timestamptz) AS told
      FROM kept k)"};

constexpr Statement kUseDevice{"identity_use_device", R"(
    UPDATE trusted_device SET last_used_at = greatest(last_used_at, $2::timestamptz) WHERE id = $1::uuid)"};

constexpr Statement kRevokeDevices{"identity_revoke_devices", R"(
    UPDATE trusted_device SET revoked_at = $2::timestamptz
     WHERE account_id = $1::uuid AND revoked_at IS NULL
       AND id IS DISTINCT FROM (SELECT device_id FROM session WHERE id = $3::uuid))"};

constexpr Statement kRevokeDevice{"identity_revoke_device", R"(
    UPDATE trusted_device SET revoked_at = $3::timestamptz
     WHERE id = $2::uuid AND account_id = $1::uuid AND revoked_at IS NULL)"};

constexpr Statement kEndOnDevice{"identity_end_sessions_on_device", R"(
    UPDATE session SET state = 'ended', ended_at = $4::timestamptz, ended_why = 'device'
     WHERE account_id = $1::uuid AND device_id = $2::uuid AND id <> $3::uuid AND state <> 'ended')"};

constexpr Statement kEndOneOf{"identity_end_session_of", R"(
    UPDATE session SET state = 'ended', ended_at = $3::timestamptz, ended_why = $4
     WHERE id = $2::uuid AND account_id = $1::uuid AND state <> 'ended')"};

std::string_view wordOf(SessionState state) {
    switch (state) {
        case SessionState::SecondFactor:
            return "second_factor";
        case SessionState::NewPassword:
            return "new_password";
        case SessionState::Terms:
            return "terms";
        case SessionState::Full:
            return "full";
    }
    return "ended";
}

SessionState stateOf(std::string_view word) {
    if (word == "full")
        return SessionState::Full;
    if (word == "terms")
        return SessionState::Terms;
    return word == "new_password" ? SessionState::NewPassword : SessionState::SecondFactor;
}

std::string_view wordOf(EnteredBy way) {
    switch (way) {
        case EnteredBy::Password:
            return "password";
        case EnteredBy::OneTime:
            return "one_time";
        case EnteredBy::Link:
            return "link";
        case EnteredBy::External:
            return "external";
    }
    return "link";
}

EnteredBy enteredBy(std::string_view word) {
    if (word == "password")
        return EnteredBy::Password;
    if (word == "external")
        return EnteredBy::External;
    return word == "one_time" ? EnteredBy::OneTime : EnteredBy::Link;
}

std::optional<SessionStep> stepOf(const database::Rows& rows) {
    if (rows.empty())
        return std::nullopt;
    const auto row = rows[0];
    const auto id = row.id<SessionId>("id");
    const auto account = row.id<AccountId>("account_id");
    const auto created_at = row.time("created_at");
    if (!id || !account || !created_at)
        return std::nullopt;
    return SessionStep{*id,
                       *account,
                       stateOf(row.text("state")),
                       std::string{row.text("used_by")},
                       *created_at,
                       enteredBy(row.text("entered_by"))};
}

}  // namespace

SessionId makeSession(database::TenantTx& tx, const NewSession& session, UtcTime at) {
    const auto rows = tx.run(kMake, {session.token_hash, session.account, wordOf(session.state),
                                     session.used_by, at, session.expires_at, session.ip, session.agent,
                                     session.device, wordOf(session.entered_by), deviceName(session.agent)});
    return rows[0].id<SessionId>("id").value();
}

std::optional<SessionStep> findSession(database::TenantTx& tx, const std::string& token_hash,
                                       const config::SessionSettings& settings, UtcTime at, bool lock) {
    const int idle_s = settings.idle_min * 60;
    const auto found = stepOf(tx.run(kFind, {token_hash, at, idle_s}));
    if (!found || !lock)
        return found;
    // The account first: whoever holds it may end other sessions of it, and must not wait for one whose
    // holder waits for the account.
    lockAccount(tx, found->account);
    return stepOf(tx.run(kFindLocked, {token_hash, at, idle_s}));
}

void touchSession(database::TenantTx& tx, const SessionId& id, UtcTime at) {
    tx.run(kTouch, {id, at});
}

void advanceSession(database::TenantTx& tx, const SessionId& id, const std::string& new_token_hash,
                    SessionState state, const std::optional<DeviceId>& device, UtcTime at,
                    UtcTime expires_at) {
    tx.run(kAdvance, {id, new_token_hash, wordOf(state), device, at, expires_at});
}

void renewSession(database::TenantTx& tx, const SessionId& id, const std::string& new_token_hash,
                  UtcTime at) {
    tx.run(kRenew, {id, new_token_hash, at});
}

std::optional<SessionStep> endSession(database::TenantTx& tx, const std::string& token_hash,
                                      std::string_view why, UtcTime at) {
    return stepOf(tx.run(kEnd, {token_hash, at, why}));
}

int endSessionsOf(database::TenantTx& tx, const AccountId& account, const std::optional<SessionId>& except,
                  std::string_view why, UtcTime at) {
    return static_cast<int>(tx.run(kEndOf, {account, except, at, why}).affected());
}

void shutOthersOut(database::TenantTx& tx, const AccountId& account, const std::optional<SessionId>& except,
                   std::string_view why, UtcTime at) {
    // Sessions before the account, as in every step, so that none wait for each other in a circle.
    endSessionsOf(tx, account, except, why, at);
    lockAccount(tx, account);
    endSessionsOf(tx, account, except, why, at);
}

int endAllSessions(database::TenantTx& tx, std::string_view why, UtcTime at) {
    return static_cast<int>(tx.run(kEndAll, {at, why}).affected());
}

std::optional<std::string> howSessionEnded(database::TenantTx& tx, const std::string& token_hash,
                                           const config::SessionSettings& settings, UtcTime at) {
    const auto rows = tx.run(kHowEnded, {token_hash, at, settings.idle_min * 60});
    return rows.empty() ? std::nullopt : rows[0].maybeText("how");
}

std::optional<TrustedDevice> findDevice(database::TenantTx& tx, const std::string& token_hash,
                                        const AccountId& account) {
    const auto rows = tx.run(kFindDevice, {token_hash, account});
    if (rows.empty())
        return std::nullopt;
    const auto id = rows[0].id<DeviceId>("id");
    const auto trusted_at = rows[0].time("trusted_at");
    const auto last_used_at = rows[0].time("last_used_at");
    if (!id || !trusted_at || !last_used_at)
        return std::nullopt;
    return TrustedDevice{*id, *trusted_at, *last_used_at};
}

bool trustsDeviceNamed(database::TenantTx& tx, const AccountId& account, const std::string& name) {
    return !tx.run(kTrustsNamed, {account, name}).empty();
}

DeviceId trustDevice(database::TenantTx& tx, const std::string& token_hash, const AccountId& account,
                     const std::string& name, UtcTime at) {
    return tx.run(kTrust, {account, token_hash, name, at})[0].id<DeviceId>("id").value();
}

void noteDeviceUse(database::TenantTx& tx, const DeviceId& id, UtcTime at) {
    tx.run(kUseDevice, {id, at});
}

bool revokeDevice(database::TenantTx& tx, const AccountId& account, const DeviceId& device,
                  const SessionId& except, UtcTime at) {
    if (tx.run(kRevokeDevice, {account, device, at}).affected() == 0)
        return false;
    tx.run(kEndOnDevice, {account, device, except, at});
    return true;
}

bool endSessionOf(database::TenantTx& tx, const AccountId& account, const SessionId& session,
                  std::string_view why, UtcTime at) {
    return tx.run(kEndOneOf, {account, session, at, why}).affected() > 0;
}

void revokeDevicesOf(database::TenantTx& tx, const AccountId& account, UtcTime at,
                     const std::optional<SessionId>& except) {
    tx.run(kRevokeDevices, {account, at, except});
}

}  // namespace inzage::identity
