#include "platform/http/dispatch.h"

#include <gtest/gtest.h>

#include <string>

namespace inzage::http {
namespace {

using namespace std::chrono_literals;

constexpr SteadyTime kStart{};

Job jobOf(const std::string& host, std::chrono::milliseconds since = 0ms) {
    RequestParts parts;
    parts.host = host;
    return {nullptr, std::make_unique<Request>(std::move(parts)), kStart + since};
}

class DispatchTest : public testing::Test {
  protected:
    static ServerOptions small() {
        ServerOptions options;
        options.workers = 4;
        options.host_workers_max = 2;
        options.queue_max = 6;
        options.host_queue_max = 3;
        return options;
    }
    Dispatch::Place place(const std::string& host, bool may_run, std::chrono::milliseconds since = 0ms) {
        Job job = jobOf(host, since);
        return dispatch_.place(job, may_run);
    }
    std::string nextHost() {
        const auto job = dispatch_.next();
        return job ? job->request->host() : "none";
    }

    ServerOptions options_ = small();
    int woken_ = 0;
    Dispatch dispatch_{options_, [this] { ++woken_; }};
};

TEST_F(DispatchTest, aHostRunsUpToItsShareAndThenWaits) {
    EXPECT_EQ(place("a", true), Dispatch::Place::Run);
    EXPECT_EQ(place("a", true), Dispatch::Place::Run);
    EXPECT_EQ(place("a", true), Dispatch::Place::Waits);
    EXPECT_EQ(place("b", true), Dispatch::Place::Run);
    EXPECT_EQ(nextHost(), "none") << "the share counts for waiting requests too";
    dispatch_.woke();
    dispatch_.finished("a");
    EXPECT_EQ(nextHost(), "a");
}

TEST_F(DispatchTest, whoWaitsIsNotOvertakenByItsOwnHost) {
    EXPECT_EQ(place("a", false), Dispatch::Place::Waits);
    EXPECT_EQ(place("a", true), Dispatch::Place::Waits);
}

TEST_F(DispatchTest, theHostWithTheLeastRunningGoesFirstWhateverTheOrder) {
    EXPECT_EQ(place("quiet", false, 5ms), Dispatch::Place::Waits);
    EXPECT_EQ(place("busy", true), Dispatch::Place::Run);
    EXPECT_EQ(place("busy", false, 1ms), Dispatch::Place::Waits);
    EXPECT_EQ(nextHost(), "quiet");
    EXPECT_EQ(place("other", false, 9ms), Dispatch::Place::Waits);
    EXPECT_EQ(nextHost(), "other");
    EXPECT_EQ(nextHost(), "busy");
}

TEST_F(DispatchTest, amongEqualsTheOldestGoesFirst) {
    for (const auto& [host, since] : {std::pair{"b", 2ms}, std::pair{"a", 1ms}, std::pair{"c", 3ms}})
        EXPECT_EQ(place(host, false, since), Dispatch::Place::Waits);
    EXPECT_EQ(nextHost(), "a");
    EXPECT_EQ(nextHost(), "b");
    EXPECT_EQ(nextHost(), "c");
}

TEST_F(DispatchTest, theQueueIsLimitedInAllAndPerHost) {
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(place("a", false), Dispatch::Place::Waits);
    EXPECT_EQ(place("a", false), Dispatch::Place::Refused);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(place("b", false), Dispatch::Place::Waits);
    EXPECT_EQ(place("c", false), Dispatch::Place::Refused);
    EXPECT_EQ(dispatch_.waiting(), 6U);
}

TEST_F(DispatchTest, aSmallQueueIsStillShared) {
    options_.queue_max = 4;
    options_.host_queue_max = 1000;
    Dispatch tight{options_, [] {}};
    const auto placed = [&](const std::string& host) {
        Job job = jobOf(host);
        return tight.place(job, false);
    };
    EXPECT_EQ(placed("a"), Dispatch::Place::Waits);
    EXPECT_EQ(placed("a"), Dispatch::Place::Waits);
    EXPECT_EQ(placed("a"), Dispatch::Place::Refused);
    EXPECT_EQ(placed("b"), Dispatch::Place::Waits);
}

TEST_F(DispatchTest, whoWaitedTooLongIsTakenOut) {
    EXPECT_EQ(place("a", false, 10ms), Dispatch::Place::Waits);
    EXPECT_EQ(place("a", false, 30ms), Dispatch::Place::Waits);
    EXPECT_EQ(dispatch_.waitingSince(kStart + 20ms).size(), 1U);
    EXPECT_EQ(dispatch_.waiting(), 1U);
}

TEST_F(DispatchTest, anIdleWorkerIsWokenOnlyForWhatMayRun) {
    EXPECT_EQ(nextHost(), "none");  // one worker is idle now
    EXPECT_EQ(place("a", true), Dispatch::Place::Run);
    EXPECT_EQ(place("a", true), Dispatch::Place::Run);
    EXPECT_EQ(place("a", false), Dispatch::Place::Waits);
    EXPECT_EQ(woken_, 0);
    EXPECT_EQ(place("b", false), Dispatch::Place::Waits);
    EXPECT_EQ(woken_, 1);
    dispatch_.wakeForWaiting();
    EXPECT_EQ(woken_, 2);
    dispatch_.woke();
    dispatch_.wakeForWaiting();
    EXPECT_EQ(woken_, 2) << "nobody is idle";
}

}  // namespace
}  // namespace inzage::http
