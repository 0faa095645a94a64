#include "platform/identity/purge.h"

namespace inzage::identity {
namespace {

using database::Statement;

constexpr Statement kTries{"identity_purge_tries", R"(
    DELETE FROM login_attempt WHERE id IN (
        SELECT id FROM login_attempt WHERE at < $1::timestamptz ORDER BY id LIMIT $2::integer FOR UPDATE SKIP LOCKED))"};

constexpr Statement kWaits{"identity_purge_waits", R"(
    DELETE FROM login_throttle WHERE name_hash IN (
        SELECT name_hash FROM login_throttle
         WHERE updated_at < $1::timestamptz AND (wait_until IS NULL OR wait_until < $1::timestamptz)
         LIMIT $2::integer FOR UPDATE SKIP LOCKED))"};

constexpr Statement kCodes{"identity_purge_codes", R"(
    DELETE FROM code WHERE id IN (
        SELECT id FROM code WHERE sent_at < $1::timestamptz AND expires_at < $1::timestamptz
         LIMIT $2::integer FOR UPDATE SKIP LOCKED))"};

constexpr Statement kSessions{"identity_purge_sessions", R"(
    DELETE FROM session WHERE id IN (
        SELECT id FROM session
         WHERE expires_at < $1::timestamptz OR (state = 'ended' AND ended_at < $1::timestamptz)
         LIMIT $2::integer FOR UPDATE SKIP LOCKED))"};

// $2 unused for so many days, $3 trusted so many days ago
constexpr Statement kDevices{"identity_purge_devices", R"(
    DELETE FROM trusted_device WHERE id IN (
        SELECT id FROM trusted_device
         WHERE revoked_at < $1::timestamptz
            OR last_used_at < $1::timestamptz - make_interval(days => $2::integer)
            OR trusted_at < $1::timestamptz - make_interval(days => $3::integer)
         LIMIT $4::integer FOR UPDATE SKIP LOCKED))"};

constexpr Statement kLinks{"identity_purge_links", R"(
    DELETE FROM link_token WHERE token_hash IN (
        SELECT token_hash FROM link_token WHERE expires_at < $1::timestamptz
         ORDER BY expires_at LIMIT $2::integer FOR UPDATE SKIP LOCKED))"};

constexpr Statement kEnrolments{"identity_purge_enrolments", R"(
    DELETE FROM enrolment WHERE id IN (
        SELECT id FROM enrolment WHERE touched_at < $1::timestamptz LIMIT $2::integer FOR UPDATE SKIP LOCKED))"};

constexpr Statement kInvitations{"identity_purge_invitations", R"(
    DELETE FROM invitation WHERE id IN (
        SELECT id FROM invitation
         WHERE (state IN ('sent', 'opened', 'expired') AND expires_at < $1::timestamptz)
            OR (state IN ('withdrawn', 'refused') AND updated_at < $1::timestamptz)
         LIMIT $2::integer FOR UPDATE SKIP LOCKED))"};

int deleted(const database::Rows& rows) {
    return static_cast<int>(rows.affected());
}

}  // namespace

int purgeTries(database::TenantTx& tx, UtcTime before, int max) {
    return deleted(tx.run(kTries, {before, max}));
}

int purgeWaits(database::TenantTx& tx, UtcTime before, int max) {
    return deleted(tx.run(kWaits, {before, max}));
}

int purgeCodes(database::TenantTx& tx, UtcTime before, int max) {
    return deleted(tx.run(kCodes, {before, max}));
}

int purgeSessions(database::TenantTx& tx, UtcTime before, int max) {
    return deleted(tx.run(kSessions, {before, max}));
}

int purgeDevices(database::TenantTx& tx, const config::SmsSettings& settings, UtcTime before, int max) {
    return deleted(tx.run(kDevices, {before, settings.idle_days, settings.fixed_age_days, max}));
}

int purgeLinks(database::TenantTx& tx, UtcTime before, int max) {
    return deleted(tx.run(kLinks, {before, max}));
}

int purgeEnrolments(database::TenantTx& tx, UtcTime before, int max) {
    return deleted(tx.run(kEnrolments, {before, max}));
}

int purgeInvitations(database::TenantTx& tx, UtcTime before, int max) {
    return deleted(tx.run(kInvitations, {before, max}));
}

}  // namespace inzage::identity
