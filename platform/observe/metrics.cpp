#include "platform/observe/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <type_traits>
#include <unordered_map>
#include <variant>
#include <vector>

#include "platform/observe/process_stats.h"

namespace inzage::observe {
namespace {

constexpr std::array kMetrics{
#define INZAGE_METRIC(id, name, type, unit, labels, help) \
    MetricInfo{name, MetricType::type, unit, labels, help},
#include "platform/observe/metric_catalogue.def"
#undef INZAGE_METRIC
};

constexpr std::size_t kSeriesMax = 20'000;
constexpr char kSeparator = '\x1f';

std::vector<std::string> labelNames(std::string_view list) {
    std::vector<std::string> names;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        names.emplace_back(list.substr(0, comma));
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return names;
}

/// Requests are measured from a millisecond, synchronisation runs from a second.
prometheus::Histogram::BucketBoundaries bucketsOf(Metric metric) {
    if (metric == Metric::SyncSeconds)
        return {1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200};
    return {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
}

using Series = std::variant<prometheus::Counter*, prometheus::Gauge*, prometheus::Histogram*>;
using FamilyRef =
    std::variant<prometheus::Family<prometheus::Counter>*, prometheus::Family<prometheus::Gauge>*,
                 prometheus::Family<prometheus::Histogram>*>;

/// One metric of the catalogue: its family and the series seen so far, found without the registry's own lock
/// and label maps.
class MetricSeries {
  public:
    MetricSeries(prometheus::Registry& registry, Metric metric, const MetricInfo& info)
        : metric_{metric}, names_{labelNames(info.labels)}, family_{build(registry, info)} {}

    /// Runs `use` on the series with these label values while it can't be forgotten; false when there are too
    /// many series. Throws std::logic_error on a wrong number of labels.
    template <class Use>
    bool with(Labels labels, Use&& use) {
        if (labels.size() != names_.size())
            throw std::logic_error{"wrong number of labels"};
        const std::string key = keyOf(labels);
        {
            const std::shared_lock lock{mutex_};
            if (const auto found = series_.find(key); found != series_.end()) {
                use(found->second);
                return true;
            }
        }
        const std::unique_lock lock{mutex_};
        auto found = series_.find(key);
        if (found == series_.end()) {
            if (series_.size() >= kSeriesMax)
                return false;
            found = series_.emplace(key, add(labels)).first;
        }
        use(found->second);
        return true;
    }

    void forget(std::string_view first_label) {
        if (names_.empty() || names_.front() != "tenant")
            return;
        const std::unique_lock lock{mutex_};
        std::erase_if(series_, [&](const auto& entry) {
            const std::string_view key = entry.first;
            if (key.substr(0, key.find(kSeparator)) != first_label)
                return false;
            remove(entry.second);
            return true;
        });
    }

  private:
    static std::string keyOf(Labels labels) {
        std::string key;
        for (const std::string_view label : labels)
            (key += label) += kSeparator;
        return key;
    }

    static FamilyRef build(prometheus::Registry& registry, const MetricInfo& info) {
        const std::string name{info.name};
        const std::string help{info.help};
        switch (info.type) {
            case MetricType::Counter:
                return &prometheus::BuildCounter().Name(name).Help(help).Register(registry);
            case MetricType::Gauge:
                return &prometheus::BuildGauge().Name(name).Help(help).Register(registry);
            case MetricType::Histogram:
                break;
        }
        return &prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
    }

    Series add(Labels labels) {
        std::map<std::string, std::string> map;
        std::size_t at = 0;
        for (const std::string_view label : labels)
            map.emplace(names_[at++], std::string{label});
        return std::visit(
            [&](auto* family) -> Series {
                using Family = std::remove_pointer_t<decltype(family)>;
                if constexpr (std::is_same_v<Family, prometheus::Family<prometheus::Histogram>>)
                    return &family->Add(map, bucketsOf(metric_));
                else
                    return &family->Add(map);
            },
            family_);
    }

    void remove(const Series& series) {
        if (auto* const* counter = std::get_if<prometheus::Counter*>(&series))
            std::get<prometheus::Family<prometheus::Counter>*>(family_)->Remove(*counter);
        else if (auto* const* level = std::get_if<prometheus::Gauge*>(&series))
            std::get<prometheus::Family<prometheus::Gauge>*>(family_)->Remove(*level);
        else
            std::get<prometheus::Family<prometheus::Histogram>*>(family_)->Remove(
                std::get<prometheus::Histogram*>(series));
    }

    Metric metric_;
    std::vector<std::string> names_;
    FamilyRef family_;
    std::shared_mutex mutex_;
    std::unordered_map<std::string, Series> series_;
};

class Catalogue {
  public:
    Catalogue() {
        for (std::size_t i = 0; i < kMetrics.size(); ++i)
            all_.push_back(std::make_unique<MetricSeries>(registry_, static_cast<Metric>(i), kMetrics[i]));
    }
    MetricSeries& of(Metric metric) { return *all_[static_cast<std::size_t>(metric)]; }
    std::string text() { return prometheus::TextSerializer{}.Serialize(registry_.Collect()); }
    void forget(std::string_view tenant) {
        for (const auto& metric : all_)
            metric->forget(tenant);
    }

  private:
    prometheus::Registry registry_;
    std::vector<std::unique_ptr<MetricSeries>> all_;
};

Catalogue& catalogue() {
    static Catalogue instance;
    return instance;
}

/// A wrong type or number of labels is caught by the first test that runs the line; in service it costs the
/// measurement and nothing else.
template <class Use>
void update(Metric metric, Labels labels, Use&& use) noexcept {
    try {
        if (!catalogue().of(metric).with(labels, use))
            catalogue().of(Metric::SeriesDropped).with({infoOf(metric).name}, [](const Series& series) {
                std::get<prometheus::Counter*>(series)->Increment();
            });
    } catch (...) {
#ifndef NDEBUG
        std::terminate();
#endif
    }
}

}  // namespace

const MetricInfo& infoOf(Metric metric) noexcept {
    return kMetrics[static_cast<std::size_t>(metric)];
}

std::size_t metricCount() noexcept {
    return kMetrics.size();
}

void count(Metric metric, Labels labels, double by) noexcept {
    update(metric, labels,
           [&](const Series& series) { std::get<prometheus::Counter*>(series)->Increment(by); });
}

void gauge(Metric metric, Labels labels, double value) noexcept {
    update(metric, labels, [&](const Series& series) { std::get<prometheus::Gauge*>(series)->Set(value); });
}

void observeSeconds(Metric metric, Labels labels, std::chrono::duration<double> took) noexcept {
    update(metric, labels,
           [&](const Series& series) { std::get<prometheus::Histogram*>(series)->Observe(took.count()); });
}

void forgetTenant(std::string_view tenant) noexcept {
    try {
        catalogue().forget(tenant);
    } catch (...) {
        return;  // only memory can fail; the series then stay until the next restart
    }
}

std::string metricsText() {
    static std::mutex mutex;
    static double cpu_counted_s = 0;
    const std::lock_guard lock{mutex};
    const ProcessStats stats = processStats();
    gauge(Metric::ProcessMemory, {}, stats.resident_bytes);
    gauge(Metric::ProcessFiles, {}, stats.open_files);
    gauge(Metric::ProcessStart, {}, stats.start_unix_s);
    count(Metric::ProcessCpu, {}, std::max(0.0, stats.cpu_s - cpu_counted_s));
    cpu_counted_s = stats.cpu_s;
    return catalogue().text();
}

std::string metricList() {
    std::vector<std::string> lines;
    for (const MetricInfo& info : kMetrics) {
        const std::string_view type = info.type == MetricType::Counter ? "counter"
                                      : info.type == MetricType::Gauge ? "gauge"
                                                                       : "histogram";
        std::string line{info.name};
        ((line += ' ') += type) += ' ';
        line += info.unit.empty() ? std::string_view{"-"} : info.unit;
        line += ' ';
        line += info.labels.empty() ? std::string_view{"-"} : info.labels;
        lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines)
        (text += line) += '\n';
    return text;
}

}  // namespace inzage::observe
