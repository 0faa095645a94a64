#include "platform/identity/sign_in.h"

#include <algorithm>

#include "platform/base/text.h"
#include "platform/base/token.h"
#include "platform/http/url_text.h"
#include "platform/identity/account_store.h"
#include "platform/identity/code_sending.h"
#include "platform/identity/cookies.h"
#include "platform/identity/password_tries.h"
#include "platform/identity/reset/one_time_password.h"
#include "platform/identity/session_store.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

namespace inzage::identity {
namespace {

using observe::Event;
using observe::logEvent;
using observe::Metric;

}  // namespace

/// What is known before a password is looked at. The try is already counted as wrong.
struct SignIn::Admission {
    std::optional<Account> account;
    std::optional<TrustedDevice> device;
    std::string throttle_key;
    std::string try_number;  ///< "" when it must wait and nothing may be checked
    EnteredBy entered_by = EnteredBy::Password;
};

namespace {

/// Why the code is asked, for its page. A device that the browser forgot is not one that was never seen: the
/// person is told which. Only after the right password.
std::string_view reasonShown(database::TenantTx& tx, const Occasion& occasion, const PasswordForm& form,
                             const Account& account, SmsReason reason) {
    if (reason == SmsReason::OtherDevice && form.device_token.empty() &&
        trustsDeviceNamed(tx, account.id, deviceName(occasion.agent)))
        return "forgotten_device";
    return nameOf(reason);
}

/// Whether this is the account's mailed one-time password. The same work for every name.
bool isOneTime(const std::optional<Account>& account, const std::string& typed_hash, UtcTime at) {
    const auto known = account && account->one_time_until && *account->one_time_until > at
                           ? account->one_time_hash
                           : std::string{};
    return equalSecrets(known, typed_hash);
}

}  // namespace

std::string sessionHash(const Occasion& occasion, std::string_view session_token) {
    return sessionHash(occasion.settings.login, session_token);
}

SignIn::SignIn(PasswordHasher& hasher, AddressThrottle& addresses, const delivery::Outbox& outbox,
               MessageWords words)
    : hasher_{hasher}, addresses_{addresses}, outbox_{outbox}, words_{std::move(words)} {}

SignIn::Admission SignIn::admit(const Occasion& occasion, const PasswordForm& form) const {
    constexpr std::size_t kNameBytesMax = 254;
    // People paste a name with spaces around it; a password is never trimmed.
    const auto name = http::firstBytes(trimmed(form.name), kNameBytesMax);
    Admission admission;
    auto tx = occasion.pools.begin(occasion.tenant);
    admission.account = findAccount(tx, name, occasion.settings.login.name_kind, occasion.today);
    // The same statements for a name nobody has: time must not tell.
    const auto id = admission.account ? admission.account->id : AccountId::random();
    admission.device = findDevice(tx, deviceHash(form.device_token, id.text()), id);
    const auto name_hash = outbox_.key().mac(
        "login name", admission.account ? "account " + id.text() : "name " + std::string{name});
    const bool trusted = admission.device.has_value();
    admission.throttle_key = trusted ? "device " + admission.device->id.text() : name_hash;

    admission.try_number = admitTry(tx,
                                    {admission.throttle_key, name_hash,
                                     admission.account ? std::optional{admission.account->id} : std::nullopt,
                                     occasion.ip, trusted},
                                    occasion.at)
                               .value_or(std::string{});
    tx.commit();
    return admission;
}

PasswordResult SignIn::password(const Occasion& occasion, const PasswordForm& form) {
    const auto& tenant = occasion.tenant.text();
    if (const auto wait = addresses_.tryNow(tenant, occasion.ip, occasion.at)) {
        observe::count(Metric::Logins, {tenant, "address_waits"});
        logEvent(Event::IDENTITY_ADDRESS_WAITS, {{"wait_s", wait->count()}});
        return {PasswordResult::Kind::AddressWaits, NextStep::Code, {}, *wait};
    }
    auto admission = admit(occasion, form);
    if (admission.try_number.empty()) {
        settleRefused(occasion, admission, "waiting");
        return {};
    }
    const bool usable = admission.account && admission.account->may_sign_in;
    const auto password = normalised(form.password.reveal());
    const auto typed_hash = oneTimeHash(outbox_.key(), form.password.reveal());
    auto answer = hasher_.check(usable ? admission.account->password_hash : std::string{}, password);
    if (answer == PasswordAnswer::Wrong && usable && isOneTime(admission.account, typed_hash, occasion.at)) {
        admission.entered_by = EnteredBy::OneTime;
        answer = PasswordAnswer::Right;
    }
    switch (answer) {
        case PasswordAnswer::Busy:
            addresses_.succeeded(tenant, occasion.ip, occasion.at);
            settleRefused(occasion, admission, "busy");
            return {PasswordResult::Kind::Busy, NextStep::Code, {}, std::chrono::seconds{2}};
        case PasswordAnswer::Wrong:
            settleRefused(occasion, admission, usable || !admission.account ? "wrong" : "no_access");
            return {};
        case PasswordAnswer::Right:
        case PasswordAnswer::RightButOld:
            break;
    }
    addresses_.succeeded(tenant, occasion.ip, occasion.at);
    const auto rehash = answer == PasswordAnswer::RightButOld ? hasher_.hash(password).value_or(std::string{})
                                                              : std::string{};
    auto result = settlePassed(occasion, form, admission, rehash);
    // Changed or closed while the password was checked: as if it was wrong.
    if (result.kind == PasswordResult::Kind::Refused)
        settleRefused(occasion, admission, "changed");
    return result;
}

void SignIn::settleRefused(const Occasion& occasion, const Admission& admission,
                           std::string_view reason) const {
    observe::count(Metric::Logins, {occasion.tenant.text(), reason});
    auto tx = occasion.pools.begin(occasion.tenant);
    if (reason == "busy") {
        observe::count(Metric::HashRefused, {occasion.tenant.text()});
        settleTry(tx, admission.throttle_key, admission.try_number, PasswordAnswer::Busy, occasion.at);
    } else if (!admission.try_number.empty()) {
        settleTry(tx, admission.throttle_key, admission.try_number, PasswordAnswer::Wrong, occasion.at);
    }
    SignInRow row{"login_refused", 'E', false, std::string{reason}};
    if (admission.account)
        row.account = admission.account->id;
    row.ip = occasion.ip;
    row.rule = "password";
    logSignIn(tx, row, occasion.at);
    tx.commit();
}

PasswordResult SignIn::settlePassed(const Occasion& occasion, const PasswordForm& form,
                                    const Admission& admission, const std::string& rehash) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    settleTry(tx, admission.throttle_key, admission.try_number, PasswordAnswer::Right, occasion.at);
    lockAccount(tx, admission.account->id);
    if (!form.old_session_hash.empty())
        static_cast<void>(endSession(tx, form.old_session_hash, "replaced", occasion.at));
    const auto account = readAccount(tx, admission.account->id, occasion.today);
    const bool one_time = admission.entered_by == EnteredBy::OneTime;
    if (!account || !account->may_sign_in || account->password_hash != admission.account->password_hash ||
        (one_time && account->one_time_hash != admission.account->one_time_hash))
        return {};
    if (!rehash.empty())
        storeRehash(tx, account->id, account->password_hash, rehash);

    std::optional<DeviceTrust> trust;
    if (admission.device)
        trust = DeviceTrust{admission.device->trusted_at, admission.device->last_used_at};
    const auto sms = smsReasonFor(occasion, *account, trust, admission.entered_by);
    PasswordResult result{PasswordResult::Kind::Passed, NextStep::Code, {newToken(), ""}, {}};
    auto state = SessionState::SecondFactor;
    if (!sms) {
        const auto arrival = arrivalOf(occasion, *account, admission.entered_by);
        result.next = arrival.next;
        state = arrival.state;
    }
    const auto device = admission.device ? std::optional{admission.device->id} : std::nullopt;
    const auto session =
        makeSession(tx,
                    {sha256Hex(result.cookies.session), account->id, state, form.used_by, occasion.ip,
                     occasion.agent, sessionEnd(occasion), sms ? std::nullopt : device, admission.entered_by},
                    occasion.at);
    if (sms)
        logCodeSent(
            tx, occasion, account->id, session, form.used_by,
            sendLoginCode(tx, occasion, *account,
                          challengeOf(session, result.cookies.session, admission.entered_by, *account),
                          reasonShown(tx, occasion, form, *account, *sms), outbox_, words_),
            one_time ? "one_time_password" : "password");
    if (!sms && device)
        noteDeviceUse(tx, *device, occasion.at);
    if (state == SessionState::Full) {
        noteLogin(tx, account->id, occasion.at);
        logSignIn(
            tx, {"login", 'E', true, "", account->id, session, form.used_by, occasion.ip, "password+device"},
            occasion.at);
    }
    tx.commit();
    observe::count(Metric::Logins, {occasion.tenant.text(), sms ? "code_asked" : "right"});
    return result;
}

std::optional<NextStep> SignIn::standsAt(const Occasion& occasion, const std::string& session_token) {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto session =
        findSession(tx, sessionHash(occasion, session_token), occasion.settings.login.session, occasion.at);
    tx.commit();
    if (!session)
        return std::nullopt;
    switch (session->state) {
        case SessionState::SecondFactor:
            return NextStep::Code;
        case SessionState::NewPassword:
            return NextStep::NewPassword;
        case SessionState::Terms:
            return NextStep::Terms;
        case SessionState::Full:
            return NextStep::SignedIn;
    }
    return std::nullopt;
}

std::optional<std::string> SignIn::howEnded(const Occasion& occasion, const std::string& session_token) {
    auto tx = occasion.pools.begin(occasion.tenant);
    auto how = howSessionEnded(tx, sessionHash(occasion, session_token), occasion.settings.login.session,
                               occasion.at);
    tx.commit();
    return how;
}

void SignIn::logout(const Occasion& occasion, const std::string& session_token) {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto ended = endSession(tx, sessionHash(occasion, session_token), "logout", occasion.at);
    if (ended)
        logSignIn(tx, {"logout", 'E', true, "", ended->account, ended->id, ended->used_by, occasion.ip, ""},
                  occasion.at);
    tx.commit();
}

}  // namespace inzage::identity
