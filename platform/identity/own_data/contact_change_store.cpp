#include "platform/identity/own_data/contact_change_store.h"

namespace inzage::identity {
namespace {

using database::Statement;

constexpr Statement kStore{"identity_store_change", R"(
    INSERT INTO contact_change (session_id, account_id, kind, value, asked_at)
    VALUES ($1::uuid, $2::uuid, $3, $4, $5::timestamptz)
    ON CONFLICT (session_id) DO UPDATE SET kind = excluded.kind, value = excluded.value, asked_at = excluded.asked_at,
                                           proven_at = NULL)"};

constexpr Statement kPending{"identity_pending_change", R"(
    SELECT kind, value, proven_at IS NOT NULL AS proven FROM contact_change
     WHERE session_id = $1::uuid AND asked_at > $2::timestamptz - interval '1 hour')"};

constexpr Statement kProven{"identity_note_proven", R"(
    UPDATE contact_change SET proven_at = $2::timestamptz WHERE session_id = $1::uuid)"};

constexpr Statement kDrop{"identity_drop_change", "DELETE FROM contact_change WHERE session_id = $1::uuid"};

constexpr Statement kInUse{"identity_address_in_use", R"(
    SELECT 1 FROM account WHERE state <> 'removed' AND id <> $1::uuid AND ((email <> '' AND email = lower($2)) OR login_name = lower($2))
     LIMIT 1)"};

constexpr Statement kPhone{"identity_apply_phone", R"(
    UPDATE account SET phone = $2, phone_proven_at = $3::timestamptz, updated_at = $3::timestamptz WHERE id = $1::uuid)"};

constexpr Statement kEmail{"identity_apply_email", R"(
    UPDATE account SET login_name = CASE WHEN login_name = email THEN lower($2) ELSE login_name END,
                       email = lower($2),
                       updated_at = $3::timestamptz
     WHERE id = $1::uuid)"};

constexpr Statement kLinks{"identity_end_reset_links", R"(
    UPDATE link_token SET expires_at = least(expires_at, $2::timestamptz)
     WHERE account_id = $1::uuid AND purpose = 'reset' AND used_at IS NULL)"};

// What goes out is the whole record as it must be over there. So the new value stands on the portal's copy
// from now on: a second change that follows at once holds the first one too, and what the source delivers
// later wins.
constexpr Statement kCareRecord{"identity_tell_care_record", R"(
    WITH contacts AS (
        UPDATE contact o SET phone = CASE $2::text WHEN 'phone' THEN $3::text ELSE o.phone END,
                             email = CASE $2::text WHEN 'email' THEN $3::text ELSE o.email END, updated_at = $4::timestamptz
          FROM account a WHERE a.id = $1::uuid AND o.id = a.contact_id RETURNING o.*),
    clients AS (
        UPDATE client o SET phone = CASE $2::text WHEN 'phone' THEN $3::text ELSE o.phone END,
                            email = CASE $2::text WHEN 'email' THEN $3::text ELSE o.email END, updated_at = $4::timestamptz
          FROM account a WHERE a.id = $1::uuid AND a.contact_id IS NULL AND o.id = a.client_id RETURNING o.*),
    objects AS (
        SELECT k.id, k.client_id, 'contact' AS kind,
               jsonb_build_object('form_of_address', k.form_of_address, 'given_name', k.given_name, 'initials', k.initials,
                                  'prefix', k.prefix, 'family_name', k.family_name, 'relation', k.relation,
                                  'email', k.email, 'phone', k.phone, 'address', k.address) AS payload
          FROM contacts k
        UNION ALL
        SELECT c.id, c.id, 'client',
               jsonb_build_object('form_of_address', c.form_of_address, 'given_name', c.given_name, 'initials', c.initials,
                                  'prefix', c.prefix, 'family_name', c.family_name, 'client_number', c.client_number,
                                  'email', c.email, 'phone', c.phone)
          FROM clients c)
    INSERT INTO change (idempotency_key, client_id, account_id, kind, object_id, action, payload, next_try_at, created_at,
                        queued_at, written_by_name, written_by_role)
    SELECT gen_random_uuid(), o.client_id, a.id, o.kind, o.id, 'update', o.payload, $4::timestamptz, $4::timestamptz,
           $4::timestamptz, person_name(a.given_name, a.prefix, a.family_name),
           coalesce((SELECT access_relation(x) FROM access x WHERE x.account_id = a.id AND x.client_id = o.client_id), '')
      FROM account a CROSS JOIN objects o WHERE a.id = $1::uuid)"};

std::string_view wordOf(ContactKind kind) {
    switch (kind) {
        case ContactKind::Phone:
            return "phone";
        case ContactKind::Email:
            return "email";
    }
    return "phone";
}

}  // namespace

void storeChange(database::TenantTx& tx, const SessionId& session, const AccountId& account,
                 const PendingChange& change, UtcTime at) {
    tx.run(kStore, {session, account, wordOf(change.kind), change.value, at});
}

std::optional<PendingChange> pendingChange(database::TenantTx& tx, const SessionId& session, UtcTime at) {
    const auto rows = tx.run(kPending, {session, at});
    if (rows.empty())
        return std::nullopt;
    return PendingChange{rows[0].text("kind") == "email" ? ContactKind::Email : ContactKind::Phone,
                         rows[0].personal("value"), rows[0].flag("proven")};
}

void noteProven(database::TenantTx& tx, const SessionId& session, UtcTime at) {
    tx.run(kProven, {session, at});
}

void dropChange(database::TenantTx& tx, const SessionId& session) {
    tx.run(kDrop, {session});
}

bool addressInUse(database::TenantTx& tx, const AccountId& account, const std::string& email) {
    return !tx.run(kInUse, {account, email}).empty();
}

void applyChange(database::TenantTx& tx, const AccountId& account, const PendingChange& change, UtcTime at) {
    if (change.kind == ContactKind::Phone) {
        tx.run(kPhone, {account, change.value, at});
        return;
    }
    tx.run(kEmail, {account, change.value, at});
    tx.run(kLinks, {account, at});
}

void tellCareRecord(database::TenantTx& tx, const AccountId& account, const PendingChange& change,
                    UtcTime at) {
    tx.run(kCareRecord, {account, wordOf(change.kind), change.value, at});
}

}  // namespace inzage::identity
