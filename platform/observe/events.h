#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace inzage::observe {

enum class Severity { Info, Warning, Error };

/// Every event the programs can log: event_catalogue.def, with meaning and remedy. docs/events.md is made of
/// it.
enum class Event {
#define INZAGE_EVENT(id, severity, meaning, remedy) id,
#include "platform/observe/event_catalogue.def"
#undef INZAGE_EVENT
};

struct EventInfo {
    std::string_view id;
    Severity severity;
    std::string_view meaning;
    std::string_view remedy;
};
[[nodiscard]] const EventInfo& infoOf(Event event) noexcept;
[[nodiscard]] std::size_t eventCount() noexcept;

/// One value of a log line. Text or a whole number; Private<T> converts to neither, so personal data can't be
/// logged by accident.
class LogValue {
  public:
    LogValue(std::string_view text) : value_{text} {}
    LogValue(const char* text) : value_{std::string_view{text}} {}
    LogValue(const std::string& text) : value_{std::string_view{text}} {}
    template <std::integral T>
    LogValue(T number) : value_{static_cast<std::int64_t>(number)} {}
    [[nodiscard]] const std::variant<std::string_view, std::int64_t>& get() const noexcept { return value_; }

  private:
    std::variant<std::string_view, std::int64_t> value_;
};

using LogField = std::pair<std::string_view, LogValue>;

/// Writes one JSON line {"time","level","event", fields…}. Well-known field names: "tenant", "request",
/// "route", "why" (cause, in English, without personal data). Values are cut at 1,000 characters and control
/// characters escaped. Thread-safe; never throws. At most 100 lines of one event per 10 s; the next line then
/// carries "suppressed": n.
///   logEvent(Event::SYNC_ADAPTER_REFUSED, {{"tenant", id.text()}, {"why", failure.what}});
void logEvent(Event event, std::initializer_list<LogField> fields) noexcept;

/// While it lives, every line of this thread carries this tenant and request id. The router makes one per
/// request; background work makes one per tenant it serves. The views must outlive it.
class LogScope {
  public:
    LogScope(std::string_view tenant, std::string_view request) noexcept;
    ~LogScope();
    LogScope(const LogScope&) = delete;
    LogScope& operator=(const LogScope&) = delete;

  private:
    std::string_view tenant_before_;
    std::string_view request_before_;
};

/// Where lines go: a file (appended, mode 0600, reopened by calling again after rotation), or "" for stderr,
/// the default. False when the file can't be opened; then nothing changes.
[[nodiscard]] bool logTo(const std::string& path);

/// docs/events.md: every event with severity, meaning and remedy.
[[nodiscard]] std::string eventReference();

}  // namespace inzage::observe
