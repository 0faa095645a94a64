#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/config/tenant_settings.h"
#include "platform/database/tenant_tx.h"

/// SQL about accounts, the waits after wrong passwords, and the access-log rows of signing in.
namespace inzage::identity {

/// What signing in needs to know of an account.
struct Account {
    AccountId id;
    std::string login_name;
    std::string email;
    std::string phone;  ///< E.164; "" when unknown
    std::string language;
    std::string password_hash;
    bool may_sign_in = false;  ///< active and not past its end date
    bool must_change = false;
    std::optional<UtcTime> password_set_at;
    std::optional<UtcTime> first_login_at;
    std::optional<UtcTime> last_login_at;
    std::optional<UtcTime> factor_blocked_until;
    std::string terms_version;  ///< accepted last; "" for none
    std::string one_time_hash;  ///< of a mailed one-time password; "" without one
    std::optional<UtcTime> one_time_until;
};

/// By user name, e-mail address or both, as the tenant wants; case doesn't matter.
[[nodiscard]] std::optional<Account> findAccount(database::TenantTx& tx, std::string_view typed_name,
                                                 config::LoginName kind, std::string_view today);
[[nodiscard]] std::optional<Account> readAccount(database::TenantTx& tx, const AccountId& id,
                                                 std::string_view today);
/// Keeps other sign-ins and code requests of the account waiting until this transaction ends. Order of locks
/// in every step, so that steps never wait for each other in a circle: throttle, account, session,
/// number.
void lockAccount(database::TenantTx& tx, const AccountId& id);

void storePassword(database::TenantTx& tx, const AccountId& id, const std::string& hash, UtcTime at);
/// A mailed password beside the account's own, in place of an older one. `id` may be nobody's.
void storeOneTimePassword(database::TenantTx& tx, const AccountId& id, const std::string& hash,
                          UtcTime until);
/// Takes the mailed password away; false when it was taken before.
[[nodiscard]] bool useOneTimePassword(database::TenantTx& tx, const AccountId& id);
/// The same password under a newer cost.
void storeRehash(database::TenantTx& tx, const AccountId& id, const std::string& old_hash,
                 const std::string& hash);
void noteLogin(database::TenantTx& tx, const AccountId& id, UtcTime at);
void blockFactor(database::TenantTx& tx, const AccountId& id, UtcTime until);

// ---- waits

struct Throttle {
    int failures = 0;
    std::optional<UtcTime> wait_until;
    UtcTime updated_at;
};
/// Reads the row and keeps it locked until this transaction ends: parallel guesses queue here.
[[nodiscard]] Throttle lockThrottle(database::TenantTx& tx, const std::string& key, UtcTime at);
void storeThrottle(database::TenantTx& tx, const std::string& key, const Throttle& throttle, int last_hour);
/// Tries of the last hour that were wrong or are being checked.
[[nodiscard]] int triesLastHour(database::TenantTx& tx, const std::string& name_hash, bool trusted,
                                UtcTime at);

/// Writes a try before its password is looked at; gives its number.
[[nodiscard]] std::string noteTry(database::TenantTx& tx, const std::string& name_hash,
                                  const std::optional<AccountId>& account, const std::string& ip,
                                  bool trusted, UtcTime at);
/// "right", "wrong" or "busy" (nothing was checked).
void noteTryOutcome(database::TenantTx& tx, const std::string& try_number, std::string_view outcome);

// ---- evidence

/// One access-log row about signing in or out (NEN 7513). The person's name comes from the account.
struct SignInRow {
    std::string_view event;  ///< login, login_refused, code_sent, code_refused, logout, password_changed
    char action = 'E';       ///< C, R, U, D, E
    bool granted = false;
    std::string reason;  ///< "" or why refused
    std::optional<AccountId> account{};
    std::optional<SessionId> session{};
    std::string used_by = "self";
    std::string ip{};
    std::string rule{};  ///< what let in: "password", "password+sms:idle"
};
void logSignIn(database::TenantTx& tx, const SignInRow& row, UtcTime at);

}  // namespace inzage::identity
