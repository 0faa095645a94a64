#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/identity/invitations.h"

/// SQL about invitations and their rows in the access log.
namespace inzage::identity {

/// Inserts one in a state ("requested", "sent").
[[nodiscard]] InvitationId storeInvitation(database::TenantTx& tx, const NewInvitation& invitation,
                                           std::string_view state, UtcTime at);
/// Those of the same client and address that could still be taken up end as "withdrawn"; gives them.
[[nodiscard]] std::vector<InvitationId> withdrawOpen(database::TenantTx& tx, const ClientId& client,
                                                     const std::string& email, UtcTime at);
/// Those that this person made, or that are for their address, and that wait or could still be taken up.
[[nodiscard]] std::vector<InvitationId> invitationsAbout(database::TenantTx& tx, const ClientId& client,
                                                         const AccountId& person);
void noteInviter(database::TenantTx& tx, const InvitationId& id, const AccountId& account);
/// One, kept locked until the transaction ends when `lock`.
[[nodiscard]] std::optional<InvitationRow> readInvitation(database::TenantTx& tx, const InvitationId& id,
                                                          UtcTime at, bool lock = false);
[[nodiscard]] std::vector<InvitationRow> invitationsOf(database::TenantTx& tx, const ClientId& client,
                                                       UtcTime at);
[[nodiscard]] std::vector<InvitationRow> allInvitations(database::TenantTx& tx, bool requests_only, int max,
                                                        UtcTime at);

void noteSent(database::TenantTx& tx, const InvitationId& id, UtcTime until, UtcTime at);
/// Only from "sent".
void noteOpened(database::TenantTx& tx, const InvitationId& id, UtcTime at);
void noteWithdrawn(database::TenantTx& tx, const InvitationId& id, UtcTime at);
void noteDecision(database::TenantTx& tx, const InvitationId& id, std::string_view state,
                  const std::string& decided_by, const std::string& reason, UtcTime at);
/// Addresses other than `email` that somebody invited, or asked to be invited, in 24 hours.
[[nodiscard]] int otherAddresses(database::TenantTx& tx, const AccountId& inviter, const std::string& email,
                                 UtcTime at);
/// Mails about invitations that were put into the outbox for this address in 24 hours.
[[nodiscard]] int invitationMails(database::TenantTx& tx, const std::string& email, UtcTime at);

/// The SQL function grant_invited_access: access for the account, and the invitation is used. False when it
/// is no longer open.
[[nodiscard]] bool grantInvitedAccess(database::TenantTx& tx, const InvitationId& id,
                                      const AccountId& account, UtcTime at);

/// One row of the access log about an invitation (NEN 7513). `who` did it: an account, else the
/// organisation's own words for it.
struct InvitationLogRow {
    std::string_view event;  ///< invitation_sent, invitation_requested, access_granted, …
    char action = 'C';
    ClientId client;
    InvitationId invitation;
    std::optional<AccountId> account;
    std::string person;  ///< when there is no account
    std::string ip;
    std::string rule;
};
void logInvitation(database::TenantTx& tx, const InvitationLogRow& row, UtcTime at);

}  // namespace inzage::identity
