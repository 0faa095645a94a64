#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/record_kind.h"
#include "platform/changes/changes.h"
#include "platform/database/tenant_tx.h"

/// The way out of the queue, for the run that hands changes over (inzage-sync) and the supervisor that plans
/// it. A tenant has one open run at a time, so nobody else takes the same change. All may throw
/// database::DatabaseError; callers commit.
///
/// queued → sending [→ sent: still 'sending' in the table, with sent_at] → done | queued again (a failure
/// that may pass) | set_aside. A change that is found in 'sending' was in somebody's hands when a program
/// ended: it is handed over again under the same key.
namespace inzage::changes {

struct WaitingChange {
    std::int64_t id = 0;
    std::string key;  ///< the same at every try
    RecordKind kind = RecordKind::Report;
    Action action = Action::Create;
    std::string object_id;
    std::string client_source_id;
    std::string source_id;  ///< of the object over there; empty while it has none
    std::string payload_json;
    std::string written_by_name;
    std::string written_by_role;
    UtcTime written_at{};
    UtcTime queued_at{};       ///< written, or sent again
    int tries = 0;             ///< before this one
    bool was_sending = false;  ///< a program ended while it had this in its hands
    /// Of messages, the source's own ids of what the payload names by the portal's ids.
    std::string conversation_source_id;
    std::string reply_source_id;
    std::string recipients;  ///< one a line
};

/// The next that may go out now, in the order written, later than `after` (0: from the start). A change waits
/// while an earlier one of the same object does. With `ask_all` what the source has in its hands is asked
/// after before its time: a run that will fetch must know under which id its own records come back.
[[nodiscard]] std::optional<WaitingChange> nextChange(database::TenantTx& tx, std::int64_t after, UtcTime at,
                                                      bool ask_all = false);

/// From here on it may have reached the source. Commit before handing it over.
void markSending(database::TenantTx& tx, const WaitingChange& change);

enum class ReceiptAnswer {
    Kept,
    RunOver,  ///< this run was given up meanwhile: nothing was written, the next run does it again
    Another,  ///< the source named an id that is another thing's: nothing was written
};
/// It is done: the id and version that the source gave stand on the object from now on, and what the change
/// said is emptied. Was the record pulled already, before its receipt was written, that copy disappears.
[[nodiscard]] ReceiptAnswer keepReceipt(database::TenantTx& tx, const RunId& run, const WaitingChange& change,
                                        std::string_view source_id, std::string_view source_version,
                                        UtcTime at);
/// It is in the source's hands, which will say later what it made of it: asked again under its key from
/// `next_ask_at` on. False when this run was given up: nothing was written.
[[nodiscard]] bool markSent(database::TenantTx& tx, const RunId& run, const WaitingChange& change, UtcTime at,
                            UtcTime next_ask_at);
/// A failure that may pass: again from `next_try_at` on. `why` is for operators.
void markForLater(database::TenantTx& tx, const WaitingChange& change, std::string_view why,
                  UtcTime next_try_at);
/// It was not handed over after all: as if it had not been taken.
void giveBack(database::TenantTx& tx, const WaitingChange& change);
/// It won't be handed over: the person sees "niet gelukt", operators the reason.
void setAside(database::TenantTx& tx, const WaitingChange& change, std::string_view why, UtcTime at);

struct OutboundState {
    std::int64_t waiting = 0;
    std::optional<UtcTime> oldest;    ///< when the oldest of them was written
    std::optional<UtcTime> next_try;  ///< when the first of them may go out
};
[[nodiscard]] OutboundState outboundState(database::TenantTx& tx);

}  // namespace inzage::changes
