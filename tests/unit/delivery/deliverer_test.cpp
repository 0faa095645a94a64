#include "platform/delivery/deliverer.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "platform/base/token.h"
#include "platform/delivery/file_gateway.h"
#include "platform/delivery/outbox.h"
#include "platform/delivery/outbox_store.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::delivery {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Remembers what it was given, and answers as the test wants.
class RecordingGateway final : public Gateway {
  public:
    [[nodiscard]] std::string_view name() const noexcept override { return "recording"; }
    [[nodiscard]] SendAnswer send(const OutgoingMessage& message, const GatewayAccount&, UtcTime) override {
        const std::lock_guard lock{mutex_};
        sent.push_back(message.to.reveal() + ": " + message.text.reveal());
        ids.push_back(message.id);
        if (while_sending)
            while_sending(message.id);
        return {answer, "ref", "", trouble};
    }
    [[nodiscard]] bool isAsked() const noexcept override { return asked.has_value(); }
    [[nodiscard]] std::optional<Arrival> ask(const std::string&, const GatewayAccount&) override {
        return asked;
    }
    SendResult answer = SendResult::Sent;
    Trouble trouble = Trouble::None;
    std::optional<Arrival> asked;  ///< what it says when asked; absent: it isn't asked
    std::function<void(const std::string&)> while_sending;
    std::vector<std::string> ids;
    std::vector<std::string> sent;

  private:
    std::mutex mutex_;
};

class DelivererTest : public ::testing::Test {
  protected:
    void SetUp() override {
        database_ = test::TestCluster::shared().makeTenant("post").name;
        sql("TRUNCATE outbox");
        settings_->identity.id = "post";
    }
    std::vector<std::vector<std::string>> sql(const std::string& text) {
        return test::TestCluster::shared().asSuperuser(database_, text);
    }
    std::string one(const std::string& text) { return sql(text).at(0).at(0); }

    [[nodiscard]] DelivererParts parts() {
        return {test::TestCluster::shared().pools(),
                clock_,
                key_,
                [this](const TenantId&) { return settings_; },
                [this] { return std::vector<TenantId>{tenant_}; },
                [this](const config::TenantSettings&, Channel) {
                    std::vector<Route> routes;
                    if (has_gateway_)
                        routes.push_back({&gateway_, {}});
                    if (has_second_) {
                        routes.push_back({&second_, {}});
                        routes.back().account.settings.user = "second";
                    }
                    return routes;
                }};
    }
    void sms(const std::string& to, const std::string& text,
             std::optional<UtcTime> useful_until = std::nullopt) {
        auto tx = test::TestCluster::shared().pools().begin(tenant_);
        outbox_.sms(
            tx, {"test", std::nullopt, Private<std::string>{to}, Private<std::string>{text}, useful_until},
            clock_.now());
        tx.commit();
    }

    TenantId tenant_ = *TenantId::parse("post");
    ManualClock clock_{*parseIsoUtc("2026-11-24T10:00:00Z")};
    std::shared_ptr<config::TenantSettings> settings_ = std::make_shared<config::TenantSettings>();
    database::SealKey key_ =
        database::SealKey::readOrMake((test::TestCluster::shared().folder() / "seal.key").string()).value();
    Outbox outbox_{key_};
    RecordingGateway gateway_;
    RecordingGateway second_;
    bool has_gateway_ = true;
    bool has_second_ = false;
    std::string database_;
};

TEST_F(DelivererTest, AMessageIsSentIfAndOnlyIfItsTransactionCommits) {
    {
        auto tx = test::TestCluster::shared().pools().begin(tenant_);
        outbox_.sms(
            tx, {"test", std::nullopt, Private<std::string>{"+31612345678"}, Private<std::string>{"nooit"}},
            clock_.now());
    }
    sms("+31612345678", "hallo");
    Deliverer deliverer{parts()};
    EXPECT_EQ(deliverer.deliverNow(tenant_), 1);
    EXPECT_EQ(gateway_.sent, std::vector<std::string>{"+31612345678: hallo"});
    EXPECT_EQ(deliverer.deliverNow(tenant_), 0);
}

TEST_F(DelivererTest, TextsWaitSealedAndAreEmptiedAfterSending) {
    sms("+31612345678", "code 123456");
    EXPECT_EQ(one("SELECT count(*) FROM outbox t WHERE t::text LIKE '%123456.%' OR body LIKE '%123456%'"),
              "0");
    Deliverer deliverer{parts()};
    static_cast<void>(deliverer.deliverNow(tenant_));
    EXPECT_EQ(one("SELECT body || html FROM outbox"), "");
    EXPECT_EQ(one("SELECT state FROM outbox"), "sent");
}

TEST_F(DelivererTest, AFailingGatewayIsTriedFiveTimesWithGrowingWaits) {
    sms("+31612345678", "hallo");
    gateway_.answer = SendResult::TryAgain;
    Deliverer deliverer{parts()};
    for (const int wait : {1, 4, 16, 64}) {
        EXPECT_EQ(deliverer.deliverNow(tenant_), 1);
        clock_.advance(seconds{wait} - std::chrono::milliseconds{1});
        EXPECT_EQ(deliverer.deliverNow(tenant_), 0) << wait;
        clock_.advance(std::chrono::milliseconds{1});
    }
    EXPECT_EQ(deliverer.deliverNow(tenant_), 1);
    EXPECT_EQ(one("SELECT state FROM outbox"), "abandoned");
    EXPECT_EQ(one("SELECT body FROM outbox"), "");
}

TEST_F(DelivererTest, WhatIsNoLongerUsefulIsNotSent) {
    sms("+31612345678", "code", clock_.now() + minutes{5});
    clock_.advance(minutes{5});
    Deliverer deliverer{parts()};
    static_cast<void>(deliverer.deliverNow(tenant_));
    EXPECT_TRUE(gateway_.sent.empty());
    EXPECT_EQ(one("SELECT state FROM outbox"), "abandoned");
}

TEST_F(DelivererTest, ANumberOutsideTheRulesNeverReachesTheProvider) {
    sms("+31900123456", "duur");
    sms("+4915112345678", "ver");
    Deliverer deliverer{parts()};
    EXPECT_EQ(deliverer.deliverNow(tenant_), 2);
    EXPECT_TRUE(gateway_.sent.empty());
    EXPECT_EQ(one("SELECT count(*) FROM outbox WHERE state = 'failed'"), "2");
}

TEST_F(DelivererTest, TheTenantsCapPerHourHoldsMessagesBackWithoutLosingThem) {
    settings_->login.sms.per_tenant_hour = 3;
    for (int i = 0; i < 5; ++i)
        sms("+31612345678", "hallo");
    Deliverer deliverer{parts()};
    static_cast<void>(deliverer.deliverNow(tenant_));
    EXPECT_EQ(gateway_.sent.size(), 3U);
    clock_.advance(hours{1});
    static_cast<void>(deliverer.deliverNow(tenant_));
    EXPECT_EQ(gateway_.sent.size(), 5U);
}

TEST_F(DelivererTest, AMessageThatACrashedProcessHadClaimedIsSentAfterItsLease) {
    sms("+31612345678", "hallo");
    {
        auto tx = test::TestCluster::shared().pools().begin(tenant_);
        EXPECT_EQ(claimMessages(tx, 10, clock_.now(), clock_.now() + seconds{60}).size(), 1U);
        tx.commit();
    }
    Deliverer deliverer{parts()};
    EXPECT_EQ(deliverer.deliverNow(tenant_), 0);
    clock_.advance(seconds{60});
    EXPECT_EQ(deliverer.deliverNow(tenant_), 1);
    EXPECT_EQ(gateway_.sent.size(), 1U);
}

TEST_F(DelivererTest, WhatOneProcessIsClaimingAnotherPassesBy) {
    sms("+31612345678", "hallo");
    auto here = test::TestCluster::shared().pools().begin(tenant_);
    EXPECT_EQ(claimMessages(here, 10, clock_.now(), clock_.now() + seconds{60}).size(), 1U);
    std::size_t claimed = 99;
    std::thread other{[&] {
        try {
            auto there = test::TestCluster::shared().pools().begin(tenant_);
            claimed = claimMessages(there, 10, clock_.now(), clock_.now() + seconds{60}).size();
        } catch (const database::DatabaseError&) {  // it waited for the row until its deadline
        }
    }};
    other.join();
    EXPECT_EQ(claimed, 0U);
}

TEST_F(DelivererTest, TwoProcessesDontSendAMessageTwice) {
    for (int i = 0; i < 40; ++i)
        sms("+31612345678", std::to_string(i));
    Deliverer here{parts()};
    Deliverer there{parts()};
    std::thread other{[&] { static_cast<void>(there.deliverNow(tenant_)); }};
    static_cast<void>(here.deliverNow(tenant_));
    other.join();
    EXPECT_EQ(gateway_.sent.size(), 40U);
}

TEST_F(DelivererTest, TheSweepAfterTheStartFindsWhatWasLeftBehindAndWakingSendsAtOnce) {
    sms("+31612345678", "van vroeger");
    DelivererLimits limits;
    limits.sweep_pause = std::chrono::milliseconds{10};
    Deliverer deliverer{parts(), limits};
    deliverer.start();
    const auto waitFor = [&](std::size_t sent) {
        for (int i = 0;
             i < 500 && one("SELECT count(*) FROM outbox WHERE state = 'sent'") != std::to_string(sent); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        return one("SELECT count(*) FROM outbox WHERE state = 'sent'");
    };
    EXPECT_EQ(waitFor(1), "1");
    sms("+31612345678", "nieuw");
    deliverer.wake(tenant_);
    EXPECT_EQ(waitFor(2), "2");
    deliverer.stop();
}

TEST_F(DelivererTest, WithoutAGatewayOfThatNameMessagesWait) {
    has_gateway_ = false;
    sms("+31612345678", "hallo");
    Deliverer deliverer{parts()};
    static_cast<void>(deliverer.deliverNow(tenant_));
    has_gateway_ = true;
    clock_.advance(seconds{1});
    static_cast<void>(deliverer.deliverNow(tenant_));
    EXPECT_EQ(gateway_.sent.size(), 1U);
}

TEST_F(DelivererTest, AfterATryThatDidNotGoTheSecondGatewayHasItsTurn) {
    has_second_ = true;
    gateway_.answer = SendResult::TryAgain;
    sms("+31612345678", "hallo");
    Deliverer deliverer{parts()};
    EXPECT_EQ(deliverer.deliverNow(tenant_), 1);
    EXPECT_EQ(gateway_.sent.size(), 1U);
    EXPECT_TRUE(second_.sent.empty());
    clock_.advance(seconds{1});
    EXPECT_EQ(deliverer.deliverNow(tenant_), 1);
    EXPECT_EQ(gateway_.sent.size(), 1U);
    EXPECT_EQ(second_.sent.size(), 1U);
    EXPECT_EQ(one("SELECT state FROM outbox"), "sent");
    EXPECT_EQ(gateway_.ids, second_.ids) << "the same reference, so that doubles can be told";
}

TEST_F(DelivererTest, AGatewayThatIsAwayRestsWhileThereIsAnother) {
    has_second_ = true;
    gateway_.answer = SendResult::TryAgain;
    gateway_.trouble = Trouble::Unreachable;
    sms("+31612345678", "een");
    Deliverer deliverer{parts()};
    static_cast<void>(deliverer.deliverNow(tenant_));
    sms("+31612345678", "twee");
    static_cast<void>(deliverer.deliverNow(tenant_));
    EXPECT_EQ(gateway_.sent.size(), 1U);
    EXPECT_EQ(second_.sent, std::vector<std::string>{"+31612345678: twee"});
    clock_.advance(seconds{30});
    sms("+31612345678", "drie");
    static_cast<void>(deliverer.deliverNow(tenant_));
    EXPECT_EQ(gateway_.sent.back(), "+31612345678: drie") << "after half a minute it is tried again";
}

TEST_F(DelivererTest, AReportSaysWhetherItArrived) {
    sms("+31612345678", "hallo");
    Deliverer deliverer{parts()};
    static_cast<void>(deliverer.deliverNow(tenant_));
    auto& pools = test::TestCluster::shared().pools();
    const auto id = one("SELECT id FROM outbox");
    EXPECT_FALSE(takeReport(pools, tenant_, "recording", {id, Arrival::Pending}, clock_.now()));
    EXPECT_FALSE(takeReport(pools, tenant_, "another", {id, Arrival::Delivered}, clock_.now()));
    EXPECT_TRUE(takeReport(pools, tenant_, "recording", {id, Arrival::Undelivered}, clock_.now()));
    EXPECT_EQ(one("SELECT state FROM outbox"), "undelivered");
    EXPECT_TRUE(takeReport(pools, tenant_, "recording", {id, Arrival::Delivered}, clock_.now()));
    EXPECT_EQ(one("SELECT state FROM outbox"), "delivered");
    EXPECT_FALSE(takeReport(pools, tenant_, "recording", {id, Arrival::Undelivered}, clock_.now()));
    EXPECT_FALSE(takeReport(pools, tenant_, "recording", {AccountId::random().text(), Arrival::Delivered},
                            clock_.now()));
    EXPECT_EQ(one("SELECT state || (delivered_at IS NOT NULL) FROM outbox"), "deliveredtrue");
}

TEST_F(DelivererTest, AReportThatIsQuickerThanTheAnswerStays) {
    gateway_.while_sending = [this](const std::string& id) {
        EXPECT_TRUE(takeReport(test::TestCluster::shared().pools(), tenant_, "recording",
                               {id, Arrival::Delivered}, clock_.now()));
    };
    gateway_.answer = SendResult::TryAgain;  // its answer was lost
    sms("+31612345678", "hallo");
    Deliverer deliverer{parts()};
    static_cast<void>(deliverer.deliverNow(tenant_));
    clock_.advance(minutes{5});
    static_cast<void>(deliverer.deliverNow(tenant_));
    EXPECT_EQ(gateway_.sent.size(), 1U) << "what arrived is not sent again";
    EXPECT_EQ(one("SELECT state FROM outbox"), "delivered");
}

TEST_F(DelivererTest, AProviderThatDoesNotTellIsAsked) {
    gateway_.asked = Arrival::Pending;
    sms("+31612345678", "hallo");
    Deliverer deliverer{parts()};
    static_cast<void>(deliverer.deliverNow(tenant_));
    clock_.advance(seconds{15});
    static_cast<void>(deliverer.deliverNow(tenant_));
    EXPECT_EQ(one("SELECT state FROM outbox"), "sent");
    gateway_.asked = Arrival::Delivered;
    static_cast<void>(deliverer.deliverNow(tenant_));
    EXPECT_EQ(one("SELECT state FROM outbox"), "sent") << "not before its time";
    clock_.advance(seconds{30});
    static_cast<void>(deliverer.deliverNow(tenant_));
    EXPECT_EQ(one("SELECT state FROM outbox"), "delivered");
}

TEST_F(DelivererTest, AskingEndsAfterSixTimes) {
    gateway_.asked = Arrival::Pending;
    sms("+31612345678", "hallo");
    Deliverer deliverer{parts()};
    static_cast<void>(deliverer.deliverNow(tenant_));
    for (int i = 0; i < 6; ++i) {
        clock_.advance(hours{7});
        static_cast<void>(deliverer.deliverNow(tenant_));
    }
    EXPECT_EQ(one("SELECT report_asks::text || (report_due_at IS NULL) FROM outbox"), "6true");
}

TEST(FileGatewayTest, EachMessageIsOneJsonLineInAPrivateFile) {
    const auto folder = std::filesystem::temp_directory_path() / ("inzage-outbox-" + newToken());
    const auto gateway = makeFileGateway(folder.string());
    const auto at = *parseIsoUtc("2026-11-24T10:00:00Z");
    std::vector<std::thread> threads;
    for (int i = 0; i < 20; ++i)
        threads.emplace_back([&] {
            static_cast<void>(gateway->send(
                {"id", "post", Channel::Mail, Private<std::string>{"a@b.nl"}, "Onderwerp",
                 Private<std::string>{std::string(20'000, 'x') + "\n\"é"}, Private<std::string>{"<p>"}},
                {}, at));
        });
    for (auto& thread : threads)
        thread.join();
    std::ifstream file{folder / "mail.jsonl"};
    int lines = 0;
    for (std::string line; std::getline(file, line); ++lines) {
        const auto json = nlohmann::json::parse(line);
        EXPECT_EQ(json["tenant"], "post");
        EXPECT_EQ(json["to"], "a@b.nl");
        EXPECT_EQ(json["subject"], "Onderwerp");
        EXPECT_EQ(json["time"], isoUtc(at));
        EXPECT_EQ(json["html"], "<p>");
    }
    EXPECT_EQ(lines, 20);
    struct stat about {};
    ASSERT_EQ(::stat((folder / "mail.jsonl").c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0600U);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace inzage::delivery
