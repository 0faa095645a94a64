#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>

#include "admin/ctl/ctl.h"
#include "platform/base/json_text.h"
#include "platform/observe/events.h"
#include "platform/sync/run_store.h"
#include "platform/sync/runner.h"

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

int runSync(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const auto kinds = kindsFrom(ctl, arguments.value("--kinds").value_or(""));
    const auto settings = ctl.tenantSettings(id);
    // What the run logs is for the log folder, not for whoever typed this.
    std::error_code absent;
    if (std::filesystem::is_directory(ctl.inVar("log"), absent))
        (void)observe::logTo(ctl.inVar("log/inzagectl.log"));
    sync::Runner runner{
        ctl.pools(), ctl.places(), ctl.clock(),
        sync::runnerPlace(ctl.settings(), ctl.inVar("."), ctl.options().program_dir, "inzagectl")};
    const auto reports =
        sync::runOnce(runner, id, *settings, kinds, arguments.has("--full"), std::chrono::seconds{120},
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

std::string textOf(const std::optional<UtcTime>& at) {
    return at ? isoUtc(*at) : "-";
}

int status(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const int count = static_cast<int>(ctl.typed(arguments.number("--last", 10, 1, 100)));
    auto tx = ctl.pools().begin(id);
    Json list = Json::array();
    for (const auto& run : sync::latestRuns(tx, count)) {
        list.push_back({{"run", run.id.text()},
                        {"schedule", run.schedule_name},
                        {"trigger", run.trigger},
                        {"state", run.state},
                        {"claimed_at", isoUtc(run.claimed_at)},
                        {"finished_at", textOf(run.finished_at)},
                        {"new", run.fresh},
                        {"changed", run.changed},
                        {"unchanged", run.unchanged},
                        {"removed", run.removed},
                        {"set_aside", run.set_aside},
                        {"failure_kind", run.failure_kind},
                        {"failure", run.failure_what}});
        if (ctl.json())
            continue;
        ctl.out() << isoUtc(run.claimed_at).substr(0, 19) << "Z  " << run.state << "  " << run.trigger << "  "
                  << run.schedule_name << "  +" << run.fresh << " ~" << run.changed << " -" << run.removed
                  << " set aside " << run.set_aside;
        if (!run.failure_what.empty())
            ctl.out() << "  " << run.failure_kind << ": " << run.failure_what;
        ctl.out() << '\n';
    }
    if (ctl.json())
        ctl.out() << indentedJson(list) << '\n';
    else if (list.empty())
        ctl.out() << id.text() << " was never synchronised\n";
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
        {"sync status", "TENANT [--last N]", "The latest runs.", {{"--last"}, {}}, 1, 1, status},
    };
}

}  // namespace inzage::ctl
