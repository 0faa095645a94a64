#include "platform/agenda/typed_appointment.h"

#include <algorithm>

#include "platform/agenda/local_time.h"
#include "platform/base/text.h"
#include "platform/views/dutch_time.h"

namespace inzage::agenda {
namespace {

std::size_t lettersIn(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0U) != 0x80U; }));
}

/// The digits of a field with zeros in front up to `width`; "" for anything else.
std::string digits(std::string_view typed, std::size_t width) {
    const auto text = trimmed(typed);
    if (text.empty() || text.size() > width ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return "";
    return std::string(width - text.size(), '0') + std::string{text};
}

std::string dateOf(const TypedDate& typed) {
    const std::string year = digits(typed.year, 4);
    const std::string month = digits(typed.month, 2);
    const std::string day = digits(typed.day, 2);
    if (year < "2000" || year > "2100" || month.empty() || day.empty())
        return "";
    return views::dateOf(year + "-" + month, day).value_or("");
}

class Reader {
  public:
    Reader(const TypedAppointment& typed, const Circumstances& here) : typed_{typed}, here_{here} {}

    ReadAppointment read() {
        readTexts();
        readDays();
        if (!typed_.all_day)
            readTimes();
        else if (read_.faults.empty())
            read_.wall.all_day = true;
        if (read_.faults.empty())
            judgeBeginning();
        if (read_.faults.empty())
            readRepeat();
        return std::move(read_);
    }

  private:
    void fault(Field field, FaultKind kind) { read_.faults.push_back({field, kind}); }

    void readTexts() {
        if (trimmed(typed_.title.reveal()).empty())
            fault(Field::Title, FaultKind::Missing);
        else if (lettersIn(typed_.title.reveal()) > kTitleCharsMax)
            fault(Field::Title, FaultKind::TooLong);
        if (lettersIn(typed_.note.reveal()) > kNoteCharsMax)
            fault(Field::Note, FaultKind::TooLong);
    }

    void readDays() {
        auto& wall = read_.wall;
        if (typed_.first.day.empty() && typed_.first.month.empty()) {
            fault(Field::First, FaultKind::Missing);
            return;
        }
        wall.first = dateOf(typed_.first);
        if (wall.first.empty()) {
            fault(Field::First, FaultKind::NoDate);
            return;
        }
        wall.last = wall.first;
        if (typed_.last.day.empty() && typed_.last.month.empty())
            return;
        wall.last = dateOf(typed_.last);
        if (wall.last.empty())
            fault(Field::Last, FaultKind::NoDate);
        else if (wall.last < wall.first)
            fault(Field::Last, FaultKind::NotAfter);
        else if (daysBetween(wall.first, wall.last) >= kDaysMax)
            fault(Field::Last, FaultKind::TooLong);
    }

    std::optional<int> timeIn(Field field, const std::string& typed) {
        if (trimmed(typed).empty()) {
            fault(field, FaultKind::Missing);
            return std::nullopt;
        }
        const auto minute = readTime(typed);
        if (!minute)
            fault(field, FaultKind::NoTime);
        return minute;
    }

    void readTimes() {
        const auto from = timeIn(Field::From, typed_.from);
        const auto to = timeIn(Field::To, typed_.to);
        if (!from || !to || !read_.faults.empty())
            return;
        auto& wall = read_.wall;
        wall.from_minute = *from;
        wall.to_minute = *to;
        if (!exists(wall.first, *from, here_.zone))
            fault(Field::From, FaultKind::Skipped);
        if (!exists(wall.last, *to, here_.zone))
            fault(Field::To, FaultKind::Skipped);
        if (*from == 24 * 60)
            fault(Field::From, FaultKind::NoTime);
        if (read_.faults.empty() && wall.first == wall.last && *to <= *from)
            fault(Field::To, FaultKind::NotAfter);
    }

    void judgeBeginning() {
        const Span span = spanOf(read_.wall, here_.zone);
        read_.spans = {span};
        if (here_.before && here_.before->starts_at == span.starts_at)
            return;
        const auto lead = std::chrono::hours{here_.settings.lead_time_h};
        if (read_.wall.first < here_.today || span.ends_at <= here_.at)
            fault(Field::First, FaultKind::Past);
        else if (lead.count() > 0 && span.starts_at < here_.at + lead)
            fault(Field::First, FaultKind::TooSoon);
        else if (daysBetween(here_.today, read_.wall.first) > kAheadDaysMax)
            fault(Field::First, FaultKind::TooFar);
    }

    void readRepeat() {
        read_.repeat = repeatOf(typed_.repeat);
        if (read_.repeat == Repeat::Never)
            return;
        const auto& wall = read_.wall;
        if (typed_.until.day.empty() && typed_.until.month.empty())
            return fault(Field::Until, FaultKind::Missing);
        const std::string until = dateOf(typed_.until);
        if (until.empty())
            return fault(Field::Until, FaultKind::NoDate);
        if (until <= wall.first)
            return fault(Field::Until, FaultKind::NotAfter);
        if (daysBetween(wall.first, until) > kRepeatDaysMax)
            return fault(Field::Until, FaultKind::TooFar);
        const auto dates = datesOf(read_.repeat, wall.first, until);
        if (dates.size() > static_cast<std::size_t>(kRepeatsMax))
            return fault(Field::Until, FaultKind::TooMany);
        read_.spans.clear();
        for (const auto& date : dates) {
            const Span span = spanOf(moved(wall, daysBetween(wall.first, date)), here_.zone);
            if (!read_.spans.empty() && overlap(read_.spans.back(), span))
                return fault(Field::Last, FaultKind::Overtaken);
            read_.spans.push_back(span);
        }
    }

    const TypedAppointment& typed_;
    const Circumstances& here_;
    ReadAppointment read_;
};

}  // namespace

TypedDate typedDateOf(std::string_view date) {
    if (date.size() != 10)
        return {};
    const auto plain = [](std::string_view number) {
        return std::string{number.starts_with('0') ? number.substr(1) : number};
    };
    return {plain(date.substr(8, 2)), plain(date.substr(5, 2)), std::string{date.substr(0, 4)}};
}

std::string_view idOf(Field field) noexcept {
    switch (field) {
        case Field::Title:
            return "titel";
        case Field::Note:
            return "opmerking";
        case Field::First:
            return "dag";
        case Field::Last:
            return "laatste-dag";
        case Field::From:
            return "van";
        case Field::To:
            return "tot";
        case Field::Until:
            return "herhaal-dag";
    }
    return "";
}

ReadAppointment readAppointment(const TypedAppointment& typed, const Circumstances& here) {
    return Reader{typed, here}.read();
}

}  // namespace inzage::agenda
