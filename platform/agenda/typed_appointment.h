#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/agenda/rules.h"
#include "platform/base/private.h"

/// The form for an own appointment: what was typed, what is wrong with it, what it means.
namespace inzage::agenda {

/// A date in three plain fields.
struct TypedDate {
    std::string day;
    std::string month;
    std::string year;
    [[nodiscard]] bool empty() const noexcept { return day.empty() && month.empty() && year.empty(); }
};
/// "2026-12-31" in its fields; empty fields for "".
[[nodiscard]] TypedDate typedDateOf(std::string_view date);

struct TypedAppointment {
    Private<std::string> title;
    Private<std::string> note;
    TypedDate first;
    TypedDate last;  ///< of an appointment of more than one day; may be empty, then it is `first`
    std::string from;
    std::string to;
    bool all_day = false;
    std::string repeat;  ///< a word of Repeat
    TypedDate until;
    bool is_private = false;
};

enum class Field { Title, Note, First, Last, From, To, Until };
/// The id of the field on the page, where the summary of faults leads.
[[nodiscard]] std::string_view idOf(Field field) noexcept;

enum class FaultKind {
    Missing,
    TooLong,  ///< more letters, days or hours than fit
    NoDate,   ///< there is no such day
    NoTime,   ///< not a time of the clock
    Skipped,  ///< the clock goes forward over this time on that day
    Past,
    TooSoon,    ///< before the organisation's lead time is over
    TooFar,     ///< more than two years ahead, or a series of more than a year
    NotAfter,   ///< the end is not after the beginning
    TooMany,    ///< more appointments in a series than kRepeatsMax
    Overtaken,  ///< it lasts longer than until it comes back
};
struct Fault {
    Field field;
    FaultKind kind;
    bool operator==(const Fault&) const = default;
};

/// What the rules need to know besides what was typed.
struct Circumstances {
    const config::AgendaSettings& settings;
    const std::string& zone;
    std::string today;
    UtcTime at;
    /// When the appointment stood before it is changed: that time may stay, whatever the lead time.
    std::optional<Span> before{};
};

struct ReadAppointment {
    std::vector<Fault> faults;  ///< in the order of the page; empty: the rest holds
    WallSpan wall;              ///< the first or only one
    Repeat repeat = Repeat::Never;
    std::vector<Span> spans;  ///< by time, at least one
};
[[nodiscard]] ReadAppointment readAppointment(const TypedAppointment& typed, const Circumstances& here);

}  // namespace inzage::agenda
