#include "plugins/csv/cursor.h"

#include "plugins/sdk/failure.h"
#include "plugins/sdk/field_values.h"

namespace inzage::csv {

namespace {
constexpr std::string_view kForm = "csv1";

[[noreturn]] void refuse() {
    throw sdk::AdapterFailure{
        sdk::AdapterFailureKind::Defect,
        "the cursor is not one of the csv adapter; run this organisation once with --full"};
}
}  // namespace

std::string Cursor::text() const {
    std::string text{kForm};
    for (const sdk::RecordKind kind : sdk::kRecordKinds)
        if (const auto& place = places[static_cast<std::size_t>(kind)])
            text.append(" ")
                .append(sdk::nameOf(kind))
                .append(":")
                .append(std::to_string(place->sequence))
                .append(":")
                .append(place->fingerprint);
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
        const std::string_view item = text.substr(0, text.find(' '));
        text.remove_prefix(item.size());
        const std::size_t first = item.find(':');
        const std::size_t second = item.find(':', first == std::string_view::npos ? first : first + 1);
        if (second == std::string_view::npos)
            refuse();
        const auto kind = sdk::recordKindFromName(item.substr(0, first));
        const auto sequence = sdk::readWhole(item.substr(first + 1, second - first - 1));
        const std::string_view fingerprint = item.substr(second + 1);
        if (!kind || !sequence || (!fingerprint.empty() && fingerprint.size() != 16))
            refuse();
        cursor.of(*kind) = Place{*sequence, std::string{fingerprint}};
    }
    return cursor;
}

}  // namespace inzage::csv
