#pragma once
#include <string>
#include <string_view>

/// A date in three plain fields.
namespace inzage::sharing {

struct TypedDate {
    std::string day;
    std::string month;
    std::string year;
};

enum class DateFault { None, NoDate, Past };

struct ReadDate {
    std::string day;  ///< "2026-12-31"; "" with a fault
    DateFault fault = DateFault::None;
};

/// The last day of an access: today or later, at most 50 years on. Months by number ("9", "09").
[[nodiscard]] ReadDate readDate(const TypedDate& typed, std::string_view today);
/// "2026-12-31" in its fields; empty fields for "".
[[nodiscard]] TypedDate typedOf(std::string_view day);

}  // namespace inzage::sharing
