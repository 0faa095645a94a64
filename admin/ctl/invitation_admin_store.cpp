#include "admin/ctl/invitation_admin_store.h"

namespace inzage::ctl {
namespace {

using database::Statement;

constexpr Statement kContacts{"ctl.contacts_to_invite", R"(
    SELECT k.id, k.client_id, coalesce(nullif(c.client_number, ''), c.source_id) AS number,
           CASE WHEN k.portal_manager THEN 'portal_manager' ELSE 'legal_representative' END AS role,
           k.email, k.given_name, k.prefix, k.family_name
      FROM contact k JOIN client c ON c.id = k.client_id
     WHERE (k.portal_manager OR k.legal_representative) AND k.email <> ''
       AND c.deceased_on IS NULL AND (c.care_ended_on IS NULL OR c.care_ended_on >= $1::date)
       AND NOT EXISTS (SELECT FROM access x JOIN account a ON a.id = x.account_id
                        WHERE x.client_id = k.client_id AND a.state <> 'removed'
                          AND (a.email = lower(k.email) OR a.contact_id = k.id))
       AND NOT EXISTS (SELECT FROM invitation i
                        WHERE i.client_id = k.client_id AND lower(i.email) = lower(k.email)
                          AND (i.state IN ('requested', 'approved') OR invitation_open(i, $2::timestamptz)))
     ORDER BY number, k.email, k.id)"};

constexpr Statement kNumber{
    "ctl.client_number",
    "SELECT coalesce(nullif(client_number, ''), source_id) AS number FROM client WHERE id = $1::uuid"};

constexpr Statement kHasAccount{"ctl.client_has_account", R"(
    SELECT EXISTS (SELECT FROM account a
                    WHERE a.state <> 'removed'
                      AND (a.client_id = $1::uuid
                           OR EXISTS (SELECT FROM access x
                                       WHERE x.account_id = a.id AND x.client_id = $1::uuid AND x.role = 'client'))) AS has)"};

}  // namespace

std::vector<ContactToInvite> contactsToInvite(database::TenantTx& tx, const std::string& today, UtcTime at) {
    std::vector<ContactToInvite> contacts;
    for (const auto row : tx.run(kContacts, {today, at}))
        if (const auto client = row.id<ClientId>("client_id"))
            contacts.push_back({std::string{row.text("id")}, *client, std::string{row.text("number")},
                                std::string{row.text("role")}, row.personal("email"),
                                row.personal("given_name"), row.personal("prefix"),
                                row.personal("family_name")});
    return contacts;
}

std::string clientNumber(database::TenantTx& tx, const ClientId& client) {
    const auto rows = tx.run(kNumber, {client});
    return rows.empty() ? std::string{} : std::string{rows[0].text("number")};
}

bool clientHasAccount(database::TenantTx& tx, const ClientId& client) {
    return tx.run(kHasAccount, {client})[0].flag("has");
}

}  // namespace inzage::ctl
