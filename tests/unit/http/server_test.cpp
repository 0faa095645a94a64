#include <thread>
#include <vector>

#include "tests/unit/http/server_fixture.h"

namespace inzage::http {
namespace {

TEST_F(ServerTest, keepsAConnectionAndAnswersPipelinedRequestsInOrder) {
    start();
    RawClient c = client();
    EXPECT_TRUE(contains(c.exchange(get("/een")), "GET /een from 127.0.0.1 body=0"));
    c.send(get("/twee") + get("/drie") + get("/vier"));
    EXPECT_TRUE(contains(c.answer(), "/twee"));
    EXPECT_TRUE(contains(c.answer(), "/drie"));
    EXPECT_TRUE(contains(c.answer(), "/vier"));
    const std::string last = c.exchange(get("/vijf", "Connection: close\r\n"));
    EXPECT_TRUE(contains(last, "Connection: close\r\n"));
    EXPECT_TRUE(c.closedWithin(1000ms));
}

TEST_F(ServerTest, takesARequestInSingleBytes) {
    start();
    RawClient c = client();
    for (const char byte : get("/traag")) {
        c.send({&byte, 1});
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_EQ(statusOf(c.answer()), 200);
}

TEST_F(ServerTest, headHasTheLengthAndNoBody) {
    start();
    RawClient c = client();
    c.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string head = c.answer(1000ms, true);
    EXPECT_TRUE(contains(head, "Content-Length: 29\r\n")) << head;
    EXPECT_TRUE(c.exchange(get("/y")).starts_with("HTTP/1.1 200")) << "bytes of a body were sent after HEAD";
}

TEST_F(ServerTest, aFormArrivesDecodedAlsoInPiecesAndAfterContinue) {
    start();
    const std::string head =
        "POST /f HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        "14\r\n";
    RawClient c = client();
    c.send(head + "\r\nnaam=");
    std::this_thread::sleep_for(20ms);
    EXPECT_TRUE(contains(c.exchange("Ren%C3%A9"), "naam=René body=14"));
    c.send(head + "Expect: 100-continue\r\n\r\n");
    EXPECT_TRUE(c.answer(1000ms).starts_with("HTTP/1.1 100 Continue\r\n"));
    EXPECT_TRUE(contains(c.exchange("naam=Ren%C3%A9"), "naam=René"));
    EXPECT_EQ(statusOf(c.exchange(head + "\r\nnaam=Ren%C3%zz")), 400);
}

TEST_F(ServerTest, refusalsOfTheGateCarryTheSecurityHeadersAndClose) {
    start();
    for (const char* bytes :
         {"nonsense\r\n\r\n", "GET / HTTP/1.1\nHost: a\n\n", "GET /../x HTTP/1.1\r\nHost: a\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"}) {
        RawClient c = client();
        const std::string answer = c.exchange(bytes);
        EXPECT_GE(statusOf(answer), 400) << bytes;
        for (const char* header :
             {"Strict-Transport-Security", "nosniff", "default-src 'none'", "no-store", "Connection: close"})
            EXPECT_TRUE(contains(answer, header)) << header;
        EXPECT_FALSE(contains(answer, "Server:"));
        EXPECT_TRUE(c.closedWithin(3000ms));
    }
}

TEST_F(ServerTest, whatFollowsASmuggledRequestIsNotAnswered) {
    start();
    RawClient c = client();
    c.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
           get("/smuggled"));
    EXPECT_EQ(statusOf(c.answer()), 400);
    EXPECT_EQ(c.answer(500ms), "");
}

TEST_F(ServerTest, aHeaderOrBodyAboveItsLimitIsRefused) {
    ServerOptions options;
    options.body_limit = [](std::string_view path) -> std::size_t {
        return path == "/upload" ? 100'000 : 10;
    };
    start(options);
    EXPECT_EQ(statusOf(client().exchange(get("/", "X-A: " + std::string(17000, 'a') + "\r\n"))), 431);
    EXPECT_EQ(statusOf(client().exchange(get("/", "X-A: " + std::string(15000, 'a') + "\r\n"))), 200);
    RawClient endless = client();
    endless.send("GET / HTTP/1.1\r\nHost: a\r\nX-A: " + std::string(20000, 'a'));
    EXPECT_EQ(statusOf(endless.answer()), 431);
    const auto post = [&](const std::string& path, std::size_t bytes) {
        return statusOf(client().exchange("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " +
                                          std::to_string(bytes) + "\r\n\r\n" + std::string(bytes, 'x')));
    };
    EXPECT_EQ(post("/", 10), 200);
    EXPECT_EQ(post("/", 11), 413);
    EXPECT_EQ(post("/upload", 100'000), 200);
    EXPECT_EQ(post("/upload", 100'001), 413);
}

TEST_F(ServerTest, theAnswerToARefusedUploadSurvivesTheRestOfTheUpload) {
    start();
    RawClient c = client();
    c.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n");
    for (int i = 0; i < 20; ++i) {
        c.send(std::string(50'000, 'x'));
        std::this_thread::sleep_for(2ms);
    }
    EXPECT_EQ(statusOf(c.answer()), 413);
}

TEST_F(ServerTest, aSlowHeadIsRefusedAtItsDeadlineHoweverItDrips) {
    ServerOptions options;
    options.header_deadline = 400ms;
    start(options);
    RawClient silent = client();
    RawClient c = client();
    const auto begin = Time::now();
    c.send("GET / HTTP/1.1\r\n");
    std::thread dripper{[&] {
        while (Time::now() - begin < 1500ms && c.send("X"))
            std::this_thread::sleep_for(50ms);
    }};
    EXPECT_EQ(statusOf(c.answer(1500ms)), 408);
    EXPECT_LT(Time::now() - begin, 900ms);
    dripper.join();
    EXPECT_TRUE(silent.closedWithin(1000ms));
}

TEST_F(ServerTest, aBodyBelowTheLeastRateIsRefusedAndOneAboveItIsNot) {
    ServerOptions options;
    options.body_grace = 200ms;
    options.body_bytes_per_s_min = 1000;
    start(options);
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 600\r\n\r\n";
    RawClient slow = client();
    RawClient steady = client();
    const auto begin = Time::now();
    slow.send(head);
    steady.send(head);
    for (int i = 0; i < 12; ++i) {  // 50 bytes per 25 ms: 2,000 bytes/s; the other one stays at 40
        steady.send(std::string(50, 'x'));
        slow.send("x");
        std::this_thread::sleep_for(25ms);
    }
    EXPECT_EQ(statusOf(steady.answer()), 200);
    EXPECT_EQ(statusOf(slow.answer()), 408);
    EXPECT_LT(Time::now() - begin, 1500ms);
}

TEST_F(ServerTest, aReaderThatDoesNotReadIsCutOffAndASlowOneGetsEverything) {
    ServerOptions options;
    options.body_grace = 300ms;
    options.body_bytes_per_s_min = 4U << 20U;
    start(options);
    RawClient dead = client();
    dead.receiveBuffer(4096);
    dead.send(get("/big"));
    const auto begin = Time::now();
    while (server_->load().connections > 0 && Time::now() - begin < 8s)
        std::this_thread::sleep_for(20ms);
    EXPECT_EQ(server_->load().connections, 0U);

    RawClient reader = client();
    reader.send(get("/big"));
    EXPECT_GT(reader.answer(5000ms).size(), 16U << 20U);
}

TEST_F(ServerTest, anIdleConnectionIsClosed) {
    ServerOptions options;
    options.idle_max = 200ms;
    start(options);
    RawClient c = client();
    EXPECT_EQ(statusOf(c.exchange(get("/"))), 200);
    EXPECT_TRUE(c.closedWithin(1000ms));
}

TEST_F(ServerTest, filesInMemoryAreAnsweredWhileAllWorkersAreBusy) {
    ServerOptions options;
    options.workers = 1;
    options.at_once = [](const Request& request) -> std::optional<Response> {
        if (request.path() != "/static/a.css")
            return std::nullopt;
        return text(200, "css");
    };
    start(options);
    RawClient busy = client();
    busy.send(get("/slow"));
    std::this_thread::sleep_for(30ms);
    const auto begin = Time::now();
    EXPECT_EQ(statusOf(client().exchange(get("/static/a.css"))), 200);
    EXPECT_LT(Time::now() - begin, 200ms);
}

TEST_F(ServerTest, forwardedHeadersCountOnlyFromATrustedProxy) {
    const std::string forwarded = "X-Forwarded-For: 6.6.6.6, 203.0.113.9\r\nX-Forwarded-Proto: https\r\n";
    start();
    EXPECT_TRUE(contains(client().exchange(get("/", forwarded)), "from 127.0.0.1 body"));
    ServerOptions options;
    options.trusted_proxies = {"127.0.0.1"};
    start(options);
    EXPECT_TRUE(contains(client().exchange(get("/", forwarded)), "from 203.0.113.9 secure"));
    EXPECT_TRUE(contains(client().exchange(get("/")), "from 127.0.0.1 body"));
}

TEST_F(ServerTest, stoppingAnswersWhatRunsAndTakesNothingNew) {
    start();
    const std::uint16_t port = server_->port();
    RawClient running = client();
    RawClient idle = client();
    ASSERT_EQ(statusOf(idle.exchange(get("/"))), 200);
    running.send(get("/slow"));
    std::this_thread::sleep_for(50ms);
    std::thread stopper{[&] { server_->stop(10s); }};
    std::this_thread::sleep_for(50ms);
    EXPECT_FALSE(RawClient{port}.connected());
    // A request that was on its way when the drain began is still answered, as the last one.
    const std::string last = idle.exchange(get("/"));
    EXPECT_EQ(statusOf(last), 200);
    EXPECT_TRUE(contains(last, "Connection: close\r\n"));
    const std::string answer = running.answer();
    EXPECT_EQ(statusOf(answer), 200);
    EXPECT_TRUE(contains(answer, "Connection: close\r\n"));
    stopper.join();
    EXPECT_EQ(server_->load().connections, 0U);
}

TEST_F(ServerTest, aTakenPortIsSaidInOneSentence) {
    start();
    Server second{{}, testPage};
    const auto started = second.start("127.0.0.1:" + std::to_string(server_->port()));
    ASSERT_FALSE(started);
    EXPECT_EQ(started.failure().kind, FailureKind::Config);
    EXPECT_TRUE(contains(started.failure().what, std::to_string(server_->port())));
    ServerOptions wrong;
    wrong.trusted_proxies = {"nowhere"};
    EXPECT_FALSE((Server{wrong, testPage}.start("127.0.0.1:0")));
}

TEST_F(ServerTest, manyClientsAtOnceEachGetTheirOwnAnswer) {
    ServerOptions options;
    options.workers = 4;
    options.queue_wait_max = 10s;
    start(options);
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int round = 0; round < 5; ++round) {
                RawClient c = client();
                for (int i = 0; i < 40; ++i) {
                    const std::string path = "/p" + std::to_string(t) + '-' + std::to_string(i);
                    const std::string host = "h" + std::to_string(t % 3) + ".localhost";
                    if (!contains(c.exchange(get(path, "", host)), "GET " + path + " from"))
                        ++wrong;
                }
                if (round % 2 == 0)
                    c.send("GET / HT");  // and is gone
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace inzage::http
