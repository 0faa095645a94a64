#pragma once
#include "platform/identity/enrolment/enrolment.h"
#include "platform/identity/invitations.h"
#include "tests/unit/identity/sign_in_world.h"

namespace inzage::identity {

/// A browser on its way to an account, and what was sent to it.
class EnrolmentWorld : public SignInWorld {
  protected:
    using Kind = EnrolmentResult::Kind;
    static constexpr const char* kGood = "vliegtuig kaasplank oever";
    static constexpr const char* kMobile = "06-2345 6789";

    void SetUp() override {
        SignInWorld::SetUp();
        sql("DELETE FROM client; DELETE FROM link_token; DELETE FROM notice; DELETE FROM enrolment");
        client_ = makeClient("c1", "Jansen", "client@voorbeeld.nl");
    }
    ClientId makeClient(const std::string& source, const std::string& family, const std::string& email) {
        return *ClientId::parse(
            one("INSERT INTO client (source_id, source_version, family_name, email, run_id, created_at, "
                "updated_at) VALUES ('" +
                source + "', '1', '" + family + "', '" + email +
                "', gen_random_uuid(), now(), now()) RETURNING id"));
    }
    void makeContact(const ClientId& client, const std::string& email, const std::string& person,
                     const std::string& flag = "portal_manager") {
        sql("INSERT INTO contact (client_id, given_name, family_name, email, person_source_id, relation, " +
            flag + ", created_at, updated_at) VALUES ('" + client.text() + "', 'Els', 'Vos', '" + email +
            "', '" + person + "', 'dochter', true, now(), now())");
    }
    [[nodiscard]] Occasion here(const std::string& ip = "192.0.2.1") const {
        auto occasion = now(ip);
        occasion.public_url = "https://alpha.test";
        return occasion;
    }
    InvitationId invite(const std::string& email = "bob@voorbeeld.nl") {
        NewInvitation invitation{client_};
        invitation.email = Private<std::string>{email};
        invitation.given_name = Private<std::string>{std::string{"Bob"}};
        invitation.prefix = Private<std::string>{std::string{"van der"}};
        invitation.family_name = Private<std::string>{std::string{"Smit"}};
        invitation.role = "contact";
        invitation.rights = {Right::Dossier};
        auto tx = test::TestCluster::shared().pools().begin(tenant_);
        auto id = invitations_.invite(tx, here(), invitation);
        tx.commit();
        token_ = link_.substr(link_.rfind('/') + 1);
        return id;
    }
    Kind choosePassword(const std::string& typed = kGood, const std::string& again = kGood) {
        return enrolment_.password(here(), cookie_, Private<std::string>{typed}, Private<std::string>{again})
            .kind;
    }
    Kind givePhone(const std::string& typed = kMobile) {
        return enrolment_.phone(here(), cookie_, typed).kind;
    }
    EnrolmentResult giveCode(const std::string& code) {
        auto result = enrolment_.smsCode(here(), cookie_, code);
        if (!result.cookie.empty())
            cookie_ = result.cookie;
        return result;
    }
    EnrolmentResult finish(bool terms = false, std::optional<std::string> who = std::nullopt) {
        return enrolment_.finish(here(), cookie_, {terms, std::move(who), "", ""});
    }
    /// An invited person up to the last step.
    void upToTheEnd() {
        invite();
        cookie_ = enrolment_.open(here(), token_).cookie;
        ASSERT_EQ(choosePassword(), Kind::Passed);
        ASSERT_EQ(givePhone(), Kind::Passed);
        ASSERT_EQ(giveCode(code_).kind, Kind::Passed);
    }
    void begin(const std::string& email, const std::string& ip = "192.0.2.1") {
        cookie_ = enrolment_.begin(here(ip), email).cookie;
    }
    Kind giveMailCode(const std::string& code) {
        const auto result = enrolment_.emailCode(here(), cookie_, code);
        if (!result.cookie.empty())
            cookie_ = result.cookie;
        return result.kind;
    }
    void upToTheEndRegistering(const std::string& email) {
        begin(email);
        ASSERT_EQ(giveMailCode(mail_code_), Kind::Passed);
        ASSERT_EQ(choosePassword(), Kind::Passed);
        ASSERT_EQ(givePhone(), Kind::Passed);
        ASSERT_EQ(giveCode(code_).kind, Kind::Passed);
    }
    [[nodiscard]] std::string wrongMailCode() const { return mail_code_ == "000000" ? "000001" : "000000"; }
    void share() {
        settings_.login.one_account_per_client = true;
        settings_.login.name_kind = config::LoginName::Email;
        settings_.login.registration.kind = config::FirstAccess::Registers;
    }

    ClientId client_ = ClientId::random();
    std::string link_;
    std::string token_;
    std::string cookie_;
    std::string mail_code_;
    Invitations invitations_{outbox_,
                             [this](const Occasion&, const std::string&, const std::string& link, UtcTime) {
                                 link_ = link;
                                 return views::MailPage{"invitation", link, ""};
                             }};
    Enrolment enrolment_{hasher_,
                         addresses_,
                         outbox_,
                         {[this](const Occasion&, int, const std::string& code, UtcTime) {
                              code_ = code;
                              return "code " + code;
                          },
                          [this](const Occasion&, int, const std::string& code, UtcTime) {
                              mail_code_ = code;
                              return views::MailPage{"code", code, ""};
                          },
                          [](const Occasion&) {
                              return views::MailPage{"exists", "exists", ""};
                          },
                          [](const Occasion&, const std::string& email) {
                              return views::MailPage{"blocked", email, ""};
                          },
                          [](const Occasion&, const std::string& login) {
                              return views::MailPage{"ready", login, ""};
                          }}};
};

}  // namespace inzage::identity
