#include "platform/database/tenant_pools.h"

#include <pqxx/nontransaction>

#include "platform/database/database_error.h"
#include "platform/database/pool_core.h"
#include "platform/database/tenant_tx_state.h"

namespace inzage::database {

TenantPools::TenantPools(TenantPlaces& places, PoolLimits limits)
    : impl_{std::make_unique<Impl>(places, std::move(limits))} {}
TenantPools::~TenantPools() = default;

TenantTx TenantPools::begin(const TenantId& tenant) {
    return TenantTx{std::make_unique<TenantTx::State>(impl_->acquire(tenant))};
}

Rows TenantPools::once(const TenantId& tenant, const Statement& statement,
                       std::initializer_list<Param> params) {
    return once(tenant, statement, std::span<const Param>{params.begin(), params.size()});
}

Rows TenantPools::once(const TenantId& tenant, const Statement& statement, std::span<const Param> params) {
    auto lease = impl_->acquire(tenant);
    try {
        std::optional<Rows> rows;
        {
            pqxx::nontransaction autocommit{lease.connection().link()};
            rows = lease.connection().exec(autocommit, statement, params);
        }
        lease.giveBack();
        return *std::move(rows);
    } catch (const std::exception& thrown) {
        throw databaseErrorFrom(thrown, statement.name, Commits::Itself);
    }
}

void TenantPools::reap() {
    impl_->reap();
    impl_->report();
}

void TenantPools::forget(const TenantId& tenant) {
    impl_->forget(tenant);
}

PoolFigures TenantPools::figures() const {
    const std::lock_guard lock{impl_->mutex};
    return impl_->figures;
}

}  // namespace inzage::database
