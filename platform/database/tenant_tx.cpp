#include "platform/database/tenant_tx.h"

#include "platform/database/tenant_tx_state.h"

namespace inzage::database {

TenantTx::TenantTx(std::unique_ptr<State> state) : state_{std::move(state)} {}
TenantTx::TenantTx(TenantTx&&) noexcept = default;
TenantTx::~TenantTx() = default;

Rows TenantTx::run(const Statement& statement, std::initializer_list<Param> params) {
    return run(statement, std::span<const Param>{params.begin(), params.size()});
}

Rows TenantTx::run(const Statement& statement, std::span<const Param> params) {
    return state_->guarded(statement.name, [&](pqxx::work& work) {
        return state_->lease.connection().exec(work, statement, params);
    });
}

void TenantTx::commit() {
    if (!state_->begun && state_->lease.held()) {  // nothing was asked, nothing to make lasting
        state_->end();
        return;
    }
    state_->guarded("COMMIT", [](pqxx::work& work) { work.commit(); });
    state_->end();
}

const TenantId& TenantTx::tenant() const noexcept {
    return state_->lease.tenant();
}

}  // namespace inzage::database
