#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/config/tenant_settings.h"
#include "platform/database/tenant_tx.h"

/// SQL about sessions and trusted devices. Full sessions are checked and kept alive by the gate enter(); here
/// are the steps before it, and the end.
namespace inzage::identity {

enum class SessionState { SecondFactor, NewPassword, Terms, Full };
/// What began a session: the account's password, a mailed one-time password, the link of a mail, or an
/// identity provider.
enum class EnteredBy { Password, OneTime, Link, External };

struct NewSession {
    std::string token_hash;
    AccountId account;
    SessionState state;
    std::string used_by;  ///< self, client, representative
    std::string ip;
    std::string agent;
    UtcTime expires_at;
    std::optional<DeviceId> device{};
    EnteredBy entered_by = EnteredBy::Password;
};
[[nodiscard]] SessionId makeSession(database::TenantTx& tx, const NewSession& session, UtcTime at);

/// A session between its steps.
struct SessionStep {
    SessionId id;
    AccountId account;
    SessionState state;
    std::string used_by;
    UtcTime created_at;
    EnteredBy entered_by = EnteredBy::Password;
};
/// The living session of that cookie, whatever its state; with `lock`, its account and then the session
/// itself are kept until the transaction ends.
[[nodiscard]] std::optional<SessionStep> findSession(database::TenantTx& tx, const std::string& token_hash,
                                                     const config::SessionSettings& settings, UtcTime at,
                                                     bool lock = false);

/// Keeps a session between its steps alive; full ones are kept by the gate.
void touchSession(database::TenantTx& tx, const SessionId& id, UtcTime at);

/// The next step under a new id: the old cookie is worth nothing afterwards (OWASP ASVS 5 §7.2.4).
void advanceSession(database::TenantTx& tx, const SessionId& id, const std::string& new_token_hash,
                    SessionState state, const std::optional<DeviceId>& device, UtcTime at,
                    UtcTime expires_at);

/// A new id for a session that stays what it is; its end doesn't move.
void renewSession(database::TenantTx& tx, const SessionId& id, const std::string& new_token_hash, UtcTime at);

/// Ends one session by its cookie; gives whose it was, absent when there was none alive.
[[nodiscard]] std::optional<SessionStep> endSession(database::TenantTx& tx, const std::string& token_hash,
                                                    std::string_view why, UtcTime at);
/// Ends all sessions of an account but `except`; gives their number. Acts on the next request of each. A
/// sign-in that is under way may still make one: after a change that should keep it out, shutOthersOut().
int endSessionsOf(database::TenantTx& tx, const AccountId& account, const std::optional<SessionId>& except,
                  std::string_view why, UtcTime at);
/// The same, and then locks the account's row and ends what a sign-in under way made until then: whoever
/// comes in afterwards has seen the change of this transaction.
void shutOthersOut(database::TenantTx& tx, const AccountId& account, const std::optional<SessionId>& except,
                   std::string_view why, UtcTime at);
/// Ends one session of that account; false when there is none alive.
[[nodiscard]] bool endSessionOf(database::TenantTx& tx, const AccountId& account, const SessionId& session,
                                std::string_view why, UtcTime at);
/// Ends all sessions of the tenant; gives their number.
[[nodiscard]] int endAllSessions(database::TenantTx& tx, std::string_view why, UtcTime at);

/// How a session ended that its cookie still names: "idle", "expired", or the reason it was ended with
/// ("logout", "password", …); absent for a cookie this tenant never gave out, and for a living session.
[[nodiscard]] std::optional<std::string> howSessionEnded(database::TenantTx& tx,
                                                         const std::string& token_hash,
                                                         const config::SessionSettings& settings, UtcTime at);

struct TrustedDevice {
    DeviceId id;
    UtcTime trusted_at;
    UtcTime last_used_at;
};
[[nodiscard]] std::optional<TrustedDevice> findDevice(database::TenantTx& tx, const std::string& token_hash,
                                                      const AccountId& account);
/// Whether the account trusts a device of this name ("Firefox op Windows"; never ""), whatever the browser
/// knows of it.
[[nodiscard]] bool trustsDeviceNamed(database::TenantTx& tx, const AccountId& account,
                                     const std::string& name);
/// Trusts a device from now on, also one that was trusted before.
[[nodiscard]] DeviceId trustDevice(database::TenantTx& tx, const std::string& token_hash,
                                   const AccountId& account, const std::string& name, UtcTime at);
void noteDeviceUse(database::TenantTx& tx, const DeviceId& id, UtcTime at);
/// One device of that account is a stranger again, and the sessions on it but `except` end; false when there
/// is no such device.
[[nodiscard]] bool revokeDevice(database::TenantTx& tx, const AccountId& account, const DeviceId& device,
                                const SessionId& except, UtcTime at);
/// All devices of an account are strangers again, but the one that `except` is signed in on.
void revokeDevicesOf(database::TenantTx& tx, const AccountId& account, UtcTime at,
                     const std::optional<SessionId>& except = std::nullopt);

}  // namespace inzage::identity
