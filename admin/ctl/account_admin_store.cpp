#include "admin/ctl/account_admin_store.h"

#include <algorithm>
#include <stdexcept>

#include "platform/identity/session_store.h"

namespace inzage::ctl {
namespace {

using database::Statement;

Name nameFrom(const database::Row& row) {
    return {std::string{row.text("given_name")}, std::string{row.text("prefix")},
            std::string{row.text("family_name")}};
}

template <class IdType>
IdType idFrom(const database::Row& row, std::string_view column) {
    auto id = row.id<IdType>(column);
    if (!id)
        throw std::logic_error{"the database gave no id"};
    return *std::move(id);
}

}  // namespace

std::optional<KnownClient> findClient(database::TenantTx& tx, const std::string& number) {
    static constexpr Statement kFind{
        "ctl.client",
        "SELECT id, given_name, prefix, family_name, email FROM client "
        "WHERE source_id = $1 OR client_number = $1 ORDER BY source_id = $1 DESC LIMIT 1"};
    const auto rows = tx.run(kFind, {number});
    if (rows.empty())
        return std::nullopt;
    return KnownClient{idFrom<ClientId>(rows[0], "id"), nameFrom(rows[0]),
                       std::string{rows[0].text("email")}};
}

std::vector<KnownContact> findContacts(database::TenantTx& tx, const std::string& email) {
    static constexpr Statement kFind{
        "ctl.contacts",
        "SELECT id, client_id, given_name, prefix, family_name, relation FROM contact "
        "WHERE lower(email) = $1 AND email <> '' ORDER BY source_id"};
    std::vector<KnownContact> found;
    for (const auto row : tx.run(kFind, {email}))
        found.push_back({std::string{row.text("id")}, idFrom<ClientId>(row, "client_id"), nameFrom(row),
                         std::string{row.text("relation")}});
    return found;
}

std::optional<AccountId> findAccountId(database::TenantTx& tx, const std::string& login_name) {
    static constexpr Statement kFind{"ctl.account",
                                     "SELECT id FROM account WHERE login_name = $1 AND state <> 'removed'"};
    const auto rows = tx.run(kFind, {login_name});
    return rows.empty() ? std::nullopt : rows[0].id<AccountId>("id");
}

AccountId makeAccount(database::TenantTx& tx, const NewAccount& account, UtcTime at) {
    static constexpr Statement kMake{"ctl.account.make",
                                     "INSERT INTO account (login_name, email, phone, given_name, prefix, "
                                     "family_name, language, password_hash, "
                                     "password_set_at, password_state, terms_version, terms_accepted_at, "
                                     "contact_id, client_id, created_at, updated_at) "
                                     "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE WHEN $11 <> "
                                     "'' THEN $9::timestamptz END, $12, $13, $9, "
                                     "$9) RETURNING id"};
    const auto rows = tx.run(kMake, {account.login_name, account.email, account.phone, account.name.given,
                                     account.name.prefix, account.name.family, account.language,
                                     account.password_hash, at, account.must_change ? "must_change" : "valid",
                                     account.terms_version, account.contact_id, account.client_id});
    return idFrom<AccountId>(rows[0], "id");
}

void resetPassword(database::TenantTx& tx, const AccountId& account, const std::string& hash,
                   bool must_change, UtcTime at) {
    static constexpr Statement kReset{
        "ctl.account.reset",
        "UPDATE account SET password_hash = $2, password_state = $3, password_set_at = $4, "
        "one_time_password_hash = NULL, one_time_password_expires_at = NULL, updated_at = $4 WHERE id = $1"};
    tx.run(kReset, {account, hash, must_change ? "must_change" : "valid", at});
    identity::endSessionsOf(tx, account, std::nullopt, "password_reset", at);
    identity::revokeDevicesOf(tx, account, at);
}

void putAccess(database::TenantTx& tx, const AccountId& account, const NewAccess& access, UtcTime at) {
    static constexpr Statement kPut{
        "ctl.access.put",
        "INSERT INTO access (account_id, client_id, role, relation, right_messages, right_appointments, "
        "right_dossier, "
        "right_details, right_settings, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
        "$10, $10) "
        "ON CONFLICT (account_id, client_id) DO UPDATE SET role = excluded.role, relation = "
        "excluded.relation, "
        "right_messages = excluded.right_messages, right_appointments = excluded.right_appointments, "
        "right_dossier = excluded.right_dossier, right_details = excluded.right_details, "
        "right_settings = excluded.right_settings, updated_at = excluded.updated_at"};
    const auto has = [&](Right right) {
        return std::find(access.rights.begin(), access.rights.end(), right) != access.rights.end();
    };
    tx.run(kPut,
           {account, access.client, access.role, access.relation, has(Right::Messages),
            has(Right::Appointments), has(Right::Dossier), has(Right::Details), has(Right::Settings), at});
}

}  // namespace inzage::ctl
