#include "admin/adapter_kit/plan.h"

#include <array>
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"

namespace inzage::adapter_kit {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 6> kVerbs{"load", "configure", "check", "pull", "push", "destroy"};

int numberOf(sdk::RecordKind kind) {
    return static_cast<int>(kind);
}
sdk::RecordKind kindFrom(const json& from) {
    return static_cast<sdk::RecordKind>(from.get<int>());
}

json stepJson(const Step& step) {
    json all{{"verb", static_cast<int>(step.verb)},
             {"time_ms", step.time_ms},
             {"watched", step.watched},
             {"from_last", step.from_last},
             {"cursors_max", step.cursors_max},
             {"puts_max", step.puts_max},
             {"stop_early", step.stop_early},
             {"count_only", step.count_only},
             {"kind", numberOf(step.kind)},
             {"client", step.client},
             {"record", step.record},
             {"key", step.key}};
    if (step.cursor)
        all["cursor"] = *step.cursor;
    return all;
}

Step stepFrom(const json& from) {
    Step step;
    step.verb = static_cast<Verb>(from.at("verb").get<int>());
    step.time_ms = from.at("time_ms").get<int>();
    step.watched = from.at("watched").get<bool>();
    step.from_last = from.at("from_last").get<bool>();
    step.cursors_max = from.at("cursors_max").get<int>();
    step.puts_max = from.at("puts_max").get<int>();
    step.stop_early = from.at("stop_early").get<bool>();
    step.count_only = from.at("count_only").get<bool>();
    step.kind = kindFrom(from.at("kind"));
    step.client = from.at("client").get<std::string>();
    step.record = from.at("record").get<std::string>();
    step.key = from.at("key").get<std::string>();
    if (from.contains("cursor"))
        step.cursor = from.at("cursor").get<std::string>();
    return step;
}

json kindsJson(const std::vector<sdk::RecordKind>& kinds) {
    json list = json::array();
    for (const auto kind : kinds)
        list.push_back(numberOf(kind));
    return list;
}

json specJson(const sdk::SettingSpec& spec) {
    json all{{"key", spec.key},           {"type", static_cast<int>(spec.type)},
             {"required", spec.required}, {"default", spec.default_value},
             {"help", spec.help},         {"choices", spec.choices}};
    if (spec.min)
        all["min"] = *spec.min;
    if (spec.max)
        all["max"] = *spec.max;
    return all;
}

sdk::SettingSpec specFrom(const json& from) {
    sdk::SettingSpec spec;
    spec.key = from.at("key").get<std::string>();
    spec.type = static_cast<sdk::SettingType>(from.at("type").get<int>());
    spec.required = from.at("required").get<bool>();
    spec.default_value = from.at("default").get<std::string>();
    spec.help = from.at("help").get<std::string>();
    spec.choices = from.at("choices").get<std::vector<std::string>>();
    if (from.contains("min"))
        spec.min = from.at("min").get<long long>();
    if (from.contains("max"))
        spec.max = from.at("max").get<long long>();
    return spec;
}

json descriptionJson(const sdk::Description& one) {
    json settings = json::array();
    for (const auto& spec : one.settings)
        settings.push_back(specJson(spec));
    return {{"name", one.name},
            {"version", one.version},
            {"summary", one.summary},
            {"capabilities", one.capabilities},
            {"pulls", kindsJson(one.pulls)},
            {"pushes", kindsJson(one.pushes)},
            {"settings", std::move(settings)}};
}

sdk::Description descriptionFrom(const json& from) {
    sdk::Description one;
    one.name = from.at("name").get<std::string>();
    one.version = from.at("version").get<std::string>();
    one.summary = from.at("summary").get<std::string>();
    one.capabilities = from.at("capabilities").get<std::uint32_t>();
    for (const json& kind : from.at("pulls"))
        one.pulls.push_back(kindFrom(kind));
    for (const json& kind : from.at("pushes"))
        one.pushes.push_back(kindFrom(kind));
    for (const json& spec : from.at("settings"))
        one.settings.push_back(specFrom(spec));
    return one;
}

FailureKind failureKindFrom(std::string_view name) {
    for (const FailureKind kind :
         {FailureKind::Config, FailureKind::Transient, FailureKind::Refused, FailureKind::InDoubt})
        if (inzage::nameOf(kind) == name)
            return kind;
    return FailureKind::Defect;
}

StepResult resultFrom(const json& from) {
    StepResult result;
    result.verb = static_cast<Verb>(from.at("verb").get<int>());
    result.ended = true;
    if (from.contains("failure"))
        result.failure = Failure{failureKindFrom(from.at("failure").get<std::string>()),
                                 from.at("what").get<std::string>()};
    result.broken_off = from.at("broken_off").get<bool>();
    result.took_ms = from.at("took_ms").get<int>();
    if (from.contains("description"))
        result.description = descriptionFrom(from.at("description"));
    result.stamp_version = from.at("stamp_version").get<std::string>();
    result.touched = from.at("touched").get<std::vector<std::string>>();
    result.watch_failed = from.at("watch_failed").get<bool>();
    for (const json& event : from.at("events"))
        result.events.push_back({static_cast<Event::What>(event.at(0).get<int>()), kindFrom(event.at(1)),
                                 event.at(2).get<std::string>(), event.at(3).get<std::string>()});
    result.personal = from.at("personal").get<std::vector<std::string>>();
    result.receipt.source_id = from.at("receipt").at(0).get<std::string>();
    result.receipt.source_version = from.at("receipt").at(1).get<std::string>();
    return result;
}

void takeLine(const json& line, ProbeAnswer& answer) {
    if (line.contains("begins")) {
        StepResult begun;
        begun.verb = static_cast<Verb>(line.at("begins").get<int>());
        answer.steps.push_back(std::move(begun));
    } else if (line.contains("peak_mib")) {
        answer.end = ProbeEnd{line.at("peak_mib").get<int>(), line.at("printed").get<std::string>()};
    } else if (!answer.steps.empty()) {
        answer.steps.back() = resultFrom(line);
    }
}

}  // namespace

std::string_view nameOf(Verb verb) noexcept {
    return kVerbs[static_cast<std::size_t>(verb)];
}

std::string toJson(const Plan& plan) {
    json steps = json::array();
    for (const Step& step : plan.steps)
        steps.push_back(stepJson(step));
    return lenientJsonText(
        json{{"time_zone", plan.time_zone}, {"leave", plan.leave}, {"steps", std::move(steps)}});
}

Outcome<Plan> planFromJson(std::string_view text) {
    try {
        const json from = parseJson(text);
        Plan plan;
        plan.time_zone = from.at("time_zone").get<std::string>();
        plan.leave = from.at("leave").get<bool>();
        for (const json& step : from.at("steps"))
            plan.steps.push_back(stepFrom(step));
        return plan;
    } catch (const std::exception& wrong) {
        return Failure{FailureKind::Refused, std::string{"the plan can't be read: "} + wrong.what()};
    }
}

std::string beginsJson(Verb verb) {
    return lenientJsonText(json{{"begins", static_cast<int>(verb)}});
}

std::string toJson(const StepResult& result) {
    json events = json::array();
    for (const Event& event : result.events)
        events.push_back({static_cast<int>(event.what), numberOf(event.kind), event.id, event.text});
    json all{{"verb", static_cast<int>(result.verb)},
             {"broken_off", result.broken_off},
             {"took_ms", result.took_ms},
             {"stamp_version", result.stamp_version},
             {"touched", result.touched},
             {"watch_failed", result.watch_failed},
             {"events", std::move(events)},
             {"personal", result.personal},
             {"receipt", {result.receipt.source_id, result.receipt.source_version}}};
    if (result.failure) {
        all["failure"] = inzage::nameOf(result.failure->kind);
        all["what"] = result.failure->what;
    }
    if (result.description)
        all["description"] = descriptionJson(*result.description);
    return lenientJsonText(all);
}

std::string toJson(const ProbeEnd& end) {
    return lenientJsonText(json{{"peak_mib", end.peak_mib}, {"printed", end.printed}});
}

ProbeAnswer answerFrom(std::string_view lines) {
    ProbeAnswer answer;
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        if (end == std::string_view::npos)
            break;
        try {
            takeLine(parseJson(lines.substr(0, end)), answer);
        } catch (const std::exception&) {
            // It died while it wrote this line: the step counts as not ended.
            break;
        }
        lines.remove_prefix(end + 1);
    }
    return answer;
}

}  // namespace inzage::adapter_kit
