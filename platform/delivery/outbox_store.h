#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/private.h"
#include "platform/database/tenant_tx.h"
#include "platform/delivery/gateway.h"

/// The SQL of the outbox table, for the deliverer.
namespace inzage::delivery {

/// A row that this process may send now.
struct ClaimedMessage {
    std::string id;
    Channel channel;
    std::string purpose;
    Private<std::string> to;
    std::string subject;
    std::string sealed_text;
    std::string sealed_html;
    int tries = 1;  ///< with this one
    UtcTime created_at;
    std::optional<UtcTime> useful_until;
    std::string sealed_unsubscribe{};
};

/// What bodies are sealed with besides the key: they don't open at another tenant.
[[nodiscard]] std::string outboxContext(const TenantId& tenant);

/// Takes due messages, oldest first, and gives them to this process until `lease_until`: when it crashes in
/// between, they become due again and may be sent twice. Rows that another process is taking are skipped.
[[nodiscard]] std::vector<ClaimedMessage> claimMessages(database::TenantTx& tx, int max, UtcTime at,
                                                        UtcTime lease_until);

/// How a try ended. `state` is a word of the table: "sent", "queued", "failed", "abandoned".
struct TryResult {
    std::string state;
    std::string gateway;
    std::string reference;
    std::string words;
    std::optional<UtcTime> next_try_at;      ///< for "queued"
    bool give_back_try = false;              ///< it was no try: the tenant's cap holds it up
    std::optional<UtcTime> report_due_at{};  ///< when to ask the provider what became of it
};
/// Unless it waits for another try, the body is emptied. What a report said meanwhile stays.
void markTried(database::TenantTx& tx, const std::string& id, const TryResult& result, UtcTime at);

/// A message whose provider must be asked now; the next time is set already, the last one is not.
struct AskedMessage {
    std::string id;
    std::string gateway;
    std::string reference;
};
[[nodiscard]] std::vector<AskedMessage> claimReports(database::TenantTx& tx, int max, UtcTime at);

/// `state`: "delivered" or "undelivered". Only of a message that this gateway was given; false when it
/// changed nothing: unknown, or said before.
bool markReported(database::TenantTx& tx, const std::string& id, std::string_view gateway,
                  std::string_view state, UtcTime at);

struct OutboxState {
    std::optional<UtcTime> next_due;  ///< of a message or a question
    int sms_waiting = 0;
    int mail_waiting = 0;
};
[[nodiscard]] OutboxState outboxState(database::TenantTx& tx);

/// Text messages that went out since then.
[[nodiscard]] int smsSentSince(database::TenantTx& tx, UtcTime since);

}  // namespace inzage::delivery
