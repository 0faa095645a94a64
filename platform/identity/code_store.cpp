#include "platform/identity/code_store.h"

#include "platform/base/token.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

namespace inzage::identity {
namespace {

using database::Statement;

constexpr Statement kLockNumber{"identity_lock_number",
                                "SELECT pg_advisory_xact_lock(hashtextextended($1, 1))"};

constexpr Statement kSentInSession{"identity_codes_in_session", R"(
    SELECT sent_at FROM code c
     WHERE session_id = $1::uuid AND purpose = $2 AND channel = $3
       AND NOT EXISTS (SELECT FROM code u WHERE u.session_id = $1::uuid AND u.purpose = $2 AND u.state = 'used'
                                            AND u.sent_at >= c.sent_at)
     ORDER BY sent_at)"};

// What was asked counts, not what was delivered: a cap that waits for the provider is no cap.
constexpr Statement kSentToNumber{"identity_codes_to_number", R"(
    SELECT created_at AS sent_at FROM outbox
     WHERE recipient = $1 AND channel = $3 AND created_at > $2::timestamptz - interval '24 hours' ORDER BY created_at)"};

constexpr Statement kReplace{"identity_replace_codes", R"(
    UPDATE code SET state = 'replaced' WHERE account_id = $1::uuid AND purpose = $2 AND state = 'open')"};

constexpr Statement kStore{"identity_store_code", R"(
    INSERT INTO code (account_id, session_id, purpose, channel, code_hash, sequence, state, reason, sent_at, expires_at)
    SELECT $1::uuid, $2::uuid, $3, $8, $4,
           1 + coalesce((SELECT max(sequence) FROM code
                          WHERE account_id = $1::uuid AND sent_at > $6::timestamptz - interval '24 hours'), 0),
           'open', $5, $6::timestamptz, $7::timestamptz
    RETURNING sequence)"};

constexpr Statement kTry{"identity_try_code", R"(
    UPDATE code
       SET tries = CASE WHEN code_hash = $3 THEN tries ELSE tries + 1 END,
           state = CASE WHEN code_hash = $3 THEN 'used' WHEN tries + 1 >= $4::integer THEN 'dead' ELSE 'open' END,
           used_at = CASE WHEN code_hash = $3 THEN $5::timestamptz END
     WHERE session_id = $1::uuid AND purpose = $2 AND state = 'open' AND expires_at > $5::timestamptz
    RETURNING state)"};

constexpr Statement kWrong{"identity_wrong_codes", R"(
    SELECT coalesce(sum(tries), 0) AS wrong FROM code
     WHERE account_id = $1::uuid AND sent_at > $2::timestamptz - interval '24 hours'
       AND sent_at > coalesce((SELECT factor_blocked_until - interval '24 hours' FROM account WHERE id = $1::uuid),
                              '-infinity'))"};

constexpr Statement kLatest{"identity_latest_code", R"(
    SELECT sequence, sent_at, expires_at, state = 'open' AND expires_at > $3::timestamptz AS open, state, reason,
           channel = 'app' AS by_app
      FROM code WHERE session_id = $1::uuid AND purpose = $2 ORDER BY sent_at DESC, sequence DESC LIMIT 1)"};

std::string_view wordOf(CodeChannel channel) {
    switch (channel) {
        case CodeChannel::Sms:
            return "sms";
        case CodeChannel::Mail:
            return "mail";
        case CodeChannel::App:
            return "app";
    }
    return "sms";
}

// Codes that may still be filled in say nothing yet; the one that a newer one replaced does.
constexpr Statement kVerified{"identity_codes_verified", R"(
    SELECT count(*) AS codes, count(*) FILTER (WHERE state = 'used') AS used
      FROM ((SELECT state, sent_at FROM code
              WHERE channel = 'sms' AND sent_at > $1::timestamptz - interval '24 hours'
                AND NOT (state = 'open' AND expires_at > $1::timestamptz)
              ORDER BY sent_at DESC LIMIT 50)
            UNION ALL
            (SELECT state, sent_at FROM enrolment_code
              WHERE channel = 'sms' AND sent_at > $1::timestamptz - interval '24 hours'
                AND NOT (state = 'open' AND expires_at > $1::timestamptz)
              ORDER BY sent_at DESC LIMIT 50)
            ORDER BY sent_at DESC LIMIT 50) AS latest)"};

}  // namespace

void watchVerified(database::TenantTx& tx, UtcTime at) {
    constexpr std::int64_t kCodes = 50;
    const auto rows = tx.run(kVerified, {at});
    const auto codes = rows[0].integer("codes");
    const auto used = rows[0].integer("used");
    if (codes < kCodes)
        return;
    observe::gauge(observe::Metric::CodesVerified, {tx.tenant().text()},
                   static_cast<double>(used) / static_cast<double>(codes));
    if (2 * used < codes)
        observe::logEvent(observe::Event::IDENTITY_CODES_UNVERIFIED, {{"used", used}, {"of", codes}});
}

namespace {

std::vector<UtcTime> times(const database::Rows& rows) {
    std::vector<UtcTime> out;
    for (const auto row : rows)
        if (const auto at = row.time("sent_at"))
            out.push_back(*at);
    return out;
}

}  // namespace

std::string_view nameOf(CodePurpose purpose) noexcept {
    switch (purpose) {
        case CodePurpose::Login:
            return "login";
        case CodePurpose::Reset:
            return "reset";
        case CodePurpose::Registration:
            return "registration";
        case CodePurpose::Password:
            return "password";
        case CodePurpose::OwnData:
            return "own_data";
        case CodePurpose::Phone:
            return "phone";
        case CodePurpose::Email:
            return "email";
        case CodePurpose::Factors:
            return "factors";
        case CodePurpose::NewPhone:
            return "new_phone";
        case CodePurpose::NewEmail:
            return "new_email";
    }
    return "login";
}

std::string codeHash(std::string_view session_token, CodePurpose purpose, std::string_view code) {
    return hmacHex(session_token, std::string{nameOf(purpose)} + " code " + std::string{code});
}

SentCodes sentCodes(database::TenantTx& tx, const SessionId& session, CodePurpose purpose,
                    CodeChannel channel, const std::string& recipient, UtcTime at) {
    return {times(tx.run(kSentInSession, {session, nameOf(purpose), wordOf(channel)})),
            times(tx.run(kSentToNumber, {recipient, at, wordOf(channel)}))};
}

void lockRecipient(database::TenantTx& tx, const std::string& recipient) {
    tx.run(kLockNumber, {recipient});
}

int storeCode(database::TenantTx& tx, const NewCode& code, UtcTime at) {
    watchVerified(tx, at);
    tx.run(kReplace, {code.account, nameOf(code.purpose)});
    const auto rows = tx.run(kStore, {code.account, code.session, nameOf(code.purpose), code.hash,
                                      code.reason, at, code.expires_at, wordOf(code.channel)});
    return static_cast<int>(rows[0].integer("sequence"));
}

CodeTry tryCode(database::TenantTx& tx, const SessionId& session, CodePurpose purpose,
                const std::string& hash, int tries_max, UtcTime at) {
    const auto rows = tx.run(kTry, {session, nameOf(purpose), hash, tries_max, at});
    if (rows.empty())
        return CodeTry::None;
    const auto state = rows[0].text("state");
    if (state == "used")
        return CodeTry::Right;
    return state == "dead" ? CodeTry::Dead : CodeTry::Wrong;
}

int wrongCodes(database::TenantTx& tx, const AccountId& account, UtcTime at) {
    return static_cast<int>(tx.run(kWrong, {account, at})[0].integer("wrong"));
}

std::optional<LatestCode> latestCode(database::TenantTx& tx, const SessionId& session, CodePurpose purpose,
                                     UtcTime at) {
    const auto rows = tx.run(kLatest, {session, nameOf(purpose), at});
    if (rows.empty())
        return std::nullopt;
    const auto row = rows[0];
    return LatestCode{static_cast<int>(row.integer("sequence")),
                      row.time("sent_at").value_or(at),
                      row.time("expires_at").value_or(at),
                      row.flag("open"),
                      std::string{row.text("state")},
                      std::string{row.text("reason")},
                      row.flag("by_app")};
}

}  // namespace inzage::identity
