#pragma once
// Inside this room only: the one place that holds a libpqxx connection.
#include <atomic>
#include <chrono>
#include <list>
#include <memory>
#include <pqxx/connection>
#include <pqxx/transaction_base>
#include <span>
#include <string>
#include <unordered_map>

#include "platform/database/tenant_pools.h"
#include "platform/database/tenant_tx.h"

namespace inzage::database {

/// `name='value'` with quoting as libpq wants it.
[[nodiscard]] std::string conninfoWord(std::string_view name, std::string_view value);

/// The words every connection of ours has: time zone, search path, deadlines and encoding go out with the
/// start-up packet, so that they cost no round trip.
[[nodiscard]] std::string sessionWords(const std::string& application,
                                       std::chrono::milliseconds statement_max,
                                       std::string_view more_options = {});

/// False when the server said something unasked or hung up: both mean that it ended the connection. Asks the
/// kernel only, not the server.
[[nodiscard]] bool looksAlive(pqxx::connection_base& link) noexcept;

/// A connection of one tenant's app role. One thread at a time. After an exception it must be dropped:
/// libpqxx 6 would reconnect silently and without the session's state.
class TenantConnection {
  public:
    /// Opens it. Throws DatabaseError Unavailable or Busy.
    TenantConnection(const TenantPlace& place, const PoolLimits& limits);

    /// Runs a statement, prepared at its first use here unless it is to be planned anew. Throws what libpqxx
    /// throws.
    [[nodiscard]] Rows exec(pqxx::transaction_base& tx, const Statement& statement,
                            std::span<const Param> params);

    [[nodiscard]] bool looksAlive() noexcept { return database::looksAlive(link_); }
    /// Makes a statement that runs longer than `limit` fail, from another thread, by closing the socket under
    /// it. The server's own statement_timeout is a role's to change; this is not.
    void cutWhenLongerThan(std::chrono::milliseconds limit) noexcept;

    [[nodiscard]] pqxx::connection& link() noexcept { return link_; }

    // The pool's notes, under the pool's lock.
    std::chrono::steady_clock::time_point idle_since;
    std::uint64_t generation = 0;
    std::list<TenantConnection*>::iterator place_in_list;
    void* owner = nullptr;

  private:
    const std::string& preparedName(const Statement& statement);

    struct Quiet;  // swallows notices, which libpqxx would print
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };
    pqxx::connection link_;
    std::shared_ptr<void> quiet_;
    std::unordered_map<std::string, std::string_view, TextHash, std::equal_to<>> prepared_;
    std::atomic<std::chrono::steady_clock::time_point> statement_since_{};
};

}  // namespace inzage::database
