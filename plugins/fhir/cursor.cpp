#include "plugins/fhir/cursor.h"

#include <algorithm>

#include "plugins/sdk/failure.h"
#include "plugins/sdk/field_values.h"

namespace inzage::fhir {

namespace {

constexpr std::string_view kForm = "fhir1 ";
constexpr std::size_t kPrintDigits = 8;

[[noreturn]] void refuse() {
    throw sdk::AdapterFailure{
        sdk::AdapterFailureKind::Defect,
        "the cursor is not one of the fhir adapter; run this organisation once with --full"};
}

std::string numberText(const std::optional<Cursor::Moment>& at) {
    return at ? std::to_string(at->time_since_epoch().count()) : "-";
}

std::optional<Cursor::Moment> momentFrom(std::string_view text) {
    if (text == "-")
        return std::nullopt;
    const auto count = sdk::readWhole(text);
    // The year 2200.
    if (!count || *count > 7'258'118'400'000)
        refuse();
    return Cursor::Moment{std::chrono::milliseconds{*count}};
}

/// The part up to the next ':'.
std::string_view part(std::string_view& item) {
    const std::size_t end = item.find(':');
    const std::string_view found = item.substr(0, end);
    item.remove_prefix(end == std::string_view::npos ? item.size() : end + 1);
    return found;
}

bool isFingerprint(std::string_view text) {
    return text.size() == kPrintDigits &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

std::string Cursor::text() const {
    std::string text{kForm};
    text.append(fingerprint);
    for (const sdk::RecordKind kind : sdk::kRecordKinds) {
        const auto& place = places[static_cast<std::size_t>(kind)];
        if (!place)
            continue;
        text.append(" ").append(sdk::nameOf(kind)).append(":").append(numberText(place->high));
        text.append(":").append(numberText(place->reached)).append(":").append(numberText(place->swept));
    }
    return text;
}

Cursor Cursor::parse(std::string_view text) {
    Cursor cursor;
    if (!text.starts_with(kForm))
        refuse();
    text.remove_prefix(kForm.size());
    cursor.fingerprint = text.substr(0, kPrintDigits);
    if (!isFingerprint(cursor.fingerprint))
        refuse();
    text.remove_prefix(kPrintDigits);
    while (!text.empty()) {
        if (text.front() != ' ')
            refuse();
        text.remove_prefix(1);
        std::string_view item = text.substr(0, text.find(' '));
        text.remove_prefix(item.size());
        const auto kind = sdk::recordKindFromName(part(item));
        if (!kind || std::ranges::count(item, ':') != 2 || cursor.of(*kind))
            refuse();
        Place place;
        place.high = momentFrom(part(item));
        place.reached = momentFrom(part(item));
        place.swept = momentFrom(part(item));
        cursor.of(*kind) = place;
    }
    return cursor;
}

}  // namespace inzage::fhir
