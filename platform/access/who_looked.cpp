#include "platform/access/who_looked.h"

#include <charconv>
#include <utility>

namespace inzage::access {
namespace {

/// What an event begins with, the longest first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 27> kParts{{
    {"dossier.timeline", "timeline"},
    {"dossier.measurements", "measurements"},
    {"dossier.care_plan", "care_plan"},
    {"dossier.plan", "care_plan"},
    {"dossier.questionnaire", "questionnaires"},
    {"dossier.writ", "writing"},
    {"dossier", "reports"},
    {"agenda", "agenda"},
    {"calendar", "agenda"},
    {"messages", "messages"},
    {"people.care_team", "care_team"},
    {"people", "contacts"},
    {"pinboard", "pinboard"},
    {"sharing", "people"},
    {"access_granted", "people"},
    {"invitation", "people"},
    {"access_log", "access_log"},
    {"client.switch", "client"},
    {"start", "start"},
    {"notices", "notices"},
    {"account", "account"},
    {"login", "account"},
    {"profile", "account"},
    {"file", "files"},
    {"download", "download"},
    {"export", "download"},
    {"", "portal"},
}};

}  // namespace

std::optional<LogPlace> LogPlace::parse(std::string_view text) {
    // 1 January 2200 in microseconds: what lies behind it was not made by us.
    constexpr std::int64_t kLatest = 7'258'118'400'000'000;
    const auto number = [](std::string_view digits) -> std::optional<std::int64_t> {
        std::int64_t value = -1;
        const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc{} || stop != digits.data() + digits.size() || value < 0)
            return std::nullopt;
        return value;
    };
    const auto wave = text.find('~');
    if (wave == std::string_view::npos)
        return std::nullopt;
    const auto micros = number(text.substr(0, wave));
    const auto row = number(text.substr(wave + 1));
    if (!micros || !row || *micros > kLatest)
        return std::nullopt;
    return LogPlace{UtcTime{std::chrono::microseconds{*micros}}, *row};
}

std::string LogPlace::text() const {
    return std::to_string(before.time_since_epoch().count()) + "~" + std::to_string(row);
}

std::string_view partOf(std::string_view event) noexcept {
    for (const auto& [beginning, part] : kParts)
        if (event.starts_with(beginning))
            return part;
    return "portal";
}

std::string_view deedOf(std::string_view action) noexcept {
    if (action == "R")
        return "read";
    if (action == "C")
        return "added";
    if (action == "U")
        return "changed";
    return action == "D" ? "removed" : "did";
}

const Period& periodOf(std::string_view word) noexcept {
    for (const auto& period : kPeriods)
        if (period.word == word)
            return period;
    return kPeriods.front();
}

}  // namespace inzage::access
