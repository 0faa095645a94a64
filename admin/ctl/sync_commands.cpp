#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>

#include "admin/ctl/ctl.h"
#include "platform/base/json_text.h"
#include "platform/observe/events.h"
#include "platform/sync/pause_store.h"
#include "platform/sync/run_store.h"
#include "platform/sync/runner.h"
#include "platform/sync/schedule.h"
#include "platform/sync/set_aside_store.h"

namespace inzage::ctl {
namespace {

using Json = nlohmann::ordered_json;

std::vector<RecordKind> kindsFrom(Ctl& ctl, const std::string& text) {
    std::vector<RecordKind> kinds;
    std::size_t from = 0;
    while (from < text.size()) {
        const auto comma = std::min(text.find(',', from), text.size());
        const auto kind = recordKindFromName(std::string_view{text}.substr(from, comma - from));
        if (!kind)
            ctl.misused("--kinds takes record kinds such as report,measurement");
        kinds.push_back(*kind);
        from = comma + 1;
    }
    return kinds;
}

Json toJson(const sync::RunReport& report) {
    Json json{{"ok", report.succeeded()},
              {"new", report.counts.fresh},
              {"changed", report.counts.changed},
              {"unchanged", report.counts.unchanged},
              {"removed", report.counts.removed},
              {"set_aside", report.counts.set_aside},
              {"seconds", static_cast<double>(report.took.count()) / 1000.0}};
    if (report.run)
        json["run"] = report.run->text();
    if (report.failure)
        json["failure"] = {{"kind", nameOf(report.failure->kind)}, {"what", report.failure->what}};
    return json;
}

void say(Ctl& ctl, const TenantId& id, const sync::RunReport& report) {
    if (ctl.json())
        return;
    if (report.succeeded()) {
        ctl.out() << id.text() << ": " << report.counts.fresh << " new, " << report.counts.changed
                  << " changed, " << report.counts.unchanged << " unchanged, " << report.counts.removed
                  << " removed, " << report.counts.set_aside << " set aside, in "
                  << static_cast<double>(report.took.count()) / 1000.0 << " s\n";
        return;
    }
    const std::string why = report.failure ? report.failure->what : "another run of this tenant is at work";
    ctl.err() << id.text() << ": the synchronisation failed, nothing changed: " << why << '\n';
    if (!report.words.empty())
        ctl.err() << "the adapter's last words:\n" << report.words << '\n';
}

sync::RunnerPlace runnerPlace(Ctl& ctl) {
    return sync::runnerPlace(ctl.settings(), ctl.inVar("."), ctl.options().program_dir, "inzagectl");
}

int runAndSay(Ctl& ctl, const TenantId& id, const std::vector<RecordKind>& kinds, bool full) {
    const auto settings = ctl.tenantSettings(id);
    // What the run logs is for the log folder, not for whoever typed this.
    std::error_code absent;
    if (std::filesystem::is_directory(ctl.inVar("log"), absent))
        (void)observe::logTo(ctl.inVar("log/inzagectl.log"));
    sync::Runner runner{ctl.pools(), ctl.places(), ctl.clock(), runnerPlace(ctl)};
    const auto reports =
        sync::runOnce(runner, id, *settings, kinds, full, std::chrono::seconds{120},
                      [&](const std::string& what) { ctl.err() << id.text() << ": " << what << '\n'; });
    if (reports.empty())
        ctl.fail("no schedule of " + id.text() + " serves these kinds");
    Json list = Json::array();
    bool ok = true;
    for (const auto& report : reports) {
        ok = ok && report.succeeded();
        say(ctl, id, report);
        list.push_back(toJson(report));
    }
    if (ctl.json())
        ctl.out() << indentedJson(list) << '\n';
    return ok ? kOk : kFailed;
}

int runSync(Ctl& ctl, const Arguments& arguments) {
    return runAndSay(ctl, ctl.tenantIdFrom(arguments.words()[0]),
                     kindsFrom(ctl, arguments.value("--kinds").value_or("")), arguments.has("--full"));
}

std::string textOf(const std::optional<UtcTime>& at) {
    return at ? isoUtc(*at) : "-";
}

Json toJson(const sync::RunRow& run) {
    return {{"run", run.id.text()},
            {"schedule", run.schedule_name},
            {"trigger", run.trigger},
            {"state", run.state},
            {"node", run.node},
            {"claimed_at", isoUtc(run.claimed_at)},
            {"finished_at", textOf(run.finished_at)},
            {"new", run.fresh},
            {"changed", run.changed},
            {"unchanged", run.unchanged},
            {"removed", run.removed},
            {"set_aside", run.set_aside},
            {"failure_kind", run.failure_kind},
            {"failure", run.failure_what},
            {"adapter_words", run.adapter_words}};
}

void say(Ctl& ctl, const sync::RunRow& run) {
    ctl.out() << isoUtc(run.claimed_at).substr(0, 19) << "Z  " << run.state << "  " << run.trigger << "  "
              << run.schedule_name << "  +" << run.fresh << " ~" << run.changed << " -" << run.removed
              << " set aside " << run.set_aside;
    if (!run.failure_what.empty())
        ctl.out() << "  " << run.failure_kind << ": " << run.failure_what;
    ctl.out() << '\n';
    if (!run.failure_what.empty() && !run.adapter_words.empty())
        ctl.out() << "    the adapter's last words: " << run.adapter_words << '\n';
}

/// What an operator does about a schedule that doesn't run.
std::string_view remedyOf(sync::Standing standing) {
    switch (standing) {
        case sync::Standing::Free:
            return "";
        case sync::Standing::PausedByOperator:
            return "paused by an operator; inzagectl sync resume ends it";
        case sync::Standing::WaitsForSettings:
            return "waits until sync.settings change; inzagectl sync run tries at once";
        case sync::Standing::Paused:
            return "paused, because the adapter crashed; a repaired adapter, other settings or inzagectl "
                   "sync "
                   "resume end it";
        case sync::Standing::CircuitOpen:
            return "failed several times in a row; tried every 15 minutes until it succeeds";
    }
    return "";
}

/// Each schedule: does it run, and when next.
Json schedules(Ctl& ctl, const TenantId& id, database::TenantTx& tx, const sync::PauseState& paused) {
    const auto settings = ctl.tenantSettings(id);
    const UtcTime at = ctl.clock().now();
    const auto past = sync::latestRunsOf(tx, false, 20);
    const auto by_itself = sync::standingOf(past, sync::settingsHash(*settings, runnerPlace(ctl)),
                                            settings->sync.failures_to_pause, at, paused.resumed_at);
    Json list = Json::array();
    for (const auto& schedule : sync::schedulesOf(settings->sync)) {
        const auto standing =
            sync::isPaused(paused, schedule.kinds) ? sync::Standing::PausedByOperator : by_itself;
        list.push_back({{"schedule", schedule.name},
                        {"standing", sync::nameOf(standing)},
                        {"next_due", textOf(sync::nextPlanned(*settings, schedule.kinds, at))}});
        if (ctl.json())
            continue;
        ctl.out() << schedule.name << ": next "
                  << textOf(sync::nextPlanned(*settings, schedule.kinds, at)).substr(0, 19) << "Z";
        if (standing != sync::Standing::Free)
            ctl.out() << ", " << remedyOf(standing);
        ctl.out() << '\n';
    }
    return list;
}

int status(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const int count = static_cast<int>(ctl.typed(arguments.number("--last", 10, 1, 100)));
    auto tx = ctl.pools().begin(id);
    const auto paused = sync::pauseState(tx);
    Json all{
        {"schedules", schedules(ctl, id, tx, paused)}, {"pauses", Json::array()}, {"runs", Json::array()}};
    for (const auto& one : paused.pauses) {
        all["pauses"].push_back({{"kind", one.kind}, {"why", one.why}, {"paused_at", isoUtc(one.paused_at)}});
        if (!ctl.json())
            ctl.out() << "paused since " << isoUtc(one.paused_at).substr(0, 19) << "Z: " << one.kind << " ("
                      << one.why << ")\n";
    }
    for (const auto& run : sync::latestRuns(tx, count)) {
        all["runs"].push_back(toJson(run));
        if (!ctl.json())
            say(ctl, run);
    }
    if (ctl.json())
        ctl.out() << indentedJson(all) << '\n';
    else if (all["runs"].empty())
        ctl.out() << id.text() << " was never synchronised\n";
    return kOk;
}

int pauseRuns(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const auto kinds = kindsFrom(ctl, arguments.value("--kinds").value_or(""));
    const std::string why = arguments.value("--why").value_or("");
    if (why.empty() || why.size() > 500 || why.find('\n') != std::string::npos)
        ctl.misused("--why takes the reason, one line of at most 500 bytes: whoever looks next will read it");
    auto tx = ctl.pools().begin(id);
    sync::pause(tx, kinds, why, ctl.clock().now());
    tx.commit();
    ctl.audit("sync.pause", id.text(),
              Json{{"kinds", arguments.value("--kinds").value_or("all")}, {"why", why}}.dump());
    if (ctl.json())
        ctl.out() << indentedJson(Json{{"paused", true}}) << '\n';
    else
        ctl.out() << id.text() << ": scheduled runs are paused on every node; a run at work ends by itself\n";
    return kOk;
}

int resumeRuns(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const auto kinds = kindsFrom(ctl, arguments.value("--kinds").value_or(""));
    auto tx = ctl.pools().begin(id);
    const auto ended = sync::resume(tx, kinds, ctl.clock().now());
    tx.commit();
    ctl.audit("sync.resume", id.text(), Json{{"kinds", arguments.value("--kinds").value_or("all")}}.dump());
    if (ctl.json())
        ctl.out() << indentedJson(Json{{"pauses_ended", ended}}) << '\n';
    else
        ctl.out() << id.text() << ": " << ended
                  << " pauses ended; schedules go on at their next time, inzagectl sync run starts one now\n";
    return kOk;
}

int setAside(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const int count = static_cast<int>(ctl.typed(arguments.number("--last", 50, 1, 1000)));
    std::vector<sync::SetAside> records;
    std::vector<RecordKind> kinds;
    {
        auto tx = ctl.pools().begin(id);
        records = sync::setAsideRecords(tx, count);
        kinds = sync::kindsSetAside(tx);
    }
    if (arguments.has("--retry")) {
        if (kinds.empty())
            ctl.fail("nothing of " + id.text() + " is set aside");
        return runAndSay(ctl, id, kinds, true);
    }
    Json list = Json::array();
    for (const auto& one : records) {
        list.push_back({{"kind", one.kind},
                        {"source_id", one.source_id},
                        {"reason_kind", one.reason_kind},
                        {"reason", one.reason},
                        {"tries", one.tries},
                        {"first_at", isoUtc(one.first_at)},
                        {"last_at", isoUtc(one.last_at)}});
        if (!ctl.json())
            ctl.out() << isoUtc(one.last_at).substr(0, 19) << "Z  " << one.kind << "  " << one.source_id
                      << "  " << one.reason_kind << ": " << one.reason << '\n';
    }
    if (ctl.json())
        ctl.out() << indentedJson(list) << '\n';
    else if (list.empty())
        ctl.out() << "nothing of " << id.text() << " is set aside\n";
    return kOk;
}

}  // namespace

std::vector<Command> syncCommands() {
    return {
        {"sync run",
         "TENANT [--kinds report,…] [--full]",
         "Synchronises now, through the tenant's adapter; --full asks for everything again.",
         {{"--kinds"}, {"--full"}},
         1,
         1,
         runSync},
        {"sync status",
         "TENANT [--last N]",
         "What runs when, what is paused and why, and the latest runs.",
         {{"--last"}, {}},
         1,
         1,
         status},
        {"sync pause",
         "TENANT --why TEXT [--kinds report,…]",
         "Scheduled runs stop until resumed, on every node; without --kinds also what goes out.",
         {{"--kinds", "--why"}, {}},
         1,
         1,
         pauseRuns},
        {"sync resume",
         "TENANT [--kinds report,…]",
         "Ends pauses, also one that the platform made after failures.",
         {{"--kinds"}, {}},
         1,
         1,
         resumeRuns},
        {"sync set-aside",
         "TENANT [--last N] [--retry]",
         "Records that could not be taken in, and why; --retry asks the source for their kinds once more.",
         {{"--last"}, {"--retry"}},
         1,
         1,
         setAside},
    };
}

}  // namespace inzage::ctl
