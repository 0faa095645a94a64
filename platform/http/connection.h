#pragma once
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "platform/http/client_address.h"
#include "platform/http/request_parser.h"
#include "platform/http/response.h"
#include "platform/http/server.h"

namespace inzage::http {

using SteadyTime = std::chrono::steady_clock::time_point;

/// What a connection is doing.
/// | phase     | waits for              | its deadline                             | when it passes |
/// | Idle      | the next request       | idle_max                                 | closed         |
/// | Head      | the end of the head    | header_deadline from the first byte      | 408, closed    |
/// | Body      | the rest of the body   | moves on with each byte at the least rate| 408, closed    |
/// | Busy      | a worker or its answer | the queue's and the page's own           | -              |
/// | Writing   | a slow reader          | moves on with each byte at the least rate| closed         |
/// | Lingering | the peer's end         | two seconds                              | closed         |
enum class Phase : std::uint8_t { Idle, Head, Body, Busy, Writing, Lingering };

/// How many bytes of large bodies all connections may hold together: from their arrival to the answer.
class BodyBudget {
  public:
    explicit BodyBudget(std::size_t bytes_max) : bytes_max_{bytes_max} {}
    [[nodiscard]] bool take(std::size_t bytes) noexcept {
        if (bytes_.fetch_add(bytes) + bytes <= bytes_max_)
            return true;
        bytes_.fetch_sub(bytes);
        return false;
    }
    void giveBack(std::size_t bytes) noexcept { bytes_.fetch_sub(bytes); }

  private:
    const std::size_t bytes_max_;
    std::atomic<std::size_t> bytes_{0};
};

/// One accepted socket: collects bytes into a request, and an answer into bytes. Knows nothing of threads:
/// the table (connection_table.h) makes sure that one thread at a time uses it. Only phase, since and
/// deadline are read from outside.
class Connection {
  public:
    Connection(const ServerOptions& options, BodyBudget& budget) : options_{options}, budget_{budget} {}
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Begins a new life of this object with a just accepted socket.
    void open(int fd, const IpAddress& peer, SteadyTime now);
    /// Ends it: closes the socket and frees the buffers. `before_close` is called right before ::close,
    /// because after it the kernel may hand out the same number again.
    template <class BeforeClose>
    void close(BeforeClose&& before_close) {
        const int fd = reset();
        before_close();
        closeSocket(fd);
    }

    struct NeedsMore {};
    struct Refused {
        int status;
    };
    /// The next complete request out of what has arrived. After Refused the stream can't be understood any
    /// more: answer and close.
    [[nodiscard]] std::variant<NeedsMore, Refused, RequestParts> next(SteadyTime now);

    enum class Received { Data, Nothing, Ended };
    /// One read from the socket.
    [[nodiscard]] Received receive(SteadyTime now);

    /// Takes the answer to the request that next() gave. `close`: the last one of this connection.
    void answer(Response response, bool close, SteadyTime now);

    enum class Sent { All, Blocked, Failed };
    [[nodiscard]] Sent send(SteadyTime now);

    /// After Sent::All. True: the connection goes on with the next request.
    [[nodiscard]] bool goesOn(SteadyTime now);
    /// In phase Lingering: throws away what arrives, so that closing doesn't destroy the answer on its way.
    /// False when the peer has ended or sent too much.
    [[nodiscard]] bool discard();
    /// The drain has begun: an idle connection gets at most `left` for a request that is on its way.
    void hurry(SteadyTime until);

    [[nodiscard]] int fd() const noexcept { return fd_; }
    [[nodiscard]] const IpAddress& peer() const noexcept { return peer_; }
    /// Nothing of a request has arrived: a browser's spare connection.
    [[nodiscard]] bool silent() const noexcept { return in_.empty() && !head_; }
    [[nodiscard]] bool wantsKeepAlive() const noexcept { return keep_alive_; }
    [[nodiscard]] Phase phase() const noexcept { return phase_.load(std::memory_order_relaxed); }
    [[nodiscard]] SteadyTime since() const noexcept { return since_.load(std::memory_order_relaxed); }
    [[nodiscard]] SteadyTime deadline() const noexcept { return deadline_.load(std::memory_order_relaxed); }

    /// The table's word about who owns this object; see connection_table.h.
    std::atomic<std::uint64_t> ownership{0};

  private:
    [[nodiscard]] std::optional<Refused> readHead(SteadyTime now);
    /// Of the head and the body, or the piece of it, that are at hand.
    [[nodiscard]] Sent sendAtHand();
    /// Makes the next piece the one at hand; false when there is none.
    [[nodiscard]] bool fetchPiece();
    void enter(Phase phase, SteadyTime now, SteadyTime deadline);
    void reserveBody();
    void moveDeadline(std::size_t bytes_done);
    [[nodiscard]] int reset();
    static void closeSocket(int fd);

    const ServerOptions& options_;
    BodyBudget& budget_;
    int fd_ = -1;
    IpAddress peer_;
    std::atomic<Phase> phase_{Phase::Idle};
    std::atomic<SteadyTime> since_{};
    std::atomic<SteadyTime> deadline_{SteadyTime::max()};

    std::string in_;
    std::size_t scanned_ = 0;
    std::optional<RequestHead> head_;
    std::size_t reserved_ = 0;  ///< of the body budget: what has arrived, until it is answered
    bool over_budget_ = false;
    bool keep_alive_ = true;
    bool head_only_ = false;

    std::string out_head_;
    Response out_;
    std::size_t out_sent_ = 0;     ///< of what is at hand
    std::size_t out_before_ = 0;   ///< sent before that
    std::size_t pieces_left_ = 0;  ///< bytes
    bool close_after_ = false;
    std::size_t discarded_ = 0;
};

}  // namespace inzage::http
