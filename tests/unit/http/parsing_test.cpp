#include <gtest/gtest.h>

#include <random>
#include <string>

#include "platform/http/client_address.h"
#include "platform/http/request_parser.h"
#include "platform/http/url_text.h"

namespace inzage::http {
namespace {

using namespace std::string_literals;

int statusFor(const std::string& head) {
    std::size_t scanned = 0;
    const HeadEnd end = findHeadEnd(head, scanned);
    if (end.malformed)
        return 400;
    if (end.bytes == 0)
        return 0;
    const auto parsed = parseHead(std::string_view{head}.substr(0, end.bytes));
    const int* refused = std::get_if<int>(&parsed);
    return refused != nullptr ? *refused : 200;
}

std::string get(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: a.localhost\r\n\r\n";
}
std::string with(const std::string& header) {
    return "GET / HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n";
}
std::string post(const std::string& headers) {
    return "POST / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n";
}

TEST(RequestHead, anOrdinaryRequestIsUnderstood) {
    const auto parsed = parseHead(
        "POST /dossier/lezen?dag=2026-11-22&q=a%20b+c HTTP/1.1\r\nHost: DeBeyart.localhost:8080\r\n"
        "Cookie: __Host-s=1\r\nX-Odd:  \t padded \t\r\nContent-Type: Application/X-WWW-form-urlencoded; "
        "charset=UTF-8\r\n"
        "Content-Length: 12\r\nExpect: 100-continue\r\n\r\n");
    const auto* head = std::get_if<RequestHead>(&parsed);
    ASSERT_NE(head, nullptr);
    const Request request{head->parts};
    EXPECT_EQ(request.method(), Method::Post);
    EXPECT_EQ(request.path(), "/dossier/lezen");
    EXPECT_EQ(request.query("q"), "a b c");
    EXPECT_EQ(request.query("dag"), "2026-11-22");
    EXPECT_FALSE(request.query("nee"));
    EXPECT_EQ(request.host(), "debeyart.localhost");
    EXPECT_EQ(request.authority(), "debeyart.localhost:8080");
    EXPECT_EQ(request.header("x-odd"), "padded");
    EXPECT_EQ(request.cookie("s"), "1");
    EXPECT_EQ(head->content_length, 12U);
    EXPECT_TRUE(head->urlencoded);
    EXPECT_TRUE(head->expects_continue);
    EXPECT_TRUE(head->keep_alive);
}

TEST(RequestHead, whatCouldBeUnderstoodInTwoWaysIsRefused) {
    for (const std::string& head : {
             post("Content-Length: 5\r\nTransfer-Encoding: chunked"),
             post("Content-Length: 5\r\nContent-Length: 5"),
             post("Content-Length: 5, 5"),
             post("Content-Length: +5"),
             post("Content-Length: -1"),
             post("Content-Length: 0x10"),
             post("Content-Length: 5 5"),
             post("Content-Length:"),
             post("Content-Length: 99999999999999999999999"),
             post("Content-Length : 5"),
             with("Content-Length: 5"),
             with("Host: b"),
             with("X-A: 1\r\n folded"),
             with("\tX-A: 1"),
             with("X A: 1"),
             with("X-A\x01: 1"),
             with("X-A: \x01"),
             with("X-A: a\x7f"),
             with("X-A: a\0b"s),
             with("no colon"),
             with(": empty"),
             with("Cookie: a=1\r\nCookie: b=2"),
             "GET / HTTP/1.1\r\n\r\n"s,
             "GET / HTTP/1.1\nHost: a\n\n"s,
             "GET / HTTP/1.1\r\nHost: a\n\r\n"s,
             "GET / HTTP/1.1\r\nHost: a\r\n\n"s,
             "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"s,
             "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"s,
             "GET /  HTTP/1.1\r\nHost: a\r\n\r\n"s,
             "GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n"s,
             "GET /\r\nHost: a\r\n\r\n"s,
             "GET / http/1.1\r\nHost: a\r\n\r\n"s,
             "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"s,
             "G@T / HTTP/1.1\r\nHost: a\r\n\r\n"s,
             "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n"s,
         })
        EXPECT_EQ(statusFor(head), 400) << head;
}

TEST(RequestHead, whatWeDontServeHasItsOwnStatus) {
    EXPECT_EQ(statusFor(post("Transfer-Encoding: chunked")), 411);
    EXPECT_EQ(statusFor(with("Expect: a-miracle")), 417);
    EXPECT_EQ(statusFor("PUT / HTTP/1.1\r\nHost: a\r\n\r\n"), 405);
    EXPECT_EQ(statusFor("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"), 405);
    EXPECT_EQ(statusFor("BREW / HTTP/1.1\r\nHost: a\r\n\r\n"), 501);
    EXPECT_EQ(statusFor("PRI * HTTP/2.0\r\n\r\n"), 505);
    EXPECT_EQ(statusFor(get("/" + std::string(9000, 'a'))), 414);
    std::string many;
    for (int i = 0; i < 120; ++i)
        many += "X-" + std::to_string(i) + ": 1\r\n";
    EXPECT_EQ(statusFor("GET / HTTP/1.1\r\nHost: a\r\n" + many + "\r\n"), 431);
}

TEST(RequestHead, hostIsAPlainNameAndNothingElse) {
    for (const char* host :
         {"a/b", "a@b", "a b", "a:", "a:0", "a:99999999", "a:b", "", "a,b", "[::1", "\xC3\xA9"})
        EXPECT_EQ(statusFor("GET / HTTP/1.1\r\nHost: " + std::string{host} + "\r\n\r\n"), 400) << host;
    for (const char* host : {"a", "A.b-c.nl", "a:8080", "127.0.0.1:1", "[::1]:8080"})
        EXPECT_EQ(statusFor("GET / HTTP/1.1\r\nHost: " + std::string{host} + "\r\n\r\n"), 200) << host;
}

TEST(RequestHead, targetsThatLeaveThePortalAreRefusedBeforeAnyRoute) {
    for (const std::string& target : {"http://evil.example/"s,
                                      "//evil.example"s,
                                      "*"s,
                                      "/a/../b"s,
                                      "/.."s,
                                      "/%2e%2e/x"s,
                                      "/a/./b"s,
                                      "/a//b"s,
                                      "/a%2fb"s,
                                      "/a%5cb"s,
                                      "/a\\b"s,
                                      "/%00"s,
                                      "/a%0d%0aX:1"s,
                                      "/%7f"s,
                                      "/%"s,
                                      "/%4"s,
                                      "/%zz"s,
                                      "/%u0041"s,
                                      "/a#b"s,
                                      "/%c0%ae%c0%ae/x"s,
                                      "/%ff"s,
                                      "/\xC3\xA9"s,
                                      "/?a=%"s,
                                      "/?a=%00"s,
                                      "/?a=%ff"s,
                                      "/?%gg=1"s,
                                      "a"s})
        EXPECT_EQ(statusFor(get(target)), 400) << target;
    for (const std::string& target : {"/"s, "/a/b"s, "/a..b"s, "/..a"s, "/caf%C3%A9"s, "/?x"s, "/?x=/../"s,
                                      "/a%20b"s, "/a/"s, "/?a=b=c&&d"s})
        EXPECT_EQ(statusFor(get(target)), 200) << target;
}

TEST(RequestHead, arrivesInAnyPieces) {
    const std::string head = with("X-A: 1");
    for (std::size_t cut = 1; cut < head.size(); ++cut) {
        std::size_t scanned = 0;
        EXPECT_EQ(findHeadEnd(std::string_view{head}.substr(0, cut), scanned).bytes, 0U);
        EXPECT_EQ(findHeadEnd(head, scanned).bytes, head.size());
    }
}

TEST(RequestHead, damagedRequestsAreRefusedOrStillKeepEveryPromise) {
    const std::string seed =
        "POST /a%20b/c?x=%C3%A9&y=1 HTTP/1.1\r\nHost: a.localhost:80\r\nCookie: __Host-s=1; "
        "t=2\r\nContent-Type: "
        "application/x-www-form-urlencoded\r\nContent-Length: 7\r\nX-A: b\r\n\r\n";
    const std::string_view spice{"\r\n\0 %./\\:;=&+\t,\x7f\xff\xc3(0", 22};
    std::mt19937 random{42};
    const auto below = [&](std::size_t end) {
        return std::uniform_int_distribution<std::size_t>{0, end - 1}(random);
    };
    for (int round = 0; round < 30'000; ++round) {
        std::string head = seed;
        for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
            const std::size_t at = below(head.size());
            if (below(3) == 0)
                head.erase(at, 1 + below(6));
            else if (below(2) == 0)
                head.insert(at, 1, spice[below(spice.size())]);
            else
                head[at] = spice[below(spice.size())];
        }
        std::size_t scanned = 0;
        const HeadEnd end = findHeadEnd(head, scanned);
        if (end.malformed || end.bytes == 0)
            continue;
        const auto parsed = parseHead(std::string_view{head}.substr(0, end.bytes));
        const auto* good = std::get_if<RequestHead>(&parsed);
        if (good == nullptr)
            continue;
        const RequestParts& parts = good->parts;
        EXPECT_TRUE(parts.path.starts_with('/') && isUtf8(parts.path)) << head;
        EXPECT_EQ(parts.path.find("/../"), std::string::npos) << head;
        EXPECT_EQ(parts.path.find_first_of(std::string{"\\\0\r\n", 4}), std::string::npos) << head;
        EXPECT_EQ(parts.host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:[]"),
                  std::string::npos);
        for (const auto& [name, value] : parts.headers)
            EXPECT_EQ(value.find_first_of(std::string{"\0\r\n", 3}), std::string::npos) << head;
    }
}

TEST(FormFields, keepOrderRepeatsAndDutchLetters) {
    const auto fields =
        decodeFields("naam=Ren%C3%A9e+de+Wit&recht=dossier&recht=agenda&leeg=&kaal&csrf=x%2By");
    ASSERT_TRUE(fields);
    RequestParts parts;
    parts.form = *fields;
    const Request request{std::move(parts)};
    EXPECT_EQ(request.form("naam"), "Renée de Wit");
    EXPECT_EQ(request.formAll("recht"), (std::vector<std::string_view>{"dossier", "agenda"}));
    EXPECT_EQ(request.form("leeg"), "");
    EXPECT_EQ(request.form("kaal"), "");
    EXPECT_EQ(request.form("csrf"), "x+y");
    EXPECT_FALSE(request.form("niet"));
}

TEST(FormFields, haveALimitAndRefuseWhatTheDatabaseWouldRefuse) {
    std::string most;
    for (std::size_t i = 0; i < kFieldsMax; ++i)
        most += "a=1&";
    EXPECT_TRUE(decodeFields(most));
    EXPECT_FALSE(decodeFields(most + "b=1"));
    EXPECT_FALSE(decodeFields(std::string(kFieldNameBytesMax + 1, 'n') + "=1"));
    EXPECT_FALSE(decodeFields("a=%00"));
    EXPECT_FALSE(decodeFields("a=%ed%a0%80"));
    EXPECT_FALSE(decodeFields("a=%f5%80%80%80"));
    EXPECT_FALSE(decodeFields("a=\xff"));
}

TEST(PercentEncode, isReadBack) {
    const std::string text = "a b/é&=?%+\\\"<";
    EXPECT_EQ(percentDecode(percentEncode(text), false), text);
    EXPECT_EQ(percentEncode("a b"), "a%20b");
}

TEST(Cookie, isReadOnlyUnderItsFullName) {
    const auto cookie = [](const std::string& header) {
        RequestParts parts;
        parts.headers = {{"cookie", header}};
        const Request request{std::move(parts)};
        const auto value = request.cookie("session");
        return value ? std::string{*value} : std::string{"absent"};
    };
    EXPECT_EQ(cookie("__Host-session=abc"), "abc");
    EXPECT_EQ(cookie("a=1; __Host-session=abc; b=2"), "abc");
    EXPECT_EQ(cookie("a=1;__Host-session=abc"), "abc");
    EXPECT_EQ(cookie("__Host-session="), "");
    // Another host under the same domain can plant "session", never "__Host-session".
    EXPECT_EQ(cookie("session=evil"), "absent");
    EXPECT_EQ(cookie("__Evil-session=evil"), "absent");
    EXPECT_EQ(cookie("__Host-session2=evil"), "absent");
    EXPECT_EQ(cookie("x__Host-session=evil"), "absent");
    EXPECT_EQ(cookie(""), "absent");
}

std::string clientFor(const std::vector<std::string>& trusted, const char* peer, const char* forwarded) {
    const auto proxies = TrustedProxies::parse(trusted);
    EXPECT_TRUE(proxies.ok());
    return proxies.value().clientOf(*IpAddress::parse(peer), forwarded).text();
}

TEST(ClientAddress, forwardedForIsBelievedOnlyFromOurEdge) {
    EXPECT_EQ(clientFor({}, "203.0.113.9", "1.1.1.1"), "203.0.113.9");
    EXPECT_EQ(clientFor({"10.0.0.5"}, "203.0.113.9", "1.1.1.1"), "203.0.113.9");
    EXPECT_EQ(clientFor({"10.0.0.5"}, "10.0.0.5", "1.1.1.1"), "1.1.1.1");
    EXPECT_EQ(clientFor({"10.0.0.5"}, "10.0.0.5", ""), "10.0.0.5");
}

TEST(ClientAddress, isTheRightmostHopThatIsNotOurs) {
    EXPECT_EQ(clientFor({"10.0.0.0/8"}, "10.0.0.5", "6.6.6.6, 1.1.1.1, 10.9.9.9"), "1.1.1.1");
    EXPECT_EQ(clientFor({"10.0.0.0/8"}, "10.0.0.5", "6.6.6.6, garbage, 10.9.9.9"), "10.9.9.9");
    EXPECT_EQ(clientFor({"10.0.0.0/8"}, "10.0.0.5", "10.1.1.1"), "10.1.1.1");
    EXPECT_EQ(clientFor({"fd00::/8"}, "fd00::1", "2001:db8::7"), "2001:db8::7");
    EXPECT_EQ(clientFor({"10.0.0.0/8"}, "10.0.0.5", "1.1.1.1:5678"), "1.1.1.1");
    EXPECT_EQ(clientFor({"10.0.0.0/8"}, "10.0.0.5", "[2001:db8::7]:443"), "2001:db8::7");
    EXPECT_EQ(clientFor({"10.0.0.5"}, "::ffff:10.0.0.5", "1.1.1.1"), "1.1.1.1");
}

TEST(ClientAddress, aWrongNetworkInTheSettingsIsNamed) {
    for (const char* entry : {"10.0.0.0/33", "10.0.0", "x", "10.0.0.0/", "10.0.0.0/a", "fd00::/129", ""}) {
        const auto proxies = TrustedProxies::parse({entry});
        ASSERT_FALSE(proxies.ok()) << entry;
        EXPECT_NE(proxies.failure().what.find(entry), std::string::npos);
    }
    EXPECT_EQ(clientFor({"0.0.0.0/0"}, "9.9.9.9", "1.1.1.1"), "1.1.1.1");
    EXPECT_EQ(clientFor({"192.168.1.128/25"}, "192.168.1.127", "1.1.1.1"), "192.168.1.127");
}

}  // namespace
}  // namespace inzage::http
