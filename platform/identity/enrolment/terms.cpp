#include "platform/identity/enrolment/terms.h"

#include "platform/base/token.h"
#include "platform/identity/account_store.h"
#include "platform/identity/code_sending.h"
#include "platform/identity/enrolment/terms_store.h"
#include "platform/identity/session_store.h"

namespace inzage::identity {

std::optional<TermsPage> termsPage(const Occasion& occasion, const std::string& session_token) {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto session =
        findSession(tx, sessionHash(occasion, session_token), occasion.settings.login.session, occasion.at);
    if (!session || session->state != SessionState::Terms)
        return std::nullopt;
    touchSession(tx, session->id, occasion.at);
    const auto account = readAccount(tx, session->account, occasion.today);
    tx.commit();
    return TermsPage{account && !account->terms_version.empty()};
}

std::optional<std::string> acceptTerms(const Occasion& occasion, const std::string& session_token) {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto session = findSession(tx, sessionHash(occasion, session_token),
                                     occasion.settings.login.session, occasion.at, true);
    if (!session || session->state != SessionState::Terms)
        return std::nullopt;
    const auto account = readAccount(tx, session->account, occasion.today);
    if (!account || !account->may_sign_in)
        return std::nullopt;
    const auto& version = occasion.settings.login.terms_of_use.version;
    storeTermsAcceptance(tx, account->id, version, session->used_by, occasion.at);
    auto token = newToken();
    advanceSession(tx, session->id, sessionHash(occasion, token), SessionState::Full, std::nullopt,
                   occasion.at, sessionEnd(occasion));
    noteLogin(tx, account->id, occasion.at);
    for (const auto* event : {"terms_accepted", "login"})
        logSignIn(tx,
                  {event, 'E', true, "", account->id, session->id, session->used_by, occasion.ip,
                   "terms:" + version},
                  occasion.at);
    tx.commit();
    return token;
}

}  // namespace inzage::identity
