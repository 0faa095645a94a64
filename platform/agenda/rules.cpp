#include "platform/agenda/rules.h"

#include <date/date.h>

#include <algorithm>
#include <array>

#include "platform/agenda/local_time.h"
#include "platform/views/dutch_time.h"

namespace inzage::agenda {
namespace {

constexpr std::array<std::string_view, 5> kWords{"", "dag", "week", "twee-weken", "maand"};
constexpr int kDayMinutes = 24 * 60;

/// The same day of a month so many months later; the last day of a shorter one.
std::string monthsLater(std::string_view first, int months) {
    const auto number = [&](std::size_t from, std::size_t size) {
        return std::stoi(std::string{first.substr(from, size)});
    };
    const auto month = date::year{number(0, 4)} / number(5, 2) + date::months{months};
    const auto last = static_cast<int>(unsigned{(month / date::last).day()});
    const int day = std::min(number(8, 2), last);
    const auto ymd = std::to_string(static_cast<int>(month.year()) * 10000 +
                                    static_cast<int>(unsigned{month.month()}) * 100 + day);
    return ymd.substr(0, 4) + "-" + ymd.substr(4, 2) + "-" + ymd.substr(6);
}

std::string dateAt(Repeat repeat, std::string_view first, int number) {
    switch (repeat) {
        case Repeat::Never:
        case Repeat::Daily:
            return views::addDays(first, number);
        case Repeat::Weekly:
            return views::addDays(first, 7 * number);
        case Repeat::TwoWeekly:
            return views::addDays(first, 14 * number);
        case Repeat::Monthly:
            return monthsLater(first, number);
    }
    return std::string{first};
}

}  // namespace

bool mayMake(const config::AgendaSettings& settings, std::string_view role) noexcept {
    using config::Who;
    switch (settings.own_appointments) {
        case Who::Nobody:
            return false;
        case Who::Manager:
            return role == "portal_manager";
        case Who::ClientAndManager:
            return role == "client" || role == "portal_manager";
        case Who::ClientAndRepresentative:
            return role == "client" || role == "legal_representative";
        case Who::EveryoneWithRight:
            return !role.empty();
    }
    return false;
}

UtcTime firstMoment(const config::AgendaSettings& settings, UtcTime at) {
    using std::chrono::minutes;
    constexpr minutes kQuarter{15};
    const auto earliest = at + std::chrono::hours{settings.lead_time_h} + minutes{10};
    const auto since = std::chrono::duration_cast<minutes>(earliest.time_since_epoch());
    return UtcTime{(since / kQuarter + 1) * kQuarter};
}

std::string_view wordOf(Repeat repeat) noexcept {
    return kWords.at(static_cast<std::size_t>(repeat));
}

Repeat repeatOf(std::string_view word) noexcept {
    const auto found = std::find(kWords.begin(), kWords.end(), word);
    return found == kWords.end() ? Repeat::Never : static_cast<Repeat>(found - kWords.begin());
}

std::vector<std::string> datesOf(Repeat repeat, std::string_view first, std::string_view last, int most) {
    std::vector<std::string> dates{std::string{first}};
    if (repeat == Repeat::Never)
        return dates;
    for (int number = 1; number <= most; ++number) {
        auto date = dateAt(repeat, first, number);
        if (date > last)
            break;
        dates.push_back(std::move(date));
    }
    return dates;
}

bool overlap(const Span& a, const Span& b) noexcept {
    if (a.starts_at == a.ends_at || b.starts_at == b.ends_at)
        return a.starts_at <= b.ends_at && b.starts_at <= a.ends_at &&
               !(a.ends_at == b.starts_at && a.starts_at < a.ends_at) &&
               !(b.ends_at == a.starts_at && b.starts_at < b.ends_at);
    return a.starts_at < b.ends_at && b.starts_at < a.ends_at;
}

Span spanOf(const WallSpan& wall, const std::string& zone) {
    if (wall.all_day)
        return {momentOf(wall.first, 0, zone), momentOf(views::addDays(wall.last, 1), 0, zone)};
    Span span{momentOf(wall.first, wall.from_minute, zone), {}};
    span.ends_at = wall.to_minute == kDayMinutes ? momentOf(views::addDays(wall.last, 1), 0, zone)
                                                 : momentOf(wall.last, wall.to_minute, zone);
    // Where the clock goes forward, beginning and end can become one moment, but never change places.
    span.ends_at = std::max(span.starts_at, span.ends_at);
    return span;
}

WallSpan wallOf(const Span& span, const std::string& zone) {
    WallSpan wall;
    wall.first = views::localDateOf(span.starts_at, zone);
    wall.last = lastDateOf(span.starts_at, span.ends_at, zone);
    wall.all_day = isAllDay(span.starts_at, span.ends_at, zone);
    wall.from_minute = minuteOf(span.starts_at, zone);
    wall.to_minute =
        views::localDateOf(span.ends_at, zone) == wall.last ? minuteOf(span.ends_at, zone) : kDayMinutes;
    return wall;
}

WallSpan shifted(const WallSpan& now, const WallSpan& before, const WallSpan& member) {
    return moved(now, daysBetween(before.first, member.first));
}

WallSpan moved(const WallSpan& wall, int days) {
    WallSpan later = wall;
    later.first = views::addDays(wall.first, days);
    later.last = views::addDays(wall.last, days);
    return later;
}

}  // namespace inzage::agenda
