#include "platform/identity/enrolment/enrolment_store.h"

/// The codes that prove an address or a number on the way to an account.
namespace inzage::identity {
namespace {

using database::Statement;

constexpr Statement kLock{"identity_lock_enrolment_subject",
                          "SELECT pg_advisory_xact_lock(hashtextextended($1, 3))"};

constexpr Statement kSentHere{"identity_enrolment_codes_here", R"(
    SELECT sent_at FROM enrolment_code WHERE enrolment_id = $1::uuid AND channel = $2 ORDER BY sent_at)"};

constexpr Statement kSentAbout{"identity_enrolment_codes_about", R"(
    SELECT sent_at FROM enrolment_code
     WHERE subject = $1 AND channel = $2 AND sent_at > $3::timestamptz - interval '24 hours' ORDER BY sent_at)"};

constexpr Statement kSmsTo{"identity_enrolment_sms_to", R"(
    SELECT created_at AS sent_at FROM outbox
     WHERE recipient = $1 AND channel = 'sms' AND created_at > $2::timestamptz - interval '24 hours' ORDER BY created_at)"};

constexpr Statement kReplace{"identity_replace_enrolment_codes", R"(
    UPDATE enrolment_code SET state = 'replaced'
     WHERE (enrolment_id = $1::uuid OR subject = $2) AND channel = $3 AND state = 'open')"};

constexpr Statement kStore{"identity_store_enrolment_code", R"(
    INSERT INTO enrolment_code (enrolment_id, subject, channel, code_hash, sequence, state, sent_at, expires_at)
    SELECT $1::uuid, $2, $3, $4,
           1 + coalesce((SELECT max(sequence) FROM enrolment_code
                          WHERE subject = $2 AND channel = $3 AND sent_at > $5::timestamptz - interval '24 hours'), 0),
           'open', $5::timestamptz, $6::timestamptz
    RETURNING sequence)"};

constexpr Statement kTry{"identity_try_enrolment_code", R"(
    UPDATE enrolment_code
       SET tries = CASE WHEN code_hash = $3 THEN tries ELSE tries + 1 END,
           state = CASE WHEN code_hash = $3 THEN 'used' WHEN tries + 1 >= $4::integer THEN 'dead' ELSE 'open' END,
           used_at = CASE WHEN code_hash = $3 THEN $5::timestamptz END
     WHERE enrolment_id = $1::uuid AND channel = $2 AND state = 'open' AND expires_at > $5::timestamptz
    RETURNING state)"};

constexpr Statement kWrong{"identity_wrong_enrolment_codes", R"(
    SELECT coalesce(sum(tries), 0) AS wrong FROM enrolment_code
     WHERE subject = $1 AND channel = $2 AND sent_at > $3::timestamptz - interval '24 hours')"};

constexpr Statement kLatest{"identity_latest_enrolment_code", R"(
    SELECT sequence, sent_at, expires_at, state = 'open' AND expires_at > $3::timestamptz AS open, state
      FROM enrolment_code WHERE enrolment_id = $1::uuid AND channel = $2 ORDER BY sent_at DESC, sequence DESC LIMIT 1)"};

std::string_view wordOf(CodeWay way) {
    return way == CodeWay::Sms ? "sms" : "mail";
}

std::vector<UtcTime> times(const database::Rows& rows) {
    std::vector<UtcTime> out;
    for (const auto row : rows)
        if (const auto at = row.time("sent_at"))
            out.push_back(*at);
    return out;
}

}  // namespace

void lockSubject(database::TenantTx& tx, const std::string& subject) {
    tx.run(kLock, {subject});
}

SentCodes enrolmentCodesSent(database::TenantTx& tx, const EnrolmentRow& row, CodeWay way, UtcTime at) {
    return {times(tx.run(kSentHere, {row.id, wordOf(way)})),
            times(tx.run(kSentAbout, {row.subject, wordOf(way), at}))};
}

std::vector<UtcTime> smsTo(database::TenantTx& tx, const std::string& phone, UtcTime at) {
    return times(tx.run(kSmsTo, {phone, at}));
}

int storeEnrolmentCode(database::TenantTx& tx, const EnrolmentRow& row, CodeWay way, const std::string& hash,
                       UtcTime at, UtcTime until) {
    if (way == CodeWay::Sms)
        watchVerified(tx, at);
    tx.run(kReplace, {row.id, row.subject, wordOf(way)});
    const auto rows = tx.run(kStore, {row.id, row.subject, wordOf(way), hash, at, until});
    return static_cast<int>(rows[0].integer("sequence"));
}

CodeTry tryEnrolmentCode(database::TenantTx& tx, const std::string& enrolment, CodeWay way,
                         const std::string& hash, int tries_max, UtcTime at) {
    const auto rows = tx.run(kTry, {enrolment, wordOf(way), hash, tries_max, at});
    if (rows.empty())
        return CodeTry::None;
    const auto state = rows[0].text("state");
    if (state == "used")
        return CodeTry::Right;
    return state == "dead" ? CodeTry::Dead : CodeTry::Wrong;
}

int wrongEnrolmentCodes(database::TenantTx& tx, const std::string& subject, CodeWay way, UtcTime at) {
    return static_cast<int>(tx.run(kWrong, {subject, wordOf(way), at})[0].integer("wrong"));
}

std::optional<LatestCode> latestEnrolmentCode(database::TenantTx& tx, const std::string& enrolment,
                                              CodeWay way, UtcTime at) {
    const auto rows = tx.run(kLatest, {enrolment, wordOf(way), at});
    if (rows.empty())
        return std::nullopt;
    const auto row = rows[0];
    LatestCode code;
    code.sequence = static_cast<int>(row.integer("sequence"));
    code.sent_at = row.time("sent_at").value_or(at);
    code.expires_at = row.time("expires_at").value_or(at);
    code.open = row.flag("open");
    code.state = row.text("state");
    return code;
}

}  // namespace inzage::identity
