#include "platform/identity/code_sending.h"

#include "platform/base/token.h"
#include "platform/identity/account_store.h"
#include "platform/identity/code_store.h"
#include "platform/observe/metrics.h"

namespace inzage::identity {
namespace {

std::string_view reasonOf(CodeSent sent) {
    switch (sent) {
        case CodeSent::Sent:
            return "";
        case CodeSent::TooSoon:
            return "too_soon";
        case CodeSent::Blocked:
            return "blocked";
        case CodeSent::NoNumber:
            return "no_number";
    }
    return "";
}

}  // namespace

CodeSent sendLoginCode(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                       const SessionId& session, const std::string& session_token, std::string_view reason,
                       const delivery::Outbox& outbox, const MessageWords& words) {
    if (account.factor_blocked_until && *account.factor_blocked_until > occasion.at)
        return CodeSent::Blocked;
    if (account.phone.empty())
        return CodeSent::NoNumber;
    const auto& rules = occasion.settings.login.sms;
    lockNumber(tx, account.phone);
    const auto sent = sentCodes(tx, session, account.phone, occasion.at);
    if (nextCodeAt(rules, sent, occasion.at) > occasion.at)
        return CodeSent::TooSoon;
    constexpr std::size_t kDigits = 6;
    const auto code = newDigits(kDigits);
    const auto until = occasion.at + std::chrono::seconds{rules.code_lifetime_s};
    const int sequence =
        storeCode(tx,
                  {account.id, session, CodePurpose::Login, codeHash(session_token, CodePurpose::Login, code),
                   std::string{reason}, until},
                  occasion.at);
    outbox.sms(
        tx,
        {"login_code", account.id, Private<std::string>{account.phone},
         Private<std::string>{words.code_sms(occasion, account.language, sequence, code, until)}, until},
        occasion.at);
    observe::count(observe::Metric::Codes, {occasion.tenant.text(), "issued"});
    return CodeSent::Sent;
}

void logCodeSent(database::TenantTx& tx, const Occasion& occasion, const AccountId& account,
                 const SessionId& session, const std::string& used_by, CodeSent sent, std::string_view rule) {
    const SignInRow row{
        "code_sent", 'E',         sent == CodeSent::Sent, std::string{reasonOf(sent)}, account, session,
        used_by,     occasion.ip, std::string{rule}};
    logSignIn(tx, row, occasion.at);
}

std::optional<std::string> passwordReasonFor(const Occasion& occasion, const Account& account) {
    return newPasswordNeeded(occasion.settings.login.password,
                             {account.must_change, false, account.password_set_at, account.last_login_at},
                             occasion.at);
}

std::optional<SmsReason> smsReasonFor(const Occasion& occasion, const Account& account,
                                      const std::optional<DeviceTrust>& device) {
    return smsNeeded(
        occasion.settings.login.sms,
        {account.first_login_at.has_value(), device, passwordReasonFor(occasion, account).has_value(), false},
        occasion.at);
}

UtcTime sessionEnd(const Occasion& occasion) {
    return occasion.at + std::chrono::hours{occasion.settings.login.session.max_h};
}

}  // namespace inzage::identity
