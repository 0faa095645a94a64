#include "platform/identity/signed_in.h"

#include "platform/base/token.h"

namespace inzage::identity {

std::optional<SignedIn> findSignedIn(database::TenantTx& tx, const Occasion& occasion,
                                     const std::string& session_token, bool lock) {
    const auto session = findSession(tx, sessionHash(occasion, session_token),
                                     occasion.settings.login.session, occasion.at, lock);
    if (!session || session->state != SessionState::Full)
        return std::nullopt;
    const auto account = readAccount(tx, session->account, occasion.today);
    if (!account || !account->may_sign_in)
        return std::nullopt;
    return SignedIn{*session, *account};
}

}  // namespace inzage::identity
