#include "platform/sharing/invitation_parts.h"

#include "platform/sharing/page_parts.h"
#include "platform/views/dutch_time.h"

namespace inzage::sharing {
namespace {

using identity::InvitationRow;
using identity::InvitationState;

constexpr auto kRefusedShown = std::chrono::hours{24 * 30};

/// What still matters: not what was accepted or taken back, and a refusal for a month.
bool isShown(const InvitationRow& row, UtcTime at) {
    switch (row.state) {
        case InvitationState::Used:
        case InvitationState::Withdrawn:
            return false;
        case InvitationState::Refused:
            return row.updated_at + kRefusedShown > at;
        case InvitationState::Requested:
        case InvitationState::Sent:
        case InvitationState::Opened:
        case InvitationState::Expired:
            return true;
    }
    return false;
}

std::string explained(const tenancy::Visit& visit, const InvitationRow& row) {
    const auto moment = [&](UtcTime at) {
        return views::momentText(at, visit.zone(), visit.at, visit.language);
    };
    const auto& organisation = visit.settings().identity.name;
    switch (row.state) {
        case InvitationState::Requested:
            return visit.say("sharing.explain_requested",
                             {{"MOMENT", moment(row.created_at)}, {"ORGANISATION", organisation}});
        case InvitationState::Refused:
            return row.reason.empty() ? visit.say("sharing.explain_refused", {{"ORGANISATION", organisation}})
                                      : row.reason;
        case InvitationState::Expired:
            return visit.say("sharing.explain_expired");
        case InvitationState::Sent:
        case InvitationState::Opened:
        case InvitationState::Used:
        case InvitationState::Withdrawn:
            break;
    }
    return row.expires_at ? visit.say("sharing.explain_open", {{"MOMENT", moment(*row.expires_at)}}) : "";
}

void showOne(const tenancy::Visit& visit, const InvitationRow& row, bool may_decide, views::Model& section) {
    views::Model& item = section.add("INVITATION");
    const auto& prefix = row.prefix.reveal();
    item.set("INVITED",
             row.given_name.reveal() + " " + (prefix.empty() ? "" : prefix + " ") + row.family_name.reveal());
    item.set("EMAIL", row.email);
    item.set("RIGHTS", rightNames(visit, row.rights));
    const bool bad = row.state == InvitationState::Refused || row.state == InvitationState::Expired;
    item.add(bad ? "IS_BAD" : "WAITS")
        .set("STATE", visit.say("sharing.state_" + std::string{identity::nameOf(row.state)}));
    item.set("EXPLAINED", explained(visit, row));
    if (!may_decide || row.state == InvitationState::Refused)
        return;
    views::Model& deeds = item.add("DEEDS");
    deeds.set("INVITATION_ID", row.id.text());
    if (row.state != InvitationState::Requested)
        deeds.show("RESEND");
}

}  // namespace

void showInvitations(const tenancy::Visit& visit, identity::Identity& identity, const ClientId& client,
                     bool may_decide, views::Model& model) {
    auto tx = visit.services.pools.begin(visit.tenant->id);
    const auto rows = identity.invitations().ofClient(tx, client, visit.at);
    tx.commit();
    views::Model* section = nullptr;
    for (const auto& row : rows) {
        if (!isShown(row, visit.at))
            continue;
        if (section == nullptr) {
            section = &model.add("INVITATIONS");
            const bool asked = visit.settings().people.adding == config::AddingPeople::RequestToOrganisation;
            section->set("INVITATIONS_TITLE",
                         visit.say(asked ? "sharing.requests_title" : "sharing.invitations_title"));
        }
        showOne(visit, row, may_decide, *section);
    }
}

}  // namespace inzage::sharing
