#include "platform/agenda/local_time.h"

#include <date/tz.h>

#include <algorithm>

#include "platform/base/text.h"
#include "platform/views/dutch_time.h"

namespace inzage::agenda {
namespace {

using std::chrono::minutes;

date::local_days daysOf(std::string_view date) {
    const auto number = [&](std::size_t from, std::size_t size) {
        return std::stoi(std::string{date.substr(from, size)});
    };
    return date::local_days{date::year{number(0, 4)} / number(5, 2) / number(8, 2)};
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

UtcTime momentOf(std::string_view date, int minute, const std::string& zone) {
    const auto local = daysOf(date) + minutes{minute};
    return date::floor<std::chrono::microseconds>(
        date::locate_zone(zone)->to_sys(local, date::choose::earliest));
}

bool exists(std::string_view date, int minute, const std::string& zone) {
    const auto local = date::local_seconds{daysOf(date) + minutes{minute}};
    return date::locate_zone(zone)->get_info(local).result != date::local_info::nonexistent;
}

int minuteOf(UtcTime at, const std::string& zone) {
    const auto local = date::locate_zone(zone)->to_local(at);
    return static_cast<int>(std::chrono::floor<minutes>(local - date::floor<date::days>(local)).count());
}

int daysBetween(std::string_view first, std::string_view last) {
    return static_cast<int>((daysOf(last) - daysOf(first)).count());
}

std::optional<int> readTime(std::string_view typed) {
    std::string text = lowered(trimmed(typed));
    for (const std::string_view word : {"uur", "u"})
        if (text.size() > word.size() && text.ends_with(word)) {
            text = std::string{trimmed(text.substr(0, text.size() - word.size()))};
            break;
        }
    const auto mark = text.find_first_of(".:,u");
    std::string hour = text.substr(0, mark);
    std::string minute = mark == std::string::npos ? "" : text.substr(mark + 1);
    if (mark == std::string::npos && (text.size() == 3 || text.size() == 4)) {
        hour = text.substr(0, text.size() - 2);
        minute = text.substr(text.size() - 2);
    } else if (mark != std::string::npos && minute.size() != 2) {
        return std::nullopt;
    }
    if (hour.empty() || hour.size() > 2 || !std::all_of(hour.begin(), hour.end(), isDigit) ||
        !std::all_of(minute.begin(), minute.end(), isDigit))
        return std::nullopt;
    const int hours = std::stoi(hour);
    const int rest = minute.empty() ? 0 : std::stoi(minute);
    if (rest > 59 || hours > 24 || (hours == 24 && rest > 0))
        return std::nullopt;
    return hours * 60 + rest;
}

std::string timeOf(int minute) {
    return std::to_string(minute / 60) + "." + std::to_string(100 + minute % 60).substr(1);
}

bool isAllDay(UtcTime starts_at, UtcTime ends_at, const std::string& zone) {
    const auto midnight = [&](UtcTime at) {
        return at == views::dayStart(views::localDateOf(at, zone), zone);
    };
    return ends_at > starts_at && midnight(starts_at) && midnight(ends_at);
}

std::string lastDateOf(UtcTime starts_at, UtcTime ends_at, const std::string& zone) {
    return views::localDateOf(ends_at > starts_at ? ends_at - std::chrono::microseconds{1} : ends_at, zone);
}

}  // namespace inzage::agenda
