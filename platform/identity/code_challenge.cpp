#include "platform/identity/code_challenge.h"

#include <algorithm>
#include <cctype>

#include "platform/base/token.h"
#include "platform/identity/sign_in_rules.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

namespace inzage::identity {
namespace {

/// Digits only: people type "123 456" or "123-456".
std::string digitsOf(std::string_view typed) {
    std::string digits;
    std::copy_if(typed.begin(), typed.end(), std::back_inserter(digits),
                 [](unsigned char c) { return std::isdigit(c) != 0; });
    return digits;
}

void blockNow(database::TenantTx& tx, const Occasion& occasion, const Account& account,
              const delivery::Outbox& outbox, const MessageWords& words) {
    const auto until = occasion.at + kFactorBlock;
    blockFactor(tx, account.id, until);
    const auto mail = [&](const std::string& to, const MessageWords::Mail& text) {
        if (!to.empty())
            outbox.mail(tx,
                        {"factor_blocked", account.id, Private<std::string>{to}, text.subject,
                         Private<std::string>{text.text}, Private<std::string>{text.html}},
                        occasion.at);
    };
    mail(account.email, words.blocked_mail(occasion, account.language, until));
    mail(occasion.settings.helpdesk.email, words.blocked_helpdesk_mail(occasion, account.login_name, until));
    observe::logEvent(observe::Event::IDENTITY_FACTOR_BLOCKED,
                      {{"account", account.id.text()}, {"until", isoUtc(until)}});
}

}  // namespace

std::string_view nameOf(CodeSent sent) noexcept {
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

std::string_view nameOf(CodeCheck check) noexcept {
    switch (check) {
        case CodeCheck::Right:
            return "right";
        case CodeCheck::Wrong:
        case CodeCheck::Dead:
            return "wrong";
        case CodeCheck::Expired:
            return "expired";
        case CodeCheck::Blocked:
            return "blocked";
    }
    return "";
}

bool factorBlocked(const Account& account, UtcTime at) noexcept {
    return account.factor_blocked_until && *account.factor_blocked_until > at;
}

CodeSent sendCode(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                  const Challenge& challenge, std::string_view reason, std::string_view outbox_purpose,
                  const delivery::Outbox& outbox, const CodeText& text) {
    if (factorBlocked(account, occasion.at))
        return CodeSent::Blocked;
    if (challenge.phone.empty())
        return CodeSent::NoNumber;
    const auto& rules = occasion.settings.login.sms;
    lockNumber(tx, challenge.phone);
    const auto sent = sentCodes(tx, challenge.session, challenge.purpose, challenge.phone, occasion.at);
    if (nextCodeAt(rules, sent, occasion.at) > occasion.at)
        return CodeSent::TooSoon;
    constexpr std::size_t kDigits = 6;
    const auto code = newDigits(kDigits);
    const auto until = occasion.at + std::chrono::seconds{rules.code_lifetime_s};
    const int sequence =
        storeCode(tx,
                  {account.id, challenge.session, challenge.purpose,
                   codeHash(challenge.session_token, challenge.purpose, code), std::string{reason}, until},
                  occasion.at);
    outbox.sms(tx,
               {std::string{outbox_purpose}, account.id, Private<std::string>{challenge.phone},
                Private<std::string>{text(sequence, code, until)}, until},
               occasion.at);
    observe::count(observe::Metric::Codes, {occasion.tenant.text(), "issued"});
    return CodeSent::Sent;
}

CodePage codePageOf(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                    const Challenge& challenge) {
    CodePage page;
    page.masked_number = maskedNumber(challenge.phone);
    page.resend_from = occasion.at;
    if (!challenge.phone.empty())
        page.resend_from = nextCodeAt(
            occasion.settings.login.sms,
            sentCodes(tx, challenge.session, challenge.purpose, challenge.phone, occasion.at), occasion.at);
    if (factorBlocked(account, occasion.at))
        page.blocked_until = account.factor_blocked_until;
    if (const auto code = latestCode(tx, challenge.session, challenge.purpose, occasion.at)) {
        page.sequence = code->sequence;
        page.works_until = code->expires_at;
        page.open = code->open;
        page.worn_out = code->state == "dead";
        page.reason = code->reason;
    }
    return page;
}

CodeCheck checkCode(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                    const Challenge& challenge, std::string_view typed, const delivery::Outbox& outbox,
                    const MessageWords& words) {
    if (factorBlocked(account, occasion.at))
        return CodeCheck::Blocked;
    const auto latest = latestCode(tx, challenge.session, challenge.purpose, occasion.at);
    const auto tried = tryCode(tx, challenge.session, challenge.purpose,
                               codeHash(challenge.session_token, challenge.purpose, digitsOf(typed)),
                               occasion.settings.login.sms.code_tries, occasion.at);
    switch (tried) {
        case CodeTry::Right:
            return CodeCheck::Right;
        case CodeTry::None:
            return latest && latest->state == "dead" ? CodeCheck::Dead : CodeCheck::Expired;
        case CodeTry::Wrong:
        case CodeTry::Dead:
            break;
    }
    if (wrongCodes(tx, account.id, occasion.at) >= kWrongCodesPerDay) {
        blockNow(tx, occasion, account, outbox, words);
        return CodeCheck::Blocked;
    }
    return tried == CodeTry::Dead ? CodeCheck::Dead : CodeCheck::Wrong;
}

}  // namespace inzage::identity
