#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace inzage::odbc {

/// How a column of a result writes its values.
enum class Form : std::uint8_t {
    Text,
    PaddedText,  ///< CHAR(n): filled up with blanks
    Number,
    Flag,
    Date,
    LocalMoment,  ///< without zone
    UtcMoment,    ///< with zone, and the session's is UTC
};

/// A column of a query, as the database describes it.
struct ResultColumn {
    std::string name;
    Form form = Form::Text;
};

/// A moment as a column counts it: of the clock on the wall for a LocalMoment, UTC for a UtcMoment. Only
/// comparable within one column.
using ColumnTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

/// "2026-11-24 15:40:00.123456" or "2026-11-24"; absent for anything else.
[[nodiscard]] std::optional<ColumnTime> readColumnTime(std::string_view text);

/// "2026-11-24 15:40:00": a part of a second is cut off.
[[nodiscard]] std::string columnTimeText(ColumnTime at);

/// Gives a value the form of docs/csv-format.md. The zone must be known to the system. In the hour that comes
/// twice the first one is taken; a moment in the hour that is left out counts as its end.
class RowValues {
  public:
    /// Throws AdapterFailure(Config) for an unknown zone.
    explicit RowValues(const std::string& time_zone);

    /// Changes `value` in place; a value that is not of its form stays as it is, to be refused where it is
    /// read.
    void normalize(Form form, std::string& value) const;
    /// The same moment in the terms of a column of that form.
    [[nodiscard]] ColumnTime inTermsOf(Form form, ColumnTime utc) const;

  private:
    const void* zone_;
};

}  // namespace inzage::odbc
