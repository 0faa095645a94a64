#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <vector>

#include "platform/sync/supervisor.h"

namespace inzage::sync {

/// Why a schedule's turn has come.
enum class Turn {
    Due,        ///< by the clock
    FirstLook,  ///< is there something to make up for?
    Retry,      ///< after a failure that may pass
    Operator,   ///< somebody asked
    Outbound,   ///< something waits to go out
};

/// Something to do now.
struct Task {
    TenantId tenant;
    std::shared_ptr<const config::TenantSettings> settings;
    NamedSchedule schedule;
    Turn turn = Turn::Due;
    UtcTime due_at{};
    bool full = false;
};

/// What became of a task, and so what follows.
enum class After {
    Done,    ///< succeeded, or was not ours to do
    Retry,   ///< failed in a way that may pass
    Failed,  ///< waits for its next due moment
    Busy,    ///< another run of the tenant was open: the same again soon
};

/// The supervisor's memory: which schedule is due when, what waits for a worker, who is at work. No threads,
/// no clock, no database: every call gets the time, so that tests can walk through years.
class Planner {
  public:
    explicit Planner(SupervisorOptions options) : options_{options} {}

    /// The tenants as they are now. New ones get a first look; those that are gone are forgotten; changed
    /// settings take effect at once.
    void setTenants(const std::vector<PlannedTenant>& tenants, UtcTime now);

    /// The next moment at which something comes due; absent when nothing ever does.
    [[nodiscard]] std::optional<UtcTime> nextMoment() const;
    /// Something to do, or nothing. At most one task per tenant is out at a time.
    [[nodiscard]] std::optional<Task> take(UtcTime now);
    /// The task is over.
    void finish(const Task& task, After after, UtcTime now);
    bool request(const TenantId& tenant, const std::vector<RecordKind>& kinds, bool full, UtcTime now);
    /// Something waits to go out, not before `at`: plans a run of its own, no sooner than the tenant's
    /// distance after the last one. One that is planned earlier or as early is enough.
    void ring(const TenantId& tenant, UtcTime at);

    void noteStanding(const Task& task, Standing standing);
    /// True when this standing was not noted before: it is told once.
    [[nodiscard]] bool isNews(const Task& task, Standing standing) const;
    void noteFailure(const Task& task, const std::string& what);
    [[nodiscard]] std::vector<ScheduleStatus> status(UtcTime now) const;

  private:
    struct Entry {
        UtcTime at{};
        TenantId tenant;
        std::string schedule;
        Turn turn = Turn::Due;
        UtcTime due_at{};
        bool full = false;
        std::uint64_t generation = 0;
        std::uint64_t order = 0;
        bool operator>(const Entry& other) const {
            return at != other.at ? at > other.at : order > other.order;
        }
    };
    struct Known {
        std::shared_ptr<const config::TenantSettings> settings;
        std::vector<NamedSchedule> schedules;
        std::uint64_t generation = 0;
        bool busy = false;
        std::map<std::string, int> tries;
        std::map<std::string, Standing> standing;
        std::map<std::string, std::string> failures;
        std::set<std::pair<std::string, Turn>> waiting;
        std::string at_work;
        std::optional<UtcTime> outbound_at;    // planned
        std::optional<UtcTime> outbound_last;  // ended
    };

    void push(Entry entry);
    void planNext(const TenantId& tenant, const Known& known, const NamedSchedule& schedule, UtcTime after);
    void moveDue(UtcTime now);
    [[nodiscard]] static std::optional<UtcTime> nextOf(const Known& known, const NamedSchedule& schedule,
                                                       UtcTime after);
    /// How long after `due` this tenant's run starts.
    [[nodiscard]] std::chrono::seconds jitterOf(const TenantId& tenant, const Known& known,
                                                const NamedSchedule& schedule, UtcTime due) const;
    [[nodiscard]] static const NamedSchedule* scheduleNamed(const Known& known, const std::string& name);

    SupervisorOptions options_;
    std::map<TenantId, Known> tenants_;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> heap_;
    std::deque<Entry> ready_;
    std::uint64_t generation_ = 0;
    std::uint64_t order_ = 0;
};

}  // namespace inzage::sync
