#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "platform/identity/account_store.h"
#include "platform/identity/code_store.h"
#include "platform/identity/sign_in.h"

/// Asking for a code and checking it, with the same rules wherever that is done: newest
/// only, bound to the browser, so many tries, waits and caps, and twenty wrong ones in a day block the factor
/// (ASVS 6.6.3). All within the transaction of a step, whose session is locked.
namespace inzage::identity {

/// Who is asked for what.
struct Challenge {
    SessionId session;
    std::string session_token;
    CodePurpose purpose;
    std::string recipient;  ///< E.164 number or address where the code goes; "": there is none
    CodeChannel channel = CodeChannel::Sms;
};

enum class CodeSent { Sent, TooSoon, Blocked, NoNumber };
/// "", "too_soon", "blocked", "no_number": the reason in the access log.
[[nodiscard]] std::string_view nameOf(CodeSent sent) noexcept;

using CodeText = std::function<std::string(int sequence, const std::string& code, UtcTime until)>;
/// What a mail with a code says; purpose, recipient and account are filled in.
using CodeMail = std::function<delivery::Mail(const std::string& code, UtcTime until)>;

/// Stores a new code and puts its SMS into the outbox, unless the factor is blocked, there is no number, or
/// the waits and caps of the tenant say no. The account's row must be locked. `outbox_purpose`: what
/// operators see.
[[nodiscard]] CodeSent sendCode(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                                const Challenge& challenge, std::string_view reason,
                                std::string_view outbox_purpose, const delivery::Outbox& outbox,
                                const CodeText& text);

/// The same by mail. A mail takes longer: it works for kMailCodeLifetime.
constexpr std::chrono::minutes kMailCodeLifetime{30};
[[nodiscard]] CodeSent mailCode(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                                const Challenge& challenge, std::string_view reason,
                                std::string_view outbox_purpose, const delivery::Outbox& outbox,
                                const CodeMail& mail);

/// What a page with a code field says about it.
[[nodiscard]] CodePage codePageOf(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                                  const Challenge& challenge);

enum class CodeCheck {
    Right,      ///< and used up
    Recovered,  ///< a printed recovery code, which is used up; the owner is told
    Wrong,
    Dead,     ///< wrong too often: ask a new one
    Expired,  ///< too old, used or replaced
    Blocked,  ///< the factor is blocked; when by this very try, owner and helpdesk are told
};
/// "wrong", "expired" (also for a dead one that is tried again), "blocked"; "right", "recovery".
[[nodiscard]] std::string_view nameOf(CodeCheck check) noexcept;
[[nodiscard]] CodeCheck checkCode(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                                  const Challenge& challenge, std::string_view typed,
                                  const delivery::Outbox& outbox, const MessageWords& words);

/// Whether a code of this purpose proves the person: then an app gives it for who chose one, and a recovery
/// code may stand in its place. (A code that proves a new number or address can't be replaced.)
[[nodiscard]] bool provesPerson(CodePurpose purpose) noexcept;

/// Tells the owner by mail: "recovery_used", "recovery_made", "app_on", "app_off".
void mailFactor(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                std::string_view what, const delivery::Outbox& outbox, const MessageWords& words);

[[nodiscard]] bool factorBlocked(const Account& account, UtcTime at) noexcept;

}  // namespace inzage::identity
