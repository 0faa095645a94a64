#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "platform/http/gate.h"
#include "platform/http/response_writer.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

// How the gate begins, takes connections, makes room for new ones, and ends. What it does with them:
// gate.cpp.
namespace inzage::http {
namespace {

using observe::Event;
using observe::Metric;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kSlotsMax = 65536;
constexpr std::size_t kBodyBudgetBytes = 40U << 20U;  ///< four photos of 10 MB at once; then 503
constexpr std::size_t kOtherFilesShare = 4;           ///< one in four stays for databases, logs and files
constexpr int kBacklog = 1024;
constexpr std::size_t kEvictAtOnce = 32;
constexpr milliseconds kEvictableAge{1000};
constexpr int kAcceptBatch = 64;

/// How many open files this process may have, after raising the soft limit to the hard one: shells start
/// programs with 1,024, which a few hundred relatives would use up.
std::size_t filesOfThisProcess() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024;
    const rlim_t wanted = std::min<rlim_t>(limit.rlim_max, kSlotsMax);
    if (limit.rlim_cur < wanted) {
        const rlimit raised{wanted, limit.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit.rlim_cur = wanted;
    }
    return std::clamp<std::size_t>(limit.rlim_cur, 64, kSlotsMax);
}

IpAddress addressOf(const sockaddr_storage& peer) {
    std::array<char, INET6_ADDRSTRLEN + 1> text{};
    const void* from = peer.ss_family == AF_INET6
                           ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr)
                           : static_cast<const void*>(&reinterpret_cast<const sockaddr_in&>(peer).sin_addr);
    if (::inet_ntop(peer.ss_family, from, text.data(), text.size()) == nullptr)
        return {};
    return IpAddress::parse(text.data()).value_or(IpAddress{});
}

const Clock& machineClock() {
    static const SystemClock clock;
    return clock;
}

}  // namespace

struct Gate::Listener {
    Poco::Net::ServerSocket socket;
    int fd = -1;
};

Gate::Gate(const ServerOptions& options, const Answer& answer)
    : options_{options},
      answer_{answer},
      clock_{options.clock != nullptr ? *options.clock : machineClock()},
      budget_{kBodyBudgetBytes},
      files_{filesOfThisProcess()},
      connections_max_{std::min(options.connections_max, files_ - files_ / kOtherFilesShare)},
      table_{files_, options, budget_},
      dispatch_{options, [this] { ::eventfd_write(wake_, 1); }} {}

Gate::~Gate() {
    stop(std::chrono::seconds{0});
    if (epoll_ >= 0)
        ::close(epoll_);
    if (wake_ >= 0)
        ::close(wake_);
}

Outcome<void> Gate::start(const std::string& address) {
    Outcome<TrustedProxies> proxies = TrustedProxies::parse(options_.trusted_proxies);
    if (!proxies)
        return proxies.failure();
    proxies_ = std::move(proxies).value();
    try {
        auto listener = std::make_unique<Listener>();
        // Address yes (a restart needn't wait for old connections), port no: a second program must not share
        // it.
        listener->socket.bind(Poco::Net::SocketAddress{address}, true, false);
        listener->socket.listen(kBacklog);
        listener->socket.setBlocking(false);
        listener->fd = listener->socket.impl()->sockfd();
        port_.store(listener->socket.address().port());
        listener_ = std::move(listener);
    } catch (const Poco::Exception& failed) {
        return Failure{FailureKind::Config, "can't listen on " + address + ": " + failed.displayText() +
                                                ". Is another program using that port?"};
    }
    epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    wake_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE);
    epoll_event on_accept{EPOLLIN | EPOLLONESHOT, {.u64 = kListenerTicket}};
    epoll_event on_wake{EPOLLIN, {.u64 = kWakeTicket}};
    if (epoll_ < 0 || wake_ < 0 || ::epoll_ctl(epoll_, EPOLL_CTL_ADD, listener_->fd, &on_accept) != 0 ||
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &on_wake) != 0)
        return Failure{FailureKind::Config, std::string{"can't watch sockets: "} + std::strerror(errno)};
    for (unsigned i = 0; i < std::max(options_.workers, 1U); ++i)
        threads_.emplace_back([this] { work(); });
    threads_.emplace_back([this] { guard(); });
    observe::logEvent(Event::HTTP_LISTENING,
                      {{"listener", options_.name}, {"address", address}, {"port", port()}});
    return {};
}

void Gate::stop(std::chrono::seconds drain) {
    if (threads_.empty())
        return;
    draining_.store(true);
    acceptSome();  // what the kernel has already accepted for us would otherwise be reset
    {
        const std::lock_guard lock{accept_mutex_};
        listener_.reset();  // closing takes it out of the epoll set
    }
    const SteadyTime until = steady_clock::now() + drain;
    while (table_.count() > 0 && steady_clock::now() < until)
        std::this_thread::sleep_for(milliseconds{10});
    stopping_.store(true);
    ::eventfd_write(wake_, 1U << 20U);
    for (std::thread& thread : threads_)
        thread.join();
    threads_.clear();
    table_.closeAll();
    observe::logEvent(Event::HTTP_STOPPED, {{"listener", options_.name}});
}

void Gate::acceptSome() {
    const std::lock_guard lock{accept_mutex_};
    if (!listener_)
        return;
    for (int i = 0; i < kAcceptBatch; ++i) {
        sockaddr_storage peer{};
        socklen_t size = sizeof peer;
        const int fd =
            ::accept4(listener_->fd, reinterpret_cast<sockaddr*>(&peer), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            acceptOne(fd, addressOf(peer));
            continue;
        }
        if (errno == EINTR || errno == ECONNABORTED)
            continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) {
            observe::logEvent(Event::HTTP_ACCEPT_FAILED,
                              {{"listener", options_.name}, {"why", std::strerror(errno)}});
            evictSome();
            accept_paused_.store(true);  // the guard tries again at its next tick
            return;
        }
        break;
    }
    epoll_event on_accept{EPOLLIN | EPOLLONESHOT, {.u64 = kListenerTicket}};
    ::epoll_ctl(epoll_, EPOLL_CTL_MOD, listener_->fd, &on_accept);
}

void Gate::acceptOne(int fd, const IpAddress& peer) {
    if (table_.count() >= connections_max_)
        evictSome();
    Connection* connection =
        table_.count() < connections_max_ ? table_.open(fd, peer, steady_clock::now()) : nullptr;
    if (connection == nullptr) {
        const Response busy = gateAnswer(503);
        const std::string bytes = headOf(busy, true) + busy.body;
        static_cast<void>(::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL));
        observe::count(Metric::HttpRefused, {options_.name, "connections"});
        ::close(fd);
        return;
    }
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_event watch{EPOLLIN | EPOLLRDHUP | EPOLLONESHOT, {.u64 = ConnectionTable::ticket(*connection)}};
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &watch) != 0)
        table_.close(*connection);
    else if (!table_.release(*connection))
        drive(*connection, Role::Guard, true);
}

void Gate::evictSome() {
    // Idle ones first, then those that have been sending a head or body for longer than an honest browser
    // needs.
    const SteadyTime now = steady_clock::now();
    for (const bool idle : {true, false}) {
        std::vector<SteadyTime> ages;
        const auto candidate = [&](const Connection& connection) {
            const Phase phase = connection.phase();
            return idle ? phase == Phase::Idle
                        : (phase == Phase::Head || phase == Phase::Body || phase == Phase::Lingering) &&
                              connection.since() + kEvictableAge < now;
        };
        const auto keep = [&](Connection& connection) { drive(connection, Role::Guard, true); };
        const auto note = [&](const Connection& connection) {
            if (candidate(connection))
                ages.push_back(connection.since());
            return false;
        };
        table_.forEachArmed(note, keep, keep);
        if (ages.empty())
            continue;
        const std::size_t last = std::min(kEvictAtOnce, ages.size()) - 1;
        std::nth_element(ages.begin(), ages.begin() + static_cast<std::ptrdiff_t>(last), ages.end());
        const SteadyTime limit = ages[last];
        table_.forEachArmed(
            [&](const Connection& connection) {
                return candidate(connection) && connection.since() <= limit;
            },
            [&](Connection& connection) { table_.close(connection); }, keep);
        observe::count(Metric::HttpRefused, {options_.name, "evicted"}, static_cast<double>(last + 1));
        return;
    }
}

}  // namespace inzage::http
