#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "platform/http/connection.h"

namespace inzage::http {

/// All connections by socket number, and which thread owns each. A connection is
/// | state   | who may touch it                 | leaves by                                           |
/// | Free    | nobody; its socket is closed     | open() → Owned                                      |
/// | Armed   | the kernel watches it            | acquire()/take() → Owned                            |
/// | Owned   | one thread, or the waiting queue | release() → Armed, close() → Free                   |
/// | Pending | as Owned; an event came meanwhile| release() answers false: look at the socket again   |
/// The state and a generation number are one atomic word, so an event that was already on its way when a
/// connection was closed can't reach the next one with the same socket number.
class ConnectionTable {
  public:
    /// Socket numbers from 0 to `slots` - 1.
    ConnectionTable(std::size_t slots, const ServerOptions& options, BodyBudget& budget);
    ~ConnectionTable();
    ConnectionTable(const ConnectionTable&) = delete;
    ConnectionTable& operator=(const ConnectionTable&) = delete;

    /// nullptr when the number is out of range. The connection is owned by the caller.
    [[nodiscard]] Connection* open(int fd, const IpAddress& peer, SteadyTime now);
    void close(Connection& connection);

    /// What to give the kernel, so that acquire() finds the connection again.
    [[nodiscard]] static std::uint64_t ticket(const Connection& connection) noexcept;
    /// nullptr: it is gone, or its owner will see the event.
    [[nodiscard]] Connection* acquire(std::uint64_t ticket) noexcept;
    /// The kernel must already watch it. False: an event came in between; the caller still owns it.
    [[nodiscard]] bool release(Connection& connection) noexcept;

    /// Calls use(connection) for each armed connection for which wanted(connection) holds, owning it.
    /// `wanted` sees only phase, since and deadline, which may change under its eyes until the connection is
    /// owned; it is asked again then. `use` must release or close.
    template <class Wanted, class Use, class Keep>
    void forEachArmed(Wanted&& wanted, Use&& use, Keep&& keep) {
        const std::size_t end = end_.load();
        for (std::size_t i = 0; i < end; ++i) {
            Connection* connection = slots_[i].load(std::memory_order_acquire);
            if (connection == nullptr || !wanted(*connection) || !take(*connection))
                continue;
            if (wanted(*connection))
                use(*connection);
            else
                keep(*connection);
        }
    }
    /// Takes every connection that is not free, whoever owns it; only when all threads have ended.
    void closeAll();

    [[nodiscard]] std::size_t count() const noexcept { return count_.load(); }

  private:
    [[nodiscard]] static bool take(Connection& connection) noexcept;

    const ServerOptions& options_;
    BodyBudget& budget_;
    std::vector<std::atomic<Connection*>> slots_;
    std::atomic<std::size_t> end_{0};
    std::atomic<std::size_t> count_{0};
};

}  // namespace inzage::http
