#include "platform/http/dispatch.h"

#include <algorithm>

namespace inzage::http {

Dispatch::Dispatch(const ServerOptions& options, std::function<void()> wake)
    : options_{options},
      host_queue_max_{std::min(options.host_queue_max, std::max<std::size_t>(options.queue_max / 2, 1))},
      wake_{std::move(wake)} {}

bool Dispatch::mayRun(const HostLoad& host) const {
    return host.running < options_.host_workers_max;
}

void Dispatch::forgetWhenQuiet(Hosts::iterator host) {
    if (host->second.running == 0 && host->second.jobs.empty())
        hosts_.erase(host);
}

Dispatch::Place Dispatch::place(Job& job, bool may_run) {
    bool wake = false;
    {
        const std::lock_guard lock{mutex_};
        const auto entry = hosts_.try_emplace(job.request->host()).first;
        HostLoad& host = entry->second;
        if (may_run && host.jobs.empty() && mayRun(host)) {
            ++host.running;
            ++running_;
            return Place::Run;
        }
        if (waiting_ >= options_.queue_max || host.jobs.size() >= host_queue_max_) {
            forgetWhenQuiet(entry);
            return Place::Refused;
        }
        wake = idle_ > 0 && mayRun(host);
        host.jobs.push_back(std::move(job));
        ++waiting_;
    }
    if (wake)
        wake_();
    return Place::Waits;
}

void Dispatch::finished(const std::string& host) {
    const std::lock_guard lock{mutex_};
    --running_;
    const auto entry = hosts_.find(host);
    --entry->second.running;
    forgetWhenQuiet(entry);
}

std::optional<Job> Dispatch::next() {
    const std::lock_guard lock{mutex_};
    HostLoad* best = nullptr;
    if (waiting_ > 0) {
        for (auto& [name, host] : hosts_) {
            if (host.jobs.empty() || !mayRun(host))
                continue;
            const bool better =
                best == nullptr || host.running < best->running ||
                (host.running == best->running && host.jobs.front().since < best->jobs.front().since);
            if (better)
                best = &host;
        }
    }
    if (best == nullptr) {
        ++idle_;
        return std::nullopt;
    }
    Job job = std::move(best->jobs.front());
    best->jobs.pop_front();
    ++best->running;
    ++running_;
    --waiting_;
    return job;
}

void Dispatch::woke() {
    bool wake_guard = false;
    {
        const std::lock_guard lock{mutex_};
        --idle_;
        wake_guard = idle_ == 0 && guard_sleeps_;
    }
    if (wake_guard)
        saturated_.notify_one();
}

void Dispatch::wakeForWaiting() {
    bool wake = false;
    {
        const std::lock_guard lock{mutex_};
        wake = idle_ > 0 && waiting_ > 0;
    }
    if (wake)
        wake_();
}

std::vector<Job> Dispatch::waitingSince(SteadyTime limit) {
    std::vector<Job> late;
    if (waiting_ == 0)
        return late;
    const std::lock_guard lock{mutex_};
    for (auto host = hosts_.begin(); host != hosts_.end();) {
        std::deque<Job>& jobs = host->second.jobs;
        while (!jobs.empty() && jobs.front().since <= limit) {
            late.push_back(std::move(jobs.front()));
            jobs.pop_front();
            --waiting_;
        }
        const auto current = host++;
        forgetWhenQuiet(current);
    }
    return late;
}

bool Dispatch::waitUntilSaturated(std::chrono::milliseconds timeout) {
    std::unique_lock lock{mutex_};
    guard_sleeps_ = true;
    const bool saturated = saturated_.wait_for(lock, timeout, [&] { return idle_ == 0; });
    guard_sleeps_ = false;
    return saturated;
}

}  // namespace inzage::http
