#include "platform/sync/job.h"

#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"

namespace inzage::sync {

namespace {

using nlohmann::json;

constexpr int kJobForm = 2;

json nodeJson(const sdk::SettingNode& node) {
    json children = json::array();
    for (const sdk::SettingNode& child : node.children)
        children.push_back(nodeJson(child));
    return {
        {"name", node.name}, {"text", node.text}, {"place", node.place}, {"children", std::move(children)}};
}

sdk::SettingNode nodeFrom(const json& from) {
    sdk::SettingNode node;
    node.name = from.at("name").get<std::string>();
    node.text = from.at("text").get<std::string>();
    node.place = from.at("place").get<std::string>();
    for (const json& child : from.at("children"))
        node.children.push_back(nodeFrom(child));
    return node;
}

json settingsJson(const sdk::AdapterSettings& settings) {
    json secrets = json::array();
    for (const sdk::Secret& secret : settings.secrets)
        secrets.push_back({{"name", secret.name}, {"value", secret.value}});
    return {{"root", nodeJson(settings.root)},
            {"secrets", std::move(secrets)},
            {"time_zone", settings.time_zone},
            {"base_folder", settings.base_folder}};
}

sdk::AdapterSettings settingsFrom(const json& from) {
    sdk::AdapterSettings settings;
    settings.root = nodeFrom(from.at("root"));
    for (const json& secret : from.at("secrets"))
        settings.secrets.push_back(
            {secret.at("name").get<std::string>(), secret.at("value").get<std::string>()});
    settings.time_zone = from.at("time_zone").get<std::string>();
    settings.base_folder = from.at("base_folder").get<std::string>();
    return settings;
}

json kindsJson(const std::vector<RecordKind>& kinds) {
    json names = json::array();
    for (const RecordKind kind : kinds)
        names.push_back(nameOf(kind));
    return names;
}

std::vector<RecordKind> kindsFrom(const json& from) {
    std::vector<RecordKind> kinds;
    for (const json& name : from) {
        const auto kind = recordKindFromName(name.get<std::string>());
        if (!kind)
            throw std::invalid_argument{"an unknown record kind"};
        kinds.push_back(*kind);
    }
    return kinds;
}

Job jobFrom(const json& from) {
    if (from.at("form").get<int>() != kJobForm)
        throw std::invalid_argument{"a job of another version of the program"};
    Job job;
    job.tenant = from.at("tenant").get<std::string>();
    job.run_id = from.at("run_id").get<std::string>();
    job.schedule_name = from.at("schedule_name").get<std::string>();
    job.kinds = kindsFrom(from.at("kinds"));
    job.full = from.at("full").get<bool>();
    job.by_operator = from.at("by_operator").get<bool>();
    job.outbound_only = from.at("outbound_only").get<bool>();
    job.give_up_after_h = from.at("give_up_after_h").get<int>();
    const json& place = from.at("place");
    job.place = {place.at("conninfo").get<std::string>(), place.at("database").get<std::string>(),
                 place.at("role").get<std::string>(), place.at("password").get<std::string>()};
    job.adapter = from.at("adapter").get<std::string>();
    job.plugin_dir = from.at("plugin_dir").get<std::string>();
    job.settings = settingsFrom(from.at("settings"));
    job.tell_plans = from.at("tell_plans").get<bool>();
    job.tell_reports = from.at("tell_reports").get<bool>();
    job.clock_offset_file = from.at("clock_offset_file").get<std::string>();
    job.parent_pid = from.at("parent_pid").get<int>();
    const json& limits = from.at("limits");
    job.limits = {limits.at("memory_mib").get<int>(), limits.at("cpu_s").get<int>(),
                  limits.at("files").get<int>(), limits.at("deadline_s").get<int>()};
    return job;
}

std::optional<FailureKind> failureKindFrom(std::string_view name) {
    for (const FailureKind kind : {FailureKind::Config, FailureKind::Transient, FailureKind::Defect,
                                   FailureKind::Refused, FailureKind::InDoubt})
        if (nameOf(kind) == name)
            return kind;
    return std::nullopt;
}

Summary summaryFrom(const json& from) {
    Summary summary;
    summary.succeeded = from.at("succeeded").get<bool>();
    if (!summary.succeeded)
        summary.failure = Failure{failureKindFrom(from.at("failure_kind").get<std::string>()).value(),
                                  from.at("failure_what").get<std::string>()};
    for (const auto& [name, counts] : from.at("records").items()) {
        const auto kind = recordKindFromName(name);
        if (!kind)
            continue;
        summary.counts[static_cast<std::size_t>(*kind)] = {
            counts.at("new").get<std::int64_t>(), counts.at("changed").get<std::int64_t>(),
            counts.at("unchanged").get<std::int64_t>(), counts.at("removed").get<std::int64_t>(),
            counts.at("set_aside").get<std::int64_t>()};
    }
    const json& pushed = from.at("pushed");
    summary.pushed = {pushed.at("delivered").get<std::int64_t>(), pushed.at("later").get<std::int64_t>(),
                      pushed.at("set_aside").get<std::int64_t>()};
    summary.set_aside_total = from.at("set_aside_total").get<std::int64_t>();
    summary.adapter = from.at("adapter").get<std::string>();
    return summary;
}

}  // namespace

std::string toJson(const Job& job) {
    return lenientJsonText(json{{"form", kJobForm},
                                {"tenant", job.tenant},
                                {"run_id", job.run_id},
                                {"schedule_name", job.schedule_name},
                                {"kinds", kindsJson(job.kinds)},
                                {"full", job.full},
                                {"by_operator", job.by_operator},
                                {"outbound_only", job.outbound_only},
                                {"give_up_after_h", job.give_up_after_h},
                                {"place",
                                 {{"conninfo", job.place.conninfo},
                                  {"database", job.place.database},
                                  {"role", job.place.role},
                                  {"password", job.place.password}}},
                                {"adapter", job.adapter},
                                {"plugin_dir", job.plugin_dir},
                                {"settings", settingsJson(job.settings)},
                                {"tell_plans", job.tell_plans},
                                {"tell_reports", job.tell_reports},
                                {"clock_offset_file", job.clock_offset_file},
                                {"parent_pid", job.parent_pid},
                                {"limits",
                                 {{"memory_mib", job.limits.memory_mib},
                                  {"cpu_s", job.limits.cpu_s},
                                  {"files", job.limits.files},
                                  {"deadline_s", job.limits.deadline_s}}}});
}

Outcome<Job> jobFromJson(std::string_view text) {
    try {
        return jobFrom(parseJson(text));
    } catch (const json::parse_error&) {
        return Failure{FailureKind::Refused, "the job is not JSON"};
    } catch (const std::exception& wrong) {
        // Names of members and types only: nlohmann quotes no values.
        return Failure{FailureKind::Refused, std::string{"the job can't be read: "} + wrong.what()};
    }
}

std::string toJson(const Summary& summary) {
    json records = json::object();
    for (const RecordKind kind : kRecordKinds) {
        const KindCounts& counts = summary.counts[static_cast<std::size_t>(kind)];
        if (counts.fresh + counts.changed + counts.unchanged + counts.removed + counts.set_aside > 0)
            records[std::string{nameOf(kind)}] = {{"new", counts.fresh},
                                                  {"changed", counts.changed},
                                                  {"unchanged", counts.unchanged},
                                                  {"removed", counts.removed},
                                                  {"set_aside", counts.set_aside}};
    }
    json all{{"succeeded", summary.succeeded},
             {"records", std::move(records)},
             {"pushed",
              {{"delivered", summary.pushed.delivered},
               {"later", summary.pushed.later},
               {"set_aside", summary.pushed.set_aside}}},
             {"set_aside_total", summary.set_aside_total},
             {"adapter", summary.adapter}};
    if (summary.failure) {
        all["failure_kind"] = nameOf(summary.failure->kind);
        all["failure_what"] = summary.failure->what;
    }
    return lenientJsonText(all);
}

std::optional<Summary> summaryFromJson(std::string_view text) {
    try {
        return summaryFrom(parseJson(text));
    } catch (const std::exception&) {
        // A worker that died while printing: its exit status tells the rest.
        return std::nullopt;
    }
}

}  // namespace inzage::sync
