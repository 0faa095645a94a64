#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/failure.h"
#include "platform/http/request.h"
#include "platform/http/response.h"

namespace inzage::http {

/// Limits of one listener. The defaults are those of production; tests shorten them.
struct ServerOptions {
    std::string name = "portal";    ///< label of its metrics: "portal" or "ops"
    unsigned workers = 8;           ///< requests that run at once (about 4 per core: more slows PostgreSQL)
    unsigned host_workers_max = 6;  ///< of which one host name may have at most so many
    std::size_t queue_max = 1024;   ///< complete requests that wait for a worker
    std::size_t host_queue_max = 512;               ///< of which one host name at most so many, nor over half
    std::chrono::milliseconds queue_wait_max{900};  ///< a request that waits longer gets 503 + Retry-After
    std::size_t connections_max = 4096;       ///< above it (or 3/4 of the file limit) idle ones are closed
    std::size_t header_bytes_max = 16384;     ///< 431 above it
    std::size_t body_bytes_max = 1 << 20;     ///< 413 above it, whatever a route says
    std::size_t body_bytes_per_s_min = 1024;  ///< slower senders: 408; slower readers: closed
    std::chrono::milliseconds header_deadline{
        10'000};                                  ///< from the first byte (or connecting) to the empty line
    std::chrono::milliseconds body_grace{5'000};  ///< before the rate counts, in both directions
    std::chrono::milliseconds idle_max{15'000};   ///< a kept-alive connection without a request
    /// Addresses or networks ("10.0.0.5", "fd00::/8") whose X-Forwarded-For and X-Forwarded-Proto are
    /// believed.
    std::vector<std::string> trusted_proxies{};
    const Clock* clock = nullptr;  ///< for Request::receivedAt; the machine's when absent
    /// Body limit by route, asked when the header is complete; see Router::bodyBytesMax.
    std::function<std::size_t(std::string_view path)> body_limit{};
    /// Answers without waiting for anything (files in memory); run before a request takes a worker's place.
    std::function<std::optional<Response>(const Request&)> at_once{};
};

using Answer = std::function<Response(const Request&)>;

/// One listening socket with its connections and workers, driven by events: a connection that sends nothing,
/// or little, costs memory and no thread. Complete requests run on `workers` threads; what doesn't fit waits
/// with a deadline and a share per host name, then gets 503 + Retry-After. All methods are thread-safe.
class Server {
  public:
    /// `answer` runs on several threads at once and must not throw.
    Server(ServerOptions options, Answer answer);
    ~Server();  ///< stops without draining
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Binds "127.0.0.1:8080" ("[::1]:0"; port 0: any free one) and serves. Config failure when it can't,
    /// with the sentence for the operator.
    [[nodiscard]] Outcome<void> start(const std::string& address);
    /// The bound port; 0 before start.
    [[nodiscard]] std::uint16_t port() const noexcept;
    /// Stops accepting, answers what runs or waits with "Connection: close", closes idle connections at once
    /// and the rest after `drain` at the latest. Safe to call twice.
    void stop(std::chrono::seconds drain);

    /// For health checks and tests.
    struct Load {
        std::size_t connections;
        std::size_t running;
        std::size_t waiting;
    };
    [[nodiscard]] Load load() const noexcept;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace inzage::http
