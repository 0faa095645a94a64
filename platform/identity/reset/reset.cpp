#include "platform/identity/reset/reset.h"

#include "platform/base/token.h"
#include "platform/identity/code_sending.h"
#include "platform/identity/factors/factor_store.h"
#include "platform/identity/link_token.h"
#include "platform/identity/reset/one_time_password.h"
#include "platform/identity/reset/reset_store.h"
#include "platform/identity/session_store.h"
#include "platform/observe/events.h"

namespace inzage::identity {
namespace {

using config::ResetKind;
using std::chrono::minutes;

/// What a name that nobody has is treated as, so that it costs the same.
Account nobody(const Occasion& occasion) {
    Account account{AccountId::random()};
    account.email = "niemand@voorbeeld.nl";
    account.phone = "+31600000000";
    account.language = occasion.settings.identity.languages.front();
    return account;
}

/// Mails of somebody who asks again and again, at one organisation or at many.
constexpr std::size_t kAddressAsksMax = 10;
constexpr std::chrono::minutes kAddressWindow{10};
constexpr std::size_t kAddressesMax = 50'000;

SignInRow asked(const Occasion& occasion, const std::optional<AccountId>& account, std::string_view reason) {
    SignInRow row{"reset_asked", 'E', reason.empty(), std::string{reason}};
    row.account = account;
    row.ip = occasion.ip;
    row.rule = occasion.settings.login.reset.kind == ResetKind::Link ? "link" : "one_time_password";
    return row;
}

}  // namespace

Reset::Reset(const delivery::Outbox& outbox, const MessageWords& messages, ResetWords words)
    : outbox_{outbox},
      messages_{messages},
      words_{std::move(words)},
      addresses_{kAddressAsksMax, kAddressWindow, kAddressesMax, 5 * kAddressAsksMax} {}

std::optional<std::chrono::seconds> Reset::ask(const Occasion& occasion, const ResetAsked& form) {
    if (const auto wait = addresses_.tryNow(occasion.tenant.text(), occasion.ip, occasion.at)) {
        observe::logEvent(observe::Event::IDENTITY_RESET_WAITS, {{"wait_s", wait->count()}});
        return wait;
    }
    const auto& settings = occasion.settings.login.reset;
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto found = findAccountToReset(tx, form.email.reveal(), form.user_name.reveal(), occasion.today);
    const auto id = found ? std::optional{found->id} : std::nullopt;
    const auto name_hash = outbox_.key().mac(
        "reset name", found ? "account " + found->id.text()
                            : "name " + form.email.reveal() + '\n' + form.user_name.reveal());
    const bool room =
        noteResetAsked(tx, name_hash, id, occasion.ip, kResetMailsPerHour, kResetMailsPerDay, occasion.at);
    const bool usable = found && found->may_sign_in;
    const auto account = usable ? *found : nobody(occasion);
    // No number is not no second factor: an app or printed codes do as well.
    const bool provable = backupsOf(tx, account.id).any() || !account.phone.empty();
    beginPerhaps(tx);
    MessageWords::Mail mail;
    UtcTime until = occasion.at;
    if (!provable) {
        mail = words_.no_number_mail(occasion, account.language);
    } else if (settings.kind == ResetKind::Link) {
        const auto link = makeLink(tx, LinkPurpose::Reset, usable ? id : std::nullopt, "{}", occasion.at,
                                   minutes{settings.link_lifetime_min});
        until = link.until;
        mail = words_.link_mail(occasion, account.language,
                                std::string{occasion.public_url} + "/wachtwoord-vergeten/" + link.token);
    } else {
        const auto password = newOneTimePassword();
        until = occasion.at + minutes{settings.one_time_password_lifetime_min};
        storeOneTimePassword(tx, account.id, oneTimeHash(outbox_.key(), password), until);
        mail = words_.password_mail(occasion, account.language, password);
    }
    outbox_.mail(tx,
                 {"reset", usable ? id : std::nullopt, Private<std::string>{account.email}, mail.subject,
                  Private<std::string>{std::move(mail.text)}, Private<std::string>{std::move(mail.html)},
                  provable ? std::optional{until} : std::nullopt},
                 occasion.at);
    endPerhaps(tx, usable && room);
    std::string_view reason = usable ? "" : found ? "no_access" : "unknown";
    if (usable && !room)
        reason = "too_often";
    else if (usable && !provable)
        reason = "no_number";
    logSignIn(tx, asked(occasion, id, reason), occasion.at);
    tx.commit();
    return std::nullopt;
}

std::optional<Reset::Opened> Reset::open(const Occasion& occasion, const std::string& link_token) {
    if (link_token.empty())
        return std::nullopt;
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto link = openLink(tx, LinkPurpose::Reset, link_token, occasion.at);
    const auto account =
        link && link->account ? readAccount(tx, *link->account, occasion.today) : std::nullopt;
    const auto backups = account ? backupsOf(tx, account->id) : Backups{};
    tx.commit();
    if (!account || !account->may_sign_in)
        return std::nullopt;
    const auto& login = occasion.settings.login;
    return Opened{maskedNumber(account->phone), login.sms.forgotten_password,
                  backups.app && (login.code_app || account->phone.empty()), backups.recovery_left > 0};
}

std::optional<Reset::Started> Reset::start(const Occasion& occasion, const std::string& link_token,
                                           const std::string& old_session_hash) {
    if (link_token.empty())
        return std::nullopt;
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto link = useLink(tx, LinkPurpose::Reset, link_token, occasion.at);
    if (!link || !link->account)
        return std::nullopt;
    lockAccount(tx, *link->account);
    if (!old_session_hash.empty())
        static_cast<void>(endSession(tx, old_session_hash, "replaced", occasion.at));
    const auto account = readAccount(tx, *link->account, occasion.today);
    if (!account || !account->may_sign_in)
        return std::nullopt;
    const bool asks_code = occasion.settings.login.sms.forgotten_password;
    Started started{asks_code ? NextStep::Code : NextStep::NewPassword, {newToken(), ""}};
    const auto session =
        makeSession(tx,
                    {sha256Hex(started.cookies.session), account->id,
                     asks_code ? SessionState::SecondFactor : SessionState::NewPassword, "self", occasion.ip,
                     occasion.agent, occasion.at + std::chrono::hours{1}, std::nullopt, EnteredBy::Link},
                    occasion.at);
    if (asks_code) {
        const auto challenge = challengeOf(session, started.cookies.session, EnteredBy::Link, *account);
        const auto sent = sendLoginCode(tx, occasion, *account, challenge, "reset", outbox_, messages_);
        logCodeSent(tx, occasion, account->id, session, "self", sent, "reset_link");
    }
    tx.commit();
    return started;
}

}  // namespace inzage::identity
