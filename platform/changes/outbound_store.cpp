#include <array>

#include "platform/changes/outbound.h"

namespace inzage::changes {

namespace {

using database::Row;
using database::Rows;
using database::Statement;
using database::TenantTx;

// $1 later than, $2 now, $3 also what was sent and isn't due
constexpr Statement kNext{"changes.next", R"sql(
SELECT c.id, c.idempotency_key, c.kind, c.action, c.object_id, c.payload, c.written_by_name, c.written_by_role,
       c.created_at, coalesce(c.queued_at, c.created_at) AS queued_at, c.tries, c.state = 'sending' AND (c.sent_at IS NULL OR c.tries > 1) AS was_sending, k.source_id AS client_source_id,
       coalesce(CASE c.kind WHEN 'report' THEN (SELECT o.source_id FROM report o WHERE o.id = c.object_id)
                            WHEN 'appointment' THEN (SELECT o.source_id FROM appointment o WHERE o.id = c.object_id)
                            WHEN 'message' THEN (SELECT o.source_id FROM message o WHERE o.id = c.object_id)
                            WHEN 'pinboard_post' THEN (SELECT o.source_id FROM pinboard_post o WHERE o.id = c.object_id)
                            WHEN 'contact' THEN (SELECT o.source_id FROM contact o WHERE o.id = c.object_id)
                            WHEN 'client' THEN k.source_id END,
                (SELECT e.source_id FROM change e WHERE e.object_id = c.object_id AND e.source_id <> ''
                  ORDER BY e.id DESC LIMIT 1)) AS source_id,
       m.conversation, m.reply, m.recipients
  FROM change c
  JOIN client k ON k.id = c.client_id
  LEFT JOIN LATERAL (
      SELECT (SELECT coalesce(v.source_id, v.id::text) FROM conversation v
               WHERE v.client_id = c.client_id AND v.id = (c.payload ->> 'conversation')::uuid) AS conversation,
             (SELECT r.source_id FROM message r
               WHERE r.client_id = c.client_id AND r.id = nullif(c.payload ->> 'in_reply_to', '')::uuid) AS reply,
             (SELECT string_agg(t.source_id, E'\n' ORDER BY t.source_id) FROM care_team_member t
               WHERE t.client_id = c.client_id
                 AND t.id IN (SELECT w::uuid FROM jsonb_array_elements_text(c.payload -> 'recipients') w)) AS recipients
       ) AS m ON c.kind = 'message'
 WHERE c.state IN ('queued', 'sending') AND c.id > $1 AND (c.next_try_at <= $2 OR ($3::boolean AND c.sent_at IS NOT NULL))
   AND NOT EXISTS (SELECT FROM change e WHERE e.object_id = c.object_id AND e.id < c.id AND e.state IN ('queued', 'sending'))
 ORDER BY c.id LIMIT 1)sql"};
constexpr Statement kSending{"changes.sending",
                             "UPDATE change SET state = 'sending', tries = tries + 1 WHERE id = $1"};
// FOR SHARE: whoever gives this run up waits for us, or we see that it did.
constexpr Statement kRunLives{"changes.run_lives",
                              "SELECT FROM run WHERE id = $1 AND state = 'running' FOR SHARE"};
constexpr Statement kDone{"changes.done",
                          "UPDATE change SET state = 'done', done_at = $2, payload = '{}', answer = '', "
                          "source_id = $3, source_version = $4 WHERE id = $1"};
constexpr Statement kLater{
    "changes.later",
    "UPDATE change SET state = CASE WHEN sent_at IS NULL THEN 'queued' ELSE "
    "'sending' END, tries = CASE WHEN sent_at IS NULL THEN tries ELSE 1 END, answer = left($2, 1000), "
    "next_try_at = $3 WHERE id = $1"};
constexpr Statement kBack{
    "changes.back",
    "UPDATE change SET state = CASE WHEN sent_at IS NULL THEN 'queued' ELSE 'sending' END, "
    "tries = greatest(tries - 1, 0) WHERE id = $1"};
// One try: what the source has in its hands did not bring any program down.
constexpr Statement kSent{"changes.sent",
                          "UPDATE change SET tries = 1, answer = '', sent_at = coalesce(sent_at, $2), "
                          "next_try_at = $3 WHERE id = $1"};
constexpr Statement kAside{
    "changes.aside",
    "UPDATE change SET state = 'set_aside', answer = left($2, 1000), done_at = $3 WHERE id = $1"};
// Who wrote it is told, with the way to where it says so.
constexpr Statement kTellFailed{
    "changes.tell_failed",
    "SELECT tell_notice('change_failed', c.client_id, c.account_id, c.object_id, CASE c.kind WHEN 'report' "
    "THEN "
    "'/dossier/schrijven' WHEN 'appointment' THEN '/agenda' WHEN 'message' THEN coalesce((SELECT "
    "'/berichten/' "
    "|| m.conversation_id FROM message m WHERE m.id = c.object_id), '/berichten') WHEN 'pinboard_post' THEN "
    "'/gegevens/prikbord' WHEN 'contact' THEN '/profiel' WHEN 'client' THEN '/profiel' ELSE '' END, NULL, "
    "$2) FROM change c WHERE c.id = $1 AND c.account_id IS NOT NULL"};
constexpr Statement kState{"changes.state",
                           "SELECT count(*) AS waiting, min(created_at) AS oldest, min(next_try_at) AS "
                           "next_try FROM change WHERE state IN ('queued', 'sending')"};
constexpr Statement kMessageState{"changes.message_state",
                                  "UPDATE message SET state = $2 WHERE id = $1 AND state = 'queued'"};
/// What one kind of object needs to take its receipt.
struct ReceiptSql {
    RecordKind kind;
    Statement owner;  ///< $1 source_id: whose it is
    Statement adopt;  ///< $1 object, $2 the copy's id: what hangs on a copy that was pulled; or no text
    Statement drop;   ///< $1 the copy's id
    Statement keep;   ///< $1 object, $2 source_id, $3 source_version
};
#define INZAGE_RECEIPT(KIND, TABLE, ADOPT)                                                                   \
    ReceiptSql {                                                                                             \
        RecordKind::KIND,                                                                                    \
            {"changes.owner_" TABLE, "SELECT o.id, o.client_id FROM " TABLE " o WHERE o.source_id = $1"},    \
            {"changes.adopt_" TABLE, ADOPT}, {"changes.drop_" TABLE, "DELETE FROM " TABLE " WHERE id = $1"}, \
        {                                                                                                    \
            "changes.keep_" TABLE,                                                                           \
                "UPDATE " TABLE " SET source_id = $2, source_version = $3 WHERE id = $1 RETURNING client_id" \
        }                                                                                                    \
    }
constexpr std::array kReceipts{
    INZAGE_RECEIPT(Report, "report", ""),
    INZAGE_RECEIPT(Appointment, "appointment", ""),
    INZAGE_RECEIPT(Message, "message", "UPDATE message SET in_reply_to = $1 WHERE in_reply_to = $2"),
    INZAGE_RECEIPT(PinboardPost, "pinboard_post",
                   "UPDATE pinboard_post SET in_reply_to = $1 WHERE in_reply_to = $2"),
    INZAGE_RECEIPT(Contact, "contact", ""),
};
#undef INZAGE_RECEIPT
constexpr Statement kClientOf{"changes.client_of", "SELECT client_id FROM change WHERE id = $1"};

const ReceiptSql* receiptOf(RecordKind kind) {
    for (const ReceiptSql& one : kReceipts)
        if (one.kind == kind)
            return &one;
    return nullptr;
}

Action actionFrom(std::string_view word) {
    if (word == "create")
        return Action::Create;
    return word == "delete" ? Action::Delete : Action::Update;
}

WaitingChange changeFrom(const Row& row) {
    WaitingChange change;
    change.id = row.integer("id");
    change.key = row.text("idempotency_key");
    change.kind = recordKindFromName(row.text("kind")).value();
    change.action = actionFrom(row.text("action"));
    change.object_id = row.text("object_id");
    change.client_source_id = row.text("client_source_id");
    change.source_id = row.text("source_id");
    change.payload_json = row.text("payload");
    change.written_by_name = row.text("written_by_name");
    change.written_by_role = row.text("written_by_role");
    change.written_at = row.time("created_at").value();
    change.queued_at = row.time("queued_at").value();
    change.tries = static_cast<int>(row.integer("tries"));
    change.was_sending = row.flag("was_sending");
    change.conversation_source_id = row.text("conversation");
    change.reply_source_id = row.text("reply");
    change.recipients = row.text("recipients");
    return change;
}

/// The source's id goes to the object. False when it is another client's, or another thing's that was written
/// here.
bool giveSourceId(TenantTx& tx, const WaitingChange& change, const ReceiptSql& sql,
                  std::string_view source_id, std::string_view source_version) {
    const Rows owner = tx.run(sql.owner, {source_id});
    if (!owner.empty() && owner[0].text("id") != change.object_id) {
        const Rows ours = tx.run(kClientOf, {change.id});
        if (ours.empty() || ours[0].text("client_id") != owner[0].text("client_id"))
            return false;
        const std::string copy{owner[0].text("id")};
        if (!sql.adopt.sql.empty())
            tx.run(sql.adopt, {change.object_id, copy});
        tx.run(sql.drop, {copy});
    }
    tx.run(sql.keep, {change.object_id, source_id, source_version});
    return true;
}

}  // namespace

std::optional<WaitingChange> nextChange(TenantTx& tx, std::int64_t after, UtcTime at, bool ask_all) {
    const Rows rows = tx.run(kNext, {after, at, ask_all});
    if (rows.empty())
        return std::nullopt;
    return changeFrom(rows[0]);
}

void markSending(TenantTx& tx, const WaitingChange& change) {
    tx.run(kSending, {change.id});
}

ReceiptAnswer keepReceipt(TenantTx& tx, const RunId& run, const WaitingChange& change,
                          std::string_view source_id, std::string_view source_version, UtcTime at) {
    if (tx.run(kRunLives, {run}).empty())
        return ReceiptAnswer::RunOver;
    const ReceiptSql* sql = receiptOf(change.kind);
    if (sql != nullptr && change.action != Action::Delete && !source_id.empty() &&
        !giveSourceId(tx, change, *sql, source_id, source_version))
        return ReceiptAnswer::Another;
    if (change.kind == RecordKind::Message)
        tx.run(kMessageState, {change.object_id, "delivered"});
    tx.run(kDone, {change.id, at, source_id, source_version});
    return ReceiptAnswer::Kept;
}

bool markSent(TenantTx& tx, const RunId& run, const WaitingChange& change, UtcTime at, UtcTime next_ask_at) {
    if (tx.run(kRunLives, {run}).empty())
        return false;
    tx.run(kSent, {change.id, at, next_ask_at});
    return true;
}

void markForLater(TenantTx& tx, const WaitingChange& change, std::string_view why, UtcTime next_try_at) {
    tx.run(kLater, {change.id, why, next_try_at});
}

void giveBack(TenantTx& tx, const WaitingChange& change) {
    tx.run(kBack, {change.id});
}

void setAside(TenantTx& tx, const WaitingChange& change, std::string_view why, UtcTime at) {
    tx.run(kAside, {change.id, why, at});
    tx.run(kTellFailed, {change.id, at});
    if (change.kind == RecordKind::Message)
        tx.run(kMessageState, {change.object_id, "failed"});
}

OutboundState outboundState(TenantTx& tx) {
    const Rows rows = tx.run(kState);
    return {rows[0].integer("waiting"), rows[0].time("oldest"), rows[0].time("next_try")};
}

}  // namespace inzage::changes
