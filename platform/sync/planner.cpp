#include "platform/sync/planner.h"

#include <algorithm>

#include "platform/sync/schedule.h"

namespace inzage::sync {

namespace {

/// Has no rules: it is planned when something waits.
const NamedSchedule& outboundSchedule() {
    static const NamedSchedule one{std::string{kOutbound}, {}, {}};
    return one;
}

}  // namespace

std::optional<UtcTime> Planner::nextOf(const Known& known, const NamedSchedule& schedule, UtcTime after) {
    std::optional<UtcTime> first;
    for (const config::ScheduleRule& rule : schedule.rules) {
        const auto due = nextDue(rule, known.settings->identity.time_zone, after);
        if (due && (!first || *due < *first))
            first = due;
    }
    return first;
}

const NamedSchedule* Planner::scheduleNamed(const Known& known, const std::string& name) {
    if (name == kOutbound)
        return &outboundSchedule();
    const auto found = std::ranges::find(known.schedules, name, &NamedSchedule::name);
    return found == known.schedules.end() ? nullptr : &*found;
}

void Planner::push(Entry entry) {
    entry.order = ++order_;
    heap_.push(std::move(entry));
}

void Planner::planNext(const TenantId& tenant, const Known& known, const NamedSchedule& schedule,
                       UtcTime after) {
    if (const auto due = nextOf(known, schedule, after))
        push({*due + jitterOf(tenant, known, schedule, *due), tenant, schedule.name, Turn::Due, *due, false,
              known.generation, 0});
}

std::chrono::seconds Planner::jitterOf(const TenantId& tenant, const Known& known,
                                       const NamedSchedule& schedule, UtcTime due) const {
    // A time that the organisation named is kept to.
    const bool is_named = std::ranges::any_of(schedule.rules, [&](const config::ScheduleRule& rule) {
        return rule.every_min == 0 && previousDue(rule, known.settings->identity.time_zone, due) == due;
    });
    if (is_named || options_.jitter.count() == 0)
        return std::chrono::seconds{0};
    // FNV-1a: the same on every node, whatever its standard library.
    std::uint64_t mixed = 14695981039346656037U;
    for (const char letter : tenant.text() + schedule.name + isoUtc(due))
        mixed = (mixed ^ static_cast<unsigned char>(letter)) * 1099511628211U;
    return std::chrono::seconds{(mixed >> 20U) % static_cast<std::uint64_t>(options_.jitter.count() + 1)};
}

void Planner::setTenants(const std::vector<PlannedTenant>& tenants, UtcTime now) {
    std::set<TenantId> present;
    UtcTime look_at = now;
    for (const PlannedTenant& tenant : tenants) {
        present.insert(tenant.id);
        const auto [place, is_new] = tenants_.try_emplace(tenant.id);
        Known& known = place->second;
        if (!is_new && known.settings == tenant.settings)
            continue;
        known.settings = tenant.settings;
        known.schedules = schedulesOf(tenant.settings->sync);
        // Entries of an older generation are passed over when they come up.
        known.generation = ++generation_;
        known.waiting.clear();
        known.tries.clear();
        known.outbound_at.reset();
        for (const NamedSchedule& schedule : known.schedules) {
            planNext(tenant.id, known, schedule, now);
            // Also after a change: a run that was held back for its settings is tried again.
            push({look_at, tenant.id, schedule.name, Turn::FirstLook, now, false, known.generation, 0});
        }
        look_at += options_.first_look_distance;
    }
    std::erase_if(tenants_, [&](const auto& one) { return !present.contains(one.first); });
}

void Planner::moveDue(UtcTime now) {
    while (!heap_.empty() && heap_.top().at <= now) {
        Entry entry = heap_.top();
        heap_.pop();
        const auto found = tenants_.find(entry.tenant);
        if (found == tenants_.end() || found->second.generation != entry.generation)
            continue;
        Known& known = found->second;
        const NamedSchedule* schedule = scheduleNamed(known, entry.schedule);
        if (schedule == nullptr)
            continue;
        if (entry.turn == Turn::Outbound) {
            // Another, earlier one was planned after this.
            if (known.outbound_at != entry.at)
                continue;
            known.outbound_at.reset();
        }
        if (entry.turn == Turn::Due)
            planNext(entry.tenant, known, *schedule, std::max(entry.at, now));
        // What still waits from its last turn is not queued twice: a run that is late takes the newest due
        // moment.
        if (known.waiting.insert({entry.schedule, entry.turn}).second) {
            ready_.push_back(std::move(entry));
            continue;
        }
        for (Entry& waiting : ready_)
            if (waiting.tenant == entry.tenant && waiting.schedule == entry.schedule &&
                waiting.turn == entry.turn)
                waiting.due_at = entry.due_at;
    }
}

std::optional<UtcTime> Planner::nextMoment() const {
    if (heap_.empty())
        return std::nullopt;
    return heap_.top().at;
}

std::optional<Task> Planner::take(UtcTime now) {
    moveDue(now);
    for (auto entry = ready_.begin(); entry != ready_.end();) {
        const auto found = tenants_.find(entry->tenant);
        const NamedSchedule* schedule =
            found == tenants_.end() ? nullptr : scheduleNamed(found->second, entry->schedule);
        if (schedule == nullptr || found->second.generation != entry->generation) {
            entry = ready_.erase(entry);
            continue;
        }
        Known& known = found->second;
        if (known.busy) {
            ++entry;
            continue;
        }
        Task task{entry->tenant, known.settings, *schedule, entry->turn, entry->due_at, entry->full};
        known.busy = true;
        known.at_work = entry->schedule;
        known.waiting.erase({entry->schedule, entry->turn});
        ready_.erase(entry);
        return task;
    }
    return std::nullopt;
}

void Planner::finish(const Task& task, After after, UtcTime now) {
    const auto found = tenants_.find(task.tenant);
    if (found == tenants_.end())
        return;
    Known& known = found->second;
    known.busy = false;
    known.at_work.clear();
    if (task.turn == Turn::Outbound) {
        known.outbound_last = now;
        if (after == After::Busy || after == After::Retry)
            ring(task.tenant, now + options_.busy_again);
        return;
    }
    const NamedSchedule* schedule = scheduleNamed(known, task.schedule.name);
    if (schedule == nullptr)
        return;
    const auto again = [&](std::chrono::seconds wait, Turn turn) {
        const auto next = nextOf(known, *schedule, now);
        // Close before its next due moment another try is not worth it; an operator's wish does not expire.
        if (turn == Turn::Operator || !next || now + wait < *next)
            push({now + wait, task.tenant, task.schedule.name, turn, task.due_at, task.full, known.generation,
                  0});
    };
    switch (after) {
        case After::Done:
        case After::Failed:
            known.tries.erase(task.schedule.name);
            return;
        case After::Busy:
            return again(options_.busy_again, task.turn);
        case After::Retry: {
            const int tries = std::min(known.tries[task.schedule.name]++, 16);
            return again(std::min(options_.retry_longest, options_.retry_first * (1 << tries)), Turn::Retry);
        }
    }
}

bool Planner::request(const TenantId& tenant, const std::vector<RecordKind>& kinds, bool full, UtcTime now) {
    const auto found = tenants_.find(tenant);
    if (found == tenants_.end())
        return false;
    Known& known = found->second;
    bool queued = false;
    for (const NamedSchedule& schedule : known.schedules) {
        const bool asked = kinds.empty() || std::ranges::any_of(kinds, [&](RecordKind kind) {
                               return std::ranges::count(schedule.kinds, kind) > 0;
                           });
        if (!asked || !known.waiting.insert({schedule.name, Turn::Operator}).second)
            continue;
        ready_.push_front(
            {now, tenant, schedule.name, Turn::Operator, now, full, known.generation, ++order_});
        queued = true;
    }
    return queued;
}

void Planner::ring(const TenantId& tenant, UtcTime at) {
    const auto found = tenants_.find(tenant);
    if (found == tenants_.end())
        return;
    Known& known = found->second;
    if (known.outbound_last)
        at = std::max(at, *known.outbound_last + std::chrono::seconds{known.settings->sync.outbound.every_s});
    if (known.outbound_at && *known.outbound_at <= at)
        return;
    known.outbound_at = at;
    push({at, tenant, std::string{kOutbound}, Turn::Outbound, at, false, known.generation, 0});
}

bool Planner::isNews(const Task& task, Standing standing) const {
    const auto found = tenants_.find(task.tenant);
    if (found == tenants_.end())
        return false;
    const auto noted = found->second.standing.find(task.schedule.name);
    return noted == found->second.standing.end() ? standing != Standing::Free : noted->second != standing;
}

void Planner::noteStanding(const Task& task, Standing standing) {
    if (const auto found = tenants_.find(task.tenant); found != tenants_.end())
        found->second.standing[task.schedule.name] = standing;
}

void Planner::noteFailure(const Task& task, const std::string& what) {
    if (const auto found = tenants_.find(task.tenant); found != tenants_.end())
        found->second.failures[task.schedule.name] = what;
}

std::vector<ScheduleStatus> Planner::status(UtcTime now) const {
    std::vector<ScheduleStatus> all;
    for (const auto& [tenant, known] : tenants_)
        for (const NamedSchedule& schedule : known.schedules) {
            ScheduleStatus one{tenant,         schedule.name, nextOf(known, schedule, now),
                               Standing::Free, false,         {}};
            if (const auto standing = known.standing.find(schedule.name); standing != known.standing.end())
                one.standing = standing->second;
            if (const auto failure = known.failures.find(schedule.name); failure != known.failures.end())
                one.last_failure = failure->second;
            one.running = known.busy && known.at_work == schedule.name;
            all.push_back(std::move(one));
        }
    return all;
}

}  // namespace inzage::sync
