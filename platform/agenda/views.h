#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/agenda/agenda_store.h"

/// Which days an address of the agenda asks for, and how they follow each other.
namespace inzage::agenda {

enum class View { Month, Week, Day, List };
/// "maand", "week", "dag", "lijst".
[[nodiscard]] std::string_view wordOf(View view) noexcept;
/// The month for anything else.
[[nodiscard]] View viewOf(std::string_view word) noexcept;

constexpr int kListDays = 60;

/// The day that was asked for, "2026-11-24"; `today` for one that doesn't exist or lies outside 2000 to 2099.
[[nodiscard]] std::string dayAsked(std::string_view text, const std::string& today);

[[nodiscard]] std::string mondayOf(std::string_view date);
/// The first of the month, so many months later.
[[nodiscard]] std::string monthStart(std::string_view date, int months = 0);
/// The number of the week as the Dutch count (ISO 8601).
[[nodiscard]] int weekNumber(std::string_view date);

/// The days to fetch. A month in whole weeks.
[[nodiscard]] Period periodOf(View view, std::string_view day);
/// A day of the period before or after: `direction` is -1 or 1.
[[nodiscard]] std::string neighbour(View view, std::string_view day, int direction);

/// The first and the last date on which it goes on, by the clock on the wall.
struct Dates {
    std::string first;
    std::string last;
};
[[nodiscard]] std::vector<Dates> datesOf(const std::vector<Appointment>& appointments,
                                         const std::string& zone);

}  // namespace inzage::agenda
