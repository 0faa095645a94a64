#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/agenda/appointment.h"
#include "platform/tenancy/visit.h"

/// Appointments as calendar programs read them: iCalendar (RFC 5545), written by libical.
namespace inzage::agenda {

struct CalendarEvent {
    std::string uid;
    Span span;
    std::string first_day;  ///< "2026-11-24", only of one from midnight to midnight
    std::string day_after;  ///< the first day on which it no longer goes on
    Private<std::string> summary;
    Private<std::string> description;
    Private<std::string> location;
    bool cancelled = false;
    UtcTime changed_at;
};

/// As this viewer may read it. Without titles only what kind it is, or "Bezet".
[[nodiscard]] CalendarEvent eventOf(const tenancy::Visit& visit, const Appointment& appointment,
                                    bool with_titles);

/// A whole file. Moments are in UTC, so that it needs no table of time zones; whole days are dates, which
/// mean the same everywhere. `at` is when it was made.
[[nodiscard]] std::string calendarFile(const std::string& name, UtcTime at,
                                       const std::vector<CalendarEvent>& events);

}  // namespace inzage::agenda
