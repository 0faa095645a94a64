#pragma once
// Inside this room only: an open transaction on a leased connection.
#include <memory>
#include <optional>
#include <pqxx/transaction>

// libpqxx 6 calls tablewriter old, but its successor can't take lines that are encoded already.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <pqxx/tablewriter>
#pragma GCC diagnostic pop

#include "platform/database/database_error.h"
#include "platform/database/pool_core.h"

namespace inzage::database {

struct TenantTx::State {
    explicit State(TenantPools::Impl::Lease&& taken) : lease{std::move(taken)} {}
    ~State() { end(); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    /// Runs `deed` with the transaction, begun now when it wasn't. After an exception the transaction is over
    /// and its connection dropped.
    template <class Deed>
    auto guarded(std::string_view doing, Deed&& deed) {
        if (!lease.held())
            throw DatabaseError{
                DatabaseError::Kind::Wrong, {}, std::string{doing} + ": the transaction is over"};
        try {
            if (!begun)
                begun.emplace(lease.connection().link());
            return deed(*begun);
        } catch (const std::exception& thrown) {
            DatabaseError error = databaseErrorFrom(thrown, doing, Commits::Later);
            // COPY has no exception of its own for a connection that broke.
            if (error.kind() == DatabaseError::Kind::Wrong && !lease.connection().link().is_open())
                error = DatabaseError{DatabaseError::Kind::Unavailable, {}, error.what()};
            abandon();
            throw error;
        }
    }

    /// Rolls back and closes the connection.
    void abandon() noexcept {
        copying.reset();
        begun.reset();
        lease.drop();
    }

    void end() noexcept {
        if (!lease.held())
            return;
        if (copying)
            return abandon();
        begun.reset();  // rolls back unless committed
        if (lease.connection().link().is_open())
            lease.giveBack();
        else
            lease.drop();
    }

    TenantPools::Impl::Lease lease;
    std::optional<pqxx::work> begun;
    std::unique_ptr<pqxx::tablewriter> copying;  // of the CopyIn now open; refers to `begun`
};

}  // namespace inzage::database
