#pragma once
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace inzage::observe {

enum class MetricType { Counter, Gauge, Histogram };

/// Every metric: metric_catalogue.def. monitoring/expected_metrics.txt is made of it and tested, so that a
/// rename is a visible change.
enum class Metric {
#define INZAGE_METRIC(id, name, type, unit, labels, help) id,
#include "platform/observe/metric_catalogue.def"
#undef INZAGE_METRIC
};

struct MetricInfo {
    std::string_view name;
    MetricType type;
    std::string_view unit;    ///< "seconds", "bytes" or ""
    std::string_view labels;  ///< comma separated names, in the order in which values are given
    std::string_view help;
};
[[nodiscard]] const MetricInfo& infoOf(Metric metric) noexcept;
[[nodiscard]] std::size_t metricCount() noexcept;

/// Label values, in the catalogue's order. Never anything a user can choose (addresses, names): only ids,
/// patterns and outcomes, so that the number of series stays bounded.
using Labels = std::initializer_list<std::string_view>;

// All thread-safe, all never throw; a wrong type or number of labels is a defect that stops a debug build
// and is ignored in a release. At most 20,000 series per metric; more are counted in
// inzage_series_dropped_total.
void count(Metric metric, Labels labels = {}, double by = 1) noexcept;
void gauge(Metric metric, Labels labels, double value) noexcept;
void observeSeconds(Metric metric, Labels labels, std::chrono::duration<double> took) noexcept;

/// Forgets the series whose first label is `tenant`, when a tenant leaves.
void forgetTenant(std::string_view tenant) noexcept;

/// All metrics in Prometheus' text form, with the process's own memory, CPU and open files.
[[nodiscard]] std::string metricsText();

/// monitoring/expected_metrics.txt: one line "name type unit labels" per metric, sorted.
[[nodiscard]] std::string metricList();

}  // namespace inzage::observe
