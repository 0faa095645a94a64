#pragma once
#include <optional>
#include <string>
#include <utility>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/database/seal.h"
#include "platform/database/tenant_tx.h"

namespace inzage::delivery {

/// A text message to be sent. Nothing medical in it.
struct Sms {
    std::string purpose;                    ///< "login_code", …: for operators
    std::optional<AccountId> account;       ///< whom it is about
    Private<std::string> to;                ///< E.164
    Private<std::string> text;              ///< 160 GSM characters fit one message
    std::optional<UtcTime> useful_until{};  ///< not sent after it
};

/// An e-mail to be sent. Nothing medical in it.
struct Mail {
    std::string purpose;
    std::optional<AccountId> account;
    Private<std::string> to;
    std::string subject;
    Private<std::string> text;
    Private<std::string> html{};  ///< empty: text only
    std::optional<UtcTime> useful_until{};
    std::string unsubscribe_url{};  ///< where one POST stops such mails (RFC 8058); "": can't be stopped
};

/// Writes messages into the outbox table in the caller's transaction: they are sent if, and only if, it
/// commits. After the commit call Deliverer::wake. Bodies are
/// sealed, because texts hold codes and a database or its backup must not (OWASP ASVS 5 §6.5); subject and
/// recipient are not. Thread-safe; throws DatabaseError.
class Outbox {
  public:
    explicit Outbox(database::SealKey key) : key_{std::move(key)} {}

    void sms(database::TenantTx& tx, const Sms& sms, UtcTime at) const;
    void mail(database::TenantTx& tx, const Mail& mail, UtcTime at) const;
    /// The key of the deployment, for fingerprints of what may not stand in a database as it is.
    [[nodiscard]] const database::SealKey& key() const noexcept { return key_; }

  private:
    database::SealKey key_;
};

/// Deletes messages made before `before` that went out or were given up: at most `max`, gives their number.
[[nodiscard]] int purgeOutbox(database::TenantTx& tx, UtcTime before, int max);

}  // namespace inzage::delivery
