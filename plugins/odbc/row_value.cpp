#include "plugins/odbc/row_value.h"

#include <date/tz.h>

#include <cstdio>

#include "plugins/sdk/failure.h"
#include "plugins/sdk/field_values.h"

namespace inzage::odbc {

namespace {

const date::time_zone& zoneOf(const void* zone) {
    return *static_cast<const date::time_zone*>(zone);
}

/// Line ends are '\n', whatever the system that wrote them.
void plainLineEnds(std::string& value) {
    if (value.find('\r') == std::string::npos)
        return;
    std::string plain;
    plain.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '\r')
            plain.push_back(value[i]);
        else if (i + 1 == value.size() || value[i + 1] != '\n')
            plain.push_back('\n');
    }
    value.swap(plain);
}

}  // namespace

std::optional<ColumnTime> readColumnTime(std::string_view text) {
    std::string full{text};
    full.append(text.size() == 10 ? " 00:00:00Z" : "Z");
    return sdk::readMoment(full);
}

std::string columnTimeText(ColumnTime at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d:%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text;
}

RowValues::RowValues(const std::string& time_zone) : zone_{nullptr} {
    try {
        zone_ = date::locate_zone(time_zone);
    } catch (const std::exception&) {
        throw sdk::AdapterFailure{
            sdk::AdapterFailureKind::Config,
            "time_zone '" + time_zone + "' is not a zone that this system knows (Europe/Amsterdam)"};
    }
}

void RowValues::normalize(Form form, std::string& value) const {
    switch (form) {
        case Form::Text:
            return plainLineEnds(value);
        case Form::PaddedText:
            value.erase(value.find_last_not_of(' ') + 1);
            return plainLineEnds(value);
        case Form::Number:
            if (value.starts_with('.'))
                value.insert(0, 1, '0');
            else if (value.starts_with("-."))
                value.insert(1, 1, '0');
            return;
        case Form::Flag:
            if (value == "t")
                value = "1";
            else if (value == "f")
                value = "0";
            return;
        case Form::Date:
            return;
        case Form::UtcMoment:
            if (!value.empty())
                value.push_back('Z');
            return;
        case Form::LocalMoment:
            if (const auto wall = readColumnTime(value)) {
                const date::local_time<std::chrono::microseconds> local{wall->time_since_epoch()};
                const auto utc = zoneOf(zone_).to_sys(local, date::choose::earliest);
                const auto part = (wall->time_since_epoch() % std::chrono::seconds{1}).count();
                char fraction[16];
                std::snprintf(fraction, sizeof fraction, ".%06dZ", static_cast<int>(part < 0 ? 0 : part));
                value = columnTimeText(utc) + fraction;
            }
            return;
    }
}

ColumnTime RowValues::inTermsOf(Form form, ColumnTime utc) const {
    if (form == Form::UtcMoment)
        return utc;
    return ColumnTime{zoneOf(zone_).to_local(utc).time_since_epoch()};
}

}  // namespace inzage::odbc
