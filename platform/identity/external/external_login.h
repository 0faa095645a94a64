#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "platform/identity/address_throttle.h"
#include "platform/identity/enrolment/enrolment.h"
#include "platform/identity/external/external_store.h"
#include "platform/identity/external/provider.h"
#include "platform/identity/sign_in.h"

/// Signing in at an identity provider, at organisations whose settings say so (login.external): OpenID
/// Connect's code flow with PKCE, state and nonce. The provider says who somebody is; which account that is,
/// and what they may see, is decided here.
namespace inzage::identity {

/// Where the provider sends people back to.
constexpr std::string_view kExternalBack = "/inloggen/extern/terug";
/// How long somebody may take at the provider.
constexpr std::chrono::minutes kExternalLives{15};

/// A browser that is sent to the provider.
struct ExternalStart {
    std::string url;
    std::string cookie;  ///< what was asked, sealed: it stands nowhere else
};

/// With what a browser comes back.
struct ExternalAnswer {
    std::string cookie;
    std::string state;
    std::string code;
    std::string issuer;            ///< "iss"; "" when the provider doesn't say
    std::string error;             ///< "access_denied", …; "" when there is none
    std::string enrolment_cookie;  ///< of an invitation that this browser opened
    std::string old_session_hash;  ///< ended by a right answer
};

struct ExternalResult {
    enum class Kind {
        Passed,
        Stopped,       ///< somebody pressed cancel there
        TooOld,        ///< asked too long ago, in another browser, or answered before: begin anew
        Refused,       ///< the provider's answer isn't in order
        Unknown,       ///< nobody of this organisation, or one who may not sign in: the same for all
        Away,          ///< the provider doesn't answer; 503
        Busy,          ///< too many at once; 503
        AddressWaits,  ///< 429 until retry_after
    };
    Kind kind = Kind::TooOld;
    NextStep next = NextStep::SignedIn;
    StepCookies cookies;
    std::string wanted;    ///< the page first asked for; ""
    bool invited = false;  ///< the invitation that this browser opened is taken up
    std::chrono::seconds retry_after{0};
};

/// Thread-safe. All methods throw DatabaseError when the tenant's database doesn't answer.
class ExternalLogin {
  public:
    /// All must outlive it.
    ExternalLogin(AddressThrottle& addresses, const delivery::Outbox& outbox, const Enrolment& enrolment,
                  Providers& providers);

    /// `used_by`: "self", or who uses a shared account. Asks the database nothing.
    [[nodiscard]] std::variant<ExternalStart, ProviderFault> begin(const Occasion& occasion,
                                                                   const std::string& wanted,
                                                                   const std::string& used_by) const;
    [[nodiscard]] ExternalResult finish(const Occasion& occasion, const ExternalAnswer& answer) const;

  private:
    struct Flow;
    [[nodiscard]] std::optional<Flow> open(const Occasion& occasion, const std::string& sealed) const;
    struct NoEntry {
        std::string_view reason{};  ///< for the access log; people are told nothing of it
        std::optional<AccountId> account{};
    };
    [[nodiscard]] std::variant<ExternalResult, NoEntry> enter(database::TenantTx& tx,
                                                              const Occasion& occasion, const Flow& flow,
                                                              const ExternalAnswer& answer,
                                                              const ExternalPerson& person) const;
    [[nodiscard]] ExternalResult settle(const Occasion& occasion, const Flow& flow,
                                        const ExternalAnswer& answer, const ExternalPerson& person) const;
    struct Found {
        AccountId id;
        bool invited = false;  ///< made just now, by an invitation
    };
    [[nodiscard]] std::variant<Found, std::string_view> accountOf(database::TenantTx& tx,
                                                                  const Occasion& occasion, const Flow& flow,
                                                                  const ExternalAnswer& answer,
                                                                  const ExternalPerson& person) const;

    AddressThrottle& addresses_;
    const delivery::Outbox& outbox_;
    const Enrolment& enrolment_;
    Providers& providers_;
};

}  // namespace inzage::identity
