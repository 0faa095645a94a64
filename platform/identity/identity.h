#pragma once
#include "platform/config/platform_settings.h"
#include "platform/database/seal.h"
#include "platform/delivery/outbox.h"
#include "platform/identity/address_throttle.h"
#include "platform/identity/confirmation.h"
#include "platform/identity/enrolment/enrolment.h"
#include "platform/identity/external/external_login.h"
#include "platform/identity/factors/factors.h"
#include "platform/identity/invitations.h"
#include "platform/identity/own_password.h"
#include "platform/identity/passkeys/passkeys.h"
#include "platform/identity/password_hasher.h"
#include "platform/identity/reset/own_change.h"
#include "platform/identity/reset/reset.h"
#include "platform/identity/sign_in.h"
#include "platform/tenancy/visit.h"
#include "platform/views/views.h"

namespace inzage::identity {

/// How identity providers are reached.
struct ProvidersPlace {
    delivery::HttpClientOptions http{};
    std::string secrets_dir{};  ///< of secret files that settings name
};

/// What signing in needs for the life of the program. Make one per process; thread-safe.
class Identity {
  public:
    /// `key`: the deployment's key for secrets at rest; seals what waits in the outbox. `templates` must
    /// outlive it.
    Identity(const config::WorkerSettings& workers, database::SealKey key, const views::Templates& templates,
             ProvidersPlace providers = {});
    Identity(const Identity&) = delete;
    Identity& operator=(const Identity&) = delete;

    [[nodiscard]] SignIn& signIn() noexcept { return sign_in_; }
    [[nodiscard]] const Confirmation& confirmation() const noexcept { return confirmation_; }
    [[nodiscard]] const OwnPassword& ownPassword() const noexcept { return own_password_; }
    [[nodiscard]] const OwnChange& ownChange() const noexcept { return own_change_; }
    [[nodiscard]] Reset& reset() noexcept { return reset_; }
    [[nodiscard]] const Passkeys& passkeys() const noexcept { return passkeys_; }
    [[nodiscard]] const Factors& factors() const noexcept { return factors_; }
    /// What the steps write to people.
    [[nodiscard]] const MessageWords& words() const noexcept { return words_; }
    [[nodiscard]] PasswordHasher& hasher() noexcept { return hasher_; }
    [[nodiscard]] const delivery::Outbox& outbox() const noexcept { return outbox_; }
    [[nodiscard]] const Invitations& invitations() const noexcept { return invitations_; }
    [[nodiscard]] const Enrolment& enrolment() const noexcept { return enrolment_; }
    [[nodiscard]] const ExternalLogin& externalLogin() const noexcept { return external_login_; }

  private:
    PasswordHasher hasher_;
    AddressThrottle addresses_;
    delivery::Outbox outbox_;
    MessageWords words_;
    SignIn sign_in_;
    Confirmation confirmation_;
    OwnPassword own_password_;
    Factors factors_;
    Invitations invitations_;
    Reset reset_;
    OwnChange own_change_;
    Passkeys passkeys_;
    Enrolment enrolment_;
    Providers providers_;
    ExternalLogin external_login_;
};

/// /inloggen, /inloggen/passkey, /inloggen/extern, /verificatie, /nieuw-wachtwoord, /wachtwoord-vergeten,
/// /uitloggen, /uitgelogd, /weergave. `identity` must outlive the pages. Besides, the router needs
/// checkFormToken (cookies.h) as its CSRF check.
void registerPages(tenancy::Pages& pages, Identity& identity);

/// tenancy::Services::form_token.
[[nodiscard]] tenancy::FormToken plainFormToken(const http::Request& request);

}  // namespace inzage::identity
