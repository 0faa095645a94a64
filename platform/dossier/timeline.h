#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/base/page_place.h"
#include "platform/base/private.h"

namespace inzage::dossier {

/// What can stand on the timeline.
/// A visit is an appointment of the care in the past, on a day on which nobody wrote a report.
enum class EntryKind { Report, Measurement, Questionnaire, CarePlan, Visit };

/// "report", "measurement", "questionnaire", "care_plan": as in SQL and in record kinds; "visit" in SQL only.
[[nodiscard]] std::string_view nameOf(EntryKind kind) noexcept;
[[nodiscard]] std::optional<EntryKind> entryKindFromName(std::string_view name) noexcept;
/// "rapportage", "meting", "vragenlijst", "zorgplan", "bezoek": the word in addresses, which people see.
[[nodiscard]] std::string_view addressWord(EntryKind kind) noexcept;
[[nodiscard]] std::optional<EntryKind> entryKindFromAddress(std::string_view word) noexcept;

struct TimelineEntry {
    EntryKind kind;
    std::string id;
    Private<std::string> title;
    std::string kind_code;         ///< of reports and measurements
    Private<std::string> excerpt;  ///< the first kExcerptChars characters
    Private<std::string> author_name;
    std::string author_role;
    Private<std::string> value;  ///< measurements: "61.8", with value_second for blood pressure
    Private<std::string> value_second;
    std::string unit;
    UtcTime at;
    bool is_new = false;     ///< arrived or changed since the visit before this one
    bool whole_day = false;  ///< has a date, no time: care plans, and what was written on another day
    bool by_family = false;  ///< a report that was written in the portal
    std::string state;       ///< of such a report: changes::change_state()
};

constexpr int kExcerptChars = 260;
constexpr int kEntriesPerPage = 50;

/// Where a page of the timeline starts.
using TimelineCursor = PagePlace;

struct TimelineQuestion {
    std::vector<EntryKind> kinds;            ///< never empty
    std::optional<TimelineCursor> before{};  ///< absent: from the newest
    std::string week_from;                   ///< first of the seven days of the bar, "2026-11-18"
    bool home_care_visits = true;            ///< whether clients in home care see the care's appointments
};

struct Timeline {
    std::vector<TimelineEntry> entries;   ///< newest first, at most kEntriesPerPage
    std::optional<TimelineCursor> older;  ///< absent when this is the end
    std::vector<std::string> days;        ///< days of the bar that have entries
    std::optional<UtcTime> synced_at;     ///< the oldest freshness of the kinds asked for
};

}  // namespace inzage::dossier
