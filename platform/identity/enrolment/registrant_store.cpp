#include <algorithm>

#include "platform/identity/enrolment/enrolment_store.h"

/// Who may register, and the account that comes of it.
namespace inzage::identity {
namespace {

using database::Statement;

// Where an account is shared it is the client's: with that client_id, or with the role of the client. Asked
// apart, so that each has its index: what a known address costs may not grow with the accounts.
constexpr Statement kRegistrants{"identity_registrants", R"(
    SELECT r.*, EXISTS (SELECT FROM account a WHERE a.state <> 'removed' AND a.client_id = r.client_id)
             OR EXISTS (SELECT FROM access x JOIN account a ON a.id = x.account_id
                         WHERE x.client_id = r.client_id AND x.role = 'client' AND a.state <> 'removed') AS shared_taken,
           EXISTS (SELECT FROM account a
                    WHERE a.state <> 'removed'
                      AND (a.contact_id = r.contact_id OR (r.contact_id IS NULL AND a.client_id = r.client_id))) AS taken
      FROM (SELECT c.id AS client_id, NULL::uuid AS contact_id, 'client' AS role, '' AS relation, c.given_name,
                   c.prefix, c.family_name, 'client ' || c.id AS who
              FROM client c WHERE c.email <> '' AND lower(c.email) = lower($1) AND c.deceased_on IS NULL
             UNION ALL
            SELECT k.client_id, k.id,
                   CASE WHEN k.portal_manager THEN 'portal_manager'
                        WHEN k.legal_representative THEN 'legal_representative' ELSE 'contact' END,
                   k.relation, k.given_name, k.prefix, k.family_name,
                   'person ' || coalesce(nullif(k.person_source_id, ''), k.id::text)
              FROM contact k
             WHERE k.email <> '' AND lower(k.email) = lower($1)
               AND (k.portal_manager OR k.legal_representative OR k.first_contact)) AS r
     ORDER BY r.contact_id IS NOT NULL, r.client_id LIMIT 20)"};

constexpr Statement kHasAccount{"identity_address_has_account", R"(
    SELECT EXISTS (SELECT FROM account WHERE email = lower($1) AND email <> '' AND state <> 'removed') AS has)"};

constexpr Statement kLockClient{"identity_lock_client",
                                "SELECT id FROM client WHERE id = $1::uuid FOR UPDATE"};

constexpr Statement kMake{"identity_make_enrolled_account", R"(
    INSERT INTO account (login_name, email, phone, phone_proven_at, given_name, prefix, family_name, language,
                         password_hash, password_set_at, password_state, contact_id, client_id, created_at, updated_at)
    VALUES (lower($1), lower($2), $3, CASE WHEN $3 <> '' THEN $4::timestamptz END, $5, $6, $7, $8, $9,
            CASE WHEN $9 <> '' THEN $4::timestamptz END, CASE WHEN $9 <> '' THEN 'valid' ELSE 'none' END, $10::uuid,
            $11::uuid, $4::timestamptz, $4::timestamptz)
    ON CONFLICT DO NOTHING RETURNING id)"};

constexpr Statement kTaken{"identity_login_name_taken", R"(
    SELECT EXISTS (SELECT FROM account WHERE login_name = lower($1) AND state <> 'removed') AS taken)"};

constexpr Statement kGive{"identity_give_access", R"(
    INSERT INTO access (account_id, client_id, role, relation, right_messages, right_appointments, right_dossier,
                        right_details, right_settings, created_at, updated_at)
    VALUES ($1::uuid, $2::uuid, $3, $4, $5::boolean, $6::boolean, $7::boolean, $8::boolean, $9::boolean,
            $10::timestamptz, $10::timestamptz)
    ON CONFLICT DO NOTHING)"};

constexpr Statement kLogGiven{"identity_log_access_given", R"(
    INSERT INTO access_log (at, event, action, outcome, account_id, person, role, used_by, ip, client_id, object_kind,
                            object_id, rule)
    SELECT $1::timestamptz, 'access_granted', 'C', 'granted', a.id,
           person_name(a.given_name, a.prefix, a.family_name),
           coalesce((SELECT role FROM access WHERE account_id = a.id AND client_id = $3::uuid), ''),
           $4, $5, $3::uuid, 'access', a.id::text, $6
      FROM account a WHERE a.id = $2::uuid)"};

}  // namespace

std::vector<Registrant> registrants(database::TenantTx& tx, const std::string& email) {
    std::vector<Registrant> found;
    for (const auto row : tx.run(kRegistrants, {email})) {
        const auto client = row.id<ClientId>("client_id");
        if (!client)
            continue;
        found.push_back({*client, row.maybeText("contact_id"), std::string{row.text("role")},
                         std::string{row.text("relation")}, row.personal("given_name"),
                         row.personal("prefix"), row.personal("family_name"), row.flag("taken"),
                         row.flag("shared_taken"), std::string{row.text("who")}});
    }
    return found;
}

bool addressHasAccount(database::TenantTx& tx, const std::string& email) {
    return tx.run(kHasAccount, {email})[0].flag("has");
}

void lockClient(database::TenantTx& tx, const ClientId& client) {
    tx.run(kLockClient, {client});
}

std::optional<AccountId> makeEnrolledAccount(database::TenantTx& tx, const EnrolledAccount& account,
                                             UtcTime at) {
    const auto rows = tx.run(kMake, {account.login_name, account.email, account.phone, at, account.given_name,
                                     account.prefix, account.family_name, account.language,
                                     account.password_hash, account.contact_id, account.client_id});
    return rows.empty() ? std::nullopt : rows[0].id<AccountId>("id");
}

bool loginNameTaken(database::TenantTx& tx, const std::string& login_name) {
    return tx.run(kTaken, {login_name})[0].flag("taken");
}

void giveAccess(database::TenantTx& tx, const AccountId& account, const Registrant& registrant,
                const std::vector<Right>& rights, UtcTime at) {
    const auto has = [&](Right right) {
        return std::find(rights.begin(), rights.end(), right) != rights.end();
    };
    tx.run(kGive,
           {account, registrant.client, registrant.role, registrant.relation, has(Right::Messages),
            has(Right::Appointments), has(Right::Dossier), has(Right::Details), has(Right::Settings), at});
}

void logAccessGiven(database::TenantTx& tx, const AccountId& account, const ClientId& client,
                    const std::string& used_by, const std::string& ip, std::string_view rule, UtcTime at) {
    tx.run(kLogGiven, {at, account, client, used_by, ip, rule});
}

}  // namespace inzage::identity
