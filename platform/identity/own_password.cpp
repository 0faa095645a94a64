#include "platform/identity/own_password.h"

#include <algorithm>

#include "platform/base/token.h"
#include "platform/identity/account_store.h"
#include "platform/identity/password_rules.h"
#include "platform/identity/session_store.h"
#include "platform/identity/sign_in_rules.h"

namespace inzage::identity {
namespace {

/// What is known before the password is looked at. The try is already counted as wrong.
struct Admission {
    OwnPassword::Answer answer = OwnPassword::Answer::NoSession;
    std::optional<SessionStep> session;
    std::string hash;
    std::string throttle_key;
    std::string try_number;
};

Admission admit(const Occasion& occasion, const std::string& session_token, const database::SealKey& key) {
    Admission admission;
    auto tx = occasion.pools.begin(occasion.tenant);
    admission.session =
        findSession(tx, sha256Hex(session_token), occasion.settings.login.session, occasion.at);
    if (!admission.session || admission.session->state != SessionState::Full)
        return admission;
    const auto account = readAccount(tx, admission.session->account, occasion.today);
    if (!account || !account->may_sign_in)
        return admission;
    admission.hash = account->password_hash;
    admission.throttle_key = "own " + account->id.text();
    // Counted with the tries from trusted devices: a stranger can't use them up.
    const auto name_hash = key.mac("login name", "account " + account->id.text());
    auto throttle = lockThrottle(tx, admission.throttle_key, occasion.at);
    const int last_hour = triesLastHour(tx, name_hash, true, occasion.at);
    if ((throttle.wait_until && *throttle.wait_until > occasion.at) || last_hour >= kTrustedTriesPerHour) {
        tx.commit();
        admission.answer = OwnPassword::Answer::Waits;
        return admission;
    }
    if (throttle.updated_at + kFailuresForgotten <= occasion.at)
        throttle.failures = 0;
    ++throttle.failures;
    throttle.updated_at = occasion.at;
    throttle.wait_until = std::nullopt;
    if (const auto wait = waitAfter(throttle.failures); wait.count() > 0)
        throttle.wait_until = occasion.at + wait;
    storeThrottle(tx, admission.throttle_key, throttle, last_hour + 1);
    admission.try_number = noteTry(tx, name_hash, account->id, occasion.ip, true, occasion.at);
    tx.commit();
    admission.answer = OwnPassword::Answer::Right;
    return admission;
}

}  // namespace

OwnPassword::Answer OwnPassword::check(const Occasion& occasion, const std::string& session_token,
                                       const Private<std::string>& typed) const {
    const auto admission = admit(occasion, session_token, key_);
    if (admission.answer != Answer::Right)
        return admission.answer;
    const auto answer = hasher_.check(admission.hash, normalised(typed.reveal()));
    auto tx = occasion.pools.begin(occasion.tenant);
    auto throttle = lockThrottle(tx, admission.throttle_key, occasion.at);
    const auto settle = [&](std::string_view outcome) {
        noteTryOutcome(tx, admission.try_number, outcome);
        tx.commit();
    };
    if (answer == PasswordAnswer::Busy) {
        // Nothing was checked, so nothing counts; a wait that a later try began stays.
        throttle.failures = std::max(throttle.failures - 1, 0);
        if (throttle.updated_at == occasion.at)
            throttle.wait_until = std::nullopt;
        storeThrottle(tx, admission.throttle_key, throttle, 0);
        settle("busy");
        return Answer::Busy;
    }
    if (answer == PasswordAnswer::Wrong) {
        const auto& session = *admission.session;
        logSignIn(tx,
                  {"password_refused", 'E', false, "wrong", session.account, session.id, session.used_by,
                   occasion.ip, "password"},
                  occasion.at);
        settle("wrong");
        return Answer::Wrong;
    }
    throttle.failures = 0;
    throttle.wait_until = std::nullopt;
    storeThrottle(tx, admission.throttle_key, throttle, 0);
    settle("right");
    return Answer::Right;
}

}  // namespace inzage::identity
