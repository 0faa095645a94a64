#pragma once
#include <functional>
#include <memory>

#include "platform/database/tenant_pools.h"
#include "platform/delivery/outbox.h"
#include "platform/tenancy/tenant.h"
#include "platform/views/views.h"

namespace inzage::exports {

/// What making downloads needs. All must outlive it and be thread-safe.
struct MakerParts {
    database::TenantPools& pools;
    const Clock& clock;
    const views::Templates& templates;
    const delivery::Outbox& outbox;
    /// Null for a tenant that isn't served (any more).
    std::function<std::shared_ptr<const tenancy::Tenant>(const TenantId&)> tenant_of;
    std::function<void(const TenantId&)> wake_delivery;
};

/// Makes downloads, one at a time per process, tenants in turn. Whoever asks for one wakes it; whoever looks
/// at the page of one that nobody works on any more wakes it too, so that a process that was killed loses
/// nothing. Thread-safe.
class ExportMaker {
  public:
    explicit ExportMaker(MakerParts parts);
    ~ExportMaker();
    ExportMaker(const ExportMaker&) = delete;
    ExportMaker& operator=(const ExportMaker&) = delete;

    void start();
    /// What is being made is left for another maker.
    void stop();
    void wake(const TenantId& tenant);
    /// Makes everything that waits at a tenant, in the caller's thread; gives the number made. For tests and
    /// the thread.
    int makeAll(const TenantId& tenant);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace inzage::exports
