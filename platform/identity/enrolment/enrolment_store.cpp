#include "platform/identity/enrolment/enrolment_store.h"

namespace inzage::identity {
namespace {

using database::Statement;

constexpr Statement kStore{"identity_store_enrolment", R"(
    INSERT INTO enrolment (token_hash, kind, subject, link_hash, invitation_id, email, known, step, created_at, touched_at)
    VALUES ($1, $2, $3, nullif($4, ''), $5::uuid, $6, $7::boolean, $8, $9::timestamptz, $9::timestamptz)
    RETURNING id)"};

#define INZAGE_ENROLMENT                                                                                 \
    "SELECT e.id, e.kind = 'invitation' AS invited, e.subject, coalesce(e.link_hash, '') AS link_hash, " \
    "e.invitation_id, e.email, e.known, e.step, e.password_hash, e.phone, "                              \
    "CASE WHEN e.kind <> 'invitation' OR e.step = 'done' THEN 'open' "                                   \
    "WHEN l.used_at IS NOT NULL THEN 'used' WHEN l.ended_at IS NOT NULL THEN l.ended_why "               \
    "WHEN l.expires_at <= $2::timestamptz THEN 'expired' "                                               \
    "WHEN invitation_open(i, $2::timestamptz) THEN 'open' ELSE 'withdrawn' END AS link "                 \
    "FROM enrolment e LEFT JOIN link_token l ON l.token_hash = e.link_hash "                             \
    "LEFT JOIN invitation i ON i.id = e.invitation_id "                                                  \
    "WHERE e.token_hash = $1 AND e.touched_at + make_interval(mins => $3::integer) > $2::timestamptz"
constexpr Statement kFind{"identity_find_enrolment", INZAGE_ENROLMENT};
constexpr Statement kFindLocked{"identity_find_enrolment_locked", INZAGE_ENROLMENT " FOR UPDATE OF e"};
#undef INZAGE_ENROLMENT

constexpr Statement kTouch{"identity_touch_enrolment", R"(
    UPDATE enrolment SET touched_at = greatest(touched_at, $2::timestamptz) WHERE id = $1::uuid)"};

constexpr Statement kMove{"identity_move_enrolment", R"(
    UPDATE enrolment
       SET step = $2, token_hash = coalesce(nullif($3, ''), token_hash),
           password_hash = coalesce(nullif($4, ''), password_hash), phone = coalesce(nullif($5, ''), phone),
           phone_proven_at = CASE WHEN $6::boolean THEN $7::timestamptz ELSE phone_proven_at END,
           touched_at = $7::timestamptz
     WHERE id = $1::uuid)"};

constexpr Statement kEnd{"identity_end_enrolment", R"(
    UPDATE enrolment SET step = 'done', password_hash = '', phone = '', touched_at = $2::timestamptz WHERE id = $1::uuid)"};

std::string_view wordOf(EnrolmentStep step) {
    switch (step) {
        case EnrolmentStep::EmailCode:
            return "email_code";
        case EnrolmentStep::Password:
            return "password";
        case EnrolmentStep::Phone:
            return "phone";
        case EnrolmentStep::SmsCode:
            return "sms_code";
        case EnrolmentStep::Terms:
            return "terms";
        case EnrolmentStep::Done:
            return "done";
    }
    return "done";
}

EnrolmentStep stepOf(std::string_view word) {
    for (const auto step : {EnrolmentStep::EmailCode, EnrolmentStep::Password, EnrolmentStep::Phone,
                            EnrolmentStep::SmsCode, EnrolmentStep::Terms})
        if (word == wordOf(step))
            return step;
    return EnrolmentStep::Done;
}

LinkState linkOf(std::string_view word) {
    if (word == "open")
        return LinkState::Open;
    if (word == "used")
        return LinkState::Used;
    if (word == "expired")
        return LinkState::Expired;
    return word == "replaced" ? LinkState::Replaced : LinkState::Withdrawn;
}

}  // namespace

std::string storeEnrolment(database::TenantTx& tx, const NewEnrolment& enrolment, UtcTime at) {
    const auto rows = tx.run(kStore, {enrolment.token_hash, enrolment.invited ? "invitation" : "registration",
                                      enrolment.subject, enrolment.link_hash, enrolment.invitation,
                                      enrolment.email, enrolment.known, wordOf(enrolment.step), at});
    return std::string{rows[0].text("id")};
}

std::optional<EnrolmentRow> findEnrolment(database::TenantTx& tx, const std::string& token_hash, UtcTime at,
                                          bool lock) {
    const auto rows =
        tx.run(lock ? kFindLocked : kFind, {token_hash, at, static_cast<int>(kEnrolmentRest.count())});
    if (rows.empty())
        return std::nullopt;
    const auto row = rows[0];
    EnrolmentRow found;
    found.id = row.text("id");
    found.invited = row.flag("invited");
    found.subject = row.text("subject");
    found.link_hash = row.text("link_hash");
    found.invitation = row.id<InvitationId>("invitation_id");
    found.email = row.personal("email");
    found.known = row.flag("known");
    found.step = stepOf(row.text("step"));
    found.password_hash = row.text("password_hash");
    found.phone = row.text("phone");
    found.link = linkOf(row.text("link"));
    return found;
}

void touchEnrolment(database::TenantTx& tx, const std::string& id, UtcTime at) {
    tx.run(kTouch, {id, at});
}

void moveEnrolment(database::TenantTx& tx, const std::string& id, const EnrolmentMove& move, UtcTime at) {
    tx.run(kMove,
           {id, wordOf(move.step), move.token_hash, move.password_hash, move.phone, move.phone_proven, at});
}

void endEnrolment(database::TenantTx& tx, const std::string& id, UtcTime at) {
    tx.run(kEnd, {id, at});
}

}  // namespace inzage::identity
