#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "platform/delivery/phone_number.h"
#include "platform/identity/address_throttle.h"
#include "platform/identity/link_token.h"
#include "platform/identity/sign_in.h"
#include "platform/views/mail_page.h"

/// Making an account, step by step, in one browser: by an invitation's link, or (where the organisation lets
/// people register) with an e-mail address that it knows. Nothing counts before the last step, which makes
/// account, access and session in one transaction. A code fits the browser it was asked in; newest only, so
/// many tries, waits and caps as for the login code.
namespace inzage::identity {

enum class EnrolmentStep { EmailCode, Password, Phone, SmsCode, Terms, Done };

/// The words of what is sent on the way.
struct EnrolmentWords {
    std::function<std::string(const Occasion&, int sequence, const std::string& code, UtcTime until)> sms;
    std::function<views::MailPage(const Occasion&, int sequence, const std::string& code, UtcTime until)>
        email_code;
    /// To an address whose person, or whose client, has an account already.
    std::function<views::MailPage(const Occasion&)> account_exists;
    /// To the helpdesk: twenty wrong codes on the way to an account for that address.
    std::function<views::MailPage(const Occasion&, const std::string& email)> blocked_helpdesk;
    /// The account is there; with its login name.
    std::function<views::MailPage(const Occasion&, const std::string& login_name)> ready;
};

/// What became of a link that was opened.
struct OpenedLink {
    LinkState state = LinkState::Unknown;
    std::string cookie;  ///< the enrolment cookie's value; "" for a link that nobody got
};

/// What the page of a step shows. No secret in it.
struct EnrolmentPage {
    EnrolmentStep step = EnrolmentStep::Done;
    LinkState link = LinkState::Open;  ///< else the invitation can no longer be taken up
    bool invited = false;
    Private<std::string> inviter;  ///< of an invitation; "" for the organisation
    Private<std::string> email;
    bool has_account = false;  ///< invited, and the address has an account: sign in and take up
    std::string phone;         ///< E.164
    CodePage code;             ///< of the steps with a code; masked_number is not set
};

struct EnrolmentResult {
    enum class Kind {
        Passed,
        Refused,     ///< what was typed isn't right; see the faults
        OutOfOrder,  ///< not the step this browser is at: nothing changed
        Over,        ///< too late, never begun, or the invitation can no longer be taken up
        Busy,        ///< no hash slot came free
        Waits,       ///< 429: this address tried too often
    };
    Kind kind = Kind::Over;
    std::optional<PasswordFault> password{};
    std::optional<delivery::NumberFault> number{};
    CodeResult::Kind code = CodeResult::Kind::Passed;
    std::string cookie{};   ///< the enrolment cookie's new value; "": it stays
    StepCookies session{};  ///< of the last step
    std::chrono::seconds retry_after{0};
};

/// What the last step needs besides the steps before.
struct FinishForm {
    bool accepts_terms = false;
    std::optional<std::string> used_by;  ///< "self", "client", "representative"; absent: not answered
    std::string device_token;
    std::string old_session_hash;  ///< ended; "" when the browser has none
};

/// Thread-safe. All methods throw DatabaseError when the tenant's database doesn't answer.
class Enrolment {
  public:
    /// All must outlive it.
    Enrolment(PasswordHasher& hasher, AddressThrottle& addresses, const delivery::Outbox& outbox,
              EnrolmentWords words);

    /// An invitation's link was followed. It stays usable: mail programs follow links before people do.
    [[nodiscard]] OpenedLink open(const Occasion& occasion, std::string_view token) const;
    /// Somebody typed an address to register with. The same is done and answered for every address; a mail
    /// goes to those that the organisation knows. Passed with the cookie, or Waits.
    [[nodiscard]] EnrolmentResult begin(const Occasion& occasion, std::string_view email) const;

    /// Where this browser stands; absent when it stands nowhere.
    [[nodiscard]] std::optional<EnrolmentPage> page(const Occasion& occasion,
                                                    const std::string& cookie) const;

    [[nodiscard]] EnrolmentResult emailCode(const Occasion& occasion, const std::string& cookie,
                                            std::string_view typed) const;
    [[nodiscard]] EnrolmentResult password(const Occasion& occasion, const std::string& cookie,
                                           const Private<std::string>& password,
                                           const Private<std::string>& again) const;
    /// Keeps the number and sends the code.
    [[nodiscard]] EnrolmentResult phone(const Occasion& occasion, const std::string& cookie,
                                        std::string_view typed) const;
    /// Back to the step with the number.
    [[nodiscard]] EnrolmentResult otherPhone(const Occasion& occasion, const std::string& cookie) const;
    [[nodiscard]] EnrolmentResult smsCode(const Occasion& occasion, const std::string& cookie,
                                          std::string_view typed) const;
    /// Another code, by mail or SMS as the step is.
    [[nodiscard]] ResendResult resend(const Occasion& occasion, const std::string& cookie) const;
    /// Account, access, terms and session. Refused when the terms or who uses it are missing.
    [[nodiscard]] EnrolmentResult finish(const Occasion& occasion, const std::string& cookie,
                                         const FinishForm& form) const;
    /// The invitation is taken up by who is signed in, when the invited address is that account's.
    [[nodiscard]] EnrolmentResult takeUp(const Occasion& occasion, const std::string& cookie,
                                         const std::string& session_token) const;

    /// An account and its access by the invitation that this browser opened, for somebody whom an identity
    /// provider vouches for, in the caller's transaction. `email`: the address that the provider verified;
    /// absent where it gives none, and the link alone proves the mailbox. Absent when the invitation is over,
    /// for another address, or for one that has an account.
    [[nodiscard]] std::optional<AccountId> makeInvited(database::TenantTx& tx, const Occasion& occasion,
                                                       const std::string& cookie,
                                                       const std::optional<std::string>& email) const;

    /// The login name of who is signed in with that cookie.
    [[nodiscard]] std::optional<Private<std::string>> readyName(const Occasion& occasion,
                                                                const std::string& session_token) const;

  private:
    struct Standing;
    [[nodiscard]] std::optional<Standing> stand(database::TenantTx& tx, const Occasion& occasion,
                                                const std::string& cookie, bool lock) const;
    [[nodiscard]] bool sendEmailCode(database::TenantTx& tx, const Occasion& occasion,
                                     const Standing& standing, const std::string& cookie) const;
    [[nodiscard]] bool sendSmsCode(database::TenantTx& tx, const Occasion& occasion, const Standing& standing,
                                   const std::string& cookie) const;

    /// A code that wasn't right: noted, and told when it was the twentieth.
    [[nodiscard]] EnrolmentResult refusedCode(database::TenantTx& tx, const Occasion& occasion,
                                              const Standing& standing, bool by_sms,
                                              CodeResult::Kind tried) const;

    PasswordHasher& hasher_;
    AddressThrottle& addresses_;
    const delivery::Outbox& outbox_;
    EnrolmentWords words_;
};

/// Whether the last step has something to ask: terms of use, or who uses an account that is shared.
[[nodiscard]] bool lastStepAsks(const config::TenantSettings& settings) noexcept;

/// How long a browser may rest between two steps.
constexpr std::chrono::minutes kEnrolmentRest{60};

}  // namespace inzage::identity
