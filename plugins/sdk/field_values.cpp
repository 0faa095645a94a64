#include "plugins/sdk/field_values.h"

#include <algorithm>

namespace inzage::sdk {

namespace {

constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Reads exactly `digits` digits from the front; false when they aren't there.
bool take(std::string_view& text, std::size_t digits, int& value) {
    if (text.size() < digits)
        return false;
    value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (!isDigit(text[i]))
            return false;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return true;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected)
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Date> takeDate(std::string_view& text) {
    int year = 0;
    int month = 0;
    int day = 0;
    if (!take(text, 4, year) || !take(text, '-') || !take(text, 2, month) || !take(text, '-') ||
        !take(text, 2, day))
        return std::nullopt;
    const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                    std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok() || year < 1800 || year > 2199)
        return std::nullopt;
    return date;
}

/// "Z" or "+01:00" to the end of the text, as minutes to subtract.
std::optional<int> takeOffset(std::string_view text) {
    if (text == "Z")
        return 0;
    const bool west = !text.empty() && text.front() == '-';
    if (!west && (text.empty() || text.front() != '+'))
        return std::nullopt;
    text.remove_prefix(1);
    int hours = 0;
    int minutes = 0;
    if (!take(text, 2, hours) || !take(text, ':') || !take(text, 2, minutes) || !text.empty() || hours > 14 ||
        minutes > 59)
        return std::nullopt;
    const int offset = hours * 60 + minutes;
    return west ? -offset : offset;
}

}  // namespace

std::optional<Date> readDate(std::string_view text) noexcept {
    const auto date = takeDate(text);
    if (!text.empty())
        return std::nullopt;
    return date;
}

std::optional<UtcTime> readMoment(std::string_view text) noexcept {
    using namespace std::chrono;
    const auto date = takeDate(text);
    int hour = 0;
    int minute = 0;
    int second = 0;
    int micros = 0;
    if (!date || date->year() < year{1900} || (!take(text, 'T') && !take(text, ' ')) ||
        !take(text, 2, hour) || !take(text, ':') || !take(text, 2, minute) || hour > 23 || minute > 59)
        return std::nullopt;
    if (take(text, ':')) {
        if (!take(text, 2, second) || second > 59)
            return std::nullopt;
        if (take(text, '.')) {
            int scale = 1'000'000;
            while (!text.empty() && isDigit(text.front()) && scale > 1) {
                scale /= 10;
                micros += (text.front() - '0') * scale;
                text.remove_prefix(1);
            }
            if (scale == 1'000'000)
                return std::nullopt;
        }
    }
    const auto offset = takeOffset(text);
    if (!offset)
        return std::nullopt;
    return UtcTime{sys_days{*date}} + hours{hour} + minutes{minute - *offset} + seconds{second} +
           microseconds{micros};
}

bool readDecimal(std::string_view text, std::string& into) {
    into.assign(text);
    std::string_view rest = text;
    if (!rest.empty() && rest.front() == '-')
        rest.remove_prefix(1);
    const std::size_t point = rest.find_first_of(".,");
    const std::string_view whole = rest.substr(0, point);
    const std::string_view part =
        point == std::string_view::npos ? std::string_view{"0"} : rest.substr(point + 1);
    if (whole.empty() || part.empty() || rest.size() > 21 || !std::ranges::all_of(whole, isDigit) ||
        !std::ranges::all_of(part, isDigit))
        return false;
    std::ranges::replace(into, ',', '.');
    return true;
}

std::optional<bool> readFlag(std::string_view text) noexcept {
    if (text == "1" || text == "true" || text == "ja")
        return true;
    if (text == "0" || text == "false" || text == "nee")
        return false;
    return std::nullopt;
}

std::optional<long long> readWhole(std::string_view text) noexcept {
    if (text.empty() || text.size() > 15 || !std::ranges::all_of(text, isDigit))
        return std::nullopt;
    long long value = 0;
    for (const char c : text)
        value = value * 10 + (c - '0');
    return value;
}

}  // namespace inzage::sdk
