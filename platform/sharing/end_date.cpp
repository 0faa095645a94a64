#include "platform/sharing/end_date.h"

#include <algorithm>

#include "platform/views/dutch_time.h"

namespace inzage::sharing {
namespace {

constexpr int kYearsMax = 50;

/// The digits without the spaces around them, with a zero in front up to `width`; "" for anything else.
std::string digits(std::string_view typed, std::size_t width) {
    while (typed.starts_with(' '))
        typed.remove_prefix(1);
    while (typed.ends_with(' '))
        typed.remove_suffix(1);
    const bool plain = std::all_of(typed.begin(), typed.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (typed.empty() || typed.size() > width || !plain)
        return "";
    return std::string(width - typed.size(), '0') + std::string{typed};
}

}  // namespace

ReadDate readDate(const TypedDate& typed, std::string_view today) {
    const std::string year = digits(typed.year, 4);
    const std::string month = digits(typed.month, 2);
    const std::string day = digits(typed.day, 2);
    if (year.empty() || month.empty() || day.empty())
        return {"", DateFault::NoDate};
    const auto date = views::dateOf(year + "-" + month, day);
    if (!date)
        return {"", DateFault::NoDate};
    const int last_year = std::stoi(std::string{today.substr(0, 4)}) + kYearsMax;
    if (std::stoi(year) > last_year)
        return {"", DateFault::NoDate};
    if (*date < today)
        return {"", DateFault::Past};
    return {*date, DateFault::None};
}

TypedDate typedOf(std::string_view day) {
    if (day.size() != 10)
        return {};
    return {std::string{day.substr(8, 2)}, std::string{day.substr(5, 2)}, std::string{day.substr(0, 4)}};
}

}  // namespace inzage::sharing
