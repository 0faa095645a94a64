#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/http/connection.h"
#include "platform/http/request.h"

namespace inzage::http {

/// A complete request on its way to a page. While it waits, the queue owns the connection.
struct Job {
    Connection* connection;
    std::unique_ptr<Request> request;
    SteadyTime since;
};

/// Decides which complete request runs, waits or is refused, so that one host name can neither take all
/// workers nor all of the queue. Thread-safe.
class Dispatch {
  public:
    /// `wake` rouses one idle worker; called without the lock.
    Dispatch(const ServerOptions& options, std::function<void()> wake);

    enum class Place { Run, Waits, Refused };
    /// `may_run`: the caller is a worker and will run it itself, then call finished(). On Waits the job is
    /// moved away; otherwise the caller keeps it.
    [[nodiscard]] Place place(Job& job, bool may_run);
    void finished(const std::string& host);

    /// For a worker that has nothing to do: a waiting job (then call finished() after it), or absent; then
    /// the worker counts as idle until it calls woke().
    [[nodiscard]] std::optional<Job> next();
    void woke();

    /// Wakes an idle worker when something waits; for whoever took a wake-up that was not meant for it.
    void wakeForWaiting();

    /// Takes out what has waited since before `limit`.
    [[nodiscard]] std::vector<Job> waitingSince(SteadyTime limit);

    /// Returns when no worker is idle, or after `timeout`; true in the first case.
    [[nodiscard]] bool waitUntilSaturated(std::chrono::milliseconds timeout);

    [[nodiscard]] std::size_t running() const noexcept { return running_.load(); }
    [[nodiscard]] std::size_t waiting() const noexcept { return waiting_.load(); }

  private:
    struct HostLoad {
        std::size_t running = 0;
        std::deque<Job> jobs;
    };
    using Hosts = std::unordered_map<std::string, HostLoad>;
    [[nodiscard]] bool mayRun(const HostLoad& host) const;
    void forgetWhenQuiet(Hosts::iterator host);

    const ServerOptions& options_;
    const std::size_t host_queue_max_;
    const std::function<void()> wake_;
    std::mutex mutex_;
    std::condition_variable saturated_;
    bool guard_sleeps_ = false;
    Hosts hosts_;
    std::size_t idle_ = 0;
    std::atomic<std::size_t> running_{0};
    std::atomic<std::size_t> waiting_{0};
};

}  // namespace inzage::http
