#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/views/views.h"

namespace inzage::views {

/// One measured point: `value` where it stands, `label` what people read ("61,8"), `day` below the axis ("24
/// nov").
struct ChartPoint {
    double value;
    std::string label;
    std::string day;
};

/// A line chart drawn by the server. Points from old to new, at least two. A second line (the lower blood
/// pressure) has as many points or none.
struct ChartSpec {
    std::string id;     ///< unique in the page: letters and digits
    std::string title;  ///< for people who hear the page
    std::string description;
    std::string unit;
    std::vector<ChartPoint> points;
    std::vector<ChartPoint> second;
    std::optional<double> range_low;  ///< the band that was agreed
    std::optional<double> range_high;
    Language language = Language::Dutch;  ///< of the numbers at the axis
};

/// Fills the part `views/chart` in `section` of `model`: every coordinate and word is a template variable, so
/// it is escaped like everything else. Draws a wide form (at most 12 points) and a narrow one (at most 6) of
/// the newest points, because text in a scaled picture would become unreadable on a phone.
void addChart(Model& model, std::string_view section, const ChartSpec& spec);

}  // namespace inzage::views
