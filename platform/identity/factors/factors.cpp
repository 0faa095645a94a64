#include "platform/identity/factors/factors.h"

#include "platform/identity/code_challenge.h"
#include "platform/identity/confirmation.h"
#include "platform/identity/factors/factor_store.h"
#include "platform/identity/factors/recovery_codes.h"
#include "platform/identity/factors/totp.h"
#include "platform/identity/signed_in.h"

namespace inzage::identity {
namespace {

void note(database::TenantTx& tx, const Occasion& occasion, const SignedIn& owner, std::string_view what,
          const delivery::Outbox& outbox, const MessageWords& words) {
    logSignIn(tx,
              {what, 'U', true, "", owner.account.id, owner.session.id, owner.session.used_by, occasion.ip,
               "confirm:factors"},
              occasion.at);
    mailFactor(tx, occasion, owner.account, what, outbox, words);
}

}  // namespace

std::optional<FactorState> Factors::state(const Occasion& occasion, const std::string& session_token) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto owner = findSignedIn(tx, occasion, session_token, true);
    if (!owner)
        return std::nullopt;
    const auto& id = owner->account.id;
    return FactorState{usesApp(tx, id),
                       Confirmation::isConfirmed(tx, owner->session.id, CodePurpose::Factors, occasion.at),
                       recoveryCodesLeft(tx, id)};
}

std::vector<std::string> Factors::newRecoveryCodes(const Occasion& occasion,
                                                   const std::string& session_token) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto owner = findSignedIn(tx, occasion, session_token, true);
    if (!owner || !Confirmation::use(tx, owner->session.id, CodePurpose::Factors, occasion.at))
        return {};
    auto codes = identity::newRecoveryCodes();
    storeRecoveryCodes(tx, owner->account.id, codes, outbox_.key(), occasion.at);
    note(tx, occasion, *owner, "recovery_made", outbox_, words_);
    tx.commit();
    return codes;
}

std::optional<AppSecret> Factors::appSecret(const Occasion& occasion,
                                            const std::string& session_token) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto owner = findSignedIn(tx, occasion, session_token, true);
    if (!owner || !occasion.settings.login.code_app ||
        !Confirmation::isConfirmed(tx, owner->session.id, CodePurpose::Factors, occasion.at))
        return std::nullopt;
    auto secret = pendingApp(tx, owner->account.id, outbox_.key(), occasion.at);
    if (!secret) {
        secret = newTotpSecret();
        storePendingApp(tx, owner->account.id, *secret, outbox_.key(), occasion.at);
    }
    tx.commit();
    return AppSecret{shownSecret(*secret),
                     totpAddress(*secret, occasion.settings.identity.short_name, owner->account.login_name)};
}

Factors::Change Factors::proveApp(const Occasion& occasion, const std::string& session_token,
                                  std::string_view code) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto owner = findSignedIn(tx, occasion, session_token, true);
    if (!owner || !occasion.settings.login.code_app ||
        !Confirmation::isConfirmed(tx, owner->session.id, CodePurpose::Factors, occasion.at))
        return Change::NotConfirmed;
    const auto secret = pendingApp(tx, owner->account.id, outbox_.key(), occasion.at);
    if (!secret)
        return Change::NotConfirmed;
    std::string digits;
    for (const char c : code)
        if (c >= '0' && c <= '9')
            digits += c;
    // Whoever sees the secret may try as often as they like: there is nothing to guess.
    const auto step = totpStep(*secret, digits, occasion.at, 0);
    if (!step)
        return Change::Wrong;
    if (!Confirmation::use(tx, owner->session.id, CodePurpose::Factors, occasion.at))
        return Change::NotConfirmed;
    acceptApp(tx, owner->account.id, *step, occasion.at);
    note(tx, occasion, *owner, "app_on", outbox_, words_);
    tx.commit();
    return Change::Done;
}

Factors::Change Factors::dropApp(const Occasion& occasion, const std::string& session_token) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto owner = findSignedIn(tx, occasion, session_token, true);
    if (!owner || !Confirmation::use(tx, owner->session.id, CodePurpose::Factors, occasion.at))
        return Change::NotConfirmed;
    identity::dropApp(tx, owner->account.id, occasion.at);
    note(tx, occasion, *owner, "app_off", outbox_, words_);
    tx.commit();
    return Change::Done;
}

}  // namespace inzage::identity
