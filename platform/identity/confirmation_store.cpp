#include "platform/identity/confirmation_store.h"

namespace inzage::identity {
namespace {

using database::Statement;

constexpr Statement kStore{"identity_store_question", R"(
    INSERT INTO confirmation (session_id, purpose, detail, back, asked_at)
    VALUES ($1::uuid, $2, $3::jsonb, $4, $5::timestamptz)
    ON CONFLICT (session_id) DO UPDATE SET purpose = excluded.purpose, detail = excluded.detail, back = excluded.back,
                                           asked_at = excluded.asked_at, confirmed_at = NULL, used_at = NULL)"};

constexpr Statement kOpen{"identity_open_question", R"(
    SELECT purpose, back FROM confirmation WHERE session_id = $1::uuid AND confirmed_at IS NULL)"};

constexpr Statement kNote{"identity_note_confirmed", R"(
    UPDATE confirmation SET confirmed_at = $2::timestamptz WHERE session_id = $1::uuid AND confirmed_at IS NULL)"};

constexpr Statement kConfirmed{"identity_confirmed", R"(
    SELECT 1 FROM confirmation
     WHERE session_id = $1::uuid AND purpose = $2 AND confirmed_at > $3::timestamptz
       AND confirmed_at <= $4::timestamptz AND used_at IS NULL)"};

constexpr Statement kAnswered{"identity_answered_question", R"(
    SELECT 1 FROM confirmation
     WHERE session_id = $1::uuid AND purpose = $2 AND confirmed_at IS NOT NULL AND used_at IS NULL)"};

constexpr Statement kUse{"identity_use_confirmation", R"(
    UPDATE confirmation SET used_at = $4::timestamptz
     WHERE session_id = $1::uuid AND purpose = $2 AND confirmed_at > $3::timestamptz
       AND confirmed_at <= $4::timestamptz AND used_at IS NULL
    RETURNING detail::text AS detail)"};

CodePurpose purposeOf(std::string_view word) {
    for (const auto purpose :
         {CodePurpose::OwnData, CodePurpose::Phone, CodePurpose::Email, CodePurpose::Factors})
        if (word == nameOf(purpose))
            return purpose;
    return CodePurpose::Password;
}

}  // namespace

void storeQuestion(database::TenantTx& tx, const SessionId& session, CodePurpose purpose,
                   const std::string& detail_json, const std::string& back, UtcTime at) {
    tx.run(kStore, {session, nameOf(purpose), detail_json, back, at});
}

std::optional<OpenQuestion> openQuestion(database::TenantTx& tx, const SessionId& session) {
    const auto rows = tx.run(kOpen, {session});
    if (rows.empty())
        return std::nullopt;
    return OpenQuestion{purposeOf(rows[0].text("purpose")), std::string{rows[0].text("back")}};
}

void noteConfirmed(database::TenantTx& tx, const SessionId& session, UtcTime at) {
    tx.run(kNote, {session, at});
}

bool confirmedSince(database::TenantTx& tx, const SessionId& session, CodePurpose purpose, UtcTime since,
                    UtcTime at) {
    return !tx.run(kConfirmed, {session, nameOf(purpose), since, at}).empty();
}

bool answeredQuestion(database::TenantTx& tx, const SessionId& session, CodePurpose purpose) {
    return !tx.run(kAnswered, {session, nameOf(purpose)}).empty();
}

std::optional<std::string> useConfirmation(database::TenantTx& tx, const SessionId& session,
                                           CodePurpose purpose, UtcTime since, UtcTime at) {
    const auto rows = tx.run(kUse, {session, nameOf(purpose), since, at});
    if (rows.empty())
        return std::nullopt;
    return std::string{rows[0].text("detail")};
}

}  // namespace inzage::identity
