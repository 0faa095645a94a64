#include "platform/observe/events.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <utility>

#include "platform/base/clock.h"
#include "platform/base/guarded.h"
#include "platform/observe/json_text.h"
#include "platform/observe/metrics.h"

namespace inzage::observe {
namespace {

constexpr std::array kEvents{
#define INZAGE_EVENT(id, severity, meaning, remedy) EventInfo{#id, Severity::severity, meaning, remedy},
#include "platform/observe/event_catalogue.def"
#undef INZAGE_EVENT
};

constexpr std::size_t kValueCharactersMax = 1000;
constexpr unsigned kLinesPerWindowMax = 100;
constexpr std::chrono::seconds kWindow{10};

struct Window {
    std::chrono::steady_clock::time_point start{};
    unsigned lines = 0;
    unsigned suppressed = 0;
};

/// One lock for the sink and the limits: a line is one write, so lines never mix.
struct Sink {
    int fd = STDERR_FILENO;
    std::array<Window, kEvents.size()> windows{};
};

Guarded<Sink>& sink() {
    static Guarded<Sink> instance;
    return instance;
}

thread_local std::string_view scope_tenant;
thread_local std::string_view scope_request;

std::string_view nameOf(Severity severity) {
    switch (severity) {
        case Severity::Info:
            return "info";
        case Severity::Warning:
            return "warning";
        case Severity::Error:
            return "error";
    }
    return "error";
}

void appendField(std::string& line, std::string_view name, const LogValue& value) {
    line += ',';
    appendJsonString(line, name);
    line += ':';
    if (const auto* text = std::get_if<std::string_view>(&value.get()))
        appendJsonString(line, text->substr(0, kValueCharactersMax));
    else
        line += std::to_string(std::get<std::int64_t>(value.get()));
}

/// Absent when the event's window is full; else how many lines were suppressed before this one.
std::optional<unsigned> admit(Window& window) {
    const auto now = std::chrono::steady_clock::now();
    if (now - window.start >= kWindow) {
        window.start = now;
        window.lines = 0;
    }
    if (window.lines >= kLinesPerWindowMax) {
        ++window.suppressed;
        return std::nullopt;
    }
    ++window.lines;
    return std::exchange(window.suppressed, 0U);
}

void writeAll(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written <= 0)
            return;  // a full disk must not stop the portal; the counter below still tells
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string lineOf(const EventInfo& info, std::initializer_list<LogField> fields) {
    std::string line = "{\"time\":\"" + isoUtc(SystemClock{}.now()) + "\",\"level\":\"";
    line += nameOf(info.severity);
    line += "\",\"event\":\"";
    line += info.id;
    line += '"';
    bool own_tenant = false;
    for (const auto& [name, value] : fields) {
        own_tenant = own_tenant || name == "tenant";
        appendField(line, name, value);
    }
    if (!own_tenant && !scope_tenant.empty())
        appendField(line, "tenant", scope_tenant);
    if (!scope_request.empty())
        appendField(line, "request", scope_request);
    return line;
}

}  // namespace

const EventInfo& infoOf(Event event) noexcept {
    return kEvents[static_cast<std::size_t>(event)];
}

std::size_t eventCount() noexcept {
    return kEvents.size();
}

LogScope::LogScope(std::string_view tenant, std::string_view request) noexcept
    : tenant_before_{std::exchange(scope_tenant, tenant)},
      request_before_{std::exchange(scope_request, request)} {}

LogScope::~LogScope() {
    scope_tenant = tenant_before_;
    scope_request = request_before_;
}

void logEvent(Event event, std::initializer_list<LogField> fields) noexcept {
    try {
        const EventInfo& info = infoOf(event);
        count(Metric::LogEvents, {info.id});
        std::string line = lineOf(info, fields);
        sink().with([&](Sink& to) {
            const std::optional<unsigned> suppressed = admit(to.windows[static_cast<std::size_t>(event)]);
            if (!suppressed)
                return;
            if (*suppressed > 0)
                appendField(line, "suppressed", *suppressed);
            line += "}\n";
            writeAll(to.fd, line);
        });
    } catch (...) {
        // Only memory can fail here; a log line is not worth a request.
        return;
    }
}

bool logTo(const std::string& path) {
    const int fd =
        path.empty() ? STDERR_FILENO : ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    sink().with([&](Sink& to) {
        const int before = std::exchange(to.fd, fd);
        if (before != STDERR_FILENO)
            ::close(before);
    });
    return true;
}

std::string eventReference() {
    std::string text =
        "# Events\n\nEvery line of the log is one JSON object with `time`, `level`, `event` and fields such "
        "as "
        "`tenant`, `request` and\n`why`. This page is made from `platform/observe/event_catalogue.def`.\n\n"
        "| event | level | what happened | what to do |\n|---|---|---|---|\n";
    for (const EventInfo& info : kEvents) {
        text += "| ";
        text += info.id;
        text += " | ";
        text += nameOf(info.severity);
        text += " | ";
        text += info.meaning;
        text += " | ";
        text += info.remedy;
        text += " |\n";
    }
    return text;
}

}  // namespace inzage::observe
