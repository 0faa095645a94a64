#include "platform/delivery/phone_number.h"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace inzage::delivery {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

/// Nobody types more; libphonenumber reads at most 250.
constexpr std::size_t kTypedBytesMax = 64;
/// Dutch numbers of machines: the library takes them for mobiles.
constexpr std::string_view kMachines = "+3197";

const PhoneNumberUtil& plans() {
    return *PhoneNumberUtil::GetInstance();
}

/// Spaces and dashes that word processors and phones put in become plain spaces.
std::string plainSpaces(std::string_view typed) {
    static constexpr std::array<std::string_view, 9> kOdd{"\u00A0", "\u2009", "\u202F", "\u2010", "\u2011",
                                                          "\u2012", "\u2013", "\u2014", "\u200B"};
    std::string out{typed};
    for (const auto odd : kOdd)
        for (auto at = out.find(odd); at != std::string::npos; at = out.find(odd, at))
            out.replace(at, odd.size(), " ");
    return out;
}

bool looksLikeNumber(std::string_view text) {
    return text.size() <= kTypedBytesMax && std::all_of(text.begin(), text.end(), [](unsigned char c) {
               return std::isdigit(c) != 0 ||
                      std::string_view{" +-()./\t"}.find(static_cast<char>(c)) != std::string_view::npos;
           });
}

/// The region whose numbers may be written without their country.
std::string homeRegion(const std::vector<int>& countries) {
    std::string region = "NL";
    if (!countries.empty())
        plans().GetRegionCodeForCountryCode(countries.front(), &region);
    return region;
}

std::optional<NumberFault> faultOf(const PhoneNumber& number, std::string_view e164) {
    switch (plans().GetNumberType(number)) {
        case PhoneNumberUtil::MOBILE:
        case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
            return e164.starts_with(kMachines) ? std::optional{NumberFault::Premium} : std::nullopt;
        case PhoneNumberUtil::PREMIUM_RATE:
        case PhoneNumberUtil::SHARED_COST:
        case PhoneNumberUtil::PERSONAL_NUMBER:
        case PhoneNumberUtil::PAGER:
            return NumberFault::Premium;
        case PhoneNumberUtil::FIXED_LINE:
        case PhoneNumberUtil::TOLL_FREE:
        case PhoneNumberUtil::VOIP:
        case PhoneNumberUtil::UAN:
        case PhoneNumberUtil::VOICEMAIL:
            return NumberFault::NotMobile;
        case PhoneNumberUtil::UNKNOWN:
            break;
    }
    return NumberFault::NotANumber;
}

}  // namespace

NumberReading readNumber(std::string_view typed, const std::vector<int>& countries) {
    const std::string text = plainSpaces(typed);
    if (text.find_first_not_of(" \t") == std::string::npos)
        return {"", NumberFault::Empty};
    PhoneNumber number;
    if (!looksLikeNumber(text) ||
        plans().Parse(text, homeRegion(countries), &number) != PhoneNumberUtil::NO_PARSING_ERROR)
        return {"", NumberFault::NotANumber};
    if (std::find(countries.begin(), countries.end(), number.country_code()) == countries.end())
        return {"", NumberFault::Country};
    NumberReading reading;
    plans().Format(number, PhoneNumberUtil::E164, &reading.e164);
    reading.fault = faultOf(number, reading.e164);
    if (!reading.fault && !plans().IsValidNumber(number))
        reading.fault = NumberFault::NotANumber;
    if (reading.fault)
        reading.e164.clear();
    return reading;
}

std::string shownNumber(std::string_view e164) {
    constexpr std::string_view kDutchMobile = "+316";
    constexpr std::size_t kDutchMobileSize = 12;
    if (e164.starts_with(kDutchMobile) && e164.size() == kDutchMobileSize) {
        std::string shown = "06";
        for (std::size_t at = kDutchMobile.size(); at < e164.size(); at += 2)
            shown.append(" ").append(e164.substr(at, 2));
        return shown;
    }
    PhoneNumber number;
    if (plans().Parse(std::string{e164}, "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR)
        return std::string{e164};
    std::string shown;
    plans().Format(number, PhoneNumberUtil::INTERNATIONAL, &shown);
    return shown;
}

std::string_view nameOf(NumberFault fault) noexcept {
    switch (fault) {
        case NumberFault::Empty:
            return "empty";
        case NumberFault::NotANumber:
            return "not_a_number";
        case NumberFault::NotMobile:
            return "not_mobile";
        case NumberFault::Country:
            return "country";
        case NumberFault::Premium:
            return "premium";
    }
    return "not_a_number";
}

}  // namespace inzage::delivery
