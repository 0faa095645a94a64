#include "platform/http/connection_table.h"

namespace inzage::http {
namespace {

constexpr std::uint64_t kStateMask = 3;
constexpr std::uint64_t kFree = 0;
constexpr std::uint64_t kArmed = 1;
constexpr std::uint64_t kOwned = 2;
constexpr std::uint64_t kPending = 3;
constexpr unsigned kStateBits = 2;

constexpr std::uint64_t with(std::uint64_t word, std::uint64_t state) {
    return (word & ~kStateMask) | state;
}

}  // namespace

ConnectionTable::ConnectionTable(std::size_t slots, const ServerOptions& options, BodyBudget& budget)
    : options_{options}, budget_{budget}, slots_(slots) {}

ConnectionTable::~ConnectionTable() {
    for (auto& slot : slots_)
        std::unique_ptr<Connection>{slot.load()}.reset();
}

Connection* ConnectionTable::open(int fd, const IpAddress& peer, SteadyTime now) {
    const auto index = static_cast<std::size_t>(fd);
    if (fd < 0 || index >= slots_.size())
        return nullptr;
    Connection* connection = slots_[index].load(std::memory_order_acquire);
    if (connection == nullptr) {
        // Only the thread that the kernel gave this number to comes here, so there is no race for the slot.
        connection = std::make_unique<Connection>(options_, budget_).release();
        slots_[index].store(connection, std::memory_order_release);
        std::size_t end = end_.load();
        while (end < index + 1 && !end_.compare_exchange_weak(end, index + 1)) {
        }
    }
    const std::uint64_t generation = (connection->ownership.load() >> kStateBits) + 1;
    connection->open(fd, peer, now);
    connection->ownership.store((generation << kStateBits) | kOwned, std::memory_order_release);
    ++count_;
    return connection;
}

void ConnectionTable::close(Connection& connection) {
    connection.close([&] {
        connection.ownership.store(with(connection.ownership.load(), kFree), std::memory_order_release);
        --count_;
    });
}

std::uint64_t ConnectionTable::ticket(const Connection& connection) noexcept {
    const std::uint64_t generation = connection.ownership.load() >> kStateBits;
    return (generation << 32U) | static_cast<std::uint32_t>(connection.fd());
}

Connection* ConnectionTable::acquire(std::uint64_t ticket) noexcept {
    const std::uint64_t index = ticket & 0xFFFFFFFFU;
    Connection* connection = slots_[index].load(std::memory_order_acquire);
    std::uint64_t word = connection->ownership.load(std::memory_order_acquire);
    for (;;) {
        const std::uint64_t generation = (word >> kStateBits) & 0xFFFFFFFFU;
        if (generation != ticket >> 32U || (word & kStateMask) == kFree)
            return nullptr;
        const std::uint64_t next = (word & kStateMask) == kArmed ? kOwned : kPending;
        if (connection->ownership.compare_exchange_weak(word, with(word, next), std::memory_order_acq_rel))
            return next == kOwned ? connection : nullptr;
    }
}

bool ConnectionTable::release(Connection& connection) noexcept {
    std::uint64_t word = connection.ownership.load();
    if ((word & kStateMask) == kOwned &&
        connection.ownership.compare_exchange_strong(word, with(word, kArmed), std::memory_order_acq_rel))
        return true;
    connection.ownership.store(with(word, kOwned), std::memory_order_release);
    return false;
}

bool ConnectionTable::take(Connection& connection) noexcept {
    std::uint64_t word = connection.ownership.load(std::memory_order_acquire);
    return (word & kStateMask) == kArmed &&
           connection.ownership.compare_exchange_strong(word, with(word, kOwned), std::memory_order_acq_rel);
}

void ConnectionTable::closeAll() {
    for (auto& slot : slots_)
        if (Connection* connection = slot.load(); connection != nullptr)
            if ((connection->ownership.load() & kStateMask) != kFree)
                close(*connection);
}

}  // namespace inzage::http
