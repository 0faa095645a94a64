#include "platform/identity/own_password.h"

#include "platform/identity/password_rules.h"
#include "platform/identity/password_tries.h"
#include "platform/identity/signed_in.h"

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
    const auto found = findSignedIn(tx, occasion, session_token, false);
    if (!found)
        return admission;
    const auto* account = &found->account;
    admission.session = found->session;
    admission.hash = account->password_hash;
    admission.throttle_key = "own " + account->id.text();
    // Counted with the tries from trusted devices: a stranger can't use them up.
    const auto name_hash = key.mac("login name", "account " + account->id.text());
    const auto number =
        admitTry(tx, {admission.throttle_key, name_hash, account->id, occasion.ip, true}, occasion.at);
    tx.commit();
    admission.try_number = number.value_or(std::string{});
    admission.answer = number ? OwnPassword::Answer::Right : OwnPassword::Answer::Waits;
    return admission;
}

}  // namespace

OwnPassword::Answer OwnPassword::check(const Occasion& occasion, const std::string& session_token,
                                       const Private<std::string>& typed) const {
    // A password from before the organisation signed its people in elsewhere proves nothing there.
    if (occasion.settings.login.external.on())
        return Answer::Wrong;
    const auto admission = admit(occasion, session_token, key_);
    if (admission.answer != Answer::Right)
        return admission.answer;
    const auto answer = hasher_.check(admission.hash, normalised(typed.reveal()));
    auto tx = occasion.pools.begin(occasion.tenant);
    settleTry(tx, admission.throttle_key, admission.try_number, answer, occasion.at);
    if (answer == PasswordAnswer::Wrong) {
        const auto& session = *admission.session;
        logSignIn(tx,
                  {"password_refused", 'E', false, "wrong", session.account, session.id, session.used_by,
                   occasion.ip, "password"},
                  occasion.at);
    }
    tx.commit();
    switch (answer) {
        case PasswordAnswer::Busy:
            return Answer::Busy;
        case PasswordAnswer::Wrong:
            return Answer::Wrong;
        case PasswordAnswer::Right:
        case PasswordAnswer::RightButOld:
            break;
    }
    return Answer::Right;
}

}  // namespace inzage::identity
