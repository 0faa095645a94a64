#include <atomic>
#include <map>
#include <thread>

#include "platform/http/router.h"
#include "platform/identity/cookies.h"
#include "platform/identity/identity.h"
#include "tests/unit/identity/sign_in_world.h"

namespace inzage::identity {
namespace {

using http::Method;
using std::chrono::minutes;
using std::chrono::seconds;

std::string between(const std::string& text, const std::string& before, const std::string& after) {
    const auto from = text.find(before);
    if (from == std::string::npos)
        return {};
    const auto start = from + before.size();
    return text.substr(start, text.find(after, start) - start);
}

/// The pages on a real router and a real database, and a browser that keeps cookies and sends forms.
class PagesTest : public SignInWorld {
  protected:
    static constexpr const char* kHost = "alpha.localhost";

    void SetUp() override {
        SignInWorld::SetUp();
        settings_.identity.hosts = {kHost};
        serve();
        tenancy::Pages pages{router_, services_};
        registerPages(pages, identity_);
        pages.add(Method::Get, "/start", http::RouteRight::SignedIn,
                  [](const tenancy::Visit&) { return http::text(200, "binnen"); });
        router_.checkCsrfWith(checkFormToken);
        router_.onError([](int status, const http::Request&) { return http::text(status, "fout"); });
    }
    void serve() {
        tenants_.put(std::make_shared<tenancy::Tenant>(
            tenancy::Tenant{tenant_, std::make_shared<config::TenantSettings>(settings_),
                            "http://alpha.localhost", false, templates().withOwn(settings_.texts)}));
    }

    http::Response ask(Method method, const std::string& path, http::Fields form = {},
                       http::Fields headers = {}) {
        clock_.set(at_);
        http::RequestParts parts;
        parts.method = method;
        const auto mark = path.find('?');
        parts.path = path.substr(0, mark);
        if (mark != std::string::npos) {
            parts.raw_query = path.substr(mark + 1);
            const auto equals = parts.raw_query.find('=');
            std::string value = parts.raw_query.substr(equals + 1);
            parts.query = {{parts.raw_query.substr(0, equals), value}};
        }
        parts.form = std::move(form);
        parts.headers = std::move(headers);
        std::string cookies;
        for (const auto& [name, value] : jar_)
            cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
        parts.headers.emplace_back("cookie", cookies);
        parts.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
        parts.headers.emplace_back("origin", "http://alpha.localhost");
        parts.host = parts.authority = kHost;
        parts.remote_ip = "192.0.2.1";
        auto response = router_.answer(http::Request{std::move(parts)});
        for (const auto& [name, value] : response.headers)
            if (name == "Set-Cookie" || name == "set-cookie")
                keep(value);
        return response;
    }
    void keep(const std::string& line) {
        const auto equals = line.find('=');
        const auto name = line.substr(0, equals);
        const auto value = line.substr(equals + 1, line.find(';') - equals - 1);
        if (line.find("Max-Age=0") != std::string::npos)
            jar_.erase(name);
        else
            jar_[name] = value;
        set_cookies_.push_back(line);
    }
    static std::string header(const http::Response& response, std::string_view name) {
        for (const auto& [key, value] : response.headers)
            if (key == name)
                return value;
        return {};
    }
    std::string token(const http::Response& page) {
        return between(page.body, "name=\"csrf\" value=\"", "\"");
    }
    http::Response submit(const std::string& page_path, const std::string& path, http::Fields fields) {
        fields.emplace_back("csrf", token(ask(Method::Get, page_path)));
        return ask(Method::Post, path, std::move(fields));
    }
    http::Response login(const std::string& typed = kPassword) {
        return submit("/inloggen", "/inloggen", {{"gebruikersnaam", "anna.jansen"}, {"wachtwoord", typed}});
    }
    /// The code of the newest SMS in the outbox.
    std::string sentCode() {
        const auto sealed =
            one("SELECT body FROM outbox WHERE channel = 'sms' ORDER BY created_at DESC LIMIT 1");
        const auto text = outbox_.key().open(sealed, "alpha/outbox").value_or("");
        EXPECT_NE(text.find("Alpha"), std::string::npos) << text;
        return between(text, "Alpha: ", ".");
    }
    void signIn() {
        EXPECT_EQ(header(login(), "Location"), "/verificatie");
        EXPECT_EQ(header(submit("/verificatie", "/verificatie", {{"code", sentCode()}}), "Location"),
                  "/start");
    }

    ManualClock clock_{at_};
    tenancy::Tenants tenants_;
    config::PlatformSettings platform_;
    http::StaticFiles files_;
    static const views::Templates& templates() {
        static const views::Templates kTemplates{INZAGE_SOURCE_DIR "/platform"};
        return kTemplates;
    }
    int woken_ = 0;
    tenancy::Services services_{
        test::TestCluster::shared().pools(),   templates(),    clock_, tenants_, platform_, files_,
        [this](const TenantId&) { ++woken_; }, plainFormToken, {}};
    http::Router router_;
    Identity identity_{{}, outbox_.key(), templates()};
    std::map<std::string, std::string> jar_;
    std::vector<std::string> set_cookies_;
};

TEST_F(PagesTest, TheLoginPageHasTheLabelsOfTheSourcesAndTheHelpdesk) {
    const auto page = ask(Method::Get, "/inloggen");
    EXPECT_EQ(page.status, 200);
    for (const auto* word : {">Gebruikersnaam</label>", ">Wachtwoord</label>", ">Inloggen</button>",
                             "Wachtwoord vergeten?", "helpdesk<wbr>@alpha.test"})
        EXPECT_NE(page.body.find(word), std::string::npos) << word;
    EXPECT_EQ(page.caching, http::Caching::NoStore);
}

TEST_F(PagesTest, TheOrganisationsOwnWordsWinOnPagesAndInMessages) {
    settings_.texts = {
        {"nl",
         {{"identity.welcome", "Welkom bij Alpha"},
          {"identity.forgot_link", "Ik weet mijn wachtwoord niet meer"},
          {"identity.sms_code", "Alpha zegt: {{CODE}}. {{NUMBER}} {{ORGANISATION}} {{TIME}}"}}}};
    serve();
    const auto page = ask(Method::Get, "/inloggen").body;
    EXPECT_NE(page.find("Welkom bij Alpha"), std::string::npos) << page;
    EXPECT_NE(page.find("Ik weet mijn wachtwoord niet meer"), std::string::npos);
    login();
    const auto sealed = one("SELECT body FROM outbox WHERE channel = 'sms' ORDER BY created_at DESC LIMIT 1");
    EXPECT_EQ(outbox_.key().open(sealed, "alpha/outbox").value_or("").find("Alpha zegt: "), 0U);
}

TEST_F(PagesTest, AnnouncementsAreShownFromTheirMomentUntilTheirEnd) {
    using std::chrono::hours;
    const auto from = std::chrono::floor<seconds>(at_);
    settings_.announcements = {{"Onderhoud op donderdag", "Dan werkt het portaal niet.", from + hours{2},
                                from + hours{3}, from + hours{1}}};
    serve();
    const auto shown = [&] {
        return ask(Method::Get, "/inloggen").body.find("Onderhoud op donderdag") != std::string::npos;
    };
    EXPECT_FALSE(shown());
    later(hours{1});
    EXPECT_TRUE(shown());
    later(hours{2});
    EXPECT_FALSE(shown());
}

TEST_F(PagesTest, PasswordAndCodeLeadToTheStartPage) {
    signIn();
    EXPECT_GE(woken_, 1) << "delivery was told";
    EXPECT_TRUE(gateOpens(jar_.at("__Host-inzage_session")));
    EXPECT_EQ(ask(Method::Get, "/inloggen").status, 303) << "who is in needs no login page";
}

TEST_F(PagesTest, CookiesAreHostBoundSecureAndHttpOnly) {
    signIn();
    for (const auto& line : set_cookies_) {
        EXPECT_TRUE(line.starts_with("__Host-")) << line;
        EXPECT_NE(line.find("Secure"), std::string::npos) << line;
        EXPECT_NE(line.find("HttpOnly"), std::string::npos) << line;
        EXPECT_NE(line.find("SameSite"), std::string::npos) << line;
    }
}

TEST_F(PagesTest, TheCodeIsInNoAnswerAndNoAddress) {
    const auto answer = login();
    const auto code = sentCode();
    EXPECT_EQ(code.size(), 6U);
    EXPECT_EQ(header(answer, "Location").find(code), std::string::npos);
    const auto page = ask(Method::Get, "/verificatie");
    EXPECT_EQ(page.body.find(code), std::string::npos);
    for (const auto& line : set_cookies_)
        EXPECT_EQ(line.find(code), std::string::npos);
    EXPECT_NE(page.body.find("sms nummer 1"), std::string::npos);
    EXPECT_NE(page.body.find("06 •••• ••78"), std::string::npos);
    EXPECT_NE(page.body.find("11.05 uur"), std::string::npos) << "works until, in the tenant's zone";
    EXPECT_NE(page.body.find("11.01 uur"), std::string::npos) << "resend from (after 30 s), never too early";
    EXPECT_NE(page.body.find("Geen code ontvangen</button>"), std::string::npos);
}

TEST_F(PagesTest, WrongAndUnknownGetTheSamePageButForTheNameTyped) {
    const auto wrong = login("fout");
    auto form = http::Fields{{"gebruikersnaam", "zomaar.iem"}, {"wachtwoord", "fout"}};
    const auto unknown = submit("/inloggen", "/inloggen", form);
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(unknown.status, 401);
    EXPECT_EQ(wrong.body.find("SMS"), std::string::npos);
    const auto plain = [&](std::string body) {
        for (const auto* name : {"anna.jansen", "zomaar.iem"})
            if (const auto at = body.find(name); at != std::string::npos)
                body.replace(at, std::string{name}.size(), "NAAM");
        for (auto at = body.find("name=\"csrf\" value=\""); at != std::string::npos;
             at = body.find("name=\"csrf\" value=\"", at + 20))
            body.erase(at + 19, body.find('"', at + 19) - at - 19);
        return body;
    };
    EXPECT_EQ(plain(wrong.body), plain(unknown.body));
    EXPECT_EQ(wrong.headers, unknown.headers);
}

TEST_F(PagesTest, APostWithoutTheTokenOrWithAnothersIsRefusedAndChangesNothing) {
    const auto page = ask(Method::Get, "/inloggen");
    const auto mine = token(page);
    EXPECT_EQ(
        ask(Method::Post, "/inloggen", {{"gebruikersnaam", "anna.jansen"}, {"wachtwoord", kPassword}}).status,
        403);
    jar_.clear();
    EXPECT_EQ(ask(Method::Post, "/inloggen",
                  {{"gebruikersnaam", "anna.jansen"}, {"wachtwoord", kPassword}, {"csrf", mine}})
                  .status,
              403);
    EXPECT_EQ(count("session"), 0);
}

TEST_F(PagesTest, AfterSigningInOnlyAPageOfThisPortalIsGoneTo) {
    signIn();
    const auto device = jar_.at("__Host-inzage_device");
    const auto goesTo = [&](const std::string& wanted) {
        jar_ = {{"__Host-inzage_device", device}};
        later(seconds{1});
        return header(
            submit("/inloggen", "/inloggen",
                   {{"gebruikersnaam", "anna.jansen"}, {"wachtwoord", kPassword}, {"terug", wanted}}),
            "Location");
    };
    EXPECT_EQ(goesTo("/dossier/tijdslijn?dag=2026-11-01"), "/dossier/tijdslijn?dag=2026-11-01");
    for (const auto* elsewhere : {"//evil.example", "https://evil.example", "/\\evil.example",
                                  "javascript:alert(1)", "/uitloggen", "/inloggen"})
        EXPECT_EQ(goesTo(elsewhere), "/start") << elsewhere;
}

TEST_F(PagesTest, AfterFifteenMinutesAwayTheLoginPageSaysSo) {
    signIn();
    later(minutes{16});
    const auto page = ask(Method::Get, "/inloggen");
    EXPECT_NE(page.body.find("U was 15 minuten weg. Log opnieuw in."), std::string::npos);
    EXPECT_FALSE(jar_.contains("__Host-inzage_session"));
    later(seconds{1});
    EXPECT_EQ(header(login(), "Location"), "/start") << "the form of that page works";
}

TEST_F(PagesTest, ACookieOfAnotherOrganisationGets401AndIsCleared) {
    jar_["__Host-inzage_session"] = newToken();
    EXPECT_EQ(ask(Method::Get, "/inloggen").status, 401);
    EXPECT_FALSE(jar_.contains("__Host-inzage_session"));
    jar_["__Host-inzage_session"] = newToken();
    EXPECT_EQ(ask(Method::Get, "/verificatie").status, 401);
    EXPECT_FALSE(jar_.contains("__Host-inzage_session"));
    const auto foreign = deviceCookieOf(newToken(), "beta");
    jar_["__Host-inzage_device"] = foreign.value;
    EXPECT_EQ(ask(Method::Get, "/inloggen").status, 401);
    EXPECT_FALSE(jar_.contains("__Host-inzage_device"));
}

TEST_F(PagesTest, LoggingOutAsksEndsTheSessionAndClearsTheCookie) {
    signIn();
    const auto session = jar_.at("__Host-inzage_session");
    EXPECT_NE(ask(Method::Get, "/uitloggen").body.find("Wilt u uitloggen?"), std::string::npos);
    EXPECT_TRUE(gateOpens(session)) << "GET changes nothing";
    EXPECT_EQ(header(submit("/uitloggen", "/uitloggen", {}), "Location"), "/uitgelogd");
    EXPECT_FALSE(gateOpens(session));
    EXPECT_FALSE(jar_.contains("__Host-inzage_session"));
    EXPECT_EQ(ask(Method::Get, "/uitgelogd").status, 200);
    EXPECT_EQ(header(login(), "Location"), "/start") << "the device is still trusted";
}

TEST_F(PagesTest, WithoutTheQuestionOnlyAClickInsideThePortalSignsOut) {
    settings_.login.logout_asks = false;
    serve();
    signIn();
    const auto session = jar_.at("__Host-inzage_session");
    for (const auto* site : {"cross-site", "same-site", "none", ""}) {
        EXPECT_EQ(ask(Method::Get, "/uitloggen", {}, {{"sec-fetch-site", site}}).status, 200) << site;
        EXPECT_TRUE(gateOpens(session)) << site;
    }
    EXPECT_EQ(ask(Method::Get, "/uitloggen").status, 200) << "a browser that says nothing";
    EXPECT_TRUE(gateOpens(session));
    EXPECT_EQ(header(ask(Method::Get, "/uitloggen", {}, {{"sec-fetch-site", "same-origin"}}), "Location"),
              "/uitgelogd");
    EXPECT_FALSE(gateOpens(session));
}

TEST_F(PagesTest, ASharedAccountIsAskedWhoItIs) {
    settings_.login.one_account_per_client = true;
    serve();
    EXPECT_NE(ask(Method::Get, "/inloggen").body.find("Ik ben de vertegenwoordiger"), std::string::npos);
    const auto missing = login();
    EXPECT_EQ(missing.status, 422);
    EXPECT_EQ(count("session"), 0);
    const auto asked =
        submit("/inloggen", "/inloggen",
               {{"gebruikersnaam", "anna.jansen"}, {"wachtwoord", kPassword}, {"gebruiker", "client"}});
    EXPECT_EQ(asked.status, 303);
    EXPECT_EQ(one("SELECT used_by FROM session"), "client");
}

TEST_F(PagesTest, ANewCodeCanBeAskedWhenThePageSaysSo) {
    static_cast<void>(login());
    EXPECT_EQ(header(submit("/verificatie", "/verificatie/nieuwe-code", {}), "Location"),
              "/verificatie?nieuw=wacht");
    later(seconds{31});
    EXPECT_EQ(header(submit("/verificatie", "/verificatie/nieuwe-code", {}), "Location"),
              "/verificatie?nieuw=verstuurd");
    EXPECT_NE(ask(Method::Get, "/verificatie?nieuw=verstuurd").body.find("sms nummer 2"), std::string::npos);
}

TEST_F(PagesTest, AWrongCodeIsExplainedAndTheNextOneWorks) {
    static_cast<void>(login());
    const auto right = sentCode();
    const auto wrong =
        submit("/verificatie", "/verificatie", {{"code", right == "111111" ? "222222" : "111111"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_NE(wrong.body.find("De code klopt niet"), std::string::npos);
    EXPECT_NE(wrong.body.find("<title>Fout:"), std::string::npos);
    EXPECT_NE(wrong.body.find("aria-invalid=\"true\""), std::string::npos);
    EXPECT_EQ(header(submit("/verificatie", "/verificatie", {{"code", right}}), "Location"), "/start");
}

TEST_F(PagesTest, ANewPasswordIsChosenWithTheReasonInPlainDutch) {
    sql("UPDATE account SET password_state = 'must_change', first_login_at = NULL, last_login_at = NULL");
    static_cast<void>(login());
    EXPECT_EQ(header(submit("/verificatie", "/verificatie", {{"code", sentCode()}}), "Location"),
              "/nieuw-wachtwoord");
    const auto refused = submit("/nieuw-wachtwoord", "/nieuw-wachtwoord",
                                {{"wachtwoord", "Welkom123456"}, {"nogmaals", "Welkom123456"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("Dit wachtwoord gebruiken veel mensen."), std::string::npos);
    EXPECT_EQ(refused.body.find("Welkom123456"), std::string::npos) << "a password is never shown again";
    const auto done =
        submit("/nieuw-wachtwoord", "/nieuw-wachtwoord",
               {{"wachtwoord", "molen wind sloot brug"}, {"nogmaals", "molen wind sloot brug"}});
    EXPECT_EQ(header(done, "Location"), "/start");
    EXPECT_TRUE(gateOpens(jar_.at("__Host-inzage_session")));
}

TEST_F(PagesTest, TextSizeContrastAndLanguageAreKeptOnTheDevice) {
    const auto answer = submit("/inloggen", "/weergave", {{"tekst", "grootst"}, {"terug", "/inloggen"}});
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(header(answer, "Location"), "/inloggen");
    EXPECT_NE(ask(Method::Get, "/inloggen").body.find("iz-text-largest"), std::string::npos);
    static_cast<void>(submit("/inloggen", "/weergave", {{"contrast", "hoog"}, {"terug", "/inloggen"}}));
    static_cast<void>(submit("/inloggen", "/weergave", {{"taal", "en"}, {"terug", "/inloggen"}}));
    const auto page = ask(Method::Get, "/inloggen");
    EXPECT_NE(page.body.find("iz-text-largest"), std::string::npos);
    EXPECT_NE(page.body.find("iz-contrast"), std::string::npos);
    EXPECT_NE(page.body.find("lang=\"en\""), std::string::npos);
    EXPECT_NE(page.body.find(">Sign in</button>"), std::string::npos);
    EXPECT_EQ(header(submit("/inloggen", "/weergave", {{"tekst", "groot"}, {"terug", "//evil.example"}}),
                     "Location"),
              "/start");
}

TEST_F(PagesTest, NoFreeSlotGives503WithRetryAfter) {
    config::WorkerSettings workers;
    workers.argon2_slots = 1;
    workers.argon2_wait_ms = 1;
    Identity tight{workers, outbox_.key(), templates()};
    std::atomic<bool> stop{false};
    std::thread holder{[&] {
        while (!stop)
            static_cast<void>(tight.hasher().check("", "x"));
    }};
    http::Router router;
    tenancy::Pages pages{router, services_};
    registerPages(pages, tight);
    router.checkCsrfWith([](const http::Request&, std::string_view) { return true; });
    router.onError([](int status, const http::Request&) { return http::text(status, "fout"); });
    int status = 0;
    std::string retry;
    for (int i = 0; i < 50 && status != 503; ++i) {
        http::RequestParts parts;
        parts.method = Method::Post;
        parts.path = "/inloggen";
        parts.form = {{"gebruikersnaam", "iemand" + std::to_string(i)}, {"wachtwoord", "fout"}};
        parts.headers = {{"content-type", "application/x-www-form-urlencoded"},
                         {"origin", "http://alpha.localhost"}};
        parts.host = parts.authority = kHost;
        parts.remote_ip = "198.51.100." + std::to_string(i);
        const auto response = router.answer(http::Request{std::move(parts)});
        status = response.status;
        retry = header(response, "Retry-After");
    }
    stop = true;
    holder.join();
    EXPECT_EQ(status, 503);
    EXPECT_FALSE(retry.empty());
}

}  // namespace
}  // namespace inzage::identity
