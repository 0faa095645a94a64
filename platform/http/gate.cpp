#include "platform/http/gate.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <random>

#include "platform/http/response_writer.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

namespace inzage::http {
namespace {

using observe::Event;
using observe::Metric;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kTick{50};
constexpr milliseconds kDrainGrace{1000};  ///< for requests that are on their way when the drain begins
constexpr milliseconds kReportEvery{10'000};
constexpr std::size_t kGuardEvents = 32;

/// 16 hex digits: a random start per process and a counter, so that two nodes' lines don't meet.
std::string newRequestId() {
    static const std::uint64_t start = (std::uint64_t{std::random_device{}()} << 32U);
    static std::atomic<std::uint32_t> counter{std::random_device{}()};
    constexpr std::string_view kHex = "0123456789abcdef";
    std::uint64_t number = start | counter.fetch_add(1, std::memory_order_relaxed);
    std::string text(16, '0');
    for (std::size_t i = 16; i-- > 0; number >>= 4U)
        text[i] = kHex[number & 15U];
    return text;
}

}  // namespace

std::uint16_t Gate::port() const noexcept {
    return port_.load();
}

Server::Load Gate::load() const noexcept {
    return {table_.count(), dispatch_.running(), dispatch_.waiting()};
}

void Gate::work() {
    while (!stopping_.load(std::memory_order_relaxed)) {
        if (std::optional<Job> job = dispatch_.next()) {
            run(*job);
            drive(*job->connection, Role::Worker, false);
            continue;
        }
        epoll_event event{};
        const int got = ::epoll_wait(epoll_, &event, 1, -1);
        dispatch_.woke();
        if (got == 1)
            onEvent(event.data.u64, Role::Worker);
    }
}

void Gate::guard() {
    SteadyTime next_tick = steady_clock::now();
    while (!stopping_.load(std::memory_order_relaxed)) {
        const auto left = std::chrono::ceil<milliseconds>(
            std::max(next_tick - steady_clock::now(), SteadyTime::duration{0}));
        if (dispatch_.waitUntilSaturated(left)) {
            std::array<epoll_event, kGuardEvents> events{};
            const int got = ::epoll_wait(epoll_, events.data(), kGuardEvents, static_cast<int>(left.count()));
            for (int i = 0; i < got; ++i)
                onEvent(events[static_cast<std::size_t>(i)].data.u64, Role::Guard);
        }
        if (steady_clock::now() >= next_tick) {
            tick();
            next_tick = steady_clock::now() + kTick;
        }
    }
}

void Gate::tick() {
    const SteadyTime now = steady_clock::now();
    for (const Job& job : dispatch_.waitingSince(now - options_.queue_wait_max)) {
        refuse(*job.connection, 503, "overload", false);
        drive(*job.connection, Role::Guard, false);
    }
    closeLate(now);
    reportOverload(now);
    if (accept_paused_.exchange(false))
        acceptSome();
    observe::gauge(Metric::HttpConnections, {options_.name}, static_cast<double>(table_.count()));
    observe::gauge(Metric::HttpWorkersBusy, {options_.name}, static_cast<double>(dispatch_.running()));
}

void Gate::reportOverload(SteadyTime now) {
    if (now < next_report_ || overloaded_.load(std::memory_order_relaxed) == 0)
        return;
    next_report_ = now + kReportEvery;
    observe::logEvent(Event::HTTP_OVERLOADED, {{"listener", options_.name},
                                               {"refused", overloaded_.exchange(0)},
                                               {"running", dispatch_.running()},
                                               {"waiting", dispatch_.waiting()},
                                               {"connections", table_.count()}});
}

void Gate::closeLate(SteadyTime now) {
    const bool draining = draining_.load();
    const auto keep = [&](Connection& connection) { drive(connection, Role::Guard, true); };
    if (draining)
        table_.forEachArmed([](const Connection&) { return true; },
                            [&](Connection& connection) {
                                connection.hurry(now + kDrainGrace);
                                if (!table_.release(connection))
                                    drive(connection, Role::Guard, true);
                            },
                            keep);
    table_.forEachArmed([&](const Connection& connection) { return connection.deadline() <= now; },
                        [&](Connection& connection) {
                            const Phase phase = connection.phase();
                            if ((phase == Phase::Head || phase == Phase::Body) && !connection.silent()) {
                                refuse(connection, 408, "too_slow", true);
                                drive(connection, Role::Guard, false);
                            } else {
                                table_.close(connection);
                            }
                        },
                        keep);
}

void Gate::onEvent(std::uint64_t ticket, Role role) {
    if (ticket == kWakeTicket) {
        eventfd_t ignored = 0;
        ::eventfd_read(wake_, &ignored);
        if (role == Role::Guard)
            dispatch_.wakeForWaiting();
        return;
    }
    if (ticket == kListenerTicket)
        return acceptSome();
    if (Connection* connection = table_.acquire(ticket))
        drive(*connection, role, true);
}

bool Gate::arm(Connection& connection, bool for_reading) {
    const std::uint32_t what = for_reading ? EPOLLIN | EPOLLRDHUP : EPOLLOUT;
    epoll_event watch{what | EPOLLONESHOT, {.u64 = ConnectionTable::ticket(connection)}};
    if (::epoll_ctl(epoll_, EPOLL_CTL_MOD, connection.fd(), &watch) == 0)
        return table_.release(connection);
    table_.close(connection);
    return true;
}

void Gate::drive(Connection& connection, Role role, bool readable) {
    for (;;) {
        const SteadyTime now = steady_clock::now();
        if (connection.phase() == Phase::Writing) {
            const Connection::Sent sent = connection.send(now);
            if (sent == Connection::Sent::Failed)
                return table_.close(connection);
            if (sent == Connection::Sent::Blocked) {
                if (arm(connection, false))
                    return;
                continue;
            }
            if (connection.goesOn(now))
                continue;
        }
        if (connection.phase() == Phase::Lingering) {
            if (!connection.discard())
                return table_.close(connection);
            if (arm(connection, true))
                return;
            continue;
        }
        auto next = connection.next(now);
        if (auto* parts = std::get_if<RequestParts>(&next)) {
            if (!begin(connection, std::move(*parts), role))
                return;
        } else if (const auto* refused = std::get_if<Connection::Refused>(&next)) {
            refuse(connection, refused->status, refused->status == 503 ? "overload" : "malformed", true);
        } else if (!readable) {
            if (arm(connection, true))
                return;
            readable = true;
        } else {
            readable = false;
            if (connection.receive(now) == Connection::Received::Ended)
                return table_.close(connection);
        }
    }
}

void Gate::completeParts(RequestParts& parts, const IpAddress& peer) const {
    const auto header = [&](std::string_view name) -> std::string_view {
        const auto found = std::find_if(parts.headers.begin(), parts.headers.end(),
                                        [&](const Field& field) { return field.first == name; });
        return found == parts.headers.end() ? std::string_view{} : std::string_view{found->second};
    };
    if (proxies_.contains(peer)) {
        parts.remote_ip = proxies_.clientOf(peer, header("x-forwarded-for")).text();
        parts.secure = header("x-forwarded-proto") == "https";
    } else {
        parts.remote_ip = peer.text();
    }
    parts.id = newRequestId();
    parts.received_at = clock_.now();
}

bool Gate::begin(Connection& connection, RequestParts parts, Role role) {
    completeParts(parts, connection.peer());
    auto request = std::make_unique<Request>(std::move(parts));
    const SteadyTime now = steady_clock::now();
    if (options_.at_once) {
        if (std::optional<Response> response = options_.at_once(*request)) {
            connection.answer(std::move(*response), !connection.wantsKeepAlive() || draining_.load(), now);
            return true;
        }
    }
    Job job{&connection, std::move(request), now};
    switch (dispatch_.place(job, role == Role::Worker)) {
        case Dispatch::Place::Run:
            run(job);
            return true;
        case Dispatch::Place::Waits:
            return false;
        case Dispatch::Place::Refused:
            break;
    }
    refuse(connection, 503, "overload", false);
    return true;
}

void Gate::run(const Job& job) {
    const SteadyTime start = steady_clock::now();
    observe::observeSeconds(Metric::HttpWaitSeconds, {options_.name}, start - job.since);
    Response response = answer_(*job.request);
    dispatch_.finished(job.request->host());
    job.connection->answer(std::move(response), !job.connection->wantsKeepAlive() || draining_.load(),
                           steady_clock::now());
}

void Gate::refuse(Connection& connection, int status, const char* reason, bool close) {
    if (status == 503)
        ++overloaded_;
    observe::count(Metric::HttpRefused, {options_.name, reason});
    connection.answer(gateAnswer(status), close || !connection.wantsKeepAlive() || draining_.load(),
                      steady_clock::now());
}

}  // namespace inzage::http
