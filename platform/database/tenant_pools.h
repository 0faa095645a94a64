#pragma once
#include <chrono>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>

#include "platform/base/tenant_id.h"
#include "platform/database/tenant_tx.h"

namespace inzage::database {

/// How to reach one tenant's database with its app role.
struct TenantPlace {
    std::string conninfo;  ///< libpq words of the cell: host, port, timeouts
    std::string database;
    std::string role;
    std::string password;
};

/// Gives the place of a tenant when its first connection is opened (opens the sealed credential then, not
/// before). Throws DatabaseError Unavailable when the tenant has no database. Must be thread-safe.
class TenantPlaces {
  public:
    virtual ~TenantPlaces() = default;
    [[nodiscard]] virtual TenantPlace placeOf(const TenantId& tenant) = 0;
};

struct PoolLimits {
    std::size_t per_tenant_max = 4;
    std::size_t global_max = 650;  ///< must stay above the number of tenants active at once
    std::size_t busy_max =
        16;  ///< statements running at once over all tenants; the rest wait here, not in PostgreSQL
    std::chrono::milliseconds wait_max{5000};
    std::chrono::seconds idle_close{60};
    std::chrono::milliseconds statement_max{10000};
    std::string application = "inzage";  ///< what pg_stat_activity shows
};

struct PoolFigures {
    std::size_t open = 0;
    std::size_t busy = 0;
    std::size_t waiting = 0;
    std::uint64_t opened_total = 0;
    std::uint64_t evicted_total = 0;
};

/// Lazy connections to the tenants' databases: none at first, at most `per_tenant_max` each, least recently
/// used closed first when all are taken, idle ones closed. Thread-safe. No query without a tenant: every way
/// in names one. Who waits longest goes first, but a tenant with fewer busy connections goes before one with
/// more, so that one tenant's rush doesn't starve the others. A connection of another tenant that was used
/// within the last second is taken only after a short wait: opening one costs many times what a query does.
/// A thread that holds a TenantTx should not ask for a second connection.
class TenantPools {
  public:
    TenantPools(TenantPlaces& places, PoolLimits limits);
    ~TenantPools();
    TenantPools(const TenantPools&) = delete;
    TenantPools& operator=(const TenantPools&) = delete;

    /// A transaction. Throws DatabaseError Busy after wait_max, Unavailable when the database can't be
    /// reached.
    [[nodiscard]] TenantTx begin(const TenantId& tenant);

    /// One statement that is its own transaction, in one round trip: what pages use. A connection that the
    /// server ended while it lay idle (a restart, pg_terminate_backend) is noticed before anything is sent
    /// and replaced, so that costs the caller nothing. When it breaks later, the statement may have been
    /// done: kind InDoubt, and it is never sent twice, because enter() writes the access log. A page that
    /// only reads may be asked for again at the price of a second access-log row.
    Rows once(const TenantId& tenant, const Statement& statement, std::initializer_list<Param> params = {});
    Rows once(const TenantId& tenant, const Statement& statement, std::span<const Param> params);

    /// Closes idle connections, and cuts those whose statement runs far past statement_max (a role can undo
    /// its statement_timeout), and brings the metrics up to date; call every few seconds.
    void reap();
    /// Closes all connections of a tenant (suspended, moved, offboarded) as they come back.
    void forget(const TenantId& tenant);
    [[nodiscard]] PoolFigures figures() const;

  private:
    friend class TenantTx;
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace inzage::database
