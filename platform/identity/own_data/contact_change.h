#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "platform/delivery/outbox.h"
#include "platform/identity/code_challenge.h"
#include "platform/identity/confirmation.h"
#include "platform/identity/own_data/contact_change_store.h"
#include "platform/identity/own_password.h"

/// A new mobile number or e-mail address of one's own (ASVS 7.5.1). It counts when four things came together:
/// the password; a code to the number the account has now, not older than five minutes; a code that went to
/// the new number or address; and a session that did all of it. Then the old number and the old address are
/// told, and all other sessions and all trusted devices are worthless (ASVS 7.4.3).
namespace inzage::identity {

/// The messages it sends, in the words of the page that is at work.
struct ChangeWords {
    /// To the new number.
    std::function<std::string(int sequence, const std::string& code, UtcTime until)> prove_sms;
    /// To the new address; `in_use`: another account has it, so no code may be in it.
    std::function<delivery::Mail(const std::string& code, UtcTime until, bool in_use)> prove_mail;
    /// To the old number and the old address, when it is done.
    std::string told_sms;
    delivery::Mail told_mail;
};

struct ProofPage {
    PendingChange change;
    CodePage code;
};

struct ProofResult {
    enum class Kind {
        Done,
        Wrong,
        Dead,
        Expired,
        Blocked,
        ConfirmAgain,  ///< the new one is proven; the code to the old number is too old by now: asked again
        Taken,         ///< somebody else has the address by now
        NotAsked,      ///< this session is not at that step: 403
    };
    Kind kind = Kind::NotAsked;
    std::string session;  ///< the session cookie's new value, when done
};

/// Thread-safe. All methods throw DatabaseError when the tenant's database doesn't answer.
class ContactChange {
  public:
    /// All must outlive it.
    ContactChange(const Confirmation& confirmation, const OwnPassword& password,
                  const delivery::Outbox& outbox, MessageWords blocked_words)
        : confirmation_{confirmation},
          password_{password},
          outbox_{outbox},
          blocked_words_{std::move(blocked_words)} {}

    /// Checks the password and asks "is it you"; nothing is sent to the new one yet. `value` has been read
    /// and found usable. Where the organisation asks no code, the new one is asked at once.
    [[nodiscard]] OwnPassword::Answer begin(const Occasion& occasion, const std::string& session_token,
                                            const PendingChange& change, const Private<std::string>& password,
                                            const ChangeWords& words) const;

    enum class Next { Prove, Done, NotAsked };
    /// The person has confirmed: sends a code to the new one, or, when that was proven before, is done.
    [[nodiscard]] Next confirmed(const Occasion& occasion, const std::string& session_token, ContactKind kind,
                                 const ChangeWords& words, ProofResult& result) const;

    [[nodiscard]] std::optional<ProofPage> page(const Occasion& occasion, const std::string& session_token,
                                                ContactKind kind) const;
    [[nodiscard]] ProofResult prove(const Occasion& occasion, const std::string& session_token,
                                    ContactKind kind, std::string_view typed, const ChangeWords& words) const;
    [[nodiscard]] ResendResult resend(const Occasion& occasion, const std::string& session_token,
                                      ContactKind kind, const ChangeWords& words) const;

  private:
    struct At;
    [[nodiscard]] std::optional<At> find(database::TenantTx& tx, const Occasion& occasion,
                                         const std::string& session_token, ContactKind kind, bool lock) const;
    [[nodiscard]] bool mayGoOn(database::TenantTx& tx, const Occasion& occasion, const At& at) const;
    [[nodiscard]] CodeSent send(database::TenantTx& tx, const Occasion& occasion, const At& at,
                                const std::string& session_token, const ChangeWords& words) const;
    [[nodiscard]] ProofResult finish(database::TenantTx& tx, const Occasion& occasion, const At& at,
                                     const ChangeWords& words) const;

    const Confirmation& confirmation_;
    const OwnPassword& password_;
    const delivery::Outbox& outbox_;
    MessageWords blocked_words_;
};

}  // namespace inzage::identity
