#pragma once
#include <optional>
#include <string>
#include <utility>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/database/tenant_tx.h"
#include "platform/delivery/seal.h"

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
};

/// Writes messages into the outbox table in the caller's transaction: they are sent if, and only if, it
/// commits. After the commit call Deliverer::wake. Bodies are sealed; subject and recipient are not.
/// Thread-safe; throws DatabaseError.
class Outbox {
  public:
    explicit Outbox(Seal seal) : seal_{std::move(seal)} {}

    void sms(database::TenantTx& tx, const Sms& sms, UtcTime at) const;
    void mail(database::TenantTx& tx, const Mail& mail, UtcTime at) const;
    [[nodiscard]] const Seal& seal() const noexcept { return seal_; }

  private:
    Seal seal_;
};

}  // namespace inzage::delivery
