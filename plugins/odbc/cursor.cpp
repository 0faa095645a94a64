#include "plugins/odbc/cursor.h"

#include <algorithm>

#include "plugins/sdk/failure.h"
#include "plugins/sdk/field_values.h"

namespace inzage::odbc {

namespace {

constexpr std::string_view kForm = "odbc1";

[[noreturn]] void refuse() {
    throw sdk::AdapterFailure{
        sdk::AdapterFailureKind::Defect,
        "the cursor is not one of the odbc adapter; run this organisation once with --full"};
}

// Counted from 1800, so that there is no sign and every number has at most 17 digits.
constexpr std::chrono::sys_days kBegin{std::chrono::year{1800} / 1 / 1};

std::string numberText(const std::optional<ColumnTime>& at) {
    return at ? std::to_string((*at - kBegin) / std::chrono::milliseconds{1}) : "-";
}

std::optional<ColumnTime> timeFrom(std::string_view text) {
    if (text == "-")
        return std::nullopt;
    const auto count = sdk::readWhole(text);
    if (!count || *count > 12'623'000'000'000)
        refuse();
    return ColumnTime{kBegin} + std::chrono::milliseconds{*count};
}

/// The part up to the next ':'.
std::string_view part(std::string_view& item) {
    const std::size_t end = item.find(':');
    const std::string_view found = item.substr(0, end);
    item.remove_prefix(end == std::string_view::npos ? item.size() : end + 1);
    return found;
}

bool isFingerprint(std::string_view text) {
    return text.size() == 8 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

std::string Cursor::text() const {
    std::string text{kForm};
    for (const sdk::RecordKind kind : sdk::kRecordKinds) {
        const auto& place = places[static_cast<std::size_t>(kind)];
        if (!place)
            continue;
        text.append(" ").append(sdk::nameOf(kind)).append(":").append(place->fingerprint);
        text.append(":").append(numberText(place->high)).append(":").append(numberText(place->reached));
        text.append(":").append(numberText(place->swept));
    }
    return text;
}

Cursor Cursor::parse(std::string_view text) {
    Cursor cursor;
    if (!text.starts_with(kForm))
        refuse();
    text.remove_prefix(kForm.size());
    while (!text.empty()) {
        if (text.front() != ' ')
            refuse();
        text.remove_prefix(1);
        std::string_view item = text.substr(0, text.find(' '));
        text.remove_prefix(item.size());
        const auto kind = sdk::recordKindFromName(part(item));
        Place place;
        place.fingerprint = part(item);
        if (!kind || !isFingerprint(place.fingerprint) || std::ranges::count(item, ':') != 2)
            refuse();
        place.high = timeFrom(part(item));
        place.reached = timeFrom(part(item));
        if (const auto swept = timeFrom(part(item)))
            place.swept = std::chrono::floor<std::chrono::seconds>(*swept);
        cursor.of(*kind) = std::move(place);
    }
    return cursor;
}

}  // namespace inzage::odbc
