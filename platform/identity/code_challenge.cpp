#include "platform/identity/code_challenge.h"

#include <algorithm>
#include <cctype>

#include "platform/base/token.h"
#include "platform/identity/factors/factor_store.h"
#include "platform/identity/sign_in_rules.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

namespace inzage::identity {
namespace {

/// Bound to where it went too: what proves one number or address proves no other.
std::string hashOf(const Challenge& challenge, std::string_view code) {
    return codeHash(challenge.session_token, challenge.purpose,
                    std::string{code} + " to " + challenge.recipient);
}

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

/// How long the page may wait for a code of an app.
constexpr std::chrono::minutes kAppChallenge{15};

/// What the row of an app's challenge is used up with, and what fails it.
std::string appHash(const Challenge& challenge, bool right) {
    return codeHash(challenge.session_token, challenge.purpose, right ? "app" : "");
}

/// Printed codes have ten digits, all others six.
bool isRecovery(const Challenge& challenge, const std::string& digits) {
    constexpr std::size_t kRecoveryDigits = 10;
    return provesPerson(challenge.purpose) && digits.size() == kRecoveryDigits;
}

CodeCheck checkRecovery(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                        const Challenge& challenge, const std::string& digits, const delivery::Outbox& outbox,
                        const MessageWords& words) {
    // Tries from several browsers queue here, so that none passes the count of wrong ones.
    lockAccount(tx, account.id);
    if (wrongCodes(tx, account.id, occasion.at) >= kWrongCodesPerDay)
        return CodeCheck::Blocked;
    if (useRecoveryCode(tx, account.id, digits, outbox.key(), occasion.at)) {
        mailFactor(tx, occasion, account, "recovery_used", outbox, words);
        return CodeCheck::Recovered;
    }
    noteWrongRecovery(tx, account.id, challenge.session, occasion.at);
    if (wrongCodes(tx, account.id, occasion.at) < kWrongCodesPerDay)
        return CodeCheck::Wrong;
    blockNow(tx, occasion, account, outbox, words);
    return CodeCheck::Blocked;
}

}  // namespace

bool provesPerson(CodePurpose purpose) noexcept {
    switch (purpose) {
        case CodePurpose::Login:
        case CodePurpose::Reset:
        case CodePurpose::Password:
        case CodePurpose::OwnData:
        case CodePurpose::Phone:
        case CodePurpose::Email:
        case CodePurpose::Factors:
            return true;
        case CodePurpose::Registration:
        case CodePurpose::NewPhone:
        case CodePurpose::NewEmail:
            break;
    }
    return false;
}

void mailFactor(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                std::string_view what, const delivery::Outbox& outbox, const MessageWords& words) {
    if (account.email.empty())
        return;
    const auto mail = words.factor_mail(occasion, account.language, what, recoveryCodesLeft(tx, account.id));
    outbox.mail(tx,
                {"factor", account.id, Private<std::string>{account.email}, mail.subject,
                 Private<std::string>{mail.text}, Private<std::string>{mail.html}},
                occasion.at);
}

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
        case CodeCheck::Recovered:
            return "recovery";
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

namespace {

struct Prepared {
    CodeSent sent = CodeSent::Sent;
    bool by_app = false;
    int sequence = 0;
    std::string code;
    UtcTime until;
};

Prepared prepare(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                 const Challenge& challenge, std::string_view reason, std::chrono::seconds lifetime) {
    if (factorBlocked(account, occasion.at))
        return {.sent = CodeSent::Blocked, .until = occasion.at};
    // Where the organisation has no apps any more, one helps only who has no number.
    const bool app_counts = occasion.settings.login.code_app || challenge.recipient.empty();
    if (provesPerson(challenge.purpose) && app_counts && usesApp(tx, account.id)) {
        // Nothing is sent; the row counts tries and ends as a code that was sent does.
        static_cast<void>(
            storeCode(tx,
                      {account.id, challenge.session, challenge.purpose, appHash(challenge, true),
                       std::string{reason}, occasion.at + kAppChallenge, CodeChannel::App},
                      occasion.at));
        return {.by_app = true, .until = occasion.at};
    }
    if (challenge.recipient.empty())
        return {.sent = CodeSent::NoNumber, .until = occasion.at};
    lockRecipient(tx, challenge.recipient);
    const auto sent = sentCodes(tx, challenge.session, challenge.purpose, challenge.channel,
                                challenge.recipient, occasion.at);
    if (nextCodeAt(occasion.settings.login.sms, sent, occasion.at) > occasion.at)
        return {.sent = CodeSent::TooSoon, .until = occasion.at};
    constexpr std::size_t kDigits = 6;
    Prepared made{CodeSent::Sent, false, 0, newDigits(kDigits), occasion.at + lifetime};
    made.sequence = storeCode(tx,
                              {account.id, challenge.session, challenge.purpose, hashOf(challenge, made.code),
                               std::string{reason}, made.until, challenge.channel},
                              occasion.at);
    observe::count(observe::Metric::Codes, {occasion.tenant.text(), "issued"});
    return made;
}

}  // namespace

CodeSent sendCode(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                  const Challenge& challenge, std::string_view reason, std::string_view outbox_purpose,
                  const delivery::Outbox& outbox, const CodeText& text) {
    const std::chrono::seconds lifetime{occasion.settings.login.sms.code_lifetime_s};
    const auto made = prepare(tx, occasion, account, challenge, reason, lifetime);
    if (made.sent == CodeSent::Sent && !made.by_app)
        outbox.sms(tx,
                   {std::string{outbox_purpose}, account.id, Private<std::string>{challenge.recipient},
                    Private<std::string>{text(made.sequence, made.code, made.until)}, made.until},
                   occasion.at);
    return made.sent;
}

CodeSent mailCode(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                  const Challenge& challenge, std::string_view reason, std::string_view outbox_purpose,
                  const delivery::Outbox& outbox, const CodeMail& mail) {
    const auto made = prepare(tx, occasion, account, challenge, reason, kMailCodeLifetime);
    if (made.sent == CodeSent::Sent) {
        auto letter = mail(made.code, made.until);
        letter.purpose = outbox_purpose;
        letter.account = account.id;
        letter.to = Private<std::string>{challenge.recipient};
        letter.useful_until = made.until;
        outbox.mail(tx, letter, occasion.at);
    }
    return made.sent;
}

CodePage codePageOf(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                    const Challenge& challenge) {
    CodePage page;
    page.masked_number = challenge.channel == CodeChannel::Mail ? maskedAddress(challenge.recipient)
                                                                : maskedNumber(challenge.recipient);
    page.resend_from = occasion.at;
    if (!challenge.recipient.empty())
        page.resend_from = nextCodeAt(occasion.settings.login.sms,
                                      sentCodes(tx, challenge.session, challenge.purpose, challenge.channel,
                                                challenge.recipient, occasion.at),
                                      occasion.at);
    if (factorBlocked(account, occasion.at))
        page.blocked_until = account.factor_blocked_until;
    if (const auto code = latestCode(tx, challenge.session, challenge.purpose, occasion.at)) {
        page.sequence = code->sequence;
        page.works_until = code->expires_at;
        page.open = code->open;
        page.worn_out = code->state == "dead";
        page.reason = code->reason;
        page.by_app = code->by_app;
    }
    return page;
}

CodeCheck checkCode(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                    const Challenge& challenge, std::string_view typed, const delivery::Outbox& outbox,
                    const MessageWords& words) {
    if (factorBlocked(account, occasion.at))
        return CodeCheck::Blocked;
    const auto digits = digitsOf(typed);
    if (isRecovery(challenge, digits))
        return checkRecovery(tx, occasion, account, challenge, digits, outbox, words);
    const auto latest = latestCode(tx, challenge.session, challenge.purpose, occasion.at);
    auto hash = hashOf(challenge, digits);
    if (latest && latest->by_app)
        hash =
            appHash(challenge, latest->open && useAppCode(tx, account.id, digits, outbox.key(), occasion.at));
    const auto tried = tryCode(tx, challenge.session, challenge.purpose, hash,
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
