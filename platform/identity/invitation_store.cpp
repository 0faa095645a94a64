#include "platform/identity/invitation_store.h"

namespace inzage::identity {
namespace {

using database::Statement;

constexpr Statement kStore{"identity_store_invitation", R"(
    INSERT INTO invitation (client_id, email, given_name, prefix, family_name, role, rights, state, invited_by, ends_on,
                            contact_id, created_at, updated_at)
    VALUES ($1::uuid, lower($2), $3, $4, $5, $6, $7::text[], $8, $9::uuid, nullif($10, '')::date, $11::uuid,
            $12::timestamptz, $12::timestamptz)
    RETURNING id)"};

constexpr Statement kWithdrawOpen{"identity_withdraw_open_invitations", R"(
    UPDATE invitation SET state = 'withdrawn', updated_at = $3::timestamptz
     WHERE client_id = $1::uuid AND lower(email) = lower($2) AND state IN ('sent', 'opened')
    RETURNING id)"};

#define INZAGE_INVITATION                                                                                   \
    "SELECT i.id, i.client_id, i.email, i.given_name, i.prefix, i.family_name, i.role, "                    \
    "array_to_string(i.rights, ',') AS rights, coalesce(i.ends_on::text, '') AS ends_on, i.invited_by, "    \
    "coalesce(person_name(a.given_name, a.prefix, a.family_name), '') AS inviter, i.decided_by, i.reason, " \
    "i.expires_at, i.created_at, i.updated_at, "                                                            \
    "CASE WHEN i.state IN ('approved', 'sent', 'opened') AND invitation_open(i, $1::timestamptz) IS NOT "   \
    "TRUE "                                                                                                 \
    "THEN 'expired' "                                                                                       \
    "ELSE i.state END AS state FROM invitation i LEFT JOIN account a ON a.id = i.invited_by "

constexpr Statement kRead{"identity_read_invitation", INZAGE_INVITATION "WHERE i.id = $2::uuid"};
constexpr Statement kReadLocked{"identity_read_invitation_locked",
                                INZAGE_INVITATION "WHERE i.id = $2::uuid FOR UPDATE OF i"};
constexpr Statement kOfClient{"identity_invitations_of_client", INZAGE_INVITATION
                              "WHERE i.client_id = $2::uuid ORDER BY i.created_at DESC, i.id LIMIT 200"};
constexpr Statement kAll{"identity_all_invitations", INZAGE_INVITATION
                         "WHERE NOT $2::boolean OR i.state = 'requested' "
                         "ORDER BY i.created_at DESC, i.id LIMIT $3::integer"};
#undef INZAGE_INVITATION

constexpr Statement kSent{"identity_note_invitation_sent", R"(
    UPDATE invitation SET state = 'sent', sent_at = $2::timestamptz, opened_at = NULL, expires_at = $3::timestamptz,
                          updated_at = $2::timestamptz
     WHERE id = $1::uuid)"};

constexpr Statement kOpened{"identity_note_invitation_opened", R"(
    UPDATE invitation SET state = 'opened', opened_at = $2::timestamptz, updated_at = $2::timestamptz
     WHERE id = $1::uuid AND state = 'sent')"};

constexpr Statement kWithdrawn{"identity_note_invitation_withdrawn", R"(
    UPDATE invitation SET state = 'withdrawn', updated_at = $2::timestamptz WHERE id = $1::uuid)"};

constexpr Statement kInviter{"identity_note_inviter",
                             "UPDATE invitation SET invited_by = $2::uuid WHERE id = $1::uuid"};

constexpr Statement kAbout{"identity_invitations_about", R"(
    SELECT id FROM invitation
     WHERE client_id = $1::uuid AND state IN ('requested', 'sent', 'opened')
       AND (invited_by = $2::uuid
            OR lower(email) = (SELECT lower(email) FROM account WHERE id = $2::uuid AND email <> ''))
     ORDER BY id)"};

constexpr Statement kDecision{"identity_note_invitation_decision", R"(
    UPDATE invitation SET state = $2, decided_by = $3, reason = $4, decided_at = $5::timestamptz,
                          updated_at = $5::timestamptz
     WHERE id = $1::uuid)"};

constexpr Statement kMails{"identity_invitation_mails", R"(
    SELECT count(*) AS mails FROM outbox
     WHERE recipient = $1 AND channel = 'mail' AND purpose = 'invitation'
       AND created_at > $2::timestamptz - interval '24 hours')"};

constexpr Statement kOthers{"identity_other_invited_addresses", R"(
    SELECT count(DISTINCT lower(email)) AS addresses FROM invitation
     WHERE invited_by = $1::uuid AND created_at > $3::timestamptz - interval '24 hours' AND lower(email) <> lower($2))"};

constexpr Statement kGrant{"identity_grant_invited_access",
                           "SELECT grant_invited_access($1::uuid, $2::uuid, $3::timestamptz) AS granted"};

constexpr Statement kLog{"identity_log_invitation", R"(
    INSERT INTO access_log (at, event, action, outcome, account_id, person, role, ip, client_id, object_kind, object_id,
                            rule)
    SELECT $1::timestamptz, $2, $3, 'granted', $4::uuid,
           coalesce((SELECT person_name(given_name, prefix, family_name) FROM account WHERE id = $4::uuid), $5),
           coalesce((SELECT role FROM access WHERE account_id = $4::uuid AND client_id = $6::uuid), ''),
           $7, $6::uuid, 'invitation', $8, $9)"};

InvitationState stateOf(std::string_view word) {
    for (const auto state : {InvitationState::Requested, InvitationState::Refused, InvitationState::Sent,
                             InvitationState::Opened, InvitationState::Used, InvitationState::Expired})
        if (word == nameOf(state))
            return state;
    return InvitationState::Withdrawn;
}

std::string arrayOf(const std::vector<Right>& rights) {
    std::string text = "{";
    for (const Right right : rights) {
        text += text.size() > 1 ? "," : "";
        text += nameOf(right);
    }
    return text + "}";
}

std::vector<Right> rightsOf(std::string_view list) {
    std::vector<Right> rights;
    for (const Right right : kRights) {
        const auto name = nameOf(right);
        const auto at = list.find(name);
        if (at != std::string_view::npos)
            rights.push_back(right);
    }
    return rights;
}

std::optional<InvitationRow> rowOf(const database::Row& row) {
    const auto id = row.id<InvitationId>("id");
    const auto client = row.id<ClientId>("client_id");
    if (!id || !client)
        return std::nullopt;
    InvitationRow invitation{*id, *client};
    invitation.email = row.personal("email");
    invitation.given_name = row.personal("given_name");
    invitation.prefix = row.personal("prefix");
    invitation.family_name = row.personal("family_name");
    invitation.role = row.text("role");
    invitation.rights = rightsOf(row.text("rights"));
    invitation.ends_on = row.text("ends_on");
    invitation.state = stateOf(row.text("state"));
    invitation.invited_by = row.id<AccountId>("invited_by");
    invitation.inviter = row.personal("inviter");
    invitation.decided_by = row.text("decided_by");
    invitation.reason = row.text("reason");
    invitation.expires_at = row.time("expires_at");
    invitation.created_at = row.time("created_at").value_or(UtcTime{});
    invitation.updated_at = row.time("updated_at").value_or(UtcTime{});
    return invitation;
}

std::vector<InvitationRow> rowsOf(const database::Rows& rows) {
    std::vector<InvitationRow> out;
    for (const auto row : rows)
        if (auto invitation = rowOf(row))
            out.push_back(std::move(*invitation));
    return out;
}

std::vector<InvitationId> idsOf(const database::Rows& rows) {
    std::vector<InvitationId> ids;
    for (const auto row : rows)
        if (auto id = row.id<InvitationId>("id"))
            ids.push_back(*std::move(id));
    return ids;
}

}  // namespace

InvitationId storeInvitation(database::TenantTx& tx, const NewInvitation& invitation, std::string_view state,
                             UtcTime at) {
    const auto rows =
        tx.run(kStore, {invitation.client, invitation.email, invitation.given_name, invitation.prefix,
                        invitation.family_name, invitation.role, arrayOf(invitation.rights), state,
                        invitation.invited_by, invitation.ends_on, invitation.contact_id, at});
    return rows[0].id<InvitationId>("id").value();
}

std::vector<InvitationId> withdrawOpen(database::TenantTx& tx, const ClientId& client,
                                       const std::string& email, UtcTime at) {
    return idsOf(tx.run(kWithdrawOpen, {client, email, at}));
}

std::vector<InvitationId> invitationsAbout(database::TenantTx& tx, const ClientId& client,
                                           const AccountId& person) {
    return idsOf(tx.run(kAbout, {client, person}));
}

void noteInviter(database::TenantTx& tx, const InvitationId& id, const AccountId& account) {
    tx.run(kInviter, {id, account});
}

std::optional<InvitationRow> readInvitation(database::TenantTx& tx, const InvitationId& id, UtcTime at,
                                            bool lock) {
    const auto rows = tx.run(lock ? kReadLocked : kRead, {at, id});
    return rows.empty() ? std::nullopt : rowOf(rows[0]);
}

std::vector<InvitationRow> invitationsOf(database::TenantTx& tx, const ClientId& client, UtcTime at) {
    return rowsOf(tx.run(kOfClient, {at, client}));
}

std::vector<InvitationRow> allInvitations(database::TenantTx& tx, bool requests_only, int max, UtcTime at) {
    return rowsOf(tx.run(kAll, {at, requests_only, max}));
}

void noteSent(database::TenantTx& tx, const InvitationId& id, UtcTime until, UtcTime at) {
    tx.run(kSent, {id, at, until});
}

void noteOpened(database::TenantTx& tx, const InvitationId& id, UtcTime at) {
    tx.run(kOpened, {id, at});
}

void noteWithdrawn(database::TenantTx& tx, const InvitationId& id, UtcTime at) {
    tx.run(kWithdrawn, {id, at});
}

void noteDecision(database::TenantTx& tx, const InvitationId& id, std::string_view state,
                  const std::string& decided_by, const std::string& reason, UtcTime at) {
    tx.run(kDecision, {id, state, decided_by, reason, at});
}

int invitationMails(database::TenantTx& tx, const std::string& email, UtcTime at) {
    return static_cast<int>(tx.run(kMails, {email, at})[0].integer("mails"));
}

int otherAddresses(database::TenantTx& tx, const AccountId& inviter, const std::string& email, UtcTime at) {
    return static_cast<int>(tx.run(kOthers, {inviter, email, at})[0].integer("addresses"));
}

bool grantInvitedAccess(database::TenantTx& tx, const InvitationId& id, const AccountId& account,
                        UtcTime at) {
    return tx.run(kGrant, {id, account, at})[0].flag("granted");
}

void logInvitation(database::TenantTx& tx, const InvitationLogRow& row, UtcTime at) {
    tx.run(kLog, {at, row.event, std::string(1, row.action), row.account, row.person, row.client, row.ip,
                  row.invitation, row.rule});
}

}  // namespace inzage::identity
