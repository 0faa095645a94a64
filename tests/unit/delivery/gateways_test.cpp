#include "platform/delivery/gateways.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "platform/base/token.h"
#include "platform/config/gateway_kinds.h"
#include "platform/delivery/sms_text.h"
#include "platform/delivery/web_gateway.h"

namespace inzage::delivery {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view kId = "0b5c2f0e-7a3c-4f3e-9f6e-3f0d6a1b2c3d";
constexpr std::string_view kReference = "0b5c2f0e7a3c4f3e9f6e3f0d6a1b2c3d";

class GatewaysTest : public ::testing::Test {
  protected:
    GatewaysTest() {
        std::filesystem::create_directories(folder_);
        std::ofstream{folder_ / "token"} << "twilio-token\n";
        std::filesystem::permissions(folder_ / "token", std::filesystem::perms::owner_read);
        tenant_.identity.id = "zorg";
        tenant_.identity.hosts = {"zorg.example.nl"};
        platform_.listeners.public_scheme = "https";
        platform_.listeners.public_port = 443;
    }
    ~GatewaysTest() override { std::filesystem::remove_all(folder_); }

    std::vector<Report> read(std::string_view gateway, const IncomingReport& report) {
        tenant_.delivery.sms.gateway = gateway;
        tenant_.delivery.sms.user = "AC1";
        tenant_.delivery.sms.secret_file = "token";
        return gateways_.read(tenant_, gateway, report);
    }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("inzage-gateways-" + newToken());
    config::PlatformSettings platform_;
    config::TenantSettings tenant_;
    database::SealKey key_ = (std::filesystem::create_directories(folder_),
                              database::SealKey::readOrMake((folder_ / "seal.key").string()).value());
    Gateways gateways_{platform_, {(folder_ / "outbox").string(), folder_.string()}, key_};
};

TEST_F(GatewaysTest, ThereIsCodeForEveryNameThatSettingsTake) {
    for (const auto& kind : config::gatewayKinds()) {
        auto& channel = kind.mail ? tenant_.delivery.mail : tenant_.delivery.sms;
        channel.gateway = kind.name;
        const auto routes = gateways_.routesOf(tenant_, kind.mail ? Channel::Mail : Channel::Sms);
        ASSERT_THAT(routes, SizeIs(1)) << kind.name;
        EXPECT_EQ(routes.front().gateway->name(), kind.name);
    }
}

TEST_F(GatewaysTest, ATenantWithoutOwnGatewayHasThePlatformsWithItsOwnSender) {
    platform_.delivery.sms.gateway = "cm";
    platform_.delivery.sms.from = "Portaal";
    platform_.delivery.sms.second.gateway = "spryng";
    tenant_.delivery.sms.from = "Zorg";
    auto routes = gateways_.routesOf(tenant_, Channel::Sms);
    ASSERT_THAT(routes, SizeIs(2));
    EXPECT_EQ(routes[0].gateway->name(), "cm");
    EXPECT_EQ(routes[1].gateway->name(), "spryng");
    EXPECT_EQ(routes[0].account.settings.from, "Zorg");
    EXPECT_EQ(routes[1].account.settings.from, "Zorg");
    tenant_.delivery.sms.gateway = "twilio";
    routes = gateways_.routesOf(tenant_, Channel::Sms);
    ASSERT_THAT(routes, SizeIs(1)) << "its own gateway brings its own second, or none";
    EXPECT_EQ(routes[0].gateway->name(), "twilio");
}

TEST_F(GatewaysTest, ReportAddressesAreUnguessableAndOfOneTenantAndGateway) {
    const auto path = gateways_.reportPath("zorg", "cm");
    EXPECT_TRUE(path.starts_with("/sms-status/cm/"));
    const auto secret = path.substr(path.rfind('/') + 1);
    EXPECT_GE(secret.size(), 32U);
    EXPECT_TRUE(gateways_.isReportSecret("zorg", "cm", secret));
    EXPECT_FALSE(gateways_.isReportSecret("zorg", "kannel", secret));
    EXPECT_FALSE(gateways_.isReportSecret("ander", "cm", secret));
    EXPECT_FALSE(gateways_.isReportSecret("zorg", "cm", ""));
    tenant_.delivery.sms.gateway = "messagebird";
    EXPECT_EQ(gateways_.routesOf(tenant_, Channel::Sms)[0].account.report_url,
              "https://zorg.example.nl" + gateways_.reportPath("zorg", "messagebird"));
}

TEST_F(GatewaysTest, ReportsOfCmAreRead) {
    const auto body = [](const std::string& code) {
        return R"({"messages":{"msg":{"reference":")" + std::string{kReference} + R"(","status":{"code":)" +
               code + R"(}}}})";
    };
    const auto delivered = read("cm", {.body = body("2")});
    ASSERT_THAT(delivered, SizeIs(1));
    EXPECT_EQ(delivered[0].message, kId);
    EXPECT_EQ(delivered[0].arrival, Arrival::Delivered);
    EXPECT_EQ(read("cm", {.body = body("\"3\"")}).at(0).arrival, Arrival::Undelivered);
    EXPECT_EQ(read("cm", {.body = body("0")}).at(0).arrival, Arrival::Pending);
    for (const char* odd : {"", "[]", "{", R"({"messages":7})", R"({"messages":{"msg":[1,null]}})",
                            R"({"messages":{"msg":{"reference":"'; DROP","status":{"code":2}}}})"})
        EXPECT_THAT(read("cm", {.body = odd}), IsEmpty()) << odd;
}

TEST_F(GatewaysTest, ReportsOfMessageBirdAndKannelAreRead) {
    const std::string id{kId};
    const std::string reference{kReference};
    EXPECT_EQ(
        read("messagebird", {.query = {{"reference", reference}, {"status", "delivered"}}}).at(0).arrival,
        Arrival::Delivered);
    EXPECT_EQ(read("messagebird", {.query = {{"reference", reference}, {"status", "expired"}}}).at(0).arrival,
              Arrival::Undelivered);
    EXPECT_THAT(read("messagebird", {.query = {{"status", "delivered"}}}), IsEmpty());
    EXPECT_EQ(read("kannel", {.query = {{"id", id}, {"s", "1"}}}).at(0).arrival, Arrival::Delivered);
    EXPECT_EQ(read("kannel", {.query = {{"id", id}, {"s", "2"}}}).at(0).arrival, Arrival::Undelivered);
    EXPECT_EQ(read("kannel", {.query = {{"id", id}, {"s", "8"}}}).at(0).arrival, Arrival::Pending);
    EXPECT_THAT(read("kannel", {.query = {{"id", "x"}, {"s", "1"}}}), IsEmpty());
}

TEST_F(GatewaysTest, ReportsOfTwilioCountOnlyWhenSigned) {
    tenant_.delivery.sms.reports_url = "https://hooks.example.nl";
    IncomingReport report{.query = {{"id", std::string{kId}}},
                          .form = {{"MessageStatus", "delivered"}, {"MessageSid", "SM1"}},
                          .body = {},
                          .signature = {},
                          .url = "?id=" + std::string{kId}};
    EXPECT_THAT(read("twilio", report), IsEmpty());
    report.signature = "c2lnbmF0dXJl";
    EXPECT_THAT(read("twilio", report), IsEmpty());
}

/// The example of Twilio's page "Security: validating requests".
TEST_F(GatewaysTest, TwilioSignsAsItsDocumentsSay) {
    const HttpClient http{{}};
    std::ofstream{folder_ / "example"} << "12345";
    std::filesystem::permissions(folder_ / "example", std::filesystem::perms::owner_read);
    GatewayAccount account;
    account.secrets_dir = folder_.string();
    account.settings.secret_file = "example";
    const IncomingReport report{.query = {{"id", std::string{kId}}},
                                .form = {{"CallSid", "CA1234567890ABCDE"},
                                         {"Caller", "+14158675309"},
                                         {"Digits", "1234"},
                                         {"From", "+14158675309"},
                                         {"To", "+18005551212"}},
                                .body = {},
                                .signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
                                .url = "https://mycompany.com/myapp.php?foo=1&bar=2"};
    auto with_status = report;
    with_status.form.emplace_back("MessageStatus", "delivered");
    const auto twilio = makeTwilioGateway(http);
    EXPECT_THAT(twilio->read(with_status, account), IsEmpty()) << "one field more: another signature";
    EXPECT_THAT(twilio->read(report, account), IsEmpty()) << "signed well, but of no message";
}

TEST_F(GatewaysTest, AGatewayWithoutItsSecretSaysWhichFileAndTriesAgain) {
    tenant_.delivery.sms.gateway = "cm";
    tenant_.delivery.sms.secret_file = "absent";
    const auto route = gateways_.routesOf(tenant_, Channel::Sms).at(0);
    const auto answer = route.gateway->send({std::string{kId},
                                             "zorg",
                                             Channel::Sms,
                                             Private<std::string>{"+31612345678"},
                                             "",
                                             Private<std::string>{"code"},
                                             {}},
                                            route.account, UtcTime{});
    EXPECT_EQ(answer.result, SendResult::TryAgain);
    EXPECT_EQ(answer.trouble, Trouble::Denied);
    EXPECT_THAT(answer.words, testing::HasSubstr("absent"));
}

TEST(Numbers, AreWrittenAsEachProviderWantsThem) {
    EXPECT_EQ(withZeros("+31612345678"), "0031612345678");
    EXPECT_EQ(withoutPlus("+31612345678"), "31612345678");
    EXPECT_EQ(shortReference(std::string{kId}), kReference);
    EXPECT_EQ(idFromReference(kReference), kId);
    EXPECT_EQ(idFromReference(kId), kId);
    EXPECT_EQ(idFromReference("x"), "");
}

TEST(SmsText, TellsWhetherItIsInTheAlphabetOfGsm) {
    EXPECT_TRUE(fitsGsm("Uw code is 123456 (code 3), geldig tot 15.40 uur."));
    EXPECT_TRUE(fitsGsm("€ 3, één, über, à"));
    EXPECT_FALSE(fitsGsm("cliëntportaal"));
    EXPECT_FALSE(fitsGsm("`"));
    EXPECT_FALSE(fitsGsm("\xC3"));
}

}  // namespace
}  // namespace inzage::delivery
