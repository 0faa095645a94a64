#pragma once
// Inside this room only: who gets which connection, when.
#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/database/tenant_connection.h"
#include "platform/database/tenant_pools.h"

namespace inzage::database {

/// The pools' state. Everything under one lock, which is never held while talking to a server.
struct TenantPools::Impl {
    using Steady = std::chrono::steady_clock;

    struct Pool {
        explicit Pool(const TenantId& id) : tenant{id} {}
        TenantId tenant;
        std::vector<std::unique_ptr<TenantConnection>> idle;  // the last used at the back
        std::size_t open = 0;
        std::size_t busy = 0;
        std::uint64_t generation = 0;
        bool reported = false;  // its figures in the metrics are not zero
    };

    struct Waiter {
        explicit Waiter(Pool& asked) : pool{asked} {}
        Pool& pool;
        std::condition_variable ready;
        bool granted = false;
        bool may_evict = false;
        std::unique_ptr<TenantConnection> connection;  // null: open one
        std::unique_ptr<TenantConnection> evicted;     // to be closed first
    };

    /// A busy connection; gives itself back. Broken unless told otherwise, so that a thrown exception drops
    /// it.
    class Lease {
      public:
        Lease(Impl& impl, Pool& pool, std::unique_ptr<TenantConnection> connection)
            : impl_{&impl}, pool_{&pool}, connection_{std::move(connection)} {}
        Lease(Lease&& other) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease() { drop(); }
        [[nodiscard]] TenantConnection& connection() noexcept { return *connection_; }
        [[nodiscard]] bool held() const noexcept { return connection_ != nullptr; }
        [[nodiscard]] const TenantId& tenant() const noexcept { return pool_->tenant; }
        void giveBack() noexcept;
        void drop() noexcept;

      private:
        Impl* impl_;
        Pool* pool_;
        std::unique_ptr<TenantConnection> connection_;
    };

    Impl(TenantPlaces& known_places, PoolLimits known_limits)
        : places{known_places}, limits{std::move(known_limits)} {}

    [[nodiscard]] Lease acquire(const TenantId& tenant);
    void reap();
    void forget(const TenantId& tenant);
    void report();

    TenantPlaces& places;
    const PoolLimits limits;
    mutable std::mutex mutex;
    PoolFigures figures;

  private:
    friend class Lease;
    Pool& poolOf(const TenantId& tenant);
    bool grantable(const Waiter& waiter) const;
    void grant(Waiter& waiter);
    void dispatch();
    void waitForGrant(Waiter& waiter, std::unique_lock<std::mutex>& lock);
    [[nodiscard]] std::unique_ptr<TenantConnection> connect(Pool& pool);
    void release(Pool& pool, std::unique_ptr<TenantConnection> connection, bool usable) noexcept;
    std::unique_ptr<TenantConnection> takeIdle(TenantConnection& connection);
    void freeSlot(Pool& pool);

    std::unordered_map<std::string, std::unique_ptr<Pool>> pools_;
    std::list<Waiter*> waiters_;
    // Every connection is in one of the two, so that moving between them allocates nothing.
    std::list<TenantConnection*> idle_;  // the longest unused first
    std::list<TenantConnection*> busy_;
};

}  // namespace inzage::database
