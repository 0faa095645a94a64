#include "platform/sync/supervisor.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/changes/outbound.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"
#include "platform/sync/pause_store.h"
#include "platform/sync/planner.h"
#include "platform/sync/schedule.h"

namespace inzage::sync {

namespace {

using database::DatabaseError;
using observe::Event;
using observe::logEvent;

// A clock that tests move, or an administrator sets, is noticed this late.
constexpr std::chrono::seconds kSleepLongest{1};
constexpr int kPastLooked = 20;

std::optional<UtcTime> lastDue(const Task& task, UtcTime now) {
    std::optional<UtcTime> last;
    for (const config::ScheduleRule& rule : task.schedule.rules) {
        const auto due = previousDue(rule, task.settings->identity.time_zone, now);
        if (due && (!last || *due > *last))
            last = due;
    }
    return last;
}

bool mayPass(const Failure& failure, bool crashed) {
    return crashed || failure.kind == FailureKind::Transient || failure.kind == FailureKind::InDoubt;
}

}  // namespace

struct Supervisor::Impl {
    Impl(database::TenantPools& pools_used, Runner& runner_used,
         std::function<std::vector<PlannedTenant>()> lister, const SupervisorOptions& options_used)
        : pools{pools_used},
          runner{runner_used},
          tenants{std::move(lister)},
          options{options_used},
          planner{options_used} {}

    [[nodiscard]] UtcTime now() const { return runner.clock().now(); }

    // ---- one thread plans, the others do
    // ----------------------------------------------------------------------------

    void plan() {
        std::unique_lock lock{mutex};
        while (!stopping) {
            if (changed) {
                changed = false;
                lock.unlock();
                const auto list = tenants();
                lock.lock();
                planner.setTenants(list, now());
            }
            for (const TenantId& tenant : changes::takeRung())
                planner.ring(tenant, now() + options.outbound_after);
            handOut();
            const auto next = planner.nextMoment();
            const auto sleep = next ? std::clamp<std::chrono::microseconds>(
                                          *next - now(), std::chrono::milliseconds{1}, kSleepLongest)
                                    : std::chrono::microseconds{kSleepLongest};
            woken.wait_for(lock, sleep,
                           [this] { return stopping || changed || (work_wanted() && handed_back); });
            handed_back = false;
        }
    }

    [[nodiscard]] bool work_wanted() const { return hands_free > 0; }

    /// As many tasks as there are free hands.
    void handOut() {
        while (hands_free > static_cast<int>(tasks.size())) {
            auto task = planner.take(now());
            if (!task)
                return;
            tasks.push_back(std::move(*task));
            given.notify_one();
        }
    }

    void work() {
        std::unique_lock lock{mutex};
        for (;;) {
            given.wait(lock, [this] { return stopping || !tasks.empty(); });
            if (stopping)
                return;
            const Task task = std::move(tasks.front());
            tasks.pop_front();
            --hands_free;
            lock.unlock();
            const After after = doTask(task);
            const auto waits_until = lookAtQueue(task.tenant);
            lock.lock();
            planner.finish(task, after, now());
            if (waits_until)
                planner.ring(task.tenant, std::max(*waits_until, now()));
            ++hands_free;
            handed_back = true;
            woken.notify_one();
            ended.notify_all();
        }
    }

    // ---- one task
    // ---------------------------------------------------------------------------------------------------

    After doTask(const Task& task) {
        const observe::LogScope scope{task.tenant.text(), {}};
        try {
            RunOrder order{task.schedule.name, task.schedule.kinds, task.due_at, Trigger::Schedule,
                           task.full};
            order.outbound_only = task.turn == Turn::Outbound;
            if (task.turn == Turn::Operator)
                order.trigger = Trigger::Operator;
            else if (const auto held = heldBack(task, order))
                return *held;
            const RunReport report = runner.run(task.tenant, *task.settings, order, stop_runs.get_token());
            return conclude(task, report);
        } catch (const DatabaseError& away) {
            logEvent(Event::SYNC_DATABASE_AWAY, {{"why", away.what()}});
        } catch (const std::exception& thrown) {
            logEvent(Event::SYNC_FAILED, {{"schedule", task.schedule.name}, {"why", thrown.what()}});
        }
        return After::Retry;
    }

    After conclude(const Task& task, const RunReport& report) {
        if (report.claim == ClaimAnswer::Busy)
            return After::Busy;
        if (report.claim == ClaimAnswer::AlreadyDone)
            return After::Done;
        const std::lock_guard lock{mutex};
        planner.noteFailure(task, report.failure ? report.failure->what : std::string{});
        if (!report.failure) {
            planner.noteStanding(task, Standing::Free);
            return After::Done;
        }
        return mayPass(*report.failure, report.crashed) ? After::Retry : After::Failed;
    }

    /// What becomes of a task that does not run now; absent when it does. Completes the order.
    std::optional<After> heldBack(const Task& task, RunOrder& order) {
        std::vector<RunRow> past;
        std::optional<RunRow> last;
        PauseState paused;
        {
            auto tx = pools.begin(task.tenant);
            closeDeadRuns(tx, now());
            past = latestRunsOf(tx, task.turn == Turn::Outbound, kPastLooked);
            last = latestRunOf(tx, task.schedule.name);
            paused = pauseState(tx);
            tx.commit();
        }
        tellLastSuccess(task, past);
        const Standing standing =
            isPaused(paused, task.schedule.kinds)
                ? Standing::PausedByOperator
                : standingOf(past, settingsHash(*task.settings, runner.place()),
                             task.settings->sync.failures_to_pause, now(), paused.resumed_at);
        tellStanding(task, standing);
        // An open circuit closes by itself: the same again, ever slower, until its probe is due.
        if (standing == Standing::CircuitOpen)
            return After::Retry;
        if (standing != Standing::Free || !asked(task, last, order))
            return After::Done;
        return std::nullopt;
    }

    /// Does the past ask for this run?
    bool asked(const Task& task, const std::optional<RunRow>& last, RunOrder& order) {
        if (task.turn == Turn::Due)
            return true;
        if (task.turn == Turn::Outbound) {
            order.due_at = now();
            return somethingWaits(task.tenant);
        }
        order.trigger = Trigger::CatchUp;
        order.due_at = now();
        if (task.turn == Turn::Retry)
            return true;
        return missed(task, last, order);
    }

    bool somethingWaits(const TenantId& tenant) {
        auto tx = pools.begin(tenant);
        const auto state = changes::outboundState(tx);
        tx.commit();
        return state.next_try && *state.next_try <= now();
    }

    /// After every task, so also at the first look: what still waits is planned, here or by another node.
    std::optional<UtcTime> lookAtQueue(const TenantId& tenant) {
        try {
            auto tx = pools.begin(tenant);
            const auto state = changes::outboundState(tx);
            tx.commit();
            const auto unix_s = [](UtcTime at) {
                return std::chrono::duration<double>(at.time_since_epoch()).count();
            };
            observe::gauge(observe::Metric::OutboundWaiting, {tenant.text()},
                           static_cast<double>(state.waiting));
            observe::gauge(observe::Metric::OutboundOldest, {tenant.text()},
                           state.oldest ? unix_s(*state.oldest) : 0.0);
            return state.next_try;
        } catch (const DatabaseError& away) {
            logEvent(Event::SYNC_DATABASE_AWAY, {{"tenant", tenant.text()}, {"why", away.what()}});
            return std::nullopt;
        }
    }

    /// At the first look: was the last due moment missed, or did its run come to nothing?
    bool missed(const Task& task, const std::optional<RunRow>& last, RunOrder& order) const {
        const auto due = lastDue(task, now());
        if (!due)
            return false;
        const bool reached = last && (last->due_at >= *due || last->claimed_at >= *due);
        const bool came_to_nothing =
            last && (last->state == "abandoned" ||
                     (last->state == "failed" && last->failure_kind != nameOf(FailureKind::Defect)));
        if (reached && !came_to_nothing)
            return false;
        if (!reached)
            order.due_at = *due;
        logEvent(Event::SYNC_CAUGHT_UP, {{"schedule", task.schedule.name}, {"due", isoUtc(*due)}});
        return true;
    }

    void tellStanding(const Task& task, Standing standing) {
        for (const Standing one : kStandings)
            if (one != Standing::Free)
                observe::gauge(observe::Metric::SyncHeldBack,
                               {task.tenant.text(), task.schedule.name, nameOf(one)},
                               one == standing ? 1.0 : 0.0);
        {
            const std::lock_guard lock{mutex};
            const bool news = planner.isNews(task, standing);
            planner.noteStanding(task, standing);
            if (!news)
                return;
        }
        if (standing == Standing::Paused)
            logEvent(Event::SYNC_PAUSED, {{"schedule", task.schedule.name}});
        if (standing == Standing::PausedByOperator)
            logEvent(Event::SYNC_PAUSED_BY_OPERATOR, {{"schedule", task.schedule.name}});
        if (standing == Standing::CircuitOpen)
            logEvent(Event::SYNC_CIRCUIT_OPEN, {{"schedule", task.schedule.name}});
        if (standing == Standing::WaitsForSettings)
            logEvent(Event::SYNC_WAITS_FOR_SETTINGS, {{"schedule", task.schedule.name}});
    }

    /// After a restart the metric starts from what the table knows, so that no alert fires for want of it.
    static void tellLastSuccess(const Task& task, const std::vector<RunRow>& past) {
        if (task.turn != Turn::FirstLook)
            return;
        for (const RunRow& run : past)
            if (run.state == "succeeded" && run.finished_at)
                return observe::gauge(
                    observe::Metric::SyncLastSuccess, {task.tenant.text()},
                    std::chrono::duration<double>(run.finished_at->time_since_epoch()).count());
    }

    database::TenantPools& pools;
    Runner& runner;
    std::function<std::vector<PlannedTenant>()> tenants;
    SupervisorOptions options;
    std::stop_source stop_runs;

    mutable std::mutex mutex;
    std::condition_variable woken;  // the planning thread
    std::condition_variable given;  // the working threads
    std::condition_variable ended;  // stop()
    Planner planner;
    std::deque<Task> tasks;
    int hands_free = 0;
    bool changed = true;
    bool handed_back = false;
    bool stopping = false;
    std::vector<std::thread> threads;
};

Supervisor::Supervisor(database::TenantPools& pools, Runner& runner,
                       std::function<std::vector<PlannedTenant>()> tenants, SupervisorOptions options)
    : impl_{std::make_unique<Impl>(pools, runner, std::move(tenants), options)} {}

Supervisor::~Supervisor() {
    stop(std::chrono::milliseconds{0});
}

void Supervisor::start() {
    Impl& impl = *impl_;
    const std::lock_guard lock{impl.mutex};
    impl.hands_free = impl.options.parallel_max;
    for (int i = 0; i < impl.options.parallel_max; ++i)
        impl.threads.emplace_back([&impl] { impl.work(); });
    impl.threads.emplace_back([&impl] { impl.plan(); });
}

void Supervisor::stop(std::chrono::milliseconds drain) {
    Impl& impl = *impl_;
    {
        std::unique_lock lock{impl.mutex};
        if (impl.threads.empty())
            return;
        impl.stopping = true;
        impl.woken.notify_all();
        impl.given.notify_all();
        impl.ended.wait_for(lock, drain, [&impl] { return impl.hands_free == impl.options.parallel_max; });
    }
    impl.stop_runs.request_stop();
    for (std::thread& thread : impl.threads)
        thread.join();
    impl.threads.clear();
}

void Supervisor::tenantsChanged() {
    const std::lock_guard lock{impl_->mutex};
    impl_->changed = true;
    impl_->woken.notify_one();
}

bool Supervisor::runNow(const TenantId& tenant, const std::vector<RecordKind>& kinds, bool full) {
    const std::lock_guard lock{impl_->mutex};
    const bool queued = impl_->planner.request(tenant, kinds, full, impl_->now());
    impl_->handed_back = true;
    impl_->woken.notify_one();
    return queued;
}

std::vector<ScheduleStatus> Supervisor::status() const {
    const std::lock_guard lock{impl_->mutex};
    return impl_->planner.status(impl_->now());
}

}  // namespace inzage::sync
