#include "admin/demo_data/dutch_time.h"

#include <array>
#include <string_view>

namespace inzage::demo_data {

namespace {

using namespace std::chrono;

/// 01:00 UTC on the last Sunday of the month.
UtcTime switchMoment(year in, month of) {
    return UtcTime{sys_days{in / of / Sunday[last]}} + hours{1};
}

bool isSummer(UtcTime at) {
    const year_month_day date{floor<days>(at)};
    return at >= switchMoment(date.year(), March) && at < switchMoment(date.year(), October);
}

void appendTwo(std::string& text, unsigned value) {
    text.push_back(static_cast<char>('0' + value / 10 % 10));
    text.push_back(static_cast<char>('0' + value % 10));
}

}  // namespace

UtcTime fromDutchClock(Day day, int minutes) {
    const UtcTime winter = UtcTime{day} + std::chrono::minutes{minutes} - hours{1};
    const UtcTime summer = winter - hours{1};
    return isSummer(summer) ? summer : winter;
}

Day dutchDay(UtcTime at) {
    return floor<days>(at + hours{isSummer(at) ? 2 : 1});
}

std::string isoDay(Day day) {
    const year_month_day date{day};
    std::string text = std::to_string(static_cast<int>(date.year()));
    text.push_back('-');
    appendTwo(text, static_cast<unsigned>(date.month()));
    text.push_back('-');
    appendTwo(text, static_cast<unsigned>(date.day()));
    return text;
}

std::string isoMoment(UtcTime at) {
    const Day day = floor<days>(at);
    const hh_mm_ss time{floor<seconds>(at - UtcTime{day})};
    std::string text = isoDay(day);
    text.push_back('T');
    appendTwo(text, static_cast<unsigned>(time.hours().count()));
    text.push_back(':');
    appendTwo(text, static_cast<unsigned>(time.minutes().count()));
    text.push_back(':');
    appendTwo(text, static_cast<unsigned>(time.seconds().count()));
    text.push_back('Z');
    return text;
}

std::string spokenDay(Day day) {
    constexpr std::array<std::string_view, 7> names{"zondag",    "maandag", "dinsdag", "woensdag",
                                                    "donderdag", "vrijdag", "zaterdag"};
    constexpr std::array<std::string_view, 12> months{"januari",   "februari", "maart",    "april",
                                                      "mei",       "juni",     "juli",     "augustus",
                                                      "september", "oktober",  "november", "december"};
    const year_month_day date{day};
    std::string text{names[weekday{day}.c_encoding()]};
    text.append(" ").append(std::to_string(static_cast<unsigned>(date.day()))).append(" ");
    text.append(months[static_cast<unsigned>(date.month()) - 1]);
    return text;
}

}  // namespace inzage::demo_data
