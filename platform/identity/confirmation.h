#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/identity/code_store.h"
#include "platform/identity/sign_in.h"

/// "Is it you": what a signed-in person must prove once more before something that matters is changed (ASVS
/// 7.5.1). A page asks with ask(), sends the browser to kConfirmPage, and gets it back at `back`; then
/// isConfirmed() holds for kConfirmedFor, and use() lets exactly one change through:
///
///   if (!Confirmation::isConfirmed(tx, session, CodePurpose::Phone, at)) {
///       confirmation.ask(occasion, token, {CodePurpose::Phone, "/profiel/mobiel"});
///       return http::redirect(303, kConfirmPage);
///   }
///
/// The code goes to the number the account has now and follows the rules of the login code. A right code
/// renews the session's id (ASVS 7.2.4).
namespace inzage::identity {

constexpr std::string_view kConfirmPage = "/bevestigen";
constexpr std::chrono::minutes kConfirmedFor{5};

struct ConfirmationRequest {
    CodePurpose purpose;             ///< Password, OwnData, Phone, Email, Factors
    std::string back;                ///< path of the portal's own page that goes on afterwards
    std::string detail_json = "{}";  ///< kept for use(); nothing personal or secret in it
};

struct ConfirmationPage {
    CodePurpose purpose;
    std::string back;
    CodePage code;
};

struct ConfirmResult {
    enum class Kind {
        Passed,
        Wrong,
        Dead,
        Expired,
        Blocked,
        NotAsked,  ///< nothing is asked of this session, or it is over: 403
    };
    Kind kind = Kind::NotAsked;
    std::string back;
    CodePurpose purpose = CodePurpose::OwnData;
    std::string session;  ///< the session cookie's new value, when passed
};

/// Thread-safe. All methods throw DatabaseError when the tenant's database doesn't answer.
class Confirmation {
  public:
    /// `outbox` must outlive it.
    Confirmation(const delivery::Outbox& outbox, MessageWords words);

    /// Puts the question, in place of an earlier one of this session, and sends the code. With a code of that
    /// purpose that can still be typed, no other is sent. False when nobody is signed in with that cookie.
    [[nodiscard]] bool ask(const Occasion& occasion, const std::string& session_token,
                           const ConfirmationRequest& request) const;

    /// Absent when nothing is asked of this session.
    [[nodiscard]] std::optional<ConfirmationPage> page(const Occasion& occasion,
                                                       const std::string& session_token) const;
    [[nodiscard]] ConfirmResult confirm(const Occasion& occasion, const std::string& session_token,
                                        std::string_view typed) const;
    [[nodiscard]] ResendResult resend(const Occasion& occasion, const std::string& session_token) const;

    /// Whether it was proven within kConfirmedFor and not used yet.
    [[nodiscard]] static bool isConfirmed(database::TenantTx& tx, const SessionId& session,
                                          CodePurpose purpose, UtcTime at);
    /// Uses it up: gives the detail, absent when it isn't confirmed. Of parallel calls one succeeds.
    [[nodiscard]] static std::optional<std::string> use(database::TenantTx& tx, const SessionId& session,
                                                        CodePurpose purpose, UtcTime at);

  private:
    struct Asked;
    [[nodiscard]] std::optional<Asked> find(database::TenantTx& tx, const Occasion& occasion,
                                            const std::string& session_token, bool lock) const;
    [[nodiscard]] ResendResult send(database::TenantTx& tx, const Occasion& occasion, const Asked& asked,
                                    const std::string& session_token) const;

    const delivery::Outbox& outbox_;
    MessageWords words_;
};

/// Which purposes this organisation wants proven; e-mail and number always, unless it says "none".
[[nodiscard]] bool asksConfirmation(const config::TenantSettings& settings, CodePurpose purpose) noexcept;

}  // namespace inzage::identity
