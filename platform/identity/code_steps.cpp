#include <algorithm>
#include <cctype>

#include "platform/base/token.h"
#include "platform/identity/account_store.h"
#include "platform/identity/code_sending.h"
#include "platform/identity/code_store.h"
#include "platform/identity/cookies.h"
#include "platform/identity/session_store.h"
#include "platform/identity/sign_in.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

/// The step with the SMS code.
namespace inzage::identity {
namespace {

using observe::Metric;

/// Digits only: people type "123 456" or "123-456".
std::string digitsOf(std::string_view typed) {
    std::string digits;
    std::copy_if(typed.begin(), typed.end(), std::back_inserter(digits),
                 [](unsigned char c) { return std::isdigit(c) != 0; });
    return digits;
}

bool isBlocked(const Account& account, UtcTime at) {
    return account.factor_blocked_until && *account.factor_blocked_until > at;
}

}  // namespace

std::optional<CodePage> SignIn::codePage(const Occasion& occasion, const std::string& session_token) {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto session =
        findSession(tx, sha256Hex(session_token), occasion.settings.login.session, occasion.at);
    if (!session || session->state != SessionState::SecondFactor)
        return std::nullopt;
    const auto account = readAccount(tx, session->account, occasion.today);
    if (!account)
        return std::nullopt;
    touchSession(tx, session->id, occasion.at);
    CodePage page;
    page.masked_number = maskedNumber(account->phone);
    page.resend_from = occasion.at;
    if (!account->phone.empty())
        page.resend_from = nextCodeAt(occasion.settings.login.sms,
                                      sentCodes(tx, session->id, account->phone, occasion.at), occasion.at);
    if (isBlocked(*account, occasion.at))
        page.blocked_until = account->factor_blocked_until;
    if (const auto code = latestCode(tx, session->id, CodePurpose::Login, occasion.at)) {
        page.sequence = code->sequence;
        page.works_until = code->expires_at;
        page.open = code->open;
        page.worn_out = code->state == "dead";
        page.reason = code->reason;
    }
    tx.commit();
    return page;
}

void SignIn::blockFactorNow(database::TenantTx& tx, const Occasion& occasion, const AccountId& id) const {
    const auto account = readAccount(tx, id, occasion.today);
    if (!account)
        return;
    const auto until = occasion.at + kFactorBlock;
    blockFactor(tx, id, until);
    const auto mail = [&](const std::string& to, const MessageWords::Mail& words) {
        if (!to.empty())
            outbox_.mail(tx,
                         {"factor_blocked", id, Private<std::string>{to}, words.subject,
                          Private<std::string>{words.text}},
                         occasion.at);
    };
    mail(account->email, words_.blocked_mail(occasion, account->language, until));
    mail(occasion.settings.helpdesk.email,
         words_.blocked_helpdesk_mail(occasion, account->login_name, until));
    observe::logEvent(observe::Event::IDENTITY_FACTOR_BLOCKED,
                      {{"account", id.text()}, {"until", isoUtc(until)}});
}

CodeResult SignIn::code(const Occasion& occasion, const std::string& session_token,
                        const std::string& device_token, std::string_view typed) {
    const auto& settings = occasion.settings.login;
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto session = findSession(tx, sha256Hex(session_token), settings.session, occasion.at, true);
    if (!session || session->state != SessionState::SecondFactor)
        return {};
    const auto account = readAccount(tx, session->account, occasion.today);
    if (!account || !account->may_sign_in)
        return {};
    touchSession(tx, session->id, occasion.at);
    const auto refused = [&](CodeResult::Kind kind, std::string_view reason) {
        SignInRow row{"code_refused",   'E',         false, std::string{reason}, account->id, session->id,
                      session->used_by, occasion.ip, "sms"};
        logSignIn(tx, row, occasion.at);
        tx.commit();
        observe::count(Metric::Codes, {occasion.tenant.text(), reason});
        return CodeResult{kind, NextStep::Code, {}};
    };
    if (isBlocked(*account, occasion.at))
        return refused(CodeResult::Kind::Blocked, "blocked");
    const auto latest = latestCode(tx, session->id, CodePurpose::Login, occasion.at);
    const auto tried = tryCode(tx, session->id, CodePurpose::Login,
                               codeHash(session_token, CodePurpose::Login, digitsOf(typed)),
                               settings.sms.code_tries, occasion.at);
    if (tried == CodeTry::None)
        return refused(latest && latest->state == "dead" ? CodeResult::Kind::Dead : CodeResult::Kind::Expired,
                       "expired");
    if (tried != CodeTry::Right) {
        if (wrongCodes(tx, account->id, occasion.at) >= kWrongCodesPerDay) {
            blockFactorNow(tx, occasion, account->id);
            return refused(CodeResult::Kind::Blocked, "blocked");
        }
        return tried == CodeTry::Dead ? refused(CodeResult::Kind::Dead, "wrong")
                                      : refused(CodeResult::Kind::Wrong, "wrong");
    }

    const bool renew = passwordReasonFor(occasion, *account).has_value();
    CodeResult result{CodeResult::Kind::Passed,
                      renew ? NextStep::NewPassword : NextStep::SignedIn,
                      {newToken(), device_token.empty() ? newToken() : device_token}};
    const auto device = trustDevice(tx, deviceHash(result.cookies.device, account->id.text()), account->id,
                                    deviceName(occasion.agent), occasion.at);
    advanceSession(tx, session->id, sha256Hex(result.cookies.session),
                   renew ? SessionState::NewPassword : SessionState::Full, device, occasion.at,
                   sessionEnd(occasion));
    if (!renew) {
        noteLogin(tx, account->id, occasion.at);
        const auto rule = "password+sms:" + (latest ? latest->reason : std::string{});
        logSignIn(tx, {"login", 'E', true, "", account->id, session->id, session->used_by, occasion.ip, rule},
                  occasion.at);
    }
    tx.commit();
    observe::count(Metric::Codes, {occasion.tenant.text(), "right"});
    return result;
}

ResendResult SignIn::resend(const Occasion& occasion, const std::string& session_token) {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto session =
        findSession(tx, sha256Hex(session_token), occasion.settings.login.session, occasion.at, true);
    if (!session || session->state != SessionState::SecondFactor)
        return ResendResult::NoSession;
    touchSession(tx, session->id, occasion.at);
    lockAccount(tx, session->account);
    const auto account = readAccount(tx, session->account, occasion.today);
    if (!account || !account->may_sign_in)
        return ResendResult::NoSession;
    const auto latest = latestCode(tx, session->id, CodePurpose::Login, occasion.at);
    const auto sent =
        sendLoginCode(tx, occasion, *account, session->id, session_token,
                      latest ? latest->reason : nameOf(SmsReason::OtherDevice), outbox_, words_);
    logCodeSent(tx, occasion, account->id, session->id, session->used_by, sent, "asked again");
    tx.commit();
    switch (sent) {
        case CodeSent::Sent:
            return ResendResult::Sent;
        case CodeSent::TooSoon:
            return ResendResult::TooSoon;
        case CodeSent::Blocked:
            return ResendResult::Blocked;
        case CodeSent::NoNumber:
            return ResendResult::NoNumber;
    }
    return ResendResult::NoSession;
}

}  // namespace inzage::identity
