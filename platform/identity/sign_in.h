#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/config/tenant_settings.h"
#include "platform/database/tenant_pools.h"
#include "platform/delivery/outbox.h"
#include "platform/identity/address_throttle.h"
#include "platform/identity/password_hasher.h"
#include "platform/identity/password_rules.h"
#include "platform/identity/sign_in_rules.h"

/// Signing in, step by step: password → (SMS code) → (new password) → session. Each step gets the browser's
/// cookies and gives those it must get; what a page says about it is the pages' matter.
namespace inzage::identity {

/// At which organisation, when, and from where a step is made.
struct Occasion {
    database::TenantPools& pools;
    const TenantId& tenant;
    const config::TenantSettings& settings;
    UtcTime at;
    std::string_view today;  ///< the date in the tenant's zone
    std::string ip;
    std::string agent;
    std::string_view public_url{};  ///< tenancy::Tenant::public_url: what links in mails start with
};

/// What the session of that cookie is known by here and now (cookies.h).
[[nodiscard]] std::string sessionHash(const Occasion& occasion, std::string_view session_token);

/// Words of the messages that signing in sends, in a language ("nl", "en").
struct MessageWords {
    struct Mail {
        std::string subject;
        std::string text;
        std::string html{};
    };
    std::function<std::string(const Occasion&, std::string_view language, int sequence,
                              const std::string& code, UtcTime until)>
        code_sms;
    /// To the owner, and to the organisation's helpdesk.
    std::function<Mail(const Occasion&, std::string_view language, UtcTime until)> blocked_mail;
    std::function<Mail(const Occasion&, const std::string& login_name, UtcTime until)> blocked_helpdesk_mail;
    /// The code for a change that somebody who is signed in asked for.
    std::function<std::string(const Occasion&, std::string_view language, int sequence,
                              const std::string& code, UtcTime until)>
        confirm_sms;
    /// To the owner, after a reset and after a change.
    std::function<Mail(const Occasion&, std::string_view language)> changed_mail;
    std::function<std::string(const Occasion&, std::string_view language)> changed_sms;
    /// To the owner: "recovery_used", "recovery_made", "app_on", "app_off". `left`: recovery codes that still
    /// work.
    std::function<Mail(const Occasion&, std::string_view language, std::string_view what, int left)>
        factor_mail;
};

/// The session cookie's new value after a step. The old value is worth nothing from now on.
struct StepCookies {
    std::string session;
    std::string device;  ///< token of the device cookie to set; "" when it stays as it is
};

enum class NextStep { Code, NewPassword, Terms, SignedIn };

struct PasswordForm {
    std::string name;
    Private<std::string> password;
    std::string used_by = "self";  ///< client or representative where they share an account
    std::string device_token;      ///< "" without a device cookie
    std::string old_session_hash;  ///< ended by a right password; "" when the browser has none
};

struct PasswordResult {
    enum class Kind {
        Passed,
        Refused,       ///< wrong, unknown, waiting, blocked: the page says the same for all
        AddressWaits,  ///< 429 until retry_after
        Busy,          ///< 503: no hash slot came free
    };
    Kind kind = Kind::Refused;
    NextStep next = NextStep::Code;
    StepCookies cookies;
    std::chrono::seconds retry_after{0};
};

/// What the page with the code field says. No secret in it.
struct CodePage {
    std::string masked_number;  ///< "" when the account has no number
    int sequence = 0;           ///< 0: no code was sent
    UtcTime works_until;
    bool open = false;                     ///< there is a code that can still be typed
    bool worn_out = false;                 ///< it was wrong too often
    UtcTime resend_from;                   ///< not after now: at once
    std::optional<UtcTime> blocked_until;  ///< the factor is blocked
    std::string reason;                    ///< why it is asked: name of SmsReason, or "reset"
    bool by_app = false;                   ///< the code comes from an app, not by SMS
};

struct CodeResult {
    enum class Kind {
        Passed,
        Wrong,      ///< try again
        Dead,       ///< wrong too often: ask a new one
        Expired,    ///< too old, used or replaced
        Blocked,    ///< the factor is blocked from now
        NoSession,  ///< the browser is not at this step
    };
    Kind kind = Kind::NoSession;
    NextStep next = NextStep::SignedIn;
    StepCookies cookies;
};

enum class ResendResult { Sent, TooSoon, Blocked, NoNumber, NoSession };

struct NewPasswordPage {
    std::string reason;  ///< "first", "aged", "idle", "one_time", "reset"
    std::string login_name;
};

struct NewPasswordResult {
    enum class Kind {
        Passed,
        Changed,  ///< by a mailed link: stored, and nobody is signed in by it
        Refused,
        Busy,
        NoSession,
    };
    Kind kind = Kind::NoSession;
    std::optional<PasswordFault> fault;
    StepCookies cookies;
    NextStep next = NextStep::SignedIn;
};

/// Thread-safe. All methods throw DatabaseError when the tenant's database doesn't answer.
class SignIn {
  public:
    /// All must outlive it.
    SignIn(PasswordHasher& hasher, AddressThrottle& addresses, const delivery::Outbox& outbox,
           MessageWords words);

    [[nodiscard]] PasswordResult password(const Occasion& occasion, const PasswordForm& form);

    /// Absent when the browser's session is not waiting for a code.
    [[nodiscard]] std::optional<CodePage> codePage(const Occasion& occasion,
                                                   const std::string& session_token);
    /// `typed`: the code, or a recovery code, after which the device is trusted only when that is wished.
    [[nodiscard]] CodeResult code(const Occasion& occasion, const std::string& session_token,
                                  const std::string& device_token, std::string_view typed,
                                  bool trust_after_recovery = false);
    [[nodiscard]] ResendResult resend(const Occasion& occasion, const std::string& session_token);

    /// Absent when the browser's session is not waiting for a new password.
    [[nodiscard]] std::optional<NewPasswordPage> newPasswordPage(const Occasion& occasion,
                                                                 const std::string& session_token);
    [[nodiscard]] NewPasswordResult newPassword(const Occasion& occasion, const std::string& session_token,
                                                const Private<std::string>& password,
                                                const Private<std::string>& again);

    /// Where a browser with that cookie stands; absent without a living session.
    [[nodiscard]] std::optional<NextStep> standsAt(const Occasion& occasion,
                                                   const std::string& session_token);
    /// Why that cookie no longer works: "idle", "expired", "logout", …; absent for one never given out here.
    [[nodiscard]] std::optional<std::string> howEnded(const Occasion& occasion,
                                                      const std::string& session_token);
    void logout(const Occasion& occasion, const std::string& session_token);

  private:
    struct Admission;
    struct Verdict;
    [[nodiscard]] Admission admit(const Occasion& occasion, const PasswordForm& form) const;
    void settleRefused(const Occasion& occasion, const Admission& admission, std::string_view reason) const;
    [[nodiscard]] PasswordResult settlePassed(const Occasion& occasion, const PasswordForm& form,
                                              const Admission& admission, const std::string& rehash) const;

    PasswordHasher& hasher_;
    AddressThrottle& addresses_;
    const delivery::Outbox& outbox_;
    MessageWords words_;
};

/// What a new password of this account is checked against.
[[nodiscard]] PasswordRules passwordRulesOf(const config::TenantSettings& settings,
                                            const std::string& login_name, const std::string& email);

/// "Chrome op Windows": a name that a person recognises, from the User-Agent header.
[[nodiscard]] std::string deviceName(std::string_view agent);

}  // namespace inzage::identity
