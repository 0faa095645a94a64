#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/database/tenant_tx.h"

/// What people do on the pinboard. All in the transaction of enterToWrite; who may do it was asked there, and
/// is asked again in SQL.
namespace inzage::pinboard {

struct NewNote {
    std::string body;
    std::string in_reply_to{};  ///< the post; "" for a post of its own
};
/// Its id; absent when the post that it answers is gone, or when the same person just wrote the same (a
/// button pressed twice).
[[nodiscard]] std::optional<std::string> storeNote(database::TenantTx& tx, const access::Viewer& viewer,
                                                   const NewNote& note, UtcTime at);

struct KnownPost {
    std::optional<AccountId> author;  ///< absent when they have no account (any more)
};
/// A post or answer that is there, at this client.
[[nodiscard]] std::optional<KnownPost> postFor(database::TenantTx& tx, const access::Viewer& viewer,
                                               std::string_view id);
/// It was there, and this person took it away.
[[nodiscard]] bool tookAway(database::TenantTx& tx, const access::Viewer& viewer, std::string_view id);

/// Own ones only. False when there is no such note.
[[nodiscard]] bool changeNote(database::TenantTx& tx, const access::Viewer& viewer, std::string_view id,
                              const std::string& body, UtcTime at);

/// Own ones, and any for the manager. Nobody else sees it from now on.
[[nodiscard]] bool takeAway(database::TenantTx& tx, const access::Viewer& viewer, std::string_view id,
                            UtcTime at);
/// By who took it away, within sharing::kUndoTime.
[[nodiscard]] bool putBack(database::TenantTx& tx, const access::Viewer& viewer, std::string_view id,
                           UtcTime at);
/// The care-record system was to hear that it is gone and hasn't yet: true, and it won't. Else it is made
/// ready to be told anew.
[[nodiscard]] bool unsay(database::TenantTx& tx, std::string_view id);

/// Asks who manages this portal to look at it. False when that was asked already, or it is gone.
[[nodiscard]] bool report(database::TenantTx& tx, const access::Viewer& viewer, std::string_view id,
                          UtcTime at);
/// The manager has looked: it stays.
[[nodiscard]] bool keepReported(database::TenantTx& tx, const access::Viewer& viewer, std::string_view id);

/// Who decides about this client's portal: its managers, else the client and the legal representatives.
[[nodiscard]] std::vector<AccountId> decidersOf(database::TenantTx& tx, const ClientId& client);

/// How the note must stand in the care-record system, for changes::queue.
[[nodiscard]] std::string payloadOf(database::TenantTx& tx, std::string_view id);

}  // namespace inzage::pinboard
