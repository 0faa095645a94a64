#include "plugins/sdk/http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/unit/sdk/loopback_server.h"

namespace inzage::sdk {

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string answerOf(std::string_view status, std::string_view body = "", std::string_view headers = "") {
    return "HTTP/1.1 " + std::string{status} + "\r\nConnection: close\r\n" + std::string{headers} +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
}

HttpOptions hasty() {
    return {.backoff_first_ms = 2, .backoff_longest_ms = 4};
}

struct Failed {
    AdapterFailureKind kind = AdapterFailureKind::Config;
    std::string what = "no failure";
};

Failed failureOf(HttpClient& client, const HttpRequest& request, const Call& call = {}) {
    try {
        (void)client.send(request, call);
    } catch (const AdapterFailure& failure) {
        return {failure.kind(), failure.what()};
    }
    return {};
}

/// Answers with each of these in turn, and the last one from then on.
struct InTurn {
    std::vector<std::string> answers;
    std::shared_ptr<std::atomic<std::size_t>> next = std::make_shared<std::atomic<std::size_t>>(0);
    std::string operator()(const std::string&) const {
        return answers[std::min(next->fetch_add(1), answers.size() - 1)];
    }
};

LoopbackServer serverOf(std::vector<std::string> answers) {
    return LoopbackServer{{.answer = InTurn{std::move(answers)}}};
}

TEST(HttpClient, SendsMethodHeadersAndBodyAndGivesStatusHeadersAndBody) {
    LoopbackServer server = serverOf({answerOf("201 Created", "made", "ETag: W/\"1\"\r\n")});
    HttpClient client{{}};
    const HttpResponse response = client.send({.method = "PATCH",
                                               .url = server.url("/a?b=c"),
                                               .headers = {{"If-Match", "W/\"0\""}, {"Empty", ""}},
                                               .body = std::string("{\0}", 3),
                                               .bearer = "t0ken"},
                                              {});
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.body, "made");
    ASSERT_NE(response.header("etag"), nullptr);
    EXPECT_EQ(*response.header("etag"), "W/\"1\"");
    ASSERT_EQ(server.requests().size(), 1U);
    const std::string request = server.requests()[0];
    EXPECT_THAT(request, HasSubstr("PATCH /a?b=c HTTP/1.1\r\n"));
    EXPECT_THAT(request, HasSubstr("If-Match: W/\"0\"\r\n"));
    EXPECT_THAT(request, HasSubstr("Empty:\r\n"));
    EXPECT_THAT(request, HasSubstr("Authorization: Bearer t0ken\r\n"));
    EXPECT_THAT(request, HasSubstr(std::string("\r\n\r\n{\0}", 7)));

    (void)client.send({.url = server.url(), .user = "u", .password = "p"}, {});
    EXPECT_THAT(server.requests()[1], HasSubstr("Authorization: Basic dTpw\r\n"));
    EXPECT_THAT(server.requests()[1], Not(HasSubstr("Bearer")));
}

TEST(HttpClient, EveryStatusIsAFailureOfTheRightKindUnlessTheCallerWantsIt) {
    const std::vector<std::pair<std::string, AdapterFailureKind>> kinds{
        {"401 No", AdapterFailureKind::Config},    {"403 No", AdapterFailureKind::Config},
        {"408 No", AdapterFailureKind::Transient}, {"429 No", AdapterFailureKind::Transient},
        {"500 No", AdapterFailureKind::Transient}, {"503 No", AdapterFailureKind::Transient},
        {"400 No", AdapterFailureKind::Defect},    {"404 No", AdapterFailureKind::Defect},
        {"304 No", AdapterFailureKind::Defect}};
    for (const auto& [status, kind] : kinds) {
        LoopbackServer server = serverOf({answerOf(status, "Jansen", "X-Who: Jansen\r\n")});
        HttpClient client{hasty()};
        const Failed failed =
            failureOf(client, {.url = server.url("/Patient/her-id?name=Jansen"), .bearer = "s3cret"});
        EXPECT_EQ(failed.kind, kind) << status;
        EXPECT_THAT(failed.what, HasSubstr("status " + status.substr(0, 3)));
        // Neither who it is about nor the secret.
        for (const char* never : {"Jansen", "her-id", "s3cret", "Patient"})
            EXPECT_THAT(failed.what, Not(HasSubstr(never)));
        const HttpResponse wanted =
            client.send({.url = server.url(), .accept = {std::atoi(status.c_str())}}, {});
        EXPECT_EQ(wanted.status, std::atoi(status.c_str()));
    }
}

TEST(HttpClient, TriesAgainOnlyWhatMayBeSentTwice) {
    {
        LoopbackServer server = serverOf({answerOf("503 Busy"), "", answerOf("200 OK", "x")});
        HttpClient client{hasty()};
        EXPECT_EQ(client.send({.url = server.url()}, {}).body, "x");
        EXPECT_EQ(server.requests().size(), 3U);
    }
    for (const std::string& first : {answerOf("503 Busy"), std::string{}}) {
        LoopbackServer server = serverOf({first, answerOf("200 OK")});
        HttpClient client{hasty()};
        EXPECT_EQ(failureOf(client, {.method = "POST", .url = server.url(), .body = "x"}).kind,
                  AdapterFailureKind::Transient);
        EXPECT_EQ(server.requests().size(), 1U);
    }
    {
        LoopbackServer server = serverOf({answerOf("429 Slow"), answerOf("200 OK")});
        HttpClient client{hasty()};
        EXPECT_TRUE(client.send({.method = "POST", .url = server.url(), .repeatable = true}, {}).good());
    }
    {
        LoopbackServer server = serverOf({answerOf("503 Busy")});
        HttpClient client{{.retries_max = 2, .backoff_first_ms = 1}};
        EXPECT_EQ(failureOf(client, {.url = server.url()}).kind, AdapterFailureKind::Transient);
        EXPECT_EQ(server.requests().size(), 3U);
    }
}

TEST(HttpClient, WaitsAsLongAsTheSourceAsksWithinTheRunsTime) {
    using std::chrono::steady_clock;
    LoopbackServer server = serverOf(
        {answerOf("429 Slow", "", "Retry-After: 1\r\n"),
         answerOf("503 Busy", "",
                  "Retry-After: Sun, 06 Nov 2044 08:49:38 GMT\r\nDate: Sun, 06 Nov 2044 08:49:37 GMT\r\n"),
         answerOf("200 OK")});
    HttpClient client{hasty()};
    const auto began = steady_clock::now();
    EXPECT_TRUE(client.send({.url = server.url()}, {}).good());
    EXPECT_GE(steady_clock::now() - began, std::chrono::seconds{2});

    LoopbackServer slow = serverOf({answerOf("503 Busy", "", "Retry-After: 60\r\n")});
    const Failed late = failureOf(client, {.url = slow.url()},
                                  {.stop = {}, .deadline = steady_clock::now() + std::chrono::seconds{30}});
    EXPECT_EQ(late.kind, AdapterFailureKind::Transient);
    EXPECT_THAT(late.what, HasSubstr("the run's time is over before"));
    LoopbackServer slowest = serverOf({answerOf("503 Busy", "", "Retry-After: 7200\r\n")});
    EXPECT_THAT(failureOf(client, {.url = slowest.url()}).what, HasSubstr("left alone for 7200 s"));
    EXPECT_EQ(slow.requests().size() + slowest.requests().size(), 2U);
}

TEST(HttpClient, ReadsRetryAfterInBothForms) {
    EXPECT_EQ(readRetryAfter("120", ""), std::chrono::seconds{120});
    const std::string date = "Sun, 09 Sep 2001 01:46:40 GMT";
    EXPECT_EQ(readRetryAfter("Sun, 09 Sep 2001 01:47:00 GMT", date), std::chrono::seconds{20});
    EXPECT_EQ(readRetryAfter("Sun, 09 Sep 2001 01:00:00 GMT", date), std::chrono::seconds{0});
    EXPECT_EQ(readRetryAfter("Sun, 09 Sep 2001 01:47:00 GMT", ""), std::nullopt);
    for (const char* none : {"", "-1", "soon", "1.5", "99999999999999999999"})
        EXPECT_EQ(readRetryAfter(none, date), std::nullopt) << none;
}

TEST(HttpClient, FollowsRedirectsWithinTheHostAndNoneToAnother) {
    LoopbackServer other = serverOf({answerOf("200 OK", "stolen")});
    LoopbackServer server{{.answer = [&](const std::string& request) {
        if (request.starts_with("GET /old"))
            return answerOf("302 Found", "", "Location: new?x=1\r\n");
        if (request.starts_with("GET /new"))
            return answerOf("200 OK", "here");
        if (request.starts_with("GET /round"))
            return answerOf("302 Found", "", "Location: /round\r\n");
        return answerOf("307 Away", "", "Location: " + other.url("/x") + "\r\n");
    }}};
    HttpClient client{hasty()};
    EXPECT_EQ(client.send({.url = server.url("/old")}, {}).body, "here");
    EXPECT_THAT(failureOf(client, {.url = server.url("/round")}).what, HasSubstr("redirects without end"));
    const Failed away = failureOf(client, {.url = server.url("/away"), .bearer = "s3cret"});
    EXPECT_EQ(away.kind, AdapterFailureKind::Config);
    EXPECT_THAT(away.what, HasSubstr("redirects to another host"));
    // What was written is sent to one place only, once.
    EXPECT_EQ(failureOf(client, {.method = "POST", .url = server.url("/away")}).kind,
              AdapterFailureKind::Defect);
    EXPECT_TRUE(other.requests().empty());
}

TEST(HttpClient, RefusesAnAnswerThatIsTooLargeAlsoWhenItIsHandedOn) {
    LoopbackServer server = serverOf({answerOf("200 OK", std::string(100'000, 'x'))});
    HttpClient small{{.response_bytes_max = 99'999}};
    EXPECT_EQ(failureOf(small, {.url = server.url()}).kind, AdapterFailureKind::Defect);
    std::size_t got = 0;
    const HttpRequest streamed{.url = server.url(),
                               .body_to = [&](std::string_view chunk) { got += chunk.size(); }};
    EXPECT_THAT(failureOf(small, streamed).what, HasSubstr("larger than 99999 bytes"));
    HttpClient enough{{.response_bytes_max = 100'000}};
    got = 0;
    EXPECT_EQ(enough.send(streamed, {}).body, "");
    EXPECT_EQ(got, 100'000U);
}

TEST(HttpClient, WhatWasHandedOnIsNotSentAgainAndWhatTheTakerThrowsArrives) {
    LoopbackServer cut = serverOf({"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart"});
    HttpClient client{hasty()};
    std::string got;
    EXPECT_EQ(
        failureOf(client, {.url = cut.url(), .body_to = [&](std::string_view chunk) { got += chunk; }}).kind,
        AdapterFailureKind::Transient);
    EXPECT_EQ(got, "part");
    EXPECT_THROW(
        (void)client.send(
            {.url = cut.url(), .body_to = [](std::string_view) { throw std::out_of_range{"x"}; }}, {}),
        std::out_of_range);
    LoopbackServer busy = serverOf({answerOf("503 Busy", "why"), answerOf("200 OK", "all")});
    got.clear();
    (void)client.send({.url = busy.url(), .body_to = [&](std::string_view chunk) { got += chunk; }}, {});
    EXPECT_EQ(got, "all");
}

TEST(HttpClient, EndsWithTheRunsTimeAndWhenItIsStopped) {
    LoopbackServer mute{{.answer = [](const std::string&) {
        std::this_thread::sleep_for(std::chrono::milliseconds{1500});
        return answerOf("200 OK");
    }}};
    HttpClient client{{}};
    const Failed late = failureOf(
        client, {.url = mute.url()},
        {.stop = {}, .deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds{200}});
    EXPECT_EQ(late.kind, AdapterFailureKind::Transient);
    EXPECT_THAT(late.what, HasSubstr("the run's time is over"));

    // In the middle of waiting for another try.
    LoopbackServer busy = serverOf({answerOf("503 Busy", "", "Retry-After: 100\r\n")});
    std::stop_source stop;
    const std::jthread stopper{[&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        stop.request_stop();
    }};
    EXPECT_THAT(failureOf(client, {.url = busy.url()}, {.stop = stop.get_token()}).what,
                HasSubstr("stopped"));

    // And while nothing comes in.
    std::atomic<bool> gone{false};
    std::atomic<bool> answered{false};
    LoopbackServer silent{{.answer = [&](const std::string&) {
        for (int i = 0; i < 1000 && !gone; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        answered = !gone;
        return answerOf("200 OK");
    }}};
    std::stop_source stop_again;
    const std::jthread again{[&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
        stop_again.request_stop();
    }};
    EXPECT_THAT(failureOf(client, {.url = silent.url()}, {.stop = stop_again.get_token()}).what,
                HasSubstr("stopped"));
    EXPECT_FALSE(answered);
    gone = true;

    HttpClient short_tempered{{.total_timeout_ms = 100, .retries_max = 0}};
    EXPECT_THAT(failureOf(short_tempered, {.url = mute.url()}).what, HasSubstr("no complete answer in time"));
}

TEST(HttpClient, WhatTheSettingsGotWrongIsConfig) {
    HttpClient client{hasty()};
    for (const char* url : {"", "ftp://localhost/", "localhost", "file:///etc/passwd", "http://example.org/",
                            "https://u:s3cret@localhost/"}) {
        const Failed failed = failureOf(client, {.url = url});
        EXPECT_EQ(failed.kind, AdapterFailureKind::Config) << url;
        EXPECT_NE(failed.what, "no failure") << url;
        EXPECT_THAT(failed.what, Not(HasSubstr("s3cret")));
    }
    LoopbackServer server = serverOf({answerOf("200 OK")});
    EXPECT_THAT(failureOf(client, {.url = server.url(), .bearer = "a\r\nX: y"}).what, HasSubstr("line end"));
    EXPECT_THAT(failureOf(client, {.url = server.url(), .headers = {{"A", "b\nX: y"}}}).what,
                HasSubstr("line end"));
    EXPECT_TRUE(server.requests().empty());
    EXPECT_THROW(HttpClient{HttpOptions{.client_certificate_pem = "x"}}, AdapterFailure);
}

TEST(HttpClient, NobodyThereIsTransientAndTheProxyIsWhatTheSettingsName) {
    int port = 0;
    {
        const LoopbackServer gone = serverOf({""});
        port = gone.port();
    }
    HttpClient client{{.retries_max = 0}};
    EXPECT_EQ(failureOf(client, {.url = "http://localhost:" + std::to_string(port) + "/"}).kind,
              AdapterFailureKind::Transient);

    LoopbackServer proxy = serverOf({answerOf("200 OK", "by proxy")});
    HttpClient by_proxy{{.proxy = "http://localhost:" + std::to_string(proxy.port()),
                         .proxy_user = "u",
                         .proxy_password = "p",
                         .plain_http = true}};
    EXPECT_EQ(by_proxy.send({.url = "http://source.example/a"}, {}).body, "by proxy");
    EXPECT_THAT(proxy.requests()[0], HasSubstr("GET http://source.example/a HTTP/1.1"));
    EXPECT_THAT(proxy.requests()[0], HasSubstr("Proxy-Authorization: Basic dTpw"));
    LoopbackServer refusing = serverOf({answerOf("407 Who are you")});
    HttpClient refused{{.proxy = "http://localhost:" + std::to_string(refusing.port()), .retries_max = 0}};
    const Failed failed = failureOf(refused, {.url = "https://source.example/a"});
    EXPECT_EQ(failed.kind, AdapterFailureKind::Config);
    EXPECT_THAT(failed.what, HasSubstr("the proxy answers with status 407"));
    EXPECT_THAT(refusing.requests()[0], HasSubstr("CONNECT source.example:443 HTTP/1.1"));
    // The environment's proxy is none of the organisation's.
    ::setenv("http_proxy", ("http://localhost:" + std::to_string(port)).c_str(), 1);
    LoopbackServer server = serverOf({answerOf("200 OK", "straight")});
    HttpClient straight{{.retries_max = 0}};
    EXPECT_EQ(straight.send({.url = server.url()}, {}).body, "straight");
    ::unsetenv("http_proxy");
}

class HttpTls : public ::testing::Test {
  protected:
    void SetUp() override {
        // The server's side of a refused handshake.
        std::signal(SIGPIPE, SIG_IGN);
        std::ofstream{ca_} << identity_.certificate;
    }
    void TearDown() override { std::filesystem::remove(ca_); }

    SelfSigned identity_;
    std::string ca_ =
        std::filesystem::temp_directory_path() / ("inzage-ca-" + std::to_string(::getpid()) + ".pem");
};

TEST_F(HttpTls, SpeaksOnlyToAServerWhoseCertificateIsTrustedAndForItsName) {
    LoopbackServer server{{.answer = InTurn{{answerOf("200 OK", "safe")}}, .identity = &identity_}};
    HttpClient trusting{{.ca_file = ca_, .retries_max = 0}};
    EXPECT_EQ(trusting.send({.url = server.url()}, {}).body, "safe");
    const std::size_t asked = server.requests().size();

    HttpClient strange{{.retries_max = 0}};
    const Failed failed = failureOf(strange, {.url = server.url(), .bearer = "s3cret"});
    EXPECT_EQ(failed.kind, AdapterFailureKind::Transient);
    EXPECT_THAT(failed.what, HasSubstr("certificate isn't trusted"));
    EXPECT_THAT(failureOf(trusting, {.url = "https://127.0.0.1:" + std::to_string(server.port()) + "/"}).what,
                HasSubstr("certificate isn't trusted"));
    EXPECT_EQ(server.requests().size(), asked);

    HttpClient lost{{.ca_file = "/nowhere.pem"}};
    EXPECT_EQ(failureOf(lost, {.url = server.url()}).kind, AdapterFailureKind::Config);
}

TEST_F(HttpTls, ShowsTheClientCertificateThatTheSettingsHold) {
    LoopbackServer server{
        {.answer = InTurn{{answerOf("200 OK", "known")}}, .identity = &identity_, .asks_certificate = true}};
    HttpClient known{{.ca_file = ca_,
                      .client_certificate_pem = identity_.certificate,
                      .client_key_pem = identity_.key,
                      .retries_max = 0}};
    EXPECT_EQ(known.send({.url = server.url()}, {}).body, "known");
    HttpClient nobody{{.ca_file = ca_, .retries_max = 0}};
    EXPECT_EQ(failureOf(nobody, {.url = server.url()}).kind, AdapterFailureKind::Transient);
    HttpClient broken{{.ca_file = ca_, .client_certificate_pem = "x", .client_key_pem = "y"}};
    EXPECT_EQ(failureOf(broken, {.url = server.url()}).kind, AdapterFailureKind::Config);
}

TEST(HttpUrl, KnowsWhatIsTheSamePlace) {
    EXPECT_TRUE(sameOrigin("https://A.example/x", "https://a.example:443/y"));
    EXPECT_FALSE(sameOrigin("https://a.example/", "http://a.example/"));
    EXPECT_FALSE(sameOrigin("https://a.example/", "https://a.example:444/"));
    EXPECT_FALSE(sameOrigin("https://a.example/", "https://a.example.evil/"));
    EXPECT_FALSE(sameOrigin("https://a.example/", "https://a.example@evil/"));
    EXPECT_FALSE(sameOrigin("", ""));
    EXPECT_EQ(resolveUrl("https://a.example/fhir/Patient", "?page=2"),
              "https://a.example/fhir/Patient?page=2");
    EXPECT_EQ(resolveUrl("https://a.example/fhir", "https://b.example/x"), "https://b.example/x");
    EXPECT_EQ(urlEncoded("a b/é~"), "a%20b%2F%C3%A9~");
}

}  // namespace

}  // namespace inzage::sdk
