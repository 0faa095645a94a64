#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/base/right.h"
#include "platform/database/tenant_tx.h"
#include "platform/delivery/outbox.h"
#include "platform/identity/sign_in.h"
#include "platform/views/mail_page.h"

/// Letting somebody in by a mail with a link. An invitation gives nothing before it is taken up by a person
/// who has the mailbox and, for a new account, proves a mobile number. Whether the address has an account
/// already changes nothing here: the answer to whoever invites is the same (OWASP ASVS 5 §6.3.8).
namespace inzage::identity {

struct NewInvitation {
    ClientId client;
    Private<std::string> email;  ///< a valid address; case and spaces around it don't matter
    Private<std::string> given_name;
    Private<std::string> prefix;
    Private<std::string> family_name;
    std::string role;  ///< client, portal_manager, legal_representative, contact
    std::vector<Right> rights;
    std::string ends_on;                      ///< last day of the access, "2026-12-31"; "": no end
    std::optional<AccountId> invited_by;      ///< absent: the organisation
    std::optional<std::string> contact_id{};  ///< the care-record system's contact it is for
};

enum class InvitationState {
    Requested,  ///< the organisation has to decide
    Refused,    ///< … and said no
    Sent,
    Opened,  ///< the link was opened; nothing is accepted yet
    Used,
    Expired,
    Withdrawn,
};
/// "requested", "refused", "sent", …
[[nodiscard]] std::string_view nameOf(InvitationState state) noexcept;

struct InvitationRow {
    InvitationId id;
    ClientId client;
    Private<std::string> email;
    Private<std::string> given_name;
    Private<std::string> prefix;
    Private<std::string> family_name;
    std::string role;
    std::vector<Right> rights;
    std::string ends_on;  ///< "": no end
    InvitationState state = InvitationState::Sent;
    std::optional<AccountId> invited_by;
    Private<std::string> inviter;  ///< name; "": the organisation
    std::string decided_by;
    std::string reason;  ///< of a refusal; may be empty
    std::optional<UtcTime> expires_at;
    UtcTime created_at;
    UtcTime updated_at;
};

/// Makes an invitation's mail in the organisation's first language. `inviter`: the name of who invites; ""
/// for the organisation. `link` is the whole address.
using InvitationWords = std::function<views::MailPage(const Occasion& occasion, const std::string& inviter,
                                                      const std::string& link, UtcTime until)>;

/// Who does something with an invitation that is there already. Neither: whoever invited.
struct InvitationActor {
    std::optional<AccountId> account{};
    std::string name{};  ///< somebody at the organisation, in the organisation's words
};

/// Mails about invitations that go to one address in 24 hours; more are not sent.
constexpr int kInvitationMailsPerDay = 5;

/// Thread-safe; everything happens in the caller's transaction, with its rows in the access log. Occasions
/// must have a public_url. After the commit wake delivery for the tenant. Throws DatabaseError.
class Invitations {
  public:
    /// `outbox` must outlive it.
    Invitations(const delivery::Outbox& outbox, InvitationWords words)
        : outbox_{outbox}, words_{std::move(words)} {}

    /// Whether that person may have an invitation sent to one address more: people.invited_addresses_per_day
    /// different ones in 24 hours. Always for the organisation.
    [[nodiscard]] bool hasRoom(database::TenantTx& tx, const Occasion& occasion,
                               const NewInvitation& invitation) const;
    /// Sends the mail; state "sent". An open invitation of the same address for the same client is withdrawn.
    InvitationId invite(database::TenantTx& tx, const Occasion& occasion,
                        const NewInvitation& invitation) const;
    /// State "requested": the organisation decides, nothing is sent.
    InvitationId request(database::TenantTx& tx, const Occasion& occasion,
                         const NewInvitation& invitation) const;
    /// Of a request: the mail is sent, state "sent". `decided_by`: who at the organisation.
    [[nodiscard]] bool approve(database::TenantTx& tx, const Occasion& occasion, const InvitationId& id,
                               const std::string& decided_by) const;
    [[nodiscard]] bool refuse(database::TenantTx& tx, const Occasion& occasion, const InvitationId& id,
                              const std::string& decided_by, const std::string& reason) const;
    /// A new link, with a new end; the old one no longer works. Of a sent, opened or expired one. From then
    /// on it is an invitation of whoever sends it again. False when there is none, and when
    /// kInvitationMailsPerDay is reached.
    [[nodiscard]] bool resend(database::TenantTx& tx, const Occasion& occasion, const InvitationId& id,
                              const InvitationActor& by = {}) const;
    /// The link then says whom to ask. Of a requested, sent, opened or expired one.
    [[nodiscard]] bool withdraw(database::TenantTx& tx, const Occasion& occasion, const InvitationId& id,
                                const InvitationActor& by = {}) const;

    /// When somebody's access to a client is taken away: what they invited or asked for there, and what is on
    /// its way to their own address, gives nothing any more.
    void withdrawOf(database::TenantTx& tx, const Occasion& occasion, const ClientId& client,
                    const AccountId& person, const InvitationActor& by) const;

    /// Newest first.
    [[nodiscard]] std::vector<InvitationRow> ofClient(database::TenantTx& tx, const ClientId& client,
                                                      UtcTime at) const;
    /// All of the organisation, newest first, at most `max`; only requests that wait when `requests_only`.
    [[nodiscard]] std::vector<InvitationRow> all(database::TenantTx& tx, bool requests_only, int max,
                                                 UtcTime at) const;
    [[nodiscard]] std::optional<InvitationRow> find(database::TenantTx& tx, const InvitationId& id,
                                                    UtcTime at) const;

  private:
    /// Makes the link and the mail; false when the address got too many.
    [[nodiscard]] bool send(database::TenantTx& tx, const Occasion& occasion, const InvitationRow& row) const;

    const delivery::Outbox& outbox_;
    InvitationWords words_;
};

}  // namespace inzage::identity
