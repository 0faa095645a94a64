#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/tenant_id.h"
#include "platform/database/tenant_pools.h"
#include "platform/delivery/outbox.h"
#include "platform/tenancy/tenant.h"
#include "platform/views/views.h"

namespace inzage::notices {

/// All callbacks are called from the mailer's thread.
struct MailerParts {
    database::TenantPools& pools;
    const Clock& clock;
    delivery::Outbox outbox;
    const views::Templates& templates;
    /// The tenant as it is served now; null when it isn't, or is suspended.
    std::function<std::shared_ptr<const tenancy::Tenant>(const TenantId&)> tenant_of;
    std::function<std::vector<TenantId>()> tenants;  ///< all served, for the sweep
    std::function<void(const TenantId&)> wake_delivery;
};

struct MailerLimits {
    int news_at_once = 200;                       ///< notices of one transaction
    int mails_at_once = 50;                       ///< mails of one transaction
    std::chrono::milliseconds sweep_pause{1000};  ///< between two tenants of the sweep
    std::chrono::minutes sweep_rest{10};          ///< between two sweeps
};

/// Mails people that there is something new, when each of them wants it: plans a mail for every notice, and
/// puts it into the outbox when it is due and something is still unread. No polling: a tenant is looked at
/// when wake() names it, when its next mail is due, and in a slow sweep, which finds what synchronisation and
/// other programs told. Several processes share the work. Thread-safe.
class Mailer {
  public:
    explicit Mailer(MailerParts parts, MailerLimits limits = {});
    ~Mailer();  ///< stops
    Mailer(const Mailer&) = delete;
    Mailer& operator=(const Mailer&) = delete;

    void start();
    /// This tenant may have news: call after the commit.
    void wake(const TenantId& tenant);
    void stop();
    /// Everything that is to be done at one tenant now, in this thread; gives the number of mails. Throws
    /// DatabaseError.
    int mailNow(const TenantId& tenant);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace inzage::notices
