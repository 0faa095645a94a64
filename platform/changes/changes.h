#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/record_kind.h"
#include "platform/base/tenant_id.h"
#include "platform/database/tenant_tx.h"

/// What people wrote in the portal and the care-record system must receive, in the order written. A page
/// writes its own row and queues the change in ONE transaction; the next outbound run (inzage-sync) hands it
/// over, and stores the source's id and version on the row, so that the next pull recognises it.
///
/// Objects are rows of report, appointment, message, pinboard_post or contact, by their `id`. Until a change
/// of theirs was delivered their source_id is NULL. The worker finds it at the moment of sending: a page
/// never passes one.
///
/// For a page's statement: change_state(id) gives '' (nothing of it ever had to go out), 'queued', 'sending',
/// 'sent' (handed over, and the care-record system has yet to say what it makes of it), 'delivered',
/// 'conflict' or 'set_aside'.
namespace inzage::changes {

enum class ChangeState { Queued, Sending, Sent, Delivered, Conflict, SetAside };
/// The word that change_state() gives.
[[nodiscard]] std::string_view nameOf(ChangeState state) noexcept;
/// Absent for '' and anything unknown.
[[nodiscard]] std::optional<ChangeState> changeStateFrom(std::string_view word) noexcept;

enum class Action { Create, Update, Delete };
[[nodiscard]] std::string_view nameOf(Action action) noexcept;

/// What a waiting text may weigh: refused before it is queued (std::length_error), as no form lets it pass.
inline constexpr std::size_t kPayloadBytesMax = 256 * 1024;

struct NewChange {
    RecordKind kind = RecordKind::Report;  ///< Report, Appointment, Message, PinboardPost, Contact or Client
    ClientId client;
    AccountId account;      ///< who wrote it; name and role at this client are noted now
    std::string object_id;  ///< the row's id
    Action action = Action::Create;
    /// One JSON object: the whole record as it must be afterwards, in the members of plugins/sdk/records.h
    /// that this kind has; left out means empty. Moments as isoUtc(), enums as in SQL ("own", "private").
    ///   report         kind_code, kind_label, title, body, happened_at
    ///   appointment    title, note, place, with_name, with_role, kind, visibility, starts_at, ends_at,
    ///                  cancelled. Of a private one (requirement 10) only the times go out: everything else
    ///                  is left out here, and cut off by the worker.
    ///   message        conversation (the portal's id of it), subject, body, sent_at, in_reply_to (the
    ///                  portal's id of a message), recipients (the portal's ids of care-team members; empty:
    ///                  the care team)
    ///   pinboard_post  body, posted_at
    ///   contact        form_of_address, given_name, initials, prefix, family_name, relation, email, phone,
    ///                  address
    ///   client         as contact, with client_number and without relation and address; how to reach the
    ///                  client is what goes out
    /// For Delete it may be "{}".
    std::string payload_json;
    UtcTime at{};
};

/// Gives the idempotency key. In the caller's transaction; throws database::DatabaseError. Wakes the outbound
/// run of this tenant (takeRung), which begins a moment later: after the caller has committed.
std::string queue(database::TenantTx& tx, const NewChange& change);

/// What was set aside goes out again, under the key it had: somebody decided to try. False when the newest
/// change of this object, which this account wrote, isn't set aside. In the caller's transaction.
[[nodiscard]] bool sendAgain(database::TenantTx& tx, const AccountId& account, std::string_view object_id,
                             UtcTime at);

/// Since the last call somebody queued something for these tenants, in this process. For the supervisor of
/// runs. Thread-safe.
[[nodiscard]] std::vector<TenantId> takeRung();

}  // namespace inzage::changes
