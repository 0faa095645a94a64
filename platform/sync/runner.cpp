#include "platform/sync/runner.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <thread>

#include "platform/base/token.h"
#include "platform/config/secret_file.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"
#include "platform/sync/launch.h"
#include "platform/sync/schedule.h"

namespace inzage::sync {

namespace {

using config::SettingTree;
using database::DatabaseError;
using observe::Event;
using observe::logEvent;
using observe::Metric;

constexpr std::size_t kWordsBytes = 4096;

std::string under(const std::string& dir, const std::string& path) {
    return path.empty() || path.front() == '/' ? path : dir + "/" + path;
}

sdk::SettingNode nodeFrom(const SettingTree& tree, const std::string& name, const std::string& file) {
    sdk::SettingNode node;
    node.name = name;
    node.text = tree.text;
    if (tree.line > 0)
        node.place = file + ":" + std::to_string(tree.line) + ":" + std::to_string(tree.column);
    for (const auto& [key, child] : tree.children)
        node.children.push_back(nodeFrom(child, tree.kind == SettingTree::Kind::List ? "" : key, file));
    return node;
}

/// Every *_file setting of the tree: the key and the file's path.
void eachSecret(const SettingTree& tree, const std::string& dir,
                const std::function<void(const std::string&, const std::string&)>& use) {
    for (const auto& [key, child] : tree.children) {
        if (child.kind != SettingTree::Kind::Text)
            eachSecret(child, dir, use);
        else if (key.ends_with("_file"))
            use(key, under(dir, child.text));
    }
}

std::string secretsDir(const config::TenantSettings& settings, const RunnerPlace& place) {
    return place.secrets_dir.empty() ? settings.source_dir : place.secrets_dir;
}

Failure failureOf(const Ending& ending) {
    switch (ending.cause) {
        case Ending::Cause::Exited:
            return {FailureKind::Transient, "the worker ended with status " +
                                                std::to_string(ending.exit_status) +
                                                " and without an answer"};
        case Ending::Cause::NotStarted:
            return {FailureKind::Config, describe(ending)};
        case Ending::Cause::Stopped:
            return {FailureKind::Transient, describe(ending)};
        case Ending::Cause::Signal:
        case Ending::Cause::Deadline:
        case Ending::Cause::Flooded:
            return {FailureKind::Defect, describe(ending)};
    }
    return {FailureKind::Defect, describe(ending)};
}

bool isCrash(const Ending& ending) {
    return ending.cause == Ending::Cause::Signal || ending.cause == Ending::Cause::Deadline ||
           ending.cause == Ending::Cause::Flooded;
}

void observePush(const PushCounts& pushed, const std::string& tenant) {
    const auto add = [&](std::string_view outcome, std::int64_t by) {
        if (by > 0)
            observe::count(Metric::OutboundChanges, {tenant, outcome}, static_cast<double>(by));
    };
    add("delivered", pushed.delivered);
    add("later", pushed.later);
    add("set_aside", pushed.set_aside);
    if (pushed.delivered + pushed.later + pushed.set_aside == 0)
        return;
    logEvent(pushed.later + pushed.set_aside > 0 ? Event::OUTBOUND_HELD_UP : Event::OUTBOUND_DELIVERED,
             {{"tenant", tenant},
              {"delivered", pushed.delivered},
              {"later", pushed.later},
              {"set_aside", pushed.set_aside}});
}

void observeRun(const RunReport& report, const TenantId& tenant, const RunOrder& order, UtcTime at) {
    const std::string& id = tenant.text();
    const std::string_view outcome = !report.failure ? "succeeded" : report.crashed ? "abandoned" : "failed";
    observe::count(Metric::SyncRuns, {id, outcome});
    observe::observeSeconds(Metric::SyncSeconds, {id, outcome}, report.took);
    for (const RecordKind kind : kRecordKinds) {
        const KindCounts& counts = report.by_kind[static_cast<std::size_t>(kind)];
        const auto add = [&](std::string_view what, std::int64_t by) {
            if (by > 0)
                observe::count(Metric::SyncRecords, {id, nameOf(kind), what}, static_cast<double>(by));
        };
        add("new", counts.fresh);
        add("changed", counts.changed);
        add("unchanged", counts.unchanged);
        add("removed", counts.removed);
        add("set_aside", counts.set_aside);
    }
    observePush(report.pushed, id);
    const KindCounts& total = report.counts;
    if (!report.failure && order.outbound_only)
        return;
    if (!report.failure) {
        const auto unix_s = std::chrono::duration<double>(at.time_since_epoch()).count();
        observe::gauge(Metric::SyncLastSuccess, {id}, unix_s);
        observe::gauge(Metric::SyncQuarantined, {id}, static_cast<double>(report.set_aside_total));
        logEvent(Event::SYNC_SUCCEEDED, {{"tenant", id},
                                         {"schedule", order.schedule_name},
                                         {"trigger", nameOf(order.trigger)},
                                         {"new", total.fresh},
                                         {"changed", total.changed},
                                         {"unchanged", total.unchanged},
                                         {"removed", total.removed},
                                         {"set_aside", total.set_aside},
                                         {"took_ms", report.took.count()}});
        return;
    }
    logEvent(report.crashed ? Event::SYNC_CRASHED : Event::SYNC_FAILED,
             {{"tenant", id},
              {"schedule", order.schedule_name},
              {"trigger", nameOf(order.trigger)},
              {"kind", nameOf(report.failure->kind)},
              {"why", report.failure->what},
              {"took_ms", report.took.count()}});
}

}  // namespace

RunnerPlace runnerPlace(const config::PlatformSettings& platform, const std::string& var_dir,
                        const std::string& program_dir, std::string_view program_name) {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    RunnerPlace place;
    place.program = under(program_dir, platform.sync.program);
    place.plugin_dir = under(program_dir, platform.sync.plugin_dir);
    place.var_dir = var_dir;
    place.secrets_dir = under(var_dir, platform.secrets_dir);
    place.clock_offset_file = under(var_dir, platform.test_clock_offset_file);
    // Two on one machine differ in where they listen.
    place.node = std::string{host.data()} + "/" + std::string{program_name} + ":" +
                 std::to_string(platform.listeners.ops_port);
    place.memory_mib = platform.sync.memory_mib;
    place.cpu_s = platform.sync.cpu_s;
    place.grace_s = platform.sync.grace_s;
    return place;
}

std::string settingsHash(const config::TenantSettings& settings, const RunnerPlace& place) {
    std::string all = settings.sync.adapter + '\n' + settings.identity.time_zone + '\n';
    struct stat file {};
    if (::stat((place.plugin_dir + "/" + settings.sync.adapter + ".so").c_str(), &file) == 0)
        all += std::to_string(file.st_mtim.tv_sec) + '.' + std::to_string(file.st_mtim.tv_nsec) + ' ' +
               std::to_string(file.st_size) + '\n';
    for (const auto& [path, text] : settings.sync.adapter_settings.flat())
        all += path + '=' + text + '\n';
    eachSecret(settings.sync.adapter_settings, secretsDir(settings, place),
               [&](const std::string& key, const std::string& path) {
                   const auto secret = config::readSecretFile(path);
                   all += key + ':' + (secret ? sha256Hex(secret.value()) : secret.failure().what) + '\n';
               });
    return sha256Hex(all);
}

std::vector<NamedSchedule> schedulesOf(const config::SyncSettings& sync) {
    std::vector<NamedSchedule> schedules;
    for (const config::ScheduleRule& rule : sync.schedules) {
        const std::string name = scheduleName(rule);
        const auto same = std::ranges::find(schedules, name, &NamedSchedule::name);
        if (same == schedules.end())
            schedules.push_back({name, rule.kinds, {rule}});
        else
            same->rules.push_back(rule);
    }
    // Clients first, whatever the order in the file: every other record points at one.
    std::ranges::stable_partition(schedules, [](const NamedSchedule& schedule) {
        return std::ranges::count(schedule.kinds, RecordKind::Client) > 0;
    });
    return schedules;
}

Runner::Runner(database::TenantPools& pools, database::TenantPlaces& places, const Clock& clock,
               RunnerPlace place)
    : pools_{pools}, places_{places}, clock_{clock}, place_{std::move(place)} {}

Outcome<Job> Runner::jobFor(const TenantId& tenant, const config::TenantSettings& settings,
                            const RunOrder& order, const RunId& run) {
    Job job;
    job.tenant = tenant.text();
    job.run_id = run.text();
    job.schedule_name = order.schedule_name;
    job.kinds = order.kinds;
    job.full = order.full;
    job.by_operator = order.trigger == Trigger::Operator;
    job.outbound_only = order.outbound_only;
    job.give_up_after_h = settings.sync.outbound.give_up_after_h;
    job.place = places_.placeOf(tenant);
    job.adapter = settings.sync.adapter;
    job.plugin_dir = place_.plugin_dir;
    job.settings.root = nodeFrom(settings.sync.adapter_settings, "", settings.source_file);
    std::optional<Failure> unreadable;
    eachSecret(settings.sync.adapter_settings, secretsDir(settings, place_),
               [&](const std::string& key, const std::string& path) {
                   auto secret = config::readSecretFile(path);
                   if (secret)
                       job.settings.secrets.push_back({key, std::move(secret).value()});
                   else
                       unreadable = secret.failure();
               });
    if (unreadable)
        return *unreadable;
    job.settings.time_zone = settings.identity.time_zone;
    job.settings.base_folder = place_.var_dir;
    job.tell_plans = settings.dossier.plan_change_notice != config::PlanChangeNotice::None;
    job.tell_reports = std::ranges::count(settings.dossier.sections, config::DossierSection::Notices) > 0;
    job.clock_offset_file = place_.clock_offset_file;
    job.parent_pid = static_cast<int>(::getpid());
    job.limits = {place_.memory_mib, place_.cpu_s, 256, settings.sync.deadline_s};
    return job;
}

RunReport Runner::run(const TenantId& tenant, const config::TenantSettings& settings, const RunOrder& order,
                      const std::stop_token& stop) {
    RunReport report;
    RunClaim claim;
    claim.schedule_name = order.schedule_name;
    claim.due_at = order.due_at;
    claim.trigger = order.trigger;
    claim.kinds = order.kinds;
    claim.full = order.full;
    claim.node = place_.node;
    claim.settings_hash = settingsHash(settings, place_);
    claim.adapter = settings.sync.adapter;
    {
        auto tx = pools_.begin(tenant);
        closeDeadRuns(tx, clock_.now());
        report.claim = claimRun(tx, claim, clock_.now());
        tx.commit();
    }
    if (report.claim != ClaimAnswer::Claimed)
        return report;
    report.run = claim.id;
    const auto started = std::chrono::steady_clock::now();
    try {
        work(report, tenant, settings, order, stop);
    } catch (const std::exception& thrown) {
        report.failure = Failure{FailureKind::Transient, thrown.what()};
    }
    report.took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
    writeDown(report, tenant);
    observeRun(report, tenant, order, clock_.now());
    return report;
}

void Runner::work(RunReport& report, const TenantId& tenant, const config::TenantSettings& settings,
                  const RunOrder& order, const std::stop_token& stop) {
    const auto job = jobFor(tenant, settings, order, *report.run);
    if (!job) {
        report.failure = job.failure();
        return;
    }
    LaunchLimits limits;
    limits.deadline = std::chrono::seconds{settings.sync.deadline_s};
    limits.grace = std::chrono::seconds{place_.grace_s};
    // More than is kept, so that what is cut off is not the second half of a secret.
    limits.words_bytes_kept = 2 * kWordsBytes;
    const Ending ending = launch(place_.program, toJson(job.value()), limits, stop);
    std::vector<std::string> secrets{job.value().place.password};
    for (const sdk::Secret& secret : job.value().settings.secrets)
        secrets.push_back(secret.value);
    report.words = scrubbed(ending.words, secrets, kWordsBytes);
    const auto summary = summaryFromJson(ending.answer);
    if (ending.cause == Ending::Cause::Exited && summary) {
        report.failure = summary->failure;
        report.by_kind = summary->counts;
        report.pushed = summary->pushed;
        report.counts = totalOf(summary->counts);
        report.set_aside_total = summary->set_aside_total;
        report.adapter = summary->adapter;
        return;
    }
    report.failure = failureOf(ending);
    report.crashed = isCrash(ending);
}

void Runner::writeDown(const RunReport& report, const TenantId& tenant) {
    try {
        auto tx = pools_.begin(tenant);
        if (report.failure)
            endRun(tx, *report.run, *report.failure, report.crashed, clock_.now());
        noteWords(tx, *report.run, report.adapter, report.words);
        tx.commit();
    } catch (const DatabaseError& away) {
        // closeDeadRuns() of the next run finds it open without a worker.
        logEvent(Event::SYNC_DATABASE_AWAY, {{"tenant", tenant.text()}, {"why", away.what()}});
    }
}

std::vector<RunReport> runOnce(Runner& runner, const TenantId& tenant, const config::TenantSettings& settings,
                               const std::vector<RecordKind>& kinds, bool full, std::chrono::seconds wait_max,
                               const std::function<void(const std::string&)>& told) {
    constexpr std::chrono::seconds kLookAgain{1};
    std::vector<RunReport> reports;
    for (const NamedSchedule& schedule : schedulesOf(settings.sync)) {
        const bool asked = kinds.empty() || std::ranges::any_of(kinds, [&](RecordKind kind) {
                               return std::ranges::count(schedule.kinds, kind) > 0;
                           });
        if (!asked)
            continue;
        RunOrder order{schedule.name, schedule.kinds, runner.clock().now(), Trigger::Operator, full};
        const auto give_up_at = std::chrono::steady_clock::now() + wait_max;
        RunReport report = runner.run(tenant, settings, order);
        if (report.claim == ClaimAnswer::Busy && told)
            told("another run of " + tenant.text() + " is going on; waiting for its end");
        while (report.claim == ClaimAnswer::Busy && std::chrono::steady_clock::now() < give_up_at) {
            std::this_thread::sleep_for(kLookAgain);
            report = runner.run(tenant, settings, order);
        }
        if (report.claim == ClaimAnswer::Busy)
            report.failure = Failure{FailureKind::Refused,
                                     "another run of this organisation has been going on for too "
                                     "long; see `inzagectl sync status`"};
        reports.push_back(std::move(report));
    }
    return reports;
}

}  // namespace inzage::sync
