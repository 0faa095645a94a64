#include <algorithm>
#include <thread>
#include <vector>

#include "tests/unit/http/server_fixture.h"

// Many clients at once: drips, full queues, one busy organisation beside a quiet one.
namespace inzage::http {
namespace {

using OverloadTest = ServerTest;

TEST_F(OverloadTest, hundredsOfDrippingClientsDelayNobody) {
    start();
    std::vector<RawClient> drippers;
    for (int i = 0; i < 300; ++i) {
        drippers.emplace_back(server_->port());
        ASSERT_TRUE(drippers.back().connected());
        drippers.back().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n" +
                             std::string(i % 2 == 0 ? "\r\nx" : "X-"));
    }
    RawClient honest = client();
    Time::duration worst{};
    for (int i = 0; i < 50; ++i) {
        for (std::size_t k = 0; k < 30; ++k)
            drippers[(static_cast<std::size_t>(i) * 30 + k) % drippers.size()].send("d");
        const auto begin = Time::now();
        ASSERT_EQ(statusOf(honest.exchange(get("/"))), 200);
        worst = std::max(worst, Time::now() - begin);
    }
    EXPECT_LT(worst, 500ms);
}

TEST_F(OverloadTest, tooManyConnectionsPushOutTheLongestIdle) {
    ServerOptions options;
    options.connections_max = 20;
    start(options);
    std::vector<RawClient> idle;
    for (int i = 0; i < 20; ++i) {
        idle.emplace_back(server_->port());
        ASSERT_EQ(statusOf(idle.back().exchange(get("/"))), 200);
    }
    EXPECT_EQ(statusOf(client().exchange(get("/new"))), 200);
    EXPECT_TRUE(idle.front().closedWithin(1000ms));
}

TEST_F(OverloadTest, whenNoConnectionCanBeSparedANewOneHears503) {
    ServerOptions options;
    options.connections_max = 3;
    start(options);
    std::vector<RawClient> busy;
    for (int i = 0; i < 3; ++i) {
        busy.emplace_back(server_->port());
        busy.back().send(get("/slow"));
    }
    std::this_thread::sleep_for(50ms);
    const std::string answer = client().answer(1000ms);
    EXPECT_EQ(statusOf(answer), 503);
    EXPECT_TRUE(contains(answer, "Retry-After: "));
    for (RawClient& c : busy)
        EXPECT_EQ(statusOf(c.answer()), 200);
}

TEST_F(OverloadTest, overloadIsAnswered503WithRetryAfterInTimeAndPasses) {
    ServerOptions options;
    options.workers = 2;
    options.host_workers_max = 2;
    options.queue_wait_max = 450ms;
    start(options);
    std::vector<RawClient> clients;
    for (int i = 0; i < 12; ++i) {
        clients.emplace_back(server_->port());
        clients.back().send(get("/slow"));
    }
    const auto begin = Time::now();
    int served = 0;
    int refused = 0;
    for (RawClient& c : clients) {
        const std::string answer = c.answer();
        served += statusOf(answer) == 200 ? 1 : 0;
        if (statusOf(answer) == 503) {
            ++refused;
            EXPECT_TRUE(contains(answer, "Retry-After: 30\r\n"));
            EXPECT_TRUE(contains(answer, "Het is nu erg druk"));
        }
    }
    EXPECT_EQ(served + refused, 12);
    EXPECT_GE(served, 4);
    EXPECT_GE(refused, 4);
    EXPECT_LT(Time::now() - begin, 1400ms);
    EXPECT_EQ(statusOf(clients.front().exchange(get("/"))), 200) << "a 503 must not cost the connection";
}

TEST_F(OverloadTest, aFullQueueRefusesAtOnce) {
    ServerOptions options;
    options.workers = 1;
    options.queue_max = 2;
    start(options);
    std::vector<RawClient> clients;
    for (int i = 0; i < 6; ++i) {
        clients.emplace_back(server_->port());
        clients.back().send(get("/slow"));
        std::this_thread::sleep_for(10ms);
    }
    const auto begin = Time::now();
    EXPECT_EQ(statusOf(clients.back().answer()), 503);
    EXPECT_LT(Time::now() - begin, 200ms);
}

TEST_F(OverloadTest, oneHostCannotTakeTheWholeQueue) {
    ServerOptions options;
    options.workers = 1;
    options.host_queue_max = 1;
    start(options);
    std::vector<RawClient> flood;
    for (int i = 0; i < 3; ++i) {
        flood.emplace_back(server_->port());
        flood.back().send(get("/slow", "", "busy.localhost"));
        std::this_thread::sleep_for(10ms);
    }
    EXPECT_EQ(statusOf(flood.back().answer(200ms)), 503);
    EXPECT_EQ(statusOf(client().exchange(get("/", "", "quiet.localhost"))), 200);
}

TEST_F(OverloadTest, oneHostCannotTakeAllWorkers) {
    ServerOptions options;
    options.workers = 4;
    options.host_workers_max = 2;
    start(options);
    std::vector<RawClient> flood;
    for (int i = 0; i < 20; ++i) {
        flood.emplace_back(server_->port());
        flood.back().send(get("/slow", "", "busy.localhost"));
    }
    std::this_thread::sleep_for(50ms);
    EXPECT_EQ(server_->load().running, 2U);
    const auto begin = Time::now();
    EXPECT_EQ(statusOf(client().exchange(get("/", "", "quiet.localhost"))), 200);
    EXPECT_LT(Time::now() - begin, 200ms);
}

TEST_F(OverloadTest, waitingHostsTakeTurns) {
    ServerOptions options;
    options.workers = 2;
    options.host_workers_max = 2;
    options.queue_wait_max = 5000ms;
    start(options);
    std::vector<RawClient> flood;
    for (int i = 0; i < 20; ++i) {
        flood.emplace_back(server_->port());
        flood.back().send(get("/slow", "", "busy.localhost"));
    }
    std::this_thread::sleep_for(30ms);
    const auto begin = Time::now();
    EXPECT_EQ(statusOf(client().exchange(get("/", "", "quiet.localhost"))), 200);
    EXPECT_LT(Time::now() - begin, 700ms) << "queued behind ten rounds of the busy host";
}

}  // namespace
}  // namespace inzage::http
