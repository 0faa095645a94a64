#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "plugins/sdk/records.h"

/// Reading one field. Absent means that the text is not of the documented form; messages never repeat it,
/// because a field in the wrong column may be anything.
namespace inzage::sdk {

/// "2026-11-24", a real calendar day of the years 1800-2199.
[[nodiscard]] std::optional<Date> readDate(std::string_view text) noexcept;

/// "2026-11-24T15:40:00Z", "2026-11-24T15:40+01:00", "2026-11-24 15:40:00.123456Z": always with Z or an
/// offset, years 1900-2199.
[[nodiscard]] std::optional<UtcTime> readMoment(std::string_view text) noexcept;

/// "61.8", "61,8", "-3" as decimal text with '.'; at most 20 digits. False when it is no number; `into` may
/// be changed.
[[nodiscard]] bool readDecimal(std::string_view text, std::string& into);

/// 1/0, true/false, ja/nee.
[[nodiscard]] std::optional<bool> readFlag(std::string_view text) noexcept;

/// A whole number from 0 to 999,999,999,999,999.
[[nodiscard]] std::optional<long long> readWhole(std::string_view text) noexcept;

}  // namespace inzage::sdk
