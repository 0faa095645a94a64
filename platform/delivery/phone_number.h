#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inzage::delivery {

/// Why no SMS may go to what was typed.
enum class NumberFault {
    Empty,
    NotANumber,  ///< no telephone number, or one that nobody can have
    NotMobile,   ///< an existing kind of number that gets no SMS
    Country,     ///< of a country that the organisation sends no SMS to
    Premium,     ///< costs the caller or nobody's telephone: premium, shared cost, personal, paging, machines
};

struct NumberReading {
    std::string e164;  ///< "+31612345678"; empty when there is a fault
    std::optional<NumberFault> fault;
};

/// Reads a mobile number as people write it: "06-1234 5678", "+31 6…", "0031 (0)6…", "00316 …". A number
/// without country is of the first of `countries`, the calling codes of the tenant (login.sms.countries).
/// What counts as a number is libphonenumber's knowledge of the numbering plans. Thread-safe.
[[nodiscard]] NumberReading readNumber(std::string_view typed, const std::vector<int>& countries);

/// As people write it: "06 12 34 56 78", "+32 470 12 34 56". Gives back what is no number.
[[nodiscard]] std::string shownNumber(std::string_view e164);

/// "not_mobile": for operators and tests; pages have texts of their own.
[[nodiscard]] std::string_view nameOf(NumberFault fault) noexcept;

}  // namespace inzage::delivery
