#include "platform/observe/metrics.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "platform/observe/health.h"

namespace inzage::observe {
namespace {

namespace fs = std::filesystem;

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Of a metric without labels.
double valueOf(const std::string& text, const std::string& name) {
    const std::size_t at = text.find("\n" + name + " ");
    return at == std::string::npos ? -1 : std::stod(text.substr(at + name.size() + 2, 30));
}

TEST(Metrics, countsFromManyThreadsAreNotLost) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([] {
            for (int n = 0; n < 5000; ++n)
                count(Metric::Logins, {"counting", "ok"});
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_TRUE(contains(metricsText(), R"(inzage_logins_total{outcome="ok",tenant="counting"} 20000)"));
}

TEST(Metrics, aLabelValueCannotBreakOutOfItsLine) {
    count(Metric::Logins, {"a\"}\ninzage_fake 1\n", "ok"});
    EXPECT_FALSE(contains(metricsText(), "\ninzage_fake 1"));
}

TEST(Metrics, aTenantThatLeavesTakesItsSeriesWithIt) {
    count(Metric::Logins, {"leaving", "ok"});
    observeSeconds(Metric::HttpSeconds, {"leaving"}, std::chrono::milliseconds{3});
    gauge(Metric::SyncQuarantined, {"leaving"}, 4);
    ASSERT_TRUE(contains(metricsText(), "leaving"));
    forgetTenant("leaving");
    EXPECT_FALSE(contains(metricsText(), "leaving"));
    count(Metric::Logins, {"leaving", "ok"});
    EXPECT_TRUE(contains(metricsText(), R"(inzage_logins_total{outcome="ok",tenant="leaving"} 1)"));
    forgetTenant("leaving");
}

TEST(Metrics, tooManySeriesAreDroppedAndCounted) {
    for (int i = 0; i < 20'050; ++i)
        gauge(Metric::OutboxWaiting, {"t" + std::to_string(i), "sms"}, 1);
    const std::string text = metricsText();
    EXPECT_TRUE(contains(text, R"(inzage_series_dropped_total{metric="inzage_outbox_waiting"} 50)"));
    for (int i = 0; i < 20'050; ++i)
        if (i % 5000 == 0)
            forgetTenant("t" + std::to_string(i));
}

TEST(Metrics, theProcessIsMeasured) {
    const std::string text = metricsText();
    EXPECT_TRUE(valueOf(text, "inzage_process_resident_memory_bytes") > 1e6);
    EXPECT_TRUE(valueOf(text, "inzage_process_start_timestamp_seconds") > 1.7e9);
}

TEST(MetricCatalogue, namesCarryTheirUnitAndAreUnique) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < metricCount(); ++i) {
        const MetricInfo& info = infoOf(static_cast<Metric>(i));
        const std::string name{info.name};
        EXPECT_TRUE(names.insert(name).second) << name << " stands twice in metric_catalogue.def";
        EXPECT_TRUE(name.starts_with("inzage_") &&
                    name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos)
            << name;
        EXPECT_EQ(info.type == MetricType::Counter, name.ends_with("_total")) << name;
        EXPECT_TRUE(contains(name, std::string{info.unit})) << name << " lacks its unit";
        EXPECT_GE(info.help.size(), 8U) << name << " needs a help text";
    }
}

TEST(MetricCatalogue, theExpectedListIsUpToDate) {
    const fs::path path = fs::path{INZAGE_SOURCE_DIR} / "monitoring/expected_metrics.txt";
    if (std::getenv("INZAGE_UPDATE") != nullptr) {
        fs::create_directories(path.parent_path());
        std::ofstream{path, std::ios::binary} << metricList();
    }
    std::ifstream in{path, std::ios::binary};
    const std::string kept{std::istreambuf_iterator<char>{in}, {}};
    EXPECT_EQ(kept, metricList())
        << "a metric was added, renamed or relabelled: dashboards and alerts depend on it. "
           "When meant, run this test once with INZAGE_UPDATE=1";
}

TEST(Health, isReadyWhenEveryCheckIsAndSaysWhichIsNot) {
    Health::addReadyCheck("one", [] { return std::optional<std::string>{}; });
    EXPECT_EQ(readyJson(Health::ready()), "{\"ready\":true,\"checks\":{\"one\":\"ok\"}}\n");
    Health::addReadyCheck("two", [] { return std::optional<std::string>{"no \"answer\""}; });
    EXPECT_EQ(readyJson(Health::ready()),
              "{\"ready\":false,\"checks\":{\"one\":\"ok\",\"two\":\"no \\\"answer\\\"\"}}\n");
    Health::addReadyCheck("two", []() -> std::optional<std::string> { throw std::runtime_error{"boom"}; });
    EXPECT_TRUE(contains(readyJson(Health::ready()), "the check failed: boom"));
    Health::removeReadyCheck("two");
    Health::setStopping(true);
    EXPECT_TRUE(contains(readyJson(Health::ready()), "\"ready\":false"));
    Health::setStopping(false);
    Health::removeReadyCheck("one");
}

}  // namespace
}  // namespace inzage::observe
