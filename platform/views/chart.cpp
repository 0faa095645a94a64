#include "platform/views/chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace inzage::views {
namespace {

/// Where a form of the chart has its axes, in the units of its viewBox.
struct Shape {
    std::string_view key;
    std::string_view css;
    int width;
    int height;
    double left;
    double right;
    double top;
    double bottom;
    std::size_t points_max;
    std::size_t day_labels;
};

constexpr Shape kWide{"w", "iz-chart--wide", 960, 380, 70, 924, 40, 334, 12, 6};
constexpr Shape kNarrow{"n", "iz-chart--narrow", 270, 250, 46, 252, 40, 204, 6, 3};

std::string coordinate(double value) {
    std::array<char, 32> text{};
    const int size = std::snprintf(text.data(), text.size(), "%.1f", value);
    return {text.data(), static_cast<std::size_t>(size)};
}

/// Round steps (1, 2 or 5 times a power of ten) so that four or five lines cover the values.
struct Scale {
    double low;
    double high;
    double step;

    static Scale around(double low, double high) {
        if (high - low < 1e-9) {
            low -= 1;
            high += 1;
        }
        const double raw = (high - low) / 4;
        const double power = std::pow(10, std::floor(std::log10(raw)));
        const double part = raw / power;
        const double step = (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10) * power;
        return {std::floor(low / step) * step, std::ceil(high / step) * step, step};
    }
};

std::string gridLabel(double value, double step, Language language) {
    std::array<char, 32> text{};
    const int decimals = step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
    const int size = std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    std::string label{text.data(), static_cast<std::size_t>(size)};
    if (language == Language::Dutch)
        std::replace(label.begin(), label.end(), '.', ',');
    return label;
}

class Drawing {
  public:
    Drawing(const Shape& shape, const ChartSpec& spec) : shape_{shape}, spec_{spec} {
        first_ = spec.points.size() > shape.points_max ? spec.points.size() - shape.points_max : 0;
        count_ = spec.points.size() - first_;
        double low = spec.points[first_].value;
        double high = low;
        const auto include = [&](double value) {
            low = std::min(low, value);
            high = std::max(high, value);
        };
        for (std::size_t i = first_; i < spec.points.size(); ++i) {
            include(spec.points[i].value);
            if (!spec.second.empty())
                include(spec.second[i].value);
        }
        if (spec.range_low && spec.range_high) {
            include(*spec.range_low);
            include(*spec.range_high);
        }
        scale_ = Scale::around(low, high);
    }

    void fill(Model& chart) const {
        chart.set("FORM", shape_.css);
        chart.set("WIDTH", static_cast<long>(shape_.width));
        chart.set("HEIGHT", static_cast<long>(shape_.height));
        chart.set("TITLE_ID", spec_.id + std::string{shape_.key} + "t");
        chart.set("DESC_ID", spec_.id + std::string{shape_.key} + "d");
        chart.set("CHART_TITLE", spec_.title);
        chart.set("DESCRIPTION", spec_.description);
        chart.set("UNIT", spec_.unit);
        drawBand(chart);
        drawGrid(chart);
        drawLine(chart, spec_.points, true);
        if (!spec_.second.empty())
            drawLine(chart, spec_.second, false);
        drawDays(chart);
    }

  private:
    [[nodiscard]] double x(std::size_t i) const {
        const double part = count_ < 2 ? 0.5 : static_cast<double>(i) / static_cast<double>(count_ - 1);
        return shape_.left + part * (shape_.right - shape_.left);
    }
    [[nodiscard]] double y(double value) const {
        return shape_.bottom -
               (value - scale_.low) / (scale_.high - scale_.low) * (shape_.bottom - shape_.top);
    }

    void drawBand(Model& chart) const {
        if (!spec_.range_low || !spec_.range_high)
            return;
        Model& band = chart.add("BAND");
        band.set("X", coordinate(shape_.left - 12));
        band.set("Y", coordinate(y(*spec_.range_high)));
        band.set("W", coordinate(shape_.right - shape_.left + 24));
        band.set("H", coordinate(y(*spec_.range_low) - y(*spec_.range_high)));
    }

    void drawGrid(Model& chart) const {
        for (double value = scale_.low; value <= scale_.high + scale_.step / 2; value += scale_.step) {
            Model& line = chart.add("GRID");
            line.set("X1", coordinate(shape_.left - 12));
            line.set("X2", coordinate(shape_.right + 12));
            line.set("Y", coordinate(y(value)));
            line.set("LABEL_X", coordinate(shape_.left - 22));
            line.set("LABEL_Y", coordinate(y(value) + 6));
            line.set("LABEL", gridLabel(value, scale_.step, spec_.language));
        }
    }

    void drawLine(Model& chart, const std::vector<ChartPoint>& points, bool upper) const {
        std::string path;
        Model& line = chart.add("LINE");
        for (std::size_t i = 0; i < count_; ++i) {
            const auto& point = points[first_ + i];
            const std::string px = coordinate(x(i));
            const std::string py = coordinate(y(point.value));
            path += (i == 0 ? "" : " ") + px + "," + py;
            const bool last = i + 1 == count_;
            Model& dot = line.add("POINT");
            dot.set("X", px);
            dot.set("Y", py);
            dot.show(last ? "LAST" : "EARLIER");
            if (i != 0 && !last)
                continue;
            Model& label = line.add("VALUE");
            label.set("X", coordinate(x(i) + (last ? 8 : 0)));
            label.set("Y", coordinate(y(point.value) + (upper ? -16 : 28)));
            label.set("TEXT", point.label);
            label.show(last ? "AT_END" : "AT_START");
        }
        line.set("PATH_POINTS", path);
    }

    void drawDays(Model& chart) const {
        const std::size_t every =
            std::max<std::size_t>(1, (count_ + shape_.day_labels - 1) / shape_.day_labels);
        for (std::size_t i = 0; i < count_; ++i) {
            // Counted from the newest, so that the last day always has its name.
            if ((count_ - 1 - i) % every != 0)
                continue;
            Model& day = chart.add("DAY");
            day.set("X", coordinate(x(i)));
            day.set("Y", coordinate(shape_.bottom + 32));
            day.set("TEXT", spec_.points[first_ + i].day);
            day.show(i + 1 == count_ ? "AT_END" : i == 0 ? "AT_START" : "IN_MIDDLE");
        }
    }

    const Shape& shape_;
    const ChartSpec& spec_;
    std::size_t first_ = 0;
    std::size_t count_ = 0;
    Scale scale_{};
};

}  // namespace

void addChart(Model& model, std::string_view section, const ChartSpec& spec) {
    if (spec.points.size() < 2)
        return;
    for (const Shape* shape : {&kWide, &kNarrow})
        Drawing{*shape, spec}.fill(model.add(section));
}

}  // namespace inzage::views
