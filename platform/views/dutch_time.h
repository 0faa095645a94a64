#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/base/private.h"
#include "platform/views/views.h"

/// Dates, times and numbers as the Dutch write them (and in English): "15.40 uur", "dinsdag 24 november",
/// "61,8 kg". `zone` is an IANA name that settings have checked. A `date` is "2026-11-24"; functions throw
/// std::invalid_argument for text that is no date. Thread-safe.
namespace inzage::views {

/// "15.40 uur", "15:40".
[[nodiscard]] std::string timeText(UtcTime at, const std::string& zone, Language language);
/// In a sentence: "vandaag om 15.40 uur", "gisteren om 19.10 uur", "dinsdag 24 november om 9.00 uur"; with
/// the year when it is another one. `now` decides what today is.
[[nodiscard]] std::string momentText(UtcTime at, const std::string& zone, UtcTime now, Language language);
/// As a label: "Vandaag, 15.40 uur", "Dinsdag 24 november, 9.00 uur".
[[nodiscard]] std::string momentLabel(UtcTime at, const std::string& zone, UtcTime now, Language language);
/// "24 november 2026".
[[nodiscard]] std::string dateText(std::string_view date, Language language);
/// "dinsdag 24 november 2026".
[[nodiscard]] std::string longDateText(std::string_view date, Language language);
/// "24 nov" for tables and charts.
[[nodiscard]] std::string shortDateText(std::string_view date, Language language);
/// "Vandaag, dinsdag 24 november", "Gisteren, …", "Vrijdag 20 november", with the year when it is not
/// today's.
[[nodiscard]] std::string dayHeading(std::string_view date, std::string_view today, Language language);
/// For a list to choose from that fits a phone: "Vandaag, 24 november", "Gisteren, 23 november", "Vrijdag 20
/// november", with the year when it is not today's.
[[nodiscard]] std::string dayChoice(std::string_view date, std::string_view today, Language language);
/// "di".
[[nodiscard]] std::string weekdayShort(std::string_view date, Language language);
/// "november".
[[nodiscard]] std::string monthName(std::string_view date, Language language);
/// "november 2026".
[[nodiscard]] std::string monthAndYear(std::string_view date, Language language);

/// 0 to 23.
[[nodiscard]] int localHour(UtcTime at, const std::string& zone);
/// The date in the zone.
[[nodiscard]] std::string localDateOf(UtcTime at, const std::string& zone);
[[nodiscard]] std::string addDays(std::string_view date, int days);
/// Midnight of that date in the zone (the first instant of the day, also when daylight saving moves it).
[[nodiscard]] UtcTime dayStart(std::string_view date, const std::string& zone);
/// A date from what people type: month "2026-11", day "24" or "4". Absent when there is no such day.
[[nodiscard]] std::optional<std::string> dateOf(std::string_view month, std::string_view day);

/// A decimal number ("61.80") with a comma in Dutch and without zeros at the end: "61,8".
[[nodiscard]] std::string numberText(std::string_view decimal, Language language);
/// "61,8 kg"; "130 / 80 mmHg" with a second value.
[[nodiscard]] std::string measuredText(const Private<std::string>& value, const Private<std::string>& second,
                                       std::string_view unit, Language language);

}  // namespace inzage::views
