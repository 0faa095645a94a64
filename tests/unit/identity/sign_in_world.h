#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/base/token.h"
#include "platform/identity/sign_in.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::identity {

/// One tenant on a real PostgreSQL, one account, a clock that stands still, and the codes that were sent.
class SignInWorld : public ::testing::Test {
  protected:
    static constexpr const char* kPassword = "tafel bloempot rivier";
    static constexpr const char* kPhone = "+31612345678";

    void SetUp() override {
        auto& cluster = test::TestCluster::shared();
        database_ = cluster.makeTenant("alpha").name;
        settings_.identity.id = "alpha";
        settings_.identity.name = "Stichting Alpha";
        settings_.identity.short_name = "Alpha";
        settings_.helpdesk.email = "helpdesk@alpha.test";
        sql("TRUNCATE account, login_throttle, login_attempt, outbox, access_log CASCADE");
        addAccount("anna.jansen", "anna@voorbeeld.nl", *hasher_.hash(kPassword));
    }

    std::vector<std::vector<std::string>> sql(const std::string& text) {
        return test::TestCluster::shared().asSuperuser(database_, text);
    }
    std::string one(const std::string& text) {
        const auto rows = sql(text);
        return rows.empty() ? std::string{} : rows.at(0).at(0);
    }
    long count(const std::string& table_and_where) {
        return std::stol(one("SELECT count(*) FROM " + table_and_where));
    }

    void addAccount(const std::string& name, const std::string& email, const std::string& hash,
                    const std::string& state = "valid") {
        sql("INSERT INTO account (login_name, email, phone, given_name, family_name, password_hash, "
            "password_set_at, "
            "password_state, first_login_at, last_login_at, created_at, updated_at) VALUES ('" +
            name + "', '" + email + "', '" + kPhone + "', 'Anna', 'Jansen', '" + hash + "', '" + isoUtc(at_) +
            "', '" + state + "', '" + isoUtc(at_) + "', '" + isoUtc(at_) + "', '" + isoUtc(at_) + "', '" +
            isoUtc(at_) + "')");
    }

    [[nodiscard]] Occasion now(const std::string& ip = "192.0.2.1") const {
        return {test::TestCluster::shared().pools(), tenant_, settings_, at_, today_, ip,
                "Mozilla/5.0 Firefox/140 Linux"};
    }
    void later(std::chrono::microseconds by) { at_ += by; }

    PasswordResult password(const std::string& typed, const std::string& device = "",
                            const std::string& ip = "192.0.2.1", const std::string& name = "anna.jansen") {
        return sign_in_.password(now(ip), {name, Private<std::string>{typed}, "self", device, ""});
    }
    /// A device that is trusted, by signing in with a code once.
    StepCookies trustedDevice() {
        const auto first = password(kPassword);
        EXPECT_EQ(first.kind, PasswordResult::Kind::Passed);
        const auto second = sign_in_.code(now(), first.cookies.session, "", code_);
        EXPECT_EQ(second.kind, CodeResult::Kind::Passed);
        return second.cookies;
    }
    [[nodiscard]] std::string wrongCode() const { return code_ == "000000" ? "000001" : "000000"; }
    /// What the gate says about that session cookie.
    bool gateOpens(const std::string& token) {
        const auto rows =
            sql("SELECT account_id FROM enter('" + sha256Hex(token) +
                "', NULL, 'none', 'test', 'R', '', '', '', '" + isoUtc(at_) + "', '2026-11-24', 900, 30)");
        return !rows.empty();
    }

    TenantId tenant_ = *TenantId::parse("alpha");
    std::string today_ = "2026-11-24";
    UtcTime at_ = *parseIsoUtc("2026-11-24T10:00:00Z");
    config::TenantSettings settings_;
    std::string database_;
    std::string code_;
    int sequence_ = 0;
    PasswordHasher hasher_{2, std::chrono::milliseconds{20'000}, {1, 8}};
    AddressThrottle addresses_{1'000'000};
    delivery::Outbox outbox_{
        database::SealKey::readOrMake((test::TestCluster::shared().folder() / "seal.key").string()).value()};
    SignIn sign_in_{
        hasher_,
        addresses_,
        outbox_,
        {[this](const Occasion&, std::string_view, int sequence, const std::string& code, UtcTime) {
             code_ = code;
             sequence_ = sequence;
             return "code " + code;
         },
         [](const Occasion&, std::string_view, UtcTime) {
             return MessageWords::Mail{"blocked", "owner"};
         },
         [](const Occasion&, const std::string&, UtcTime) {
             return MessageWords::Mail{"blocked", "helpdesk"};
         },
         [this](const Occasion&, std::string_view, int sequence, const std::string& code, UtcTime) {
             code_ = code;
             sequence_ = sequence;
             return "confirm " + code;
         },
         [](const Occasion&, std::string_view) {
             return MessageWords::Mail{"changed", "mail"};
         },
         [](const Occasion&, std::string_view) { return std::string{"changed sms"}; }}};
};

}  // namespace inzage::identity
