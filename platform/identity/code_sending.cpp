#include "platform/identity/code_sending.h"

#include "platform/identity/account_store.h"

namespace inzage::identity {
Challenge challengeOf(const SessionId& session, const std::string& session_token, EnteredBy way,
                      const Account& account) {
    return {session, session_token, way == EnteredBy::Link ? CodePurpose::Reset : CodePurpose::Login,
            account.phone};
}

CodeSent sendLoginCode(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                       const Challenge& challenge, std::string_view reason, const delivery::Outbox& outbox,
                       const MessageWords& words) {
    return sendCode(tx, occasion, account, challenge, reason,
                    challenge.purpose == CodePurpose::Reset ? "reset_code" : "login_code", outbox,
                    [&](int sequence, const std::string& code, UtcTime until) {
                        return words.code_sms(occasion, account.language, sequence, code, until);
                    });
}

void logCodeSent(database::TenantTx& tx, const Occasion& occasion, const AccountId& account,
                 const SessionId& session, const std::string& used_by, CodeSent sent, std::string_view rule) {
    const SignInRow row{
        "code_sent", 'E',         sent == CodeSent::Sent, std::string{nameOf(sent)}, account, session,
        used_by,     occasion.ip, std::string{rule}};
    logSignIn(tx, row, occasion.at);
}

std::optional<std::string> passwordReasonFor(const Occasion& occasion, const Account& account,
                                             EnteredBy way) {
    if (way == EnteredBy::Link)
        return "reset";
    // A password of the portal's own plays no part there.
    if (way == EnteredBy::External)
        return std::nullopt;
    return newPasswordNeeded(
        occasion.settings.login.password,
        {account.must_change, way == EnteredBy::OneTime, account.password_set_at, account.last_login_at},
        occasion.at);
}

std::optional<SmsReason> smsReasonFor(const Occasion& occasion, const Account& account,
                                      const std::optional<DeviceTrust>& device, EnteredBy way) {
    return smsNeeded(occasion.settings.login.sms,
                     {account.first_login_at.has_value(), device,
                      passwordReasonFor(occasion, account, way).has_value(), way == EnteredBy::OneTime},
                     occasion.at);
}

Arrival arrivalOf(const Occasion& occasion, const Account& account, EnteredBy way) {
    if (passwordReasonFor(occasion, account, way))
        return {NextStep::NewPassword, SessionState::NewPassword};
    return arrivalWithNewPassword(occasion, account);
}

Arrival arrivalWithNewPassword(const Occasion& occasion, const Account& account) {
    if (termsDue(occasion.settings.login.terms_of_use, account.terms_version))
        return {NextStep::Terms, SessionState::Terms};
    return {NextStep::SignedIn, SessionState::Full};
}

UtcTime sessionEnd(const Occasion& occasion) {
    return occasion.at + std::chrono::hours{occasion.settings.login.session.max_h};
}

}  // namespace inzage::identity
