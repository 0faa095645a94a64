#pragma once
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "platform/access/entrance.h"

namespace inzage::notices {

struct SavedChoices {
    access::Viewer viewer;
    std::map<std::string, std::string> saved;  ///< preferences "mail.…"
    Private<std::string> email;                ///< where mails go; may be empty
};
/// Of the person signed in. One round trip.
[[nodiscard]] std::variant<SavedChoices, http::Response> findChoices(const tenancy::Visit& visit);

/// Keeps these preferences; mails that were stopped go out again. In the transaction of the deed.
void saveChoices(database::TenantTx& tx, const AccountId& account,
                 const std::map<std::string, std::string>& choices);

/// Stops all mails about news to this account, with its row in the access log; what was planned is dropped.
void stopMails(database::TenantTx& tx, const AccountId& account, std::string_view ip, UtcTime at);

}  // namespace inzage::notices
