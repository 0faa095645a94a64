#include "platform/agenda/views.h"

#include <algorithm>
#include <array>

#include "platform/agenda/local_time.h"
#include "platform/views/dutch_time.h"

namespace inzage::agenda {
namespace {

constexpr std::array<std::string_view, 4> kWords{"maand", "week", "dag", "lijst"};
constexpr std::string_view kSomeMonday = "2001-01-01";
// Nobody's appointments lie outside these; an address that asks for more starts today.
constexpr std::string_view kFirstDay = "2000-01-01";
constexpr std::string_view kLastDay = "2100-01-01";

}  // namespace

std::string_view wordOf(View view) noexcept {
    return kWords.at(static_cast<std::size_t>(view));
}

View viewOf(std::string_view word) noexcept {
    const auto found = std::find(kWords.begin(), kWords.end(), word);
    return found == kWords.end() ? View::Month : static_cast<View>(found - kWords.begin());
}

std::string dayAsked(std::string_view text, const std::string& today) {
    if (text.size() != 10 || text < kFirstDay || text >= kLastDay || text[7] != '-')
        return today;
    return views::dateOf(text.substr(0, 7), text.substr(8)).value_or(today);
}

std::string mondayOf(std::string_view date) {
    const int since = daysBetween(kSomeMonday, date) % 7;
    return views::addDays(date, -(since < 0 ? since + 7 : since));
}

std::string monthStart(std::string_view date, int months) {
    const int count = std::stoi(std::string{date.substr(0, 4)}) * 12 +
                      std::stoi(std::string{date.substr(5, 2)}) - 1 + months;
    const std::string month = std::to_string(101 + count % 12).substr(1);
    return std::to_string(count / 12) + "-" + month + "-01";
}

int weekNumber(std::string_view date) {
    // The week belongs to the year in which its Thursday lies.
    const std::string thursday = views::addDays(mondayOf(date), 3);
    return daysBetween(thursday.substr(0, 4) + "-01-01", thursday) / 7 + 1;
}

Period periodOf(View view, std::string_view day) {
    switch (view) {
        case View::Month:
            return {mondayOf(monthStart(day)),
                    views::addDays(mondayOf(views::addDays(monthStart(day, 1), -1)), 7)};
        case View::Week:
            return {mondayOf(day), views::addDays(mondayOf(day), 7)};
        case View::Day:
            return {std::string{day}, views::addDays(day, 1)};
        case View::List:
            return {std::string{day}, views::addDays(day, kListDays)};
    }
    return {};
}

std::string neighbour(View view, std::string_view day, int direction) {
    switch (view) {
        case View::Month:
            return monthStart(day, direction);
        case View::Week:
            return views::addDays(mondayOf(day), 7 * direction);
        case View::Day:
            return views::addDays(day, direction);
        case View::List:
            return views::addDays(day, kListDays * direction);
    }
    return std::string{day};
}

std::vector<Dates> datesOf(const std::vector<Appointment>& appointments, const std::string& zone) {
    std::vector<Dates> dates;
    dates.reserve(appointments.size());
    for (const auto& one : appointments)
        dates.push_back(
            {views::localDateOf(one.starts_at, zone), lastDateOf(one.starts_at, one.ends_at, zone)});
    return dates;
}

}  // namespace inzage::agenda
