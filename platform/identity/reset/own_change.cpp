#include "platform/identity/reset/own_change.h"

#include "platform/base/token.h"
#include "platform/identity/confirmation.h"
#include "platform/identity/reset/password_change.h"
#include "platform/identity/signed_in.h"

namespace inzage::identity {
namespace {

using Kind = OwnChangeResult::Kind;

bool confirmed(database::TenantTx& tx, const Occasion& occasion, const SessionId& session) {
    return !asksConfirmation(occasion.settings, CodePurpose::Password) ||
           Confirmation::isConfirmed(tx, session, CodePurpose::Password, occasion.at);
}

std::optional<Kind> refusedAs(OwnPassword::Answer answer) {
    switch (answer) {
        case OwnPassword::Answer::Right:
            break;
        case OwnPassword::Answer::Wrong:
            return Kind::WrongOld;
        case OwnPassword::Answer::Waits:
            return Kind::Waits;
        case OwnPassword::Answer::Busy:
            return Kind::Busy;
        case OwnPassword::Answer::NoSession:
            return Kind::NoSession;
    }
    return std::nullopt;
}

}  // namespace

bool OwnChange::isOpen(const Occasion& occasion, const std::string& session_token) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto me = findSignedIn(tx, occasion, session_token, false);
    const bool open = me && confirmed(tx, occasion, me->session.id);
    tx.commit();
    return open;
}

OwnChangeResult OwnChange::change(const Occasion& occasion, const std::string& session_token,
                                  const OwnChangeForm& form) const {
    std::optional<SignedIn> before;
    {
        auto tx = occasion.pools.begin(occasion.tenant);
        before = findSignedIn(tx, occasion, session_token, false);
        if (!before)
            return {Kind::NoSession, std::nullopt, ""};
        if (!confirmed(tx, occasion, before->session.id))
            return {Kind::NotConfirmed, std::nullopt, ""};
        tx.commit();
    }
    if (const auto refused = refusedAs(own_password_.check(occasion, session_token, form.old_password)))
        return {*refused, std::nullopt, ""};
    const auto chosen = normalised(form.password.reveal());
    const auto rules = passwordRulesOf(occasion.settings, before->account.login_name, before->account.email);
    if (const auto fault = passwordFault(chosen, rules))
        return {Kind::Refused, *fault, ""};
    if (chosen != normalised(form.again.reveal()))
        return {Kind::Refused, PasswordFault::NotTheSame, ""};
    if (chosen == normalised(form.old_password.reveal()))
        return {Kind::Refused, PasswordFault::Unchanged, ""};
    const auto hash = hasher_.hash(chosen);
    if (!hash)
        return {Kind::Busy, std::nullopt, ""};

    auto tx = occasion.pools.begin(occasion.tenant);
    const auto me = findSignedIn(tx, occasion, session_token, true);
    // Changed elsewhere while this was computed: then the old one was not the old one any more.
    if (!me || me->account.password_hash != before->account.password_hash)
        return {Kind::NoSession, std::nullopt, ""};
    if (asksConfirmation(occasion.settings, CodePurpose::Password) &&
        !Confirmation::use(tx, me->session.id, CodePurpose::Password, occasion.at))
        return {Kind::NotConfirmed, std::nullopt, ""};
    settleNewPassword(tx, occasion, me->account, *hash, me->session, ChangedBy::Own, outbox_, words_);
    OwnChangeResult result{Kind::Changed, std::nullopt, newToken()};
    renewSession(tx, me->session.id, sessionHash(occasion, result.session), occasion.at);
    tx.commit();
    return result;
}

}  // namespace inzage::identity
