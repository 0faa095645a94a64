#include "platform/identity/invitations.h"

#include <stdexcept>

#include "platform/base/text.h"
#include "platform/identity/invitation_store.h"
#include "platform/identity/link_token.h"

namespace inzage::identity {
namespace {

/// What an invitation's link is about.
std::string detailOf(const InvitationId& id) {
    return R"({"invitation": ")" + id.text() + "\"}";
}

NewInvitation withPlainAddress(NewInvitation invitation) {
    invitation.email = Private<std::string>{plainAddress(invitation.email.reveal())};
    return invitation;
}

InvitationLogRow logRow(const Occasion& occasion, std::string_view event, char action,
                        const InvitationRow& row, const InvitationActor& by = {}) {
    const bool inviter = !by.account && by.name.empty();
    return {event,   action,      row.client,        row.id, inviter ? row.invited_by : by.account,
            by.name, occasion.ip, "role:" + row.role};
}

bool mayStillBeTakenUp(InvitationState state) {
    return state == InvitationState::Sent || state == InvitationState::Opened ||
           state == InvitationState::Expired;
}

}  // namespace

std::string_view nameOf(InvitationState state) noexcept {
    switch (state) {
        case InvitationState::Requested:
            return "requested";
        case InvitationState::Refused:
            return "refused";
        case InvitationState::Sent:
            return "sent";
        case InvitationState::Opened:
            return "opened";
        case InvitationState::Used:
            return "used";
        case InvitationState::Expired:
            return "expired";
        case InvitationState::Withdrawn:
            return "withdrawn";
    }
    return "";
}

bool Invitations::send(database::TenantTx& tx, const Occasion& occasion, const InvitationRow& row) const {
    if (occasion.public_url.empty())
        throw std::logic_error{"an invitation needs the organisation's address"};
    const auto& address = row.email.reveal();
    if (invitationMails(tx, address, occasion.at) >= kInvitationMailsPerDay)
        return false;
    const auto link = makeLink(tx, LinkPurpose::Invitation, std::nullopt, detailOf(row.id), occasion.at,
                               std::chrono::hours{occasion.settings.people.invitation_lifetime_h});
    noteSent(tx, row.id, link.until, occasion.at);
    auto mail = words_(occasion, row.inviter.reveal(),
                       std::string{occasion.public_url} + "/uitnodiging/" + link.token, link.until);
    outbox_.mail(
        tx,
        {"invitation", std::nullopt, row.email, std::move(mail.subject),
         Private<std::string>{std::move(mail.text)}, Private<std::string>{std::move(mail.html)}, link.until},
        occasion.at);
    return true;
}

bool Invitations::hasRoom(database::TenantTx& tx, const Occasion& occasion,
                          const NewInvitation& invitation) const {
    return !invitation.invited_by ||
           otherAddresses(tx, *invitation.invited_by, plainAddress(invitation.email.reveal()), occasion.at) <
               occasion.settings.people.invited_addresses_per_day;
}

InvitationId Invitations::invite(database::TenantTx& tx, const Occasion& occasion,
                                 const NewInvitation& invitation) const {
    const auto plain = withPlainAddress(invitation);
    for (const auto& older : withdrawOpen(tx, plain.client, plain.email.reveal(), occasion.at))
        endLinks(tx, LinkPurpose::Invitation, std::nullopt, detailOf(older), "replaced", occasion.at);
    auto id = storeInvitation(tx, plain, "sent", occasion.at);
    if (const auto row = readInvitation(tx, id, occasion.at)) {
        // Without a mail it stands there as expired, and can be sent again tomorrow.
        static_cast<void>(send(tx, occasion, *row));
        logInvitation(tx, logRow(occasion, "invitation_sent", 'C', *row), occasion.at);
    }
    return id;
}

InvitationId Invitations::request(database::TenantTx& tx, const Occasion& occasion,
                                  const NewInvitation& invitation) const {
    auto id = storeInvitation(tx, withPlainAddress(invitation), "requested", occasion.at);
    if (const auto row = readInvitation(tx, id, occasion.at))
        logInvitation(tx, logRow(occasion, "invitation_requested", 'C', *row), occasion.at);
    return id;
}

bool Invitations::approve(database::TenantTx& tx, const Occasion& occasion, const InvitationId& id,
                          const std::string& decided_by) const {
    const auto row = readInvitation(tx, id, occasion.at, true);
    if (!row || row->state != InvitationState::Requested)
        return false;
    for (const auto& older : withdrawOpen(tx, row->client, row->email.reveal(), occasion.at))
        endLinks(tx, LinkPurpose::Invitation, std::nullopt, detailOf(older), "replaced", occasion.at);
    noteDecision(tx, id, "approved", decided_by, "", occasion.at);
    logInvitation(tx, logRow(occasion, "invitation_approved", 'U', *row, {std::nullopt, decided_by}),
                  occasion.at);
    static_cast<void>(send(tx, occasion, *row));
    return true;
}

bool Invitations::refuse(database::TenantTx& tx, const Occasion& occasion, const InvitationId& id,
                         const std::string& decided_by, const std::string& reason) const {
    const auto row = readInvitation(tx, id, occasion.at, true);
    if (!row || row->state != InvitationState::Requested)
        return false;
    noteDecision(tx, id, "refused", decided_by, reason, occasion.at);
    logInvitation(tx, logRow(occasion, "invitation_refused", 'U', *row, {std::nullopt, decided_by}),
                  occasion.at);
    return true;
}

bool Invitations::resend(database::TenantTx& tx, const Occasion& occasion, const InvitationId& id,
                         const InvitationActor& by) const {
    auto row = readInvitation(tx, id, occasion.at, true);
    if (!row || !mayStillBeTakenUp(row->state))
        return false;
    if (by.account && by.account != row->invited_by) {
        noteInviter(tx, id, *by.account);
        row = readInvitation(tx, id, occasion.at);
    }
    if (!row || !send(tx, occasion, *row))
        return false;
    logInvitation(tx, logRow(occasion, "invitation_sent", 'U', *row, by), occasion.at);
    return true;
}

bool Invitations::withdraw(database::TenantTx& tx, const Occasion& occasion, const InvitationId& id,
                           const InvitationActor& by) const {
    const auto row = readInvitation(tx, id, occasion.at, true);
    if (!row || !(mayStillBeTakenUp(row->state) || row->state == InvitationState::Requested))
        return false;
    noteWithdrawn(tx, id, occasion.at);
    endLinks(tx, LinkPurpose::Invitation, std::nullopt, detailOf(id), "withdrawn", occasion.at);
    logInvitation(tx, logRow(occasion, "invitation_withdrawn", 'D', *row, by), occasion.at);
    return true;
}

void Invitations::withdrawOf(database::TenantTx& tx, const Occasion& occasion, const ClientId& client,
                             const AccountId& person, const InvitationActor& by) const {
    for (const auto& id : invitationsAbout(tx, client, person))
        static_cast<void>(withdraw(tx, occasion, id, by));
}

std::vector<InvitationRow> Invitations::ofClient(database::TenantTx& tx, const ClientId& client,
                                                 UtcTime at) const {
    return invitationsOf(tx, client, at);
}

std::vector<InvitationRow> Invitations::all(database::TenantTx& tx, bool requests_only, int max,
                                            UtcTime at) const {
    return allInvitations(tx, requests_only, max, at);
}

std::optional<InvitationRow> Invitations::find(database::TenantTx& tx, const InvitationId& id,
                                               UtcTime at) const {
    return readInvitation(tx, id, at);
}

}  // namespace inzage::identity
