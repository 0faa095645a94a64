#include "platform/views/dutch_time.h"

#include <date/tz.h>

#include <array>
#include <charconv>
#include <stdexcept>

namespace inzage::views {
namespace {

using Names7 = std::array<std::string_view, 7>;
using Names12 = std::array<std::string_view, 12>;

constexpr Names7 kDaysNl{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"};
constexpr Names7 kDaysEn{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr Names7 kShortDaysNl{"zo", "ma", "di", "wo", "do", "vr", "za"};
constexpr Names7 kShortDaysEn{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr Names12 kMonthsNl{"januari", "februari", "maart",     "april",   "mei",      "juni",
                            "juli",    "augustus", "september", "oktober", "november", "december"};
constexpr Names12 kMonthsEn{"January", "February", "March",     "April",   "May",      "June",
                            "July",    "August",   "September", "October", "November", "December"};
constexpr Names12 kShortMonthsNl{"jan", "feb", "mrt", "apr", "mei", "jun",
                                 "jul", "aug", "sep", "okt", "nov", "dec"};

bool isDutch(Language language) {
    return language == Language::Dutch;
}

bool readNumber(std::string_view text, unsigned& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

std::optional<date::year_month_day> parse(std::string_view text) {
    unsigned year = 0, month = 0, day = 0;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !readNumber(text.substr(0, 4), year) ||
        !readNumber(text.substr(5, 2), month) || !readNumber(text.substr(8, 2), day))
        return std::nullopt;
    const date::year_month_day ymd{date::year{static_cast<int>(year)}, date::month{month}, date::day{day}};
    if (!ymd.ok())
        return std::nullopt;
    return ymd;
}

date::year_month_day must(std::string_view text) {
    const auto ymd = parse(text);
    if (!ymd)
        throw std::invalid_argument{"no date of the form 2026-11-24"};
    return *ymd;
}

/// A page asks a hundred times in one zone, mostly between the same two changes of the clock.
date::local_time<std::chrono::microseconds> localTime(UtcTime at, const std::string& zone) {
    thread_local std::string known_zone;
    thread_local date::sys_info known;
    if (at < known.begin || at >= known.end || zone != known_zone) {
        known = date::locate_zone(zone)->get_info(at);
        known_zone = zone;
    }
    return date::local_time<std::chrono::microseconds>{(at + known.offset).time_since_epoch()};
}

std::string_view weekdayOf(const date::year_month_day& ymd, const Names7& names) {
    return names.at(date::weekday{date::local_days{ymd}}.c_encoding());
}

std::string_view monthOf(const date::year_month_day& ymd, const Names12& names) {
    return names.at(static_cast<unsigned>(ymd.month()) - 1);
}

std::string dayNumber(const date::year_month_day& ymd) {
    return std::to_string(static_cast<unsigned>(ymd.day()));
}

std::string yearNumber(const date::year_month_day& ymd) {
    return std::to_string(static_cast<int>(ymd.year()));
}

/// "2026-11-24". By hand: date::format makes a stream with its locale for every call, which cost a fifth of a
/// page.
std::string isoText(const date::year_month_day& ymd) {
    const int year = static_cast<int>(ymd.year());
    const unsigned month = static_cast<unsigned>(ymd.month());
    const unsigned day = static_cast<unsigned>(ymd.day());
    if (year < 0 || year > 9999)
        throw std::out_of_range{"a date with more than four digits of year"};
    std::string text = "0000-00-00";
    const auto put = [&text](std::size_t end, unsigned number) {
        for (; number > 0; number /= 10)
            text[--end] = static_cast<char>('0' + number % 10);
    };
    put(4, static_cast<unsigned>(year));
    put(7, month);
    put(10, day);
    return text;
}

/// "24 november"
std::string dayAndMonth(const date::year_month_day& ymd, Language language) {
    return dayNumber(ymd) + " " + std::string{monthOf(ymd, isDutch(language) ? kMonthsNl : kMonthsEn)};
}

/// "dinsdag 24 november"
std::string dayText(const date::year_month_day& ymd, Language language) {
    return std::string{weekdayOf(ymd, isDutch(language) ? kDaysNl : kDaysEn)} + " " +
           dayAndMonth(ymd, language);
}

std::string capital(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

/// "vandaag", "gisteren", "morgen", or "" for another day.
std::string nearDay(const date::local_days& day, const date::local_days& today, Language language) {
    const bool dutch = isDutch(language);
    if (day == today)
        return dutch ? "vandaag" : "today";
    if (day == today - date::days{1})
        return dutch ? "gisteren" : "yesterday";
    if (day == today + date::days{1})
        return dutch ? "morgen" : "tomorrow";
    return "";
}

/// "vandaag" or "dinsdag 24 november", with the year when it is another one.
std::string dayWord(UtcTime at, const std::string& zone, UtcTime now, Language language) {
    const auto day = date::floor<date::days>(localTime(at, zone));
    const auto today = date::floor<date::days>(localTime(now, zone));
    if (auto near = nearDay(day, today, language); !near.empty())
        return near;
    const date::year_month_day ymd{day};
    std::string text = dayText(ymd, language);
    if (ymd.year() != date::year_month_day{today}.year())
        text += " " + yearNumber(ymd);
    return text;
}

}  // namespace

std::string timeText(UtcTime at, const std::string& zone, Language language) {
    const auto local = localTime(at, zone);
    const auto minutes =
        std::chrono::floor<std::chrono::minutes>(local - date::floor<date::days>(local)).count();
    const std::string rest = std::to_string(100 + minutes % 60).substr(1);
    const std::string hour = std::to_string(minutes / 60);
    return isDutch(language) ? hour + "." + rest + " uur" : hour + ":" + rest;
}

std::string momentText(UtcTime at, const std::string& zone, UtcTime now, Language language) {
    return dayWord(at, zone, now, language) + (isDutch(language) ? " om " : " at ") +
           timeText(at, zone, language);
}

std::string momentLabel(UtcTime at, const std::string& zone, UtcTime now, Language language) {
    return capital(dayWord(at, zone, now, language)) + ", " + timeText(at, zone, language);
}

std::string dateText(std::string_view date, Language language) {
    const auto ymd = must(date);
    return dayNumber(ymd) + " " + monthName(date, language) + " " + yearNumber(ymd);
}

std::string longDateText(std::string_view date, Language language) {
    const auto ymd = must(date);
    return dayText(ymd, language) + " " + yearNumber(ymd);
}

std::string shortDateText(std::string_view date, Language language) {
    const auto ymd = must(date);
    return dayNumber(ymd) + " " +
           std::string{isDutch(language) ? monthOf(ymd, kShortMonthsNl)
                                         : monthOf(ymd, kMonthsEn).substr(0, 3)};
}

std::string dayHeading(std::string_view date, std::string_view today, Language language) {
    const auto ymd = must(date);
    const auto now = must(today);
    std::string text = dayText(ymd, language);
    if (ymd.year() != now.year())
        text += " " + yearNumber(ymd);
    const auto near = nearDay(date::local_days{ymd}, date::local_days{now}, language);
    return capital(near.empty() ? text : near + ", " + text);
}

std::string dayChoice(std::string_view date, std::string_view today, Language language) {
    const auto ymd = must(date);
    const auto now = must(today);
    const auto near = nearDay(date::local_days{ymd}, date::local_days{now}, language);
    if (near.empty())
        return dayHeading(date, today, language);
    return capital(near) + ", " + dayAndMonth(ymd, language) +
           (ymd.year() != now.year() ? " " + yearNumber(ymd) : "");
}

std::string weekdayShort(std::string_view date, Language language) {
    return std::string{weekdayOf(must(date), isDutch(language) ? kShortDaysNl : kShortDaysEn)};
}

std::string monthName(std::string_view date, Language language) {
    return std::string{monthOf(must(date), isDutch(language) ? kMonthsNl : kMonthsEn)};
}

std::string monthAndYear(std::string_view date, Language language) {
    return monthName(date, language) + " " + yearNumber(must(date));
}

int localHour(UtcTime at, const std::string& zone) {
    const auto local = localTime(at, zone);
    return static_cast<int>(
        std::chrono::floor<std::chrono::hours>(local - date::floor<date::days>(local)).count());
}

std::string localDateOf(UtcTime at, const std::string& zone) {
    return isoText(date::year_month_day{date::floor<date::days>(localTime(at, zone))});
}

std::string addDays(std::string_view date, int days) {
    return isoText(date::year_month_day{date::local_days{must(date)} + date::days{days}});
}

UtcTime dayStart(std::string_view date, const std::string& zone) {
    const auto* where = date::locate_zone(zone);
    return date::floor<std::chrono::microseconds>(
        where->to_sys(date::local_days{must(date)}, date::choose::earliest));
}

std::optional<std::string> dateOf(std::string_view month, std::string_view day) {
    unsigned number = 0;
    if (!readNumber(day, number) || number > 31 || month.size() != 7)
        return std::nullopt;
    const std::string text = std::string{month} + (number < 10 ? "-0" : "-") + std::to_string(number);
    if (!parse(text))
        return std::nullopt;
    return text;
}

std::string numberText(std::string_view decimal, Language language) {
    std::string text{decimal};
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.')
            text.pop_back();
    }
    if (isDutch(language))
        if (const auto point = text.find('.'); point != std::string::npos)
            text[point] = ',';
    return text;
}

std::string measuredText(const Private<std::string>& value, const Private<std::string>& second,
                         std::string_view unit, Language language) {
    std::string text = numberText(value.reveal(), language);
    if (!second.reveal().empty())
        text += " / " + numberText(second.reveal(), language);
    if (!unit.empty())
        text += " " + std::string{unit};
    return text;
}

}  // namespace inzage::views
