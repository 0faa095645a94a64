#pragma once
#include <string>
#include <string_view>

#include "platform/identity/account_store.h"
#include "platform/identity/code_challenge.h"
#include "platform/identity/session_store.h"
#include "platform/identity/sign_in.h"

/// Inside identity: making and sending a code within the transaction of a step.
namespace inzage::identity {

/// The challenge of a session that began this way: the code of one that a mailed link began doesn't sign in.
[[nodiscard]] Challenge challengeOf(const SessionId& session, const std::string& session_token, EnteredBy way,
                                    const Account& account);

/// Stores a new login code for the session and puts its SMS into the outbox, unless the factor is blocked,
/// the account has no number, or the waits and caps of the tenant say no. The account's row must be locked.
[[nodiscard]] CodeSent sendLoginCode(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                                     const Challenge& challenge, std::string_view reason,
                                     const delivery::Outbox& outbox, const MessageWords& words);

/// Says in the access log that somebody came as far as the code, and whether one was sent. `rule`: what
/// brought them there.
void logCodeSent(database::TenantTx& tx, const Occasion& occasion, const AccountId& account,
                 const SessionId& session, const std::string& used_by, CodeSent sent, std::string_view rule);

/// The rule that asks this account for a code now, given its device and whether a new password is due.
[[nodiscard]] std::optional<SmsReason> smsReasonFor(const Occasion& occasion, const Account& account,
                                                    const std::optional<DeviceTrust>& device, EnteredBy way);
/// Why whoever came in that way must choose a new password now.
[[nodiscard]] std::optional<std::string> passwordReasonFor(const Occasion& occasion, const Account& account,
                                                           EnteredBy way);

/// What is still asked of somebody who proved who they are: a new password, the terms of use, nothing.
struct Arrival {
    NextStep next;
    SessionState state;
};
[[nodiscard]] Arrival arrivalOf(const Occasion& occasion, const Account& account, EnteredBy way);
/// … who has just chosen a new password.
[[nodiscard]] Arrival arrivalWithNewPassword(const Occasion& occasion, const Account& account);

/// When a session that reaches its full state now must end.
[[nodiscard]] UtcTime sessionEnd(const Occasion& occasion);

}  // namespace inzage::identity
