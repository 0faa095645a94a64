#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/database/tenant_tx.h"

/// Telling people that there is something new: on /meldingen and, as each of them chose, by a mail that says
/// that there is something and never what.
namespace inzage::notices {

/// The kind decides which right somebody needs to be told (SQL notice_right): plan and report the dossier,
/// message messages, appointment appointments, pinboard details, the others none.
enum class NewsKind { Plan, Report, Access, Device, Message, Pinboard, Appointment, ChangeFailed };

struct News {
    NewsKind kind = NewsKind::Message;
    std::optional<ClientId> client{};  ///< absent: about the account alone
    std::optional<AccountId>
        account{};            ///< absent: everybody of the client with the right that the kind needs
    std::string object_id{};  ///< of the plan version, report, conversation, appointment, …; "" for none
    /// Where the notice leads, "/agenda/…"; "": what the kind has (plan and report: the object; message:
    /// /berichten/<object_id>, a conversation; pinboard and appointment: their page).
    std::string path{};
    std::optional<AccountId> actor{};  ///< who did it: is never told
    UtcTime at;
};

/// In the caller's transaction; call Services::wake_delivery after the commit, so that mails about it are
/// planned. Throws DatabaseError.
void tell(database::TenantTx& tx, const News& news);

/// What the person was told of this object is seen now: for pages that show it.
void sawIt(database::TenantTx& tx, const AccountId& account, NewsKind kind, std::string_view object_id,
           UtcTime at);

/// "plan", …, as the table has it.
[[nodiscard]] std::string_view nameOf(NewsKind kind) noexcept;
[[nodiscard]] std::optional<NewsKind> newsKindOf(std::string_view name) noexcept;

}  // namespace inzage::notices
