#include "platform/identity/link_token.h"

#include <atomic>
#include <thread>

#include "tests/unit/identity/sign_in_world.h"

namespace inzage::identity {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class LinkTokenTest : public SignInWorld {
  protected:
    void SetUp() override {
        SignInWorld::SetUp();
        sql("DELETE FROM link_token");
        anna_ = AccountId::parse(one("SELECT id FROM account"));
    }
    template <class Work>
    auto within(Work work) {
        auto tx = test::TestCluster::shared().pools().begin(tenant_);
        auto result = work(tx);
        tx.commit();
        return result;
    }
    NewLink make(const std::optional<AccountId>& account, const std::string& detail = "{}",
                 LinkPurpose purpose = LinkPurpose::Reset) {
        return within([&](auto& tx) { return makeLink(tx, purpose, account, detail, at_, minutes{10}); });
    }
    bool opens(const std::string& token, LinkPurpose purpose = LinkPurpose::Reset) {
        return within([&](auto& tx) { return openLink(tx, purpose, token, at_).has_value(); });
    }
    bool use(const std::string& token, LinkPurpose purpose = LinkPurpose::Reset) {
        return within([&](auto& tx) { return useLink(tx, purpose, token, at_).has_value(); });
    }
    LinkState state(const std::string& token, LinkPurpose purpose = LinkPurpose::Reset) {
        return within([&](auto& tx) { return lookAtLink(tx, purpose, token, at_).state; });
    }

    std::optional<AccountId> anna_;
};

TEST_F(LinkTokenTest, AUsedLinkIsUsedUp) {
    const auto link = make(anna_, R"({"path": "x"})");
    const auto used = within([&](auto& tx) { return useLink(tx, LinkPurpose::Reset, link.token, at_); });
    ASSERT_TRUE(used.has_value());
    EXPECT_EQ(used->account, anna_);
    EXPECT_EQ(used->detail_json, R"({"path": "x"})");
    EXPECT_FALSE(use(link.token));
    EXPECT_FALSE(opens(link.token));
    EXPECT_EQ(state(link.token), LinkState::Used);
}

TEST_F(LinkTokenTest, OfParallelUsesExactlyOneSucceeds) {
    const auto link = make(anna_);
    std::atomic<int> used{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] { used += use(link.token) ? 1 : 0; });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(used.load(), 1);
}

TEST_F(LinkTokenTest, ALinkWorksUntilItsSecondAndNotAtIt) {
    const auto link = make(anna_);
    EXPECT_EQ(link.until, at_ + minutes{10});
    later(minutes{10} - seconds{1});
    EXPECT_TRUE(opens(link.token));
    later(seconds{1});
    EXPECT_FALSE(opens(link.token));
    EXPECT_FALSE(use(link.token));
    EXPECT_EQ(state(link.token), LinkState::Expired);
}

TEST_F(LinkTokenTest, OpeningDoesNotUseItUp) {
    const auto link = make(anna_);
    EXPECT_TRUE(opens(link.token));
    EXPECT_TRUE(opens(link.token)) << "mail programs look at links before people do";
    EXPECT_EQ(count("link_token WHERE opened_at IS NOT NULL"), 1);
    EXPECT_TRUE(use(link.token));
}

TEST_F(LinkTokenTest, OnlyTheNewestOfAnAccountWorks) {
    const auto old = make(anna_);
    const auto other_purpose = make(anna_, "{}", LinkPurpose::Email);
    const auto newest = make(anna_, R"({"again": true})");
    EXPECT_FALSE(opens(old.token));
    EXPECT_EQ(state(old.token), LinkState::Replaced);
    EXPECT_TRUE(opens(newest.token));
    EXPECT_TRUE(opens(other_purpose.token, LinkPurpose::Email));
}

TEST_F(LinkTokenTest, WithoutAnAccountOnlyTheNewestAboutTheSameWorks) {
    const auto old = make(std::nullopt, R"({"invitation": "a"})", LinkPurpose::Invitation);
    const auto other = make(std::nullopt, R"({"invitation": "b"})", LinkPurpose::Invitation);
    const auto newest = make(std::nullopt, R"({"invitation": "a"})", LinkPurpose::Invitation);
    EXPECT_FALSE(opens(old.token, LinkPurpose::Invitation));
    EXPECT_TRUE(opens(other.token, LinkPurpose::Invitation));
    EXPECT_TRUE(opens(newest.token, LinkPurpose::Invitation));
}

TEST_F(LinkTokenTest, OfLinksMadeAtOnceOneWorks) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] { static_cast<void>(make(anna_)); });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(count("link_token"), 8);
    EXPECT_EQ(count("link_token WHERE ended_at IS NULL"), 1);
}

TEST_F(LinkTokenTest, ALinkOfOnePurposeIsNothingForAnother) {
    const auto link = make(anna_);
    EXPECT_FALSE(opens(link.token, LinkPurpose::Invitation));
    EXPECT_FALSE(use(link.token, LinkPurpose::Download));
    EXPECT_EQ(state(link.token, LinkPurpose::Invitation), LinkState::Unknown);
}

TEST_F(LinkTokenTest, TheDatabaseDoesNotHoldTheToken) {
    const auto link = make(anna_);
    EXPECT_GE(link.token.size(), 43U) << "256 bits, base64url";
    EXPECT_EQ(count("link_token t WHERE t::text LIKE '%" + link.token + "%'"), 0);
    EXPECT_EQ(one("SELECT token_hash FROM link_token"), sha256Hex(link.token));
}

TEST_F(LinkTokenTest, ALinkStartsWithTheAddressFromTheSettings) {
    const tenancy::Tenant tenant{tenant_, std::make_shared<const config::TenantSettings>(settings_),
                                 "https://alpha.test", false};
    EXPECT_EQ(ownLink(tenant, "/uitnodiging/x"), "https://alpha.test/uitnodiging/x");
}

}  // namespace
}  // namespace inzage::identity
