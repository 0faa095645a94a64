#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/config/tenant_settings.h"

/// The rules of signing in that need no database: pure functions of settings, facts and time.
namespace inzage::identity {

// ---- waiting after wrong passwords

/// Tries without a wait; the last of them starts the first one.
constexpr int kFreeTries = 5;
/// Checked passwords per hour and account: those from anywhere, and those from the account's trusted devices,
/// which are counted apart so that a stranger can't lock the owner out. Together never more than 100.
constexpr int kOpenTriesPerHour = 80;
constexpr int kTrustedTriesPerHour = 20;
constexpr std::chrono::seconds kWaitMax{900};
/// Without a try for so long, earlier failures no longer count.
constexpr std::chrono::hours kFailuresForgotten{24};

/// How long the next try must wait after so many failures in a row: 0 up to 4, then 1, 2, 4 … 900 s.
[[nodiscard]] std::chrono::seconds waitAfter(int failures) noexcept;

// ---- when the SMS code is asked

enum class SmsReason {
    FirstLogin,       ///< this account never signed in
    OtherDevice,      ///< no trust between this account and this device
    Idle,             ///< the device was not used for so many days
    FixedAge,         ///< the trust is so old, whatever the use
    PasswordChange,   ///< a new password must be chosen now
    OneTimePassword,  ///< signed in with a mailed password, which is useless without the code
};
/// "first_login", "other_device", "idle", "fixed_age", "password_change", "one_time_password".
[[nodiscard]] std::string_view nameOf(SmsReason reason) noexcept;

struct DeviceTrust {
    UtcTime trusted_at;
    UtcTime last_used_at;
};

struct SmsFacts {
    bool signed_in_before = false;
    std::optional<DeviceTrust> device;  ///< absent: no cookie, unknown, revoked or another account's
    bool password_change = false;
    bool one_time_password = false;
};

/// Which rule of the tenant asks for a code at this moment; absent: password and device are enough.
[[nodiscard]] std::optional<SmsReason> smsNeeded(const config::SmsSettings& settings, const SmsFacts& facts,
                                                 UtcTime at);

// ---- when a new password is demanded

struct PasswordFacts {
    bool must_change = false;  ///< set by the organisation: at the first login
    bool one_time = false;     ///< signed in with a mailed one-time password
    std::optional<UtcTime> set_at;
    std::optional<UtcTime> last_login_at;
};

/// "first", "aged", "idle", "one_time" (reasons in the catalogue); absent: the password may stay.
[[nodiscard]] std::optional<std::string> newPasswordNeeded(const config::PasswordSettings& settings,
                                                           const PasswordFacts& facts, UtcTime at);

/// Whether the terms of use must be accepted: somebody accepted another version, or none.
[[nodiscard]] bool termsDue(const config::TermsOfUseSettings& settings,
                            std::string_view accepted_version) noexcept;

// ---- sending codes

/// Wrong codes in 24 hours after which the factor is blocked for so long.
constexpr int kWrongCodesPerDay = 20;
constexpr std::chrono::hours kFactorBlock{24};

/// When codes were sent: earlier ones of this sign-in, and all to this number in the last 24 hours. Both
/// ascending.
struct SentCodes {
    std::vector<UtcTime> in_session;
    std::vector<UtcTime> to_number;
};

/// The first moment at which another code may go out; not after `at` when it may go now.
[[nodiscard]] UtcTime nextCodeAt(const config::SmsSettings& settings, const SentCodes& sent, UtcTime at);

/// "06 •••• ••78" for +31612345678, "+49 •••• ••78" for another country; "" for no number.
[[nodiscard]] std::string maskedNumber(std::string_view e164);

/// "a••••@voorbeeld.nl": enough to know which mailbox, not enough to write to it.
[[nodiscard]] std::string maskedAddress(std::string_view email);

}  // namespace inzage::identity
