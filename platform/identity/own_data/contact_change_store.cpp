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

constexpr Statement kCareRecord{"identity_tell_care_record", R"(
    INSERT INTO change (idempotency_key, client_id, account_id, kind, object_id, action, payload, next_try_at, created_at)
    SELECT gen_random_uuid(), coalesce(a.client_id, k.client_id), a.id,
           CASE WHEN a.contact_id IS NOT NULL THEN 'contact' ELSE 'client' END, coalesce(a.contact_id, a.client_id),
           'update', jsonb_build_object($2::text, $3::text), $4::timestamptz, $4::timestamptz
      FROM account a LEFT JOIN contact k ON k.id = a.contact_id
     WHERE a.id = $1::uuid AND coalesce(a.contact_id, a.client_id) IS NOT NULL)"};

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
