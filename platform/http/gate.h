#pragma once
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "platform/base/failure.h"
#include "platform/http/client_address.h"
#include "platform/http/connection_table.h"
#include "platform/http/dispatch.h"
#include "platform/http/server.h"

namespace inzage::http {

/// The event loop of one listener.
///
/// All workers wait on one epoll set, in which each connection is armed for one event at a time. The worker
/// that gets an event reads, and when a request is complete runs it right there and writes the answer: one
/// wake-up per request and no hand-over between threads. When all workers are busy, the guard thread reads in
/// their place and puts complete requests into the queue (dispatch.h), so nobody is left unread, slow ones
/// are closed on time, and what waits too long gets 503. Workers look into the queue before they wait for
/// events again.
class Gate {
  public:
    Gate(const ServerOptions& options, const Answer& answer);
    ~Gate();
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    [[nodiscard]] Outcome<void> start(const std::string& address);
    void stop(std::chrono::seconds drain);
    [[nodiscard]] std::uint16_t port() const noexcept;
    [[nodiscard]] Server::Load load() const noexcept;

  private:
    enum class Role { Worker, Guard };
    /// What an event of the epoll set is about, when not a connection.
    static constexpr std::uint64_t kListenerTicket = ~std::uint64_t{0};
    static constexpr std::uint64_t kWakeTicket = kListenerTicket - 1;
    struct Listener;

    void work();
    void guard();
    void tick();
    void onEvent(std::uint64_t ticket, Role role);
    void acceptSome();
    void acceptOne(int fd, const IpAddress& peer);
    void evictSome();

    /// Goes on with a connection that this thread owns, until it is released, closed or given to the queue.
    void drive(Connection& connection, Role role, bool readable);
    /// Answers or queues a request; false when the queue now owns the connection.
    [[nodiscard]] bool begin(Connection& connection, RequestParts parts, Role role);
    void run(const Job& job);
    void refuse(Connection& connection, int status, const char* reason, bool close);
    [[nodiscard]] bool arm(Connection& connection, bool for_reading);
    void completeParts(RequestParts& parts, const IpAddress& peer) const;
    void closeLate(SteadyTime now);
    void reportOverload(SteadyTime now);

    const ServerOptions& options_;
    const Answer& answer_;
    const Clock& clock_;
    TrustedProxies proxies_;
    BodyBudget budget_;
    const std::size_t files_;
    const std::size_t connections_max_;
    ConnectionTable table_;
    Dispatch dispatch_;
    int epoll_ = -1;
    int wake_ = -1;
    std::mutex accept_mutex_;
    std::unique_ptr<Listener> listener_;
    std::atomic<std::uint16_t> port_{0};
    std::atomic<bool> accept_paused_{false};
    std::atomic<std::uint64_t> overloaded_{0};  ///< 503s since the last report
    SteadyTime next_report_{};                  ///< of the guard alone
    std::atomic<bool> draining_{false};
    std::atomic<bool> stopping_{false};
    std::vector<std::thread> threads_;
};

}  // namespace inzage::http
