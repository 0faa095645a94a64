#pragma once
#include <optional>
#include <string>

#include "platform/identity/own_password.h"
#include "platform/identity/sign_in.h"

/// A new password for somebody who is signed in: the old one, a code where the tenant asks one, and the new
/// one twice (ASVS 5 §6.2.2, §6.2.3).
namespace inzage::identity {

struct OwnChangeResult {
    enum class Kind {
        Changed,
        WrongOld,      ///< the old password is not right
        Waits,         ///< it was wrong too often: nothing was checked
        Refused,       ///< the new one; `fault` says why
        Busy,          ///< no hash slot came free
        NotConfirmed,  ///< no code was given for it, or too long ago: 403
        NoSession,
    };
    Kind kind = Kind::NoSession;
    std::optional<PasswordFault> fault;
    std::string session;  ///< the session cookie's new value, when changed
};

struct OwnChangeForm {
    Private<std::string> old_password;
    Private<std::string> password;
    Private<std::string> again;
};

/// Thread-safe; throws DatabaseError.
class OwnChange {
  public:
    /// All must outlive it.
    OwnChange(PasswordHasher& hasher, const OwnPassword& own_password, const delivery::Outbox& outbox,
              const MessageWords& words)
        : hasher_{hasher}, own_password_{own_password}, outbox_{outbox}, words_{words} {}

    /// Whether this session may go on to the form: a code was given, or the tenant asks none.
    [[nodiscard]] bool isOpen(const Occasion& occasion, const std::string& session_token) const;

    /// Changes it, uses the confirmation up, ends the account's other sessions, makes its other devices
    /// strangers, tells the owner and renews this session's id; or changes nothing.
    [[nodiscard]] OwnChangeResult change(const Occasion& occasion, const std::string& session_token,
                                         const OwnChangeForm& form) const;

  private:
    PasswordHasher& hasher_;
    const OwnPassword& own_password_;
    const delivery::Outbox& outbox_;
    const MessageWords& words_;
};

}  // namespace inzage::identity
