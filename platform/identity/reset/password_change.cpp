#include "platform/identity/reset/password_change.h"

namespace inzage::identity {
namespace {

/// Devices stay trusted after the account's first own password, and after one that the portal itself demanded
/// a moment ago: password and code were right just then.
bool forgetsDevices(ChangedBy way) noexcept {
    return way != ChangedBy::First && way != ChangedBy::Aged;
}

void tellOwner(database::TenantTx& tx, const Occasion& occasion, const Account& account,
               const delivery::Outbox& outbox, const MessageWords& words) {
    if (!account.email.empty()) {
        auto mail = words.changed_mail(occasion, account.language);
        outbox.mail(tx,
                    {"password_changed", account.id, Private<std::string>{account.email}, mail.subject,
                     Private<std::string>{std::move(mail.text)}, Private<std::string>{std::move(mail.html)}},
                    occasion.at);
    }
    if (!account.phone.empty())
        outbox.sms(tx,
                   {"password_changed", account.id, Private<std::string>{account.phone},
                    Private<std::string>{words.changed_sms(occasion, account.language)}},
                   occasion.at);
}

}  // namespace

std::string_view nameOf(ChangedBy way) noexcept {
    switch (way) {
        case ChangedBy::First:
            return "first";
        case ChangedBy::Aged:
            return "aged";
        case ChangedBy::OneTime:
            return "one_time";
        case ChangedBy::Link:
            return "link";
        case ChangedBy::Own:
            return "own";
    }
    return "";
}

void settleNewPassword(database::TenantTx& tx, const Occasion& occasion, const Account& account,
                       const std::string& hash, const std::optional<SessionStep>& except, ChangedBy way,
                       const delivery::Outbox& outbox, const MessageWords& words) {
    const auto session = except ? std::optional{except->id} : std::nullopt;
    shutOthersOut(tx, account.id, session, "password", occasion.at);
    if (forgetsDevices(way))
        revokeDevicesOf(tx, account.id, occasion.at, session);
    storePassword(tx, account.id, hash, occasion.at);
    logSignIn(tx,
              {"password_changed", 'U', true, "", account.id, session, except ? except->used_by : "self",
               occasion.ip, std::string{nameOf(way)}},
              occasion.at);
    if (way != ChangedBy::First)
        tellOwner(tx, occasion, account, outbox, words);
}

}  // namespace inzage::identity
