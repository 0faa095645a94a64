#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/identity/passkeys/webauthn.h"
#include "platform/identity/sign_in.h"

/// Signing in with a passkey, in place of password and SMS, at organisations that allow it (login.passkeys).
/// A passkey is unlocked with a finger, a face or a PIN (two factors by itself) and works at one address
/// only, so that nobody can be talked out of it.
namespace inzage::identity {

using PasskeyId = Id<struct PasskeyTag>;

/// A passkey as its owner sees it.
struct PasskeyRow {
    PasskeyId id;
    std::string name;           ///< "Chrome op Windows", or what the owner called it
    std::string credential_id;  ///< base64url; no secret: browsers are told which passkeys there are
    UtcTime created_at;
    std::optional<UtcTime> last_used_at;
};

/// A question to a browser. It stands nowhere but in that browser's page: asking costs the database nothing.
struct PasskeyQuestion {
    std::string challenge;  ///< base64url, for the browser's call
    std::string sealed;     ///< goes into the form and comes back with the answer
};

struct PasskeyForm {
    std::string sealed;
    Assertion assertion;
    std::string used_by = "self";  ///< client or representative where they share an account
    std::string old_session_hash;  ///< ended by a right answer
};

struct PasskeyResult {
    enum class Kind {
        Passed,
        Refused,       ///< unknown, removed, blocked, wrong: the page says the same for all
        TooOld,        ///< the question was asked too long ago, or in another browser: ask anew
        AddressWaits,  ///< 429 until retry_after
    };
    Kind kind = Kind::Refused;
    NextStep next = NextStep::SignedIn;  ///< or the terms of use
    StepCookies cookies;
    std::chrono::seconds retry_after{0};
};

enum class PasskeyAdded {
    Added,
    TooOld,   ///< as above
    Refused,  ///< the browser's answer is not in order
    Known,    ///< it is here already
    TooMany,  ///< kPasskeysMax
};

constexpr std::chrono::minutes kPasskeyQuestionLives{5};
constexpr int kPasskeysMax = 10;  ///< per account
constexpr std::size_t kPasskeyNameCharsMax = 60;

/// The owner is told when a passkey comes or goes.
using PasskeyMailWords = std::function<MessageWords::Mail(const Occasion&, std::string_view language,
                                                          bool added, const std::string& name)>;

/// Thread-safe. All methods throw DatabaseError when the tenant's database doesn't answer.
/// `browser` is http's secret of the asking browser (csrfSecret): an answer from another one is refused.
class Passkeys {
  public:
    /// All must outlive it.
    Passkeys(AddressThrottle& addresses, const delivery::Outbox& outbox, PasskeyMailWords words);

    /// For signing in, or, with an account, for adding a passkey to it.
    [[nodiscard]] PasskeyQuestion ask(const Occasion& occasion, std::string_view browser,
                                      const std::optional<AccountId>& account) const;

    [[nodiscard]] PasskeyResult signIn(const Occasion& occasion, const RelyingParty& party,
                                       std::string_view browser, const PasskeyForm& form) const;

    [[nodiscard]] std::vector<PasskeyRow> of(const Occasion& occasion, const AccountId& account) const;
    [[nodiscard]] PasskeyAdded add(const Occasion& occasion, const RelyingParty& party,
                                   std::string_view browser, const AccountId& account,
                                   const SessionId& session, std::string_view sealed,
                                   const Creation& creation, std::string_view name) const;
    /// False when the account has no passkey of that id.
    [[nodiscard]] bool remove(const Occasion& occasion, const AccountId& account, const SessionId& session,
                              std::string_view id) const;

  private:
    struct Asked;
    [[nodiscard]] std::optional<Asked> openQuestion(const Occasion& occasion, std::string_view browser,
                                                    const std::optional<AccountId>& account,
                                                    std::string_view sealed) const;
    [[nodiscard]] std::string markOf(const Occasion& occasion, std::string_view browser,
                                     const std::optional<AccountId>& account, std::string_view body) const;
    void refuse(database::TenantTx& tx, const Occasion& occasion, const std::optional<AccountId>& account,
                std::string_view reason) const;
    void tellOwner(database::TenantTx& tx, const Occasion& occasion, const AccountId& account, bool added,
                   const std::string& name) const;

    AddressThrottle& addresses_;
    const delivery::Outbox& outbox_;
    PasskeyMailWords words_;
};

}  // namespace inzage::identity
