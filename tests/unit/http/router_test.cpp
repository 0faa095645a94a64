#include "platform/http/router.h"

#include <gtest/gtest.h>

#include <concepts>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <stdexcept>
#include <string>

#include "platform/http/csrf.h"
#include "platform/http/ops_routes.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

namespace inzage::http {
namespace {

const std::string kSecret(32, 's');

Response ok(const Request&, const PathParams&) {
    return html(200, "ok");
}

RequestParts partsFor(Method method, std::string path) {
    RequestParts parts;
    parts.method = method;
    parts.path = std::move(path);
    parts.host = "a.localhost";
    parts.authority = "a.localhost:8080";
    return parts;
}

/// A POST as one of our own pages sends it.
RequestParts goodPost(std::string path = "/opslaan") {
    RequestParts parts = partsFor(Method::Post, std::move(path));
    parts.headers = {{"origin", "http://a.localhost:8080"},
                     {"sec-fetch-site", "same-origin"},
                     {"content-type", "application/x-www-form-urlencoded"}};
    parts.form = {{"csrf", maskCsrf(kSecret)}};
    return parts;
}

void setHeader(RequestParts& parts, const std::string& name, const char* value) {
    std::erase_if(parts.headers, [&](const Field& field) { return field.first == name; });
    if (value != nullptr)
        parts.headers.emplace_back(name, value);
}

class RouterTest : public testing::Test {
  protected:
    RouterTest() {
        router_.checkCsrfWith(
            [](const Request&, std::string_view masked) { return checkCsrf(kSecret, masked); });
        router_.add(Method::Get, "/start", RouteRight::SignedIn, ok);
        router_.add(Method::Post, "/opslaan", RouteRight::Settings,
                    [this](const Request&, const PathParams&) {
                        ++saved_;
                        return redirect(303, "/start");
                    });
        router_.add(Method::Post, "/foto", RouteRight::Details, ok,
                    {.multipart = true, .body_bytes_max = 1 << 20});
        router_.add(Method::Get, "/dossier/lezen/{id}", RouteRight::Dossier,
                    [](const Request&, const PathParams& params) {
                        return text(200, params.route().pattern + ' ' + std::string{params.get("id")});
                    });
    }
    int status(RequestParts parts) { return router_.answer(Request{std::move(parts)}).status; }

    Router router_;
    int saved_ = 0;
};

template <class R>
concept RegistersWithoutRight = requires(R router, Handler handler) {
    router.add(Method::Get, "/x", handler);
};

TEST_F(RouterTest, aRouteWithoutARightCannotBeRegistered) {
    static_assert(!RegistersWithoutRight<Router>);
}

TEST_F(RouterTest, wrongRoutesStopTheStart) {
    const auto add = [&](Method method, const char* pattern) {
        router_.add(method, pattern, RouteRight::Public, ok);
    };
    EXPECT_THROW(add(Method::Get, "/start"), std::logic_error);
    EXPECT_THROW(add(Method::Get, "/dossier/lezen/{anders}"), std::logic_error);
    EXPECT_THROW(add(Method::Post, "/dossier/lezen/{anders}"), std::logic_error);
    for (const char* pattern : {"", "start", "/start/", "/a//b", "/{", "/{}", "/a{b}", "/{a}b", "/{a}{b}"})
        EXPECT_THROW(add(Method::Get, pattern), std::logic_error) << pattern;
    EXPECT_THROW(add(Method::Head, "/x"), std::logic_error);
    EXPECT_THROW(router_.add(Method::Get, "/x", RouteRight::Public, nullptr), std::logic_error);
    EXPECT_NO_THROW(add(Method::Post, "/start"));
    EXPECT_NO_THROW(add(Method::Get, "/"));
}

TEST_F(RouterTest, thePathDecidesAndTheOpenPartsReachTheHandler) {
    EXPECT_EQ(router_.answer(Request{partsFor(Method::Get, "/dossier/lezen/42")}).body,
              "/dossier/lezen/{id} 42");
    EXPECT_EQ(status(partsFor(Method::Get, "/dossier/lezen")), 404);
    EXPECT_EQ(status(partsFor(Method::Get, "/dossier/lezen/")), 404);
    EXPECT_EQ(status(partsFor(Method::Get, "/dossier/lezen/1/2")), 404);
    EXPECT_EQ(status(partsFor(Method::Get, "/start")), 200);
    EXPECT_EQ(status(partsFor(Method::Head, "/start")), 200);
    EXPECT_EQ(status(partsFor(Method::Get, "/Start")), 404);
}

TEST_F(RouterTest, changingByGetIsRefused) {
    const Response refused = router_.answer(Request{partsFor(Method::Get, "/opslaan")});
    EXPECT_EQ(refused.status, 405);
    EXPECT_EQ(refused.headers.back(), (Field{"Allow", "POST"}));
    EXPECT_EQ(status(partsFor(Method::Head, "/opslaan")), 405);
    EXPECT_EQ(status(goodPost("/start")), 405);
    EXPECT_EQ(saved_, 0);
}

TEST_F(RouterTest, ourOwnFormIsAccepted) {
    EXPECT_EQ(status(goodPost()), 303);
    RequestParts only_referer = goodPost();
    setHeader(only_referer, "origin", nullptr);
    setHeader(only_referer, "sec-fetch-site", nullptr);
    setHeader(only_referer, "referer", "http://a.localhost:8080/gegevens?x=1");
    EXPECT_EQ(status(only_referer), 303);
    RequestParts capitals = goodPost();
    setHeader(capitals, "origin", "HTTP://A.localhost:8080");
    EXPECT_EQ(status(capitals), 303);
    EXPECT_EQ(saved_, 3);
}

struct Forgery {
    const char* name;
    const char* header;
    const char* value;  ///< nullptr: header removed
    int status;

    friend std::ostream& operator<<(std::ostream& out, const Forgery& forgery) { return out << forgery.name; }
};

class Forgeries : public RouterTest, public testing::WithParamInterface<Forgery> {};

TEST_P(Forgeries, areRefusedAndChangeNothing) {
    RequestParts parts = goodPost();
    setHeader(parts, GetParam().header, GetParam().value);
    EXPECT_EQ(status(std::move(parts)), GetParam().status) << GetParam().name;
    EXPECT_EQ(saved_, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Matrix, Forgeries,
    testing::Values(Forgery{"noOrigin", "origin", nullptr, 403}, Forgery{"nullOrigin", "origin", "null", 403},
                    Forgery{"otherHost", "origin", "http://evil.example", 403},
                    Forgery{"otherPort", "origin", "http://a.localhost:9090", 403},
                    Forgery{"noPort", "origin", "http://a.localhost", 403},
                    Forgery{"otherTenant", "origin", "http://b.localhost:8080", 403},
                    Forgery{"longerHost", "origin", "http://a.localhost:8080.evil.example", 403},
                    Forgery{"userInfo", "origin", "http://a.localhost:8080@evil.example", 403},
                    Forgery{"otherScheme", "origin", "ftp://a.localhost:8080", 403},
                    Forgery{"emptyOrigin", "origin", "", 403},
                    Forgery{"crossSite", "sec-fetch-site", "cross-site", 403},
                    Forgery{"sameSite", "sec-fetch-site", "same-site", 403},
                    Forgery{"noneSite", "sec-fetch-site", "none", 403},
                    Forgery{"textPlain", "content-type", "text/plain", 415},
                    Forgery{"json", "content-type", "application/json", 415},
                    Forgery{"multipart", "content-type", "multipart/form-data; boundary=x", 415},
                    Forgery{"noType", "content-type", nullptr, 415},
                    Forgery{"lookalikeType", "content-type", "application/x-www-form-urlencodedx", 415}),
    [](const auto& forgery) { return forgery.param.name; });

TEST_F(RouterTest, theFormTokenMustBeThisBrowsersOwn) {
    for (const std::string& token :
         {std::string{}, std::string{"x"}, maskCsrf(std::string(32, 't')), kSecret}) {
        RequestParts parts = goodPost();
        parts.form = {{"csrf", token}};
        EXPECT_EQ(status(std::move(parts)), 403) << token;
    }
    RequestParts without = goodPost();
    without.form.clear();
    EXPECT_EQ(status(without), 403);
    RequestParts in_address = goodPost();
    in_address.query = std::exchange(in_address.form, {});
    EXPECT_EQ(status(in_address), 403);
    EXPECT_EQ(saved_, 0);
}

TEST_F(RouterTest, onTlsAPlainOriginIsAnotherOrigin) {
    RequestParts parts = goodPost();
    parts.secure = true;
    EXPECT_EQ(status(parts), 403);
    setHeader(parts, "origin", "https://a.localhost:8080");
    EXPECT_EQ(status(parts), 303);
}

TEST_F(RouterTest, withoutATokenCheckNoPostIsTaken) {
    Router bare;
    bare.add(Method::Post, "/opslaan", RouteRight::Public, ok);
    EXPECT_EQ(bare.answer(Request{goodPost()}).status, 403);
}

TEST_F(RouterTest, anUploadIsTakenOnlyWhereTheRouteSaysSo) {
    RequestParts upload = goodPost("/foto");
    setHeader(upload, "content-type", "multipart/form-data; boundary=x");
    EXPECT_EQ(status(upload), 200);
    upload.query = std::exchange(upload.form, {});
    EXPECT_EQ(status(upload), 403) << "a token in the address would stand in logs";
    EXPECT_EQ(router_.bodyBytesMax("/foto"), 1U << 20U);
    EXPECT_EQ(router_.bodyBytesMax("/opslaan"), RouteOptions{}.body_bytes_max);
    EXPECT_EQ(router_.bodyBytesMax("/nergens"), RouteOptions{}.body_bytes_max);
}

TEST_F(RouterTest, theGuardComesBeforeEverything) {
    router_.guardWith([](const Request& request, const Route*) -> std::optional<Response> {
        if (request.host() == "a.localhost")
            return std::nullopt;
        return text(421, "unknown host");
    });
    RequestParts other = goodPost();
    other.host = "evil.example";
    EXPECT_EQ(status(other), 421);
    other.path = "/nergens";
    EXPECT_EQ(status(other), 421);
    EXPECT_EQ(status(goodPost()), 303);
}

TEST_F(RouterTest, aFailingPageIsAnErrorPageAndALogLineWithoutItsData) {
    const auto path =
        std::filesystem::temp_directory_path() / ("inzage_router_" + std::to_string(::getpid()));
    ASSERT_TRUE(observe::logTo(path));
    router_.add(Method::Get, "/kapot", RouteRight::Public, [](const Request&, const PathParams&) -> Response {
        throw std::runtime_error{
            "duplicate key \"account_login\"\nDETAIL: Key (login)=(anna.jansen) exists 'x'"};
    });
    router_.add(Method::Get, "/vreemd", RouteRight::Public,
                [](const Request&, const PathParams&) -> Response { throw 42; });
    router_.onError([](int status, const Request&) { return html(status, "eigen pagina"); });
    RequestParts parts = partsFor(Method::Get, "/kapot");
    parts.id = "00000000000000ab";
    const Response response = router_.answer(Request{std::move(parts)});
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body, "eigen pagina");
    EXPECT_EQ(status(partsFor(Method::Get, "/vreemd")), 500);
    static_cast<void>(observe::logTo(""));
    std::ifstream in{path};
    const std::string log{std::istreambuf_iterator<char>{in}, {}};
    EXPECT_NE(log.find("HTTP_HANDLER_FAILED"), std::string::npos);
    EXPECT_NE(log.find("00000000000000ab"), std::string::npos);
    EXPECT_NE(log.find("std::runtime_error: duplicate key"), std::string::npos) << log;
    EXPECT_EQ(log.find("anna"), std::string::npos) << log;
    EXPECT_EQ(log.find("account_login"), std::string::npos) << log;
    std::filesystem::remove(path);
}

TEST_F(RouterTest, theListNamesEveryRouteWithItsRight) {
    EXPECT_EQ(router_.list().size(), 4U);
    Router ops;
    addOpsRoutes(ops, router_);
    const Response routes = ops.answer(Request{partsFor(Method::Get, "/routes")});
    EXPECT_NE(routes.body.find(R"({"method":"GET","pattern":"/dossier/lezen/{id}","right":"dossier"})"),
              std::string::npos)
        << routes.body;
    EXPECT_NE(routes.body.find(R"({"method":"POST","pattern":"/opslaan","right":"settings"})"),
              std::string::npos);
}

TEST_F(RouterTest, opsAnswersHealthAndMetrics) {
    Router ops;
    addOpsRoutes(ops, router_);
    EXPECT_EQ(ops.answer(Request{partsFor(Method::Get, "/health/live")}).status, 200);
    EXPECT_EQ(ops.answer(Request{partsFor(Method::Get, "/health/ready")}).status, 200);
    EXPECT_NE(ops.answer(Request{partsFor(Method::Get, "/metrics")}).body.find("inzage_process_"),
              std::string::npos);
}

TEST_F(RouterTest, securityTxtHasContactAndAnEndThatLiesAhead) {
    addSecurityTxt(router_, [](const Request&) { return std::string{"mailto:security@example.nl"}; });
    RequestParts parts = partsFor(Method::Get, "/.well-known/security.txt");
    parts.received_at = *parseIsoUtc("2026-11-22T10:00:00Z");
    const Response response = router_.answer(Request{std::move(parts)});
    EXPECT_NE(response.body.find("Contact: mailto:security@example.nl\n"), std::string::npos);
    EXPECT_NE(response.body.find("Expires: 2027-05-21T00:00:00Z\n"), std::string::npos) << response.body;
}

TEST_F(RouterTest, requestsAreCountedByTenantAndByPatternNotByAddress) {
    router_.nameTenantsWith([](std::string_view) { return std::string{"countme"}; });
    static_cast<void>(router_.answer(Request{partsFor(Method::Get, "/dossier/lezen/geheim-id")}));
    const std::string metrics = observe::metricsText();
    EXPECT_NE(metrics.find(R"(inzage_http_requests_total{status="200",tenant="countme"} 1)"),
              std::string::npos);
    EXPECT_NE(metrics.find(R"(route="/dossier/lezen/{id}")"), std::string::npos);
    EXPECT_EQ(metrics.find("geheim-id"), std::string::npos);
}

}  // namespace
}  // namespace inzage::http
