#include "platform/base/token.h"
#include "platform/identity/account_store.h"
#include "platform/identity/code_challenge.h"
#include "platform/identity/code_sending.h"
#include "platform/identity/code_store.h"
#include "platform/identity/cookies.h"
#include "platform/identity/session_store.h"
#include "platform/identity/sign_in.h"
#include "platform/observe/metrics.h"

/// The step with the SMS code.
namespace inzage::identity {
namespace {

using observe::Metric;

Challenge loginChallenge(const SessionStep& session, const std::string& token, const Account& account) {
    return challengeOf(session.id, token, session.entered_by, account);
}

/// Why a code is asked of a session that never got one.
std::string_view reasonOf(EnteredBy way) {
    switch (way) {
        case EnteredBy::Password:
            return nameOf(SmsReason::OtherDevice);
        case EnteredBy::OneTime:
            return nameOf(SmsReason::OneTimePassword);
        case EnteredBy::Link:
        case EnteredBy::External:
            break;
    }
    return "reset";
}

CodeResult::Kind kindOf(CodeCheck check) {
    switch (check) {
        case CodeCheck::Right:
        case CodeCheck::Recovered:
            return CodeResult::Kind::Passed;
        case CodeCheck::Wrong:
            return CodeResult::Kind::Wrong;
        case CodeCheck::Dead:
            return CodeResult::Kind::Dead;
        case CodeCheck::Expired:
            return CodeResult::Kind::Expired;
        case CodeCheck::Blocked:
            return CodeResult::Kind::Blocked;
    }
    return CodeResult::Kind::NoSession;
}

}  // namespace

std::optional<CodePage> SignIn::codePage(const Occasion& occasion, const std::string& session_token) {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto session =
        findSession(tx, sessionHash(occasion, session_token), occasion.settings.login.session, occasion.at);
    if (!session || session->state != SessionState::SecondFactor)
        return std::nullopt;
    const auto account = readAccount(tx, session->account, occasion.today);
    if (!account)
        return std::nullopt;
    touchSession(tx, session->id, occasion.at);
    auto page = codePageOf(tx, occasion, *account, loginChallenge(*session, session_token, *account));
    tx.commit();
    return page;
}

CodeResult SignIn::code(const Occasion& occasion, const std::string& session_token,
                        const std::string& device_token, std::string_view typed, bool trust_after_recovery) {
    const auto& settings = occasion.settings.login;
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto session =
        findSession(tx, sessionHash(occasion, session_token), settings.session, occasion.at, true);
    if (!session || session->state != SessionState::SecondFactor)
        return {};
    const auto account = readAccount(tx, session->account, occasion.today);
    if (!account || !account->may_sign_in)
        return {};
    touchSession(tx, session->id, occasion.at);
    const auto challenge = loginChallenge(*session, session_token, *account);
    const auto latest = latestCode(tx, session->id, challenge.purpose, occasion.at);
    const auto check = checkCode(tx, occasion, *account, challenge, typed, outbox_, words_);
    const bool recovered = check == CodeCheck::Recovered;
    if (check != CodeCheck::Right && !recovered) {
        const std::string reason{nameOf(check)};
        logSignIn(tx,
                  {"code_refused", 'E', false, reason, account->id, session->id, session->used_by,
                   occasion.ip, "sms"},
                  occasion.at);
        tx.commit();
        observe::count(Metric::Codes, {occasion.tenant.text(), reason});
        return {kindOf(check), NextStep::Code, {}};
    }

    // Used up now: a second browser that came in with it goes no further.
    if (session->entered_by == EnteredBy::OneTime && !useOneTimePassword(tx, account->id))
        return {};
    const auto arrival = arrivalOf(occasion, *account, session->entered_by);
    CodeResult result{CodeResult::Kind::Passed, arrival.next, {newToken(), ""}};
    std::optional<DeviceId> device;
    // Whoever comes by a link still has to sign in; only that makes a device known. Paper may have been
    // found.
    if (session->entered_by != EnteredBy::Link && (!recovered || trust_after_recovery)) {
        result.cookies.device = device_token.empty() ? newToken() : device_token;
        device = trustDevice(tx, deviceHash(result.cookies.device, account->id.text()), account->id,
                             deviceName(occasion.agent), occasion.at);
    }
    advanceSession(tx, session->id, sessionHash(occasion, result.cookies.session), arrival.state, device,
                   occasion.at, sessionEnd(occasion));
    if (arrival.state == SessionState::Full) {
        noteLogin(tx, account->id, occasion.at);
        const auto rule = (recovered                  ? std::string{"password+recovery:"}
                           : latest && latest->by_app ? std::string{"password+app:"}
                                                      : std::string{"password+sms:"}) +
                          (latest ? latest->reason : std::string{});
        logSignIn(tx, {"login", 'E', true, "", account->id, session->id, session->used_by, occasion.ip, rule},
                  occasion.at);
    }
    tx.commit();
    observe::count(Metric::Codes, {occasion.tenant.text(), "right"});
    return result;
}

ResendResult SignIn::resend(const Occasion& occasion, const std::string& session_token) {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto session = findSession(tx, sessionHash(occasion, session_token),
                                     occasion.settings.login.session, occasion.at, true);
    if (!session || session->state != SessionState::SecondFactor)
        return ResendResult::NoSession;
    touchSession(tx, session->id, occasion.at);
    lockAccount(tx, session->account);
    const auto account = readAccount(tx, session->account, occasion.today);
    if (!account || !account->may_sign_in)
        return ResendResult::NoSession;
    const auto challenge = loginChallenge(*session, session_token, *account);
    const auto latest = latestCode(tx, session->id, challenge.purpose, occasion.at);
    const auto sent = sendLoginCode(tx, occasion, *account, challenge,
                                    latest ? latest->reason : reasonOf(session->entered_by), outbox_, words_);
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
