#include "platform/delivery/number_rules.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace inzage::delivery {
namespace {

/// Ranges that cost the organisation money and are nobody's telephone: premium rate, shared cost, personal
/// numbers, paging, machine to machine. Dutch numbering plan (ACM), Belgian (BIPT), German (BNetzA), British
/// (Ofcom).
constexpr std::array kRefusedRanges{
    std::string_view{"+31800"}, std::string_view{"+3182"},  std::string_view{"+3184"},
    std::string_view{"+3185"},  std::string_view{"+3187"},  std::string_view{"+3188"},
    std::string_view{"+3190"},  std::string_view{"+3197"},  std::string_view{"+3166"},
    std::string_view{"+3267"},  std::string_view{"+3290"},  std::string_view{"+3270"},
    std::string_view{"+49137"}, std::string_view{"+49180"}, std::string_view{"+49900"},
    std::string_view{"+4470"},  std::string_view{"+4476"},  std::string_view{"+4484"},
    std::string_view{"+4487"},  std::string_view{"+449"}};

bool isE164(std::string_view number) {
    return number.size() >= 8 && number.size() <= 16 && number.front() == '+' && number[1] != '0' &&
           std::all_of(number.begin() + 1, number.end(),
                       [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::optional<std::string_view> numberRefused(std::string_view e164, const std::vector<int>& countries) {
    if (!isE164(e164))
        return "not_e164";
    const bool listed = std::any_of(countries.begin(), countries.end(), [&](int country) {
        return e164.substr(1).starts_with(std::to_string(country));
    });
    if (!listed)
        return "country";
    if (std::any_of(kRefusedRanges.begin(), kRefusedRanges.end(),
                    [&](auto range) { return e164.starts_with(range); }))
        return "premium";
    return std::nullopt;
}

}  // namespace inzage::delivery
