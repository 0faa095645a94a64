#include "platform/identity/passkeys/passkeys.h"

#include <charconv>

#include "platform/base/token.h"
#include "platform/identity/account_store.h"
#include "platform/identity/code_sending.h"
#include "platform/identity/passkeys/passkey_store.h"
#include "platform/identity/session_store.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

namespace inzage::identity {
namespace {

using observe::Metric;

std::string microsText(UtcTime at) {
    return std::to_string(
        std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count());
}

std::optional<UtcTime> fromMicros(std::string_view text) {
    std::int64_t micros = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), micros);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size())
        return std::nullopt;
    return UtcTime{std::chrono::duration_cast<UtcTime::duration>(std::chrono::microseconds{micros})};
}

/// What the owner typed, or the device's name; cut on a character's border.
std::string nameFor(std::string_view typed, std::string_view agent) {
    while (!typed.empty() && typed.front() == ' ')
        typed.remove_prefix(1);
    while (!typed.empty() && typed.back() == ' ')
        typed.remove_suffix(1);
    if (typed.empty())
        return deviceName(agent);
    std::size_t bytes = 0;
    std::size_t chars = 0;
    while (bytes < typed.size()) {
        if ((static_cast<unsigned char>(typed[bytes]) & 0xC0U) != 0x80U && ++chars > kPasskeyNameCharsMax)
            break;
        ++bytes;
    }
    return std::string{typed.substr(0, bytes)};
}

}  // namespace

struct Passkeys::Asked {
    std::string challenge;  ///< bytes
    UtcTime at;
};

Passkeys::Passkeys(AddressThrottle& addresses, const delivery::Outbox& outbox, PasskeyMailWords words)
    : addresses_{addresses}, outbox_{outbox}, words_{std::move(words)} {}

std::string Passkeys::markOf(const Occasion& occasion, std::string_view browser,
                             const std::optional<AccountId>& account, std::string_view body) const {
    std::string text = occasion.tenant.text() + "\n" + (account ? account->text() : std::string{}) + "\n";
    text += std::string{browser} + "\n" + std::string{body};
    return outbox_.key().mac("passkey question", text);
}

PasskeyQuestion Passkeys::ask(const Occasion& occasion, std::string_view browser,
                              const std::optional<AccountId>& account) const {
    PasskeyQuestion question;
    question.challenge = newToken();
    const auto body = question.challenge + "." + microsText(occasion.at);
    question.sealed = body + "." + markOf(occasion, browser, account, body);
    return question;
}

std::optional<Passkeys::Asked> Passkeys::openQuestion(const Occasion& occasion, std::string_view browser,
                                                      const std::optional<AccountId>& account,
                                                      std::string_view sealed) const {
    const auto last = sealed.rfind('.');
    if (browser.empty() || last == std::string_view::npos)
        return std::nullopt;
    const auto body = sealed.substr(0, last);
    if (!equalSecrets(sealed.substr(last + 1), markOf(occasion, browser, account, body)))
        return std::nullopt;
    const auto dot = body.find('.');
    const auto asked_at = fromMicros(body.substr(std::min(dot, body.size() - 1) + 1));
    auto challenge = fromBase64Url(body.substr(0, dot));
    if (!asked_at || !challenge || *asked_at + kPasskeyQuestionLives <= occasion.at)
        return std::nullopt;
    return Asked{std::move(*challenge), *asked_at};
}

void Passkeys::refuse(database::TenantTx& tx, const Occasion& occasion,
                      const std::optional<AccountId>& account, std::string_view reason) const {
    SignInRow row{"login_refused", 'E', false, std::string{reason}};
    row.account = account;
    row.ip = occasion.ip;
    row.rule = "passkey";
    logSignIn(tx, row, occasion.at);
    tx.commit();
    observe::count(Metric::Logins, {occasion.tenant.text(), "passkey_refused"});
}

PasskeyResult Passkeys::signIn(const Occasion& occasion, const RelyingParty& party, std::string_view browser,
                               const PasskeyForm& form) const {
    const auto& tenant = occasion.tenant.text();
    if (const auto wait = addresses_.tryNow(tenant, occasion.ip, occasion.at)) {
        observe::count(Metric::Logins, {tenant, "address_waits"});
        return {PasskeyResult::Kind::AddressWaits, NextStep::SignedIn, {}, *wait};
    }
    const auto asked = openQuestion(occasion, browser, std::nullopt, form.sealed);
    if (!asked)
        return {PasskeyResult::Kind::TooOld, NextStep::SignedIn, {}, {}};
    auto tx = occasion.pools.begin(occasion.tenant);
    if (!form.old_session_hash.empty())
        static_cast<void>(
            findSession(tx, form.old_session_hash, occasion.settings.login.session, occasion.at, true));
    auto passkey = findPasskey(tx, form.assertion.credential_id);
    if (passkey) {
        lockAccount(tx, passkey->account);
        passkey = findPasskey(tx, form.assertion.credential_id);
    }
    if (!passkey) {
        refuse(tx, occasion, std::nullopt, "unknown");
        return {};
    }
    const auto checked = checkAssertion(party, asked->challenge, passkey->key, form.assertion);
    if (const auto* fault = std::get_if<PasskeyFault>(&checked)) {
        if (*fault == PasskeyFault::CounterBack)
            observe::logEvent(observe::Event::IDENTITY_PASSKEY_COPIED,
                              {{"account", passkey->account.text()}, {"passkey", passkey->id.text()}});
        refuse(tx, occasion, passkey->account, nameOf(*fault));
        return {};
    }
    const bool handle_fits =
        form.assertion.user_handle.empty() || form.assertion.user_handle == passkey->account.text();
    if (!handle_fits || (passkey->last_asked_at && asked->at <= *passkey->last_asked_at)) {
        refuse(tx, occasion, passkey->account, handle_fits ? "used_before" : "other_account");
        return {};
    }
    const auto account = readAccount(tx, passkey->account, occasion.today);
    if (!account || !account->may_sign_in) {
        refuse(tx, occasion, passkey->account, "no_access");
        return {};
    }
    notePasskeyUse(tx, passkey->id, std::get<std::uint32_t>(checked), asked->at, occasion.at);
    if (!form.old_session_hash.empty())
        static_cast<void>(endSession(tx, form.old_session_hash, "replaced", occasion.at));
    // A password plays no part here, so its age doesn't either.
    const auto arrival = arrivalWithNewPassword(occasion, *account);
    PasskeyResult result{PasskeyResult::Kind::Passed, arrival.next, {newToken(), ""}, {}};
    const auto session = makeSession(tx,
                                     {sha256Hex(result.cookies.session), account->id, arrival.state,
                                      form.used_by, occasion.ip, occasion.agent, sessionEnd(occasion)},
                                     occasion.at);
    if (arrival.state == SessionState::Full) {
        noteLogin(tx, account->id, occasion.at);
        logSignIn(tx, {"login", 'E', true, "", account->id, session, form.used_by, occasion.ip, "passkey"},
                  occasion.at);
    }
    tx.commit();
    addresses_.succeeded(tenant, occasion.ip, occasion.at);
    observe::count(Metric::Logins, {tenant, "passkey"});
    return result;
}

std::vector<PasskeyRow> Passkeys::of(const Occasion& occasion, const AccountId& account) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    auto rows = passkeysOf(tx, account);
    tx.commit();
    return rows;
}

void Passkeys::tellOwner(database::TenantTx& tx, const Occasion& occasion, const AccountId& account,
                         bool added, const std::string& name) const {
    const auto owner = readAccount(tx, account, occasion.today);
    if (!owner || owner->email.empty())
        return;
    const auto words = words_(occasion, owner->language, added, name);
    outbox_.mail(tx,
                 {added ? "passkey_added" : "passkey_removed", account, Private<std::string>{owner->email},
                  words.subject, Private<std::string>{words.text}, Private<std::string>{words.html}},
                 occasion.at);
}

PasskeyAdded Passkeys::add(const Occasion& occasion, const RelyingParty& party, std::string_view browser,
                           const AccountId& account, const SessionId& session, std::string_view sealed,
                           const Creation& creation, std::string_view name) const {
    const auto asked = openQuestion(occasion, browser, account, sealed);
    if (!asked)
        return PasskeyAdded::TooOld;
    const auto read = readCreation(party, asked->challenge, creation);
    auto tx = occasion.pools.begin(occasion.tenant);
    lockAccount(tx, account);
    SignInRow row{"passkey_added", 'C', true, "", account, session};
    row.ip = occasion.ip;
    row.rule = "own account";
    const auto refused = [&](PasskeyAdded answer, std::string_view reason) {
        row.granted = false;
        row.reason = std::string{reason};
        logSignIn(tx, row, occasion.at);
        tx.commit();
        return answer;
    };
    if (const auto* fault = std::get_if<PasskeyFault>(&read))
        return refused(PasskeyAdded::Refused, nameOf(*fault));
    if (passkeysOf(tx, account).size() >= static_cast<std::size_t>(kPasskeysMax))
        return refused(PasskeyAdded::TooMany, "too_many");
    const auto kept = nameFor(name, occasion.agent);
    if (!storePasskey(tx, account, std::get<PasskeyKey>(read), kept, occasion.at))
        return refused(PasskeyAdded::Known, "known");
    logSignIn(tx, row, occasion.at);
    tellOwner(tx, occasion, account, true, kept);
    tx.commit();
    return PasskeyAdded::Added;
}

bool Passkeys::remove(const Occasion& occasion, const AccountId& account, const SessionId& session,
                      std::string_view id) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    lockAccount(tx, account);
    const auto name = removePasskey(tx, account, uuidOrNobodys(id));
    if (!name)
        return false;
    SignInRow row{"passkey_removed", 'D', true, "", account, session};
    row.ip = occasion.ip;
    row.rule = "own account";
    logSignIn(tx, row, occasion.at);
    tellOwner(tx, occasion, account, false, *name);
    tx.commit();
    return true;
}

}  // namespace inzage::identity
