#include "platform/database/pool_core.h"

#include <algorithm>

#include "platform/observe/metrics.h"

namespace inzage::database {
namespace {

// Opening a connection costs 4 to 10 ms, a page's query less than one.
constexpr std::chrono::milliseconds kPatience{25};
constexpr std::chrono::seconds kCold{1};
// After the server's own deadline: cutting is for when that one doesn't work.
constexpr std::chrono::seconds kGrace{5};

}  // namespace

void TenantPools::Impl::Lease::giveBack() noexcept {
    if (connection_)
        impl_->release(*pool_, std::move(connection_), true);
}

void TenantPools::Impl::Lease::drop() noexcept {
    if (connection_)
        impl_->release(*pool_, std::move(connection_), false);
}

TenantPools::Impl::Pool& TenantPools::Impl::poolOf(const TenantId& tenant) {
    auto& slot = pools_[tenant.text()];
    if (!slot)
        slot = std::make_unique<Pool>(tenant);
    return *slot;
}

bool TenantPools::Impl::grantable(const Waiter& waiter) const {
    const Pool& pool = waiter.pool;
    if (figures.busy >= limits.busy_max || pool.busy >= limits.per_tenant_max)
        return false;
    if (!pool.idle.empty() || figures.open < limits.global_max)
        return true;
    return !idle_.empty() && (waiter.may_evict || Steady::now() - idle_.front()->idle_since >= kCold);
}

/// Takes an idle connection out of its tenant's pool; the caller owns it then.
std::unique_ptr<TenantConnection> TenantPools::Impl::takeIdle(TenantConnection& connection) {
    auto& idle = static_cast<Pool*>(connection.owner)->idle;
    // Looked for from the back: the last used is what is asked for nearly always.
    for (auto at = idle.rbegin(); at != idle.rend(); ++at) {
        if (at->get() == &connection) {
            auto taken = std::move(*at);
            idle.erase(std::next(at).base());
            return taken;
        }
    }
    return nullptr;
}

void TenantPools::Impl::grant(Waiter& waiter) {
    Pool& pool = waiter.pool;
    if (!pool.idle.empty()) {
        waiter.connection = takeIdle(*pool.idle.back());
        busy_.splice(busy_.end(), idle_, waiter.connection->place_in_list);
    } else {
        if (figures.open >= limits.global_max) {
            TenantConnection& coldest = *idle_.front();
            auto& loser = *static_cast<Pool*>(coldest.owner);
            waiter.evicted = takeIdle(coldest);
            idle_.pop_front();
            --loser.open;
            --figures.open;
            ++figures.evicted_total;
        }
        ++figures.open;
        ++pool.open;
    }
    ++figures.busy;
    ++pool.busy;
    waiter.granted = true;
}

/// Serves as many waiters as possible.
void TenantPools::Impl::dispatch() {
    while (!waiters_.empty()) {
        auto best = waiters_.end();
        for (auto at = waiters_.begin(); at != waiters_.end(); ++at)
            if (grantable(**at) && (best == waiters_.end() || (*at)->pool.busy < (*best)->pool.busy))
                best = at;
        if (best == waiters_.end())
            return;
        Waiter& served = **best;
        waiters_.erase(best);
        --figures.waiting;
        grant(served);
        served.ready.notify_one();
    }
}

void TenantPools::Impl::waitForGrant(Waiter& waiter, std::unique_lock<std::mutex>& lock) {
    const auto asked = Steady::now();
    const auto deadline = asked + limits.wait_max;
    waiters_.push_back(&waiter);
    ++figures.waiting;
    dispatch();
    while (!waiter.granted) {
        const auto until = waiter.may_evict ? deadline : std::min(asked + kPatience, deadline);
        waiter.ready.wait_until(lock, until);
        const auto now = Steady::now();
        if (waiter.granted)
            return;
        if (now >= deadline) {
            waiters_.remove(&waiter);
            --figures.waiting;
            observe::count(observe::Metric::PoolRefused, {waiter.pool.tenant.text(), "busy"});
            throw DatabaseError{DatabaseError::Kind::Busy, {}, "no connection became free in time"};
        }
        if (!waiter.may_evict && now >= asked + kPatience) {
            waiter.may_evict = true;
            dispatch();
        }
    }
}

TenantPools::Impl::Lease TenantPools::Impl::acquire(const TenantId& tenant) {
    std::unique_lock lock{mutex};
    Pool& pool = poolOf(tenant);
    Waiter waiter{pool};
    const auto asked = Steady::now();
    const bool free = waiters_.empty() && grantable(waiter);
    if (free)
        grant(waiter);
    else
        waitForGrant(waiter, lock);
    lock.unlock();
    if (!free)
        observe::observeSeconds(observe::Metric::PoolWaitSeconds, {tenant.text()}, Steady::now() - asked);

    waiter.evicted.reset();
    if (waiter.connection && waiter.connection->looksAlive())
        return {*this, pool, std::move(waiter.connection)};
    if (waiter.connection) {
        const std::lock_guard again{mutex};
        busy_.erase(waiter.connection->place_in_list);
    }
    waiter.connection.reset();
    return {*this, pool, connect(pool)};
}

void TenantPools::Impl::freeSlot(Pool& pool) {
    --figures.open;
    --pool.open;
    --figures.busy;
    --pool.busy;
    dispatch();
}

/// Fills a slot that was granted; gives it back when that fails.
std::unique_ptr<TenantConnection> TenantPools::Impl::connect(Pool& pool) {
    std::uint64_t generation = 0;
    {
        const std::lock_guard lock{mutex};
        generation = pool.generation;
    }
    try {
        auto made = std::make_unique<TenantConnection>(places.placeOf(pool.tenant), limits);
        made->owner = &pool;
        made->generation = generation;
        const std::lock_guard lock{mutex};
        ++figures.opened_total;
        made->place_in_list = busy_.insert(busy_.end(), made.get());
        return made;
    } catch (...) {
        observe::count(observe::Metric::PoolRefused, {pool.tenant.text(), "unavailable"});
        const std::lock_guard lock{mutex};
        freeSlot(pool);
        throw;
    }
}

void TenantPools::Impl::release(Pool& pool, std::unique_ptr<TenantConnection> connection,
                                bool usable) noexcept {
    const std::lock_guard lock{mutex};
    if (!usable || connection->generation != pool.generation) {
        busy_.erase(connection->place_in_list);
        freeSlot(pool);
        return;  // the connection is closed after the lock is gone: it was moved in before it
    }
    connection->idle_since = Steady::now();
    idle_.splice(idle_.end(), busy_, connection->place_in_list);
    pool.idle.push_back(std::move(connection));
    --figures.busy;
    --pool.busy;
    dispatch();
}

void TenantPools::Impl::reap() {
    std::vector<std::unique_ptr<TenantConnection>> closed;
    const std::lock_guard lock{mutex};
    const auto now = Steady::now();
    while (!idle_.empty() && now - idle_.front()->idle_since >= limits.idle_close) {
        TenantConnection& coldest = *idle_.front();
        auto& pool = *static_cast<Pool*>(coldest.owner);
        closed.push_back(takeIdle(coldest));
        idle_.pop_front();
        --pool.open;
        --figures.open;
    }
    for (TenantConnection* connection : busy_)
        connection->cutWhenLongerThan(limits.statement_max + kGrace);
    dispatch();
}

/// How many connections each tenant has; one without any is said once. The figures are written without the
/// lock.
void TenantPools::Impl::report() {
    struct Figure {
        std::string tenant;
        std::size_t idle;
        std::size_t busy;
    };
    std::vector<Figure> all;
    {
        const std::lock_guard lock{mutex};
        for (auto& [tenant, pool] : pools_) {
            if (pool->open > 0 || pool->reported)
                all.push_back({tenant, pool->open - pool->busy, pool->busy});
            pool->reported = pool->open > 0;
        }
    }
    for (const auto& [tenant, idle, busy] : all) {
        observe::gauge(observe::Metric::PoolConnections, {tenant, "idle"}, static_cast<double>(idle));
        observe::gauge(observe::Metric::PoolConnections, {tenant, "busy"}, static_cast<double>(busy));
    }
}

void TenantPools::Impl::forget(const TenantId& tenant) {
    std::vector<std::unique_ptr<TenantConnection>> closed;
    const std::lock_guard lock{mutex};
    const auto found = pools_.find(tenant.text());
    if (found == pools_.end())
        return;
    Pool& pool = *found->second;
    ++pool.generation;
    for (auto& connection : pool.idle) {
        idle_.erase(connection->place_in_list);
        closed.push_back(std::move(connection));
    }
    pool.open -= pool.idle.size();
    figures.open -= pool.idle.size();
    pool.idle.clear();
    dispatch();
}

}  // namespace inzage::database
