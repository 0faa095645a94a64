#include "platform/delivery/outbox_store.h"

#include "platform/delivery/outbox.h"

namespace inzage::delivery {
namespace {

using database::Statement;

constexpr Statement kEnqueue{"delivery_enqueue", R"(
    INSERT INTO outbox (channel, purpose, account_id, recipient, subject, body, html, next_try_at, useful_until, created_at,
                        unsubscribe)
    VALUES ($1, $2, $3::uuid, $4, $5, $6, $7, $8::timestamptz, $9::timestamptz, $8::timestamptz, $10))"};

constexpr Statement kClaim{"delivery_claim", R"(
    UPDATE outbox SET state = 'sending', tries = tries + 1, next_try_at = $2::timestamptz
     WHERE id IN (SELECT id FROM outbox
                   WHERE state IN ('queued', 'sending') AND next_try_at <= $1::timestamptz
                   ORDER BY next_try_at LIMIT $3::integer FOR UPDATE SKIP LOCKED)
    RETURNING id, channel, purpose, recipient, subject, body, html, tries, created_at, useful_until, unsubscribe)"};

constexpr Statement kMark{"delivery_mark", R"(
    UPDATE outbox
       SET state = CASE WHEN state = 'delivered' OR (state = 'undelivered' AND $2 = 'sent') THEN state ELSE $2 END,
           report_due_at = CASE WHEN state = 'sending' THEN $9::timestamptz END, gateway = $3, gateway_ref = $4, last_answer = left($5, 500),
           next_try_at = coalesce($6::timestamptz, next_try_at), tries = tries - CASE WHEN $8::boolean THEN 1 ELSE 0 END,
           sent_at = CASE WHEN $2 = 'sent' THEN $7::timestamptz ELSE sent_at END,
           body = CASE WHEN $2 = 'queued' THEN body ELSE '' END,
           html = CASE WHEN $2 = 'queued' THEN html ELSE '' END,
           unsubscribe = CASE WHEN $2 = 'queued' THEN unsubscribe ELSE '' END
     WHERE id = $1::uuid)"};

// Asked after a quarter of a minute, then ever later, the last time after some seven hours.
constexpr Statement kClaimReports{"delivery_claim_reports", R"(
    UPDATE outbox
       SET report_asks = report_asks + 1,
           report_due_at = $1::timestamptz + CASE report_asks WHEN 0 THEN interval '30 seconds' WHEN 1 THEN interval '2 minutes'
               WHEN 2 THEN interval '10 minutes' WHEN 3 THEN interval '1 hour' WHEN 4 THEN interval '6 hours' END
     WHERE id IN (SELECT id FROM outbox WHERE report_due_at <= $1::timestamptz
                   ORDER BY report_due_at LIMIT $2::integer FOR UPDATE SKIP LOCKED)
    RETURNING id, gateway, gateway_ref)"};

// While it still counts as being sent its gateway is not noted yet: a report can be quicker than the answer.
constexpr Statement kMarkReported{"delivery_mark_reported", R"(
    UPDATE outbox
       SET state = $3, report_due_at = NULL, delivered_at = CASE WHEN $3 = 'delivered' THEN $4::timestamptz END,
           body = CASE WHEN $3 = 'delivered' THEN '' ELSE body END
     WHERE id = $1::uuid AND channel = 'sms' AND (gateway = $2 OR state = 'sending')
       AND (state IN ('sending', 'sent') OR (state = 'undelivered' AND $3 = 'delivered')))"};

constexpr Statement kState{"delivery_state", R"(
    SELECT least(min(next_try_at), (SELECT min(report_due_at) FROM outbox WHERE report_due_at IS NOT NULL)) AS next_due,
           count(*) FILTER (WHERE channel = 'sms') AS sms, count(*) FILTER (WHERE channel = 'mail') AS mail
      FROM outbox WHERE state IN ('queued', 'sending'))"};

constexpr Statement kSmsSentSince{"delivery_sms_sent_since", R"(
    SELECT count(*) AS sent FROM outbox WHERE channel = 'sms' AND sent_at > $1::timestamptz)"};

constexpr Statement kPurge{"delivery_purge", R"(
    DELETE FROM outbox WHERE id IN (
        SELECT id FROM outbox
         WHERE state IN ('sent', 'delivered', 'undelivered', 'failed', 'abandoned') AND created_at < $1::timestamptz
         LIMIT $2::integer FOR UPDATE SKIP LOCKED))"};

}  // namespace

std::string outboxContext(const TenantId& tenant) {
    return tenant.text() + "/outbox";
}

void Outbox::sms(database::TenantTx& tx, const Sms& sms, UtcTime at) const {
    tx.run(kEnqueue,
           {"sms", sms.purpose, sms.account, sms.to, "",
            key_.seal(sms.text.reveal(), outboxContext(tx.tenant())), "", at, sms.useful_until, ""});
}

void Outbox::mail(database::TenantTx& tx, const Mail& mail, UtcTime at) const {
    const auto context = outboxContext(tx.tenant());
    tx.run(kEnqueue,
           {"mail", mail.purpose, mail.account, mail.to, mail.subject, key_.seal(mail.text.reveal(), context),
            mail.html.reveal().empty() ? std::string{} : key_.seal(mail.html.reveal(), context), at,
            mail.useful_until,
            mail.unsubscribe_url.empty() ? std::string{} : key_.seal(mail.unsubscribe_url, context)});
}

std::vector<ClaimedMessage> claimMessages(database::TenantTx& tx, int max, UtcTime at, UtcTime lease_until) {
    std::vector<ClaimedMessage> messages;
    for (const auto row : tx.run(kClaim, {at, lease_until, max}))
        messages.push_back(
            {std::string{row.text("id")}, row.text("channel") == "sms" ? Channel::Sms : Channel::Mail,
             std::string{row.text("purpose")}, row.personal("recipient"), std::string{row.text("subject")},
             std::string{row.text("body")}, std::string{row.text("html")},
             static_cast<int>(row.integer("tries")), row.time("created_at").value_or(at),
             row.time("useful_until"), std::string{row.text("unsubscribe")}});
    return messages;
}

void markTried(database::TenantTx& tx, const std::string& id, const TryResult& result, UtcTime at) {
    tx.run(kMark, {id, result.state, result.gateway, result.reference, result.words, result.next_try_at, at,
                   result.give_back_try, result.report_due_at});
}

std::vector<AskedMessage> claimReports(database::TenantTx& tx, int max, UtcTime at) {
    std::vector<AskedMessage> asked;
    for (const auto row : tx.run(kClaimReports, {at, max}))
        asked.push_back({std::string{row.text("id")}, std::string{row.text("gateway")},
                         std::string{row.text("gateway_ref")}});
    return asked;
}

bool markReported(database::TenantTx& tx, const std::string& id, std::string_view gateway,
                  std::string_view state, UtcTime at) {
    return tx.run(kMarkReported, {id, gateway, state, at}).affected() > 0;
}

OutboxState outboxState(database::TenantTx& tx) {
    const auto rows = tx.run(kState);
    return {rows[0].time("next_due"), static_cast<int>(rows[0].integer("sms")),
            static_cast<int>(rows[0].integer("mail"))};
}

int purgeOutbox(database::TenantTx& tx, UtcTime before, int max) {
    return static_cast<int>(tx.run(kPurge, {before, max}).affected());
}

int smsSentSince(database::TenantTx& tx, UtcTime since) {
    return static_cast<int>(tx.run(kSmsSentSince, {since})[0].integer("sent"));
}

}  // namespace inzage::delivery
