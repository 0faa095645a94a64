#include "platform/base/clock.h"

#include <algorithm>
#include <charconv>
#include <fstream>

namespace inzage {
namespace {

// Days since 1970-01-01 of a civil date and back (proleptic Gregorian; Howard Hinnant's public algorithms).
constexpr long daysFromCivil(int year, unsigned month, unsigned day) noexcept {
    year -= month <= 2 ? 1 : 0;
    const long era = (year >= 0 ? year : year - 399) / 400;
    const auto yoe = static_cast<unsigned>(year - era * 400);
    const unsigned doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + static_cast<long>(doe) - 719468;
}

struct Civil {
    long year;
    unsigned month;
    unsigned day;
};

constexpr Civil civilFromDays(long days) noexcept {
    days += 719468;
    const long era = (days >= 0 ? days : days - 146096) / 146097;
    const auto doe = static_cast<unsigned>(days - era * 146097);
    const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const unsigned mp = (5 * doy + 2) / 153;
    const unsigned month = mp < 10 ? mp + 3 : mp - 9;
    return {static_cast<long>(yoe) + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1};
}

template <class T>
bool readDigits(std::string_view text, std::size_t from, std::size_t count, T& out) {
    if (from + count > text.size())
        return false;
    const char* begin = text.data() + from;
    const auto [end, error] = std::from_chars(begin, begin + count, out);
    return error == std::errc{} && end == begin + count;
}

/// Overwrites `count` characters with the number, zeros in front.
void writeDigits(std::string& text, std::size_t from, std::size_t count, unsigned long number) {
    for (std::size_t at = from + count; at-- > from; number /= 10)
        text[at] = static_cast<char>('0' + number % 10);
}

/// Reads ".123" as microseconds at `at` and moves `at` behind it; false when malformed.
bool readFraction(std::string_view text, std::size_t& at, long& micros) {
    if (at >= text.size() || text[at] != '.')
        return true;
    std::size_t digits = 0;
    while (at + 1 + digits < text.size() && text[at + 1 + digits] >= '0' && text[at + 1 + digits] <= '9')
        ++digits;
    if (digits == 0 || digits > 6 || !readDigits(text, at + 1, digits, micros))
        return false;
    for (std::size_t i = digits; i < 6; ++i)
        micros *= 10;
    at += 1 + digits;
    return true;
}

}  // namespace

UtcTime SystemClock::now() const {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

UtcTime OffsetFileClock::now() const {
    long offset_s = 0;
    std::ifstream in{path_};
    if (!(in >> offset_s))
        offset_s = 0;
    return SystemClock{}.now() + std::chrono::seconds{offset_s};
}

std::string isoUtc(UtcTime at) {
    const auto since = at.time_since_epoch();
    const auto days = std::chrono::floor<std::chrono::duration<long, std::ratio<86400>>>(since);
    const Civil date = civilFromDays(days.count());
    auto rest = since - days;
    const auto h = std::chrono::duration_cast<std::chrono::hours>(rest);
    rest -= h;
    const auto m = std::chrono::duration_cast<std::chrono::minutes>(rest);
    rest -= m;
    const auto s = std::chrono::duration_cast<std::chrono::seconds>(rest);
    rest -= s;
    // By hand: a synchronisation writes two of these for every record, and snprintf takes a microsecond.
    std::string text = "0000-00-00T00:00:00.000000Z";
    writeDigits(text, 0, 4, static_cast<unsigned long>(std::clamp(date.year, 0L, 9999L)));
    writeDigits(text, 5, 2, date.month);
    writeDigits(text, 8, 2, date.day);
    writeDigits(text, 11, 2, static_cast<unsigned long>(h.count()));
    writeDigits(text, 14, 2, static_cast<unsigned long>(m.count()));
    writeDigits(text, 17, 2, static_cast<unsigned long>(s.count()));
    writeDigits(text, 20, 6, static_cast<unsigned long>(rest.count()));
    return text;
}

std::optional<UtcTime> parseIsoUtc(std::string_view text) {
    int year = 0;
    unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0;
    const bool shape = text.size() >= 19 && text[4] == '-' && text[7] == '-' &&
                       (text[10] == 'T' || text[10] == ' ') && text[13] == ':' && text[16] == ':' &&
                       readDigits(text, 0, 4, year) && readDigits(text, 5, 2, month) &&
                       readDigits(text, 8, 2, day) && readDigits(text, 11, 2, hour) &&
                       readDigits(text, 14, 2, minute) && readDigits(text, 17, 2, second);
    if (!shape || month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60)
        return std::nullopt;
    std::size_t at = 19;
    long micros = 0;
    if (!readFraction(text, at, micros))
        return std::nullopt;
    const std::string_view zone = text.substr(at);
    if (zone != "Z" && zone != "+00" && zone != "+00:00")
        return std::nullopt;
    const long days = daysFromCivil(year, month, day);
    const Civil back = civilFromDays(days);
    if (back.month != month || back.day != day)
        return std::nullopt;
    const std::chrono::microseconds since = std::chrono::hours{days * 24 + hour} +
                                            std::chrono::minutes{minute} + std::chrono::seconds{second} +
                                            std::chrono::microseconds{micros};
    return UtcTime{since};
}

}  // namespace inzage
