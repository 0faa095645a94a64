#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/base/private.h"

namespace inzage::dossier {

struct MeasurementKind {
    std::string code;
    std::string label;
};

/// Numbers as the care-record system gave them: decimal text, so that nothing is rounded on the way.
struct Measurement {
    std::string id;
    Private<std::string> value;
    Private<std::string> value_second;  ///< the lower one of a blood pressure; "" otherwise
    Private<std::string> note;
    UtcTime taken_at;
};

constexpr int kMeasurementsPerPage = 50;

struct MeasurementsPage {
    std::vector<MeasurementKind> kinds;
    std::string code;  ///< the kind shown; "" when there are no measurements at all
    std::string label;
    std::string unit;
    std::string range_low;  ///< what was agreed, of the newest; "" when nothing was
    std::string range_high;
    std::vector<Measurement> values;  ///< newest first
    bool more = false;                ///< there are older ones
    std::optional<UtcTime> synced_at;
};

struct MeasurementsAnswer {
    access::Viewer viewer;
    MeasurementsPage page;
};

/// `code` empty: the kind measured last. `before`: only older ones. One round trip, cost flat in the
/// dossier's size.
[[nodiscard]] std::variant<MeasurementsAnswer, http::Response> findMeasurements(
    const tenancy::Visit& visit, const std::string& code, std::optional<UtcTime> before);

}  // namespace inzage::dossier
