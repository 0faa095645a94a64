#include "platform/identity/invitations.h"

#include "platform/identity/link_token.h"
#include "tests/unit/identity/sign_in_world.h"

namespace inzage::identity {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class InvitationsTest : public SignInWorld {
  protected:
    void SetUp() override {
        SignInWorld::SetUp();
        sql("DELETE FROM client; DELETE FROM link_token; DELETE FROM notice");
        client_ = ClientId::parse(
            one("INSERT INTO client (source_id, source_version, family_name, run_id, created_at, updated_at) "
                "VALUES ('c1', '1', 'Jansen', gen_random_uuid(), now(), now()) RETURNING id"));
        anna_ = AccountId::parse(one("SELECT id FROM account"));
        giveAccess(*anna_, "portal_manager", true);
        addAccount("bea.bos", "bea@voorbeeld.nl", "");
        bea_ = AccountId::parse(one("SELECT id FROM account WHERE login_name = 'bea.bos'"));
        settings_.people.invitation_lifetime_h = 168;
    }
    /// Long ago. The right to decide, and those that Bob is given.
    void giveAccess(const AccountId& account, const std::string& role, bool decides) {
        sql("INSERT INTO access (account_id, client_id, role, right_messages, right_dossier, right_settings, "
            "created_at, "
            "updated_at) VALUES ('" +
            account.text() + "', '" + client_->text() + "', '" + role + "', " +
            (decides ? "true, true" : "false, false") + ", true, '2020-01-01', '2020-01-01')");
    }
    [[nodiscard]] std::string accessOf(const AccountId& account) {
        return one(
            "SELECT access_rights(access) || ' ' || coalesce(ends_on || ' ', '') || role FROM access "
            "WHERE account_id = '" +
            account.text() + "'");
    }
    template <class Work>
    auto within(Work work) {
        auto tx = test::TestCluster::shared().pools().begin(tenant_);
        auto result = work(tx);
        tx.commit();
        return result;
    }
    [[nodiscard]] Occasion here() const {
        auto occasion = now();
        occasion.public_url = "https://alpha.test";
        return occasion;
    }
    [[nodiscard]] NewInvitation forBob(const std::string& email = " Bob@Voorbeeld.NL ") const {
        NewInvitation invitation{*client_};
        invitation.email = Private<std::string>{email};
        invitation.given_name = Private<std::string>{std::string{"Bob"}};
        invitation.family_name = Private<std::string>{std::string{"Smit"}};
        invitation.role = "contact";
        invitation.rights = {Right::Messages, Right::Dossier};
        invitation.invited_by = anna_;
        return invitation;
    }
    InvitationId invite(const NewInvitation& invitation) {
        return within([&](auto& tx) { return invitations_.invite(tx, here(), invitation); });
    }
    bool grant(const InvitationId& id, const AccountId& account) {
        return one("SELECT grant_invited_access('" + id.text() + "', '" + account.text() + "', '" +
                   isoUtc(at_) + "')") == "t";
    }
    InvitationState state(const InvitationId& id) {
        return within([&](auto& tx) { return invitations_.find(tx, id, at_).value().state; });
    }
    LinkState link() {
        const auto token = link_.substr(link_.rfind('/') + 1);
        return within([&](auto& tx) { return lookAtLink(tx, LinkPurpose::Invitation, token, at_).state; });
    }

    std::optional<ClientId> client_;
    std::optional<AccountId> anna_;  ///< invites
    std::optional<AccountId> bea_;   ///< takes up
    std::string link_;
    std::string inviter_;
    Invitations invitations_{
        outbox_, [this](const Occasion&, const std::string& inviter, const std::string& link, UtcTime) {
            link_ = link;
            inviter_ = inviter;
            return views::MailPage{"invitation", link, ""};
        }};
};

TEST_F(InvitationsTest, AnInvitationIsAMailWithALinkToTheOrganisationsOwnHost) {
    const auto id = invite(forBob());
    EXPECT_TRUE(link_.starts_with("https://alpha.test/uitnodiging/"));
    EXPECT_EQ(inviter_, "Anna Jansen");
    EXPECT_EQ(one("SELECT recipient FROM outbox"), "bob@voorbeeld.nl");
    EXPECT_EQ(state(id), InvitationState::Sent);
    EXPECT_EQ(link(), LinkState::Open);
    const auto rows = within([&](auto& tx) { return invitations_.ofClient(tx, *client_, at_); });
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].rights, (std::vector<Right>{Right::Messages, Right::Dossier}));
    EXPECT_EQ(count("access_log WHERE event = 'invitation_sent' AND account_id = '" + anna_->text() + "'"),
              1);
}

TEST_F(InvitationsTest, AnAddressThatHasAnAccountIsInvitedJustTheSame) {
    const auto unknown = invite(forBob("bob@voorbeeld.nl"));
    const auto known = invite(forBob("anna@voorbeeld.nl"));
    EXPECT_EQ(state(unknown), state(known));
    EXPECT_EQ(count("outbox WHERE purpose = 'invitation'"), 2);
    EXPECT_EQ(one("SELECT count(DISTINCT (state, expires_at, account_id IS NULL)) FROM invitation"), "1");
    EXPECT_EQ(count("access"), 1) << "nothing is given before it is taken up";
}

TEST_F(InvitationsTest, TakenUpOnceItGivesItsRightsUntilItsEnd) {
    auto invitation = forBob();
    invitation.ends_on = "2026-12-31";
    const auto id = invite(invitation);
    EXPECT_TRUE(grant(id, *bea_));
    EXPECT_FALSE(grant(id, *bea_)) << "once";
    EXPECT_EQ(state(id), InvitationState::Used);
    EXPECT_EQ(accessOf(*bea_), "messages,dossier 2026-12-31 contact");
    EXPECT_EQ(count("notice WHERE kind = 'access' AND client_id = '" + client_->text() + "'"), 1);
}

TEST_F(InvitationsTest, WhoHasAccessAlreadyLosesNoRightAndWhoseAccessEndedGetsTheNewOnesOnly) {
    giveAccess(*bea_, "portal_manager", false);
    EXPECT_TRUE(grant(invite(forBob()), *bea_));
    EXPECT_EQ(accessOf(*bea_), "messages,dossier,settings portal_manager");
    sql("UPDATE access SET ends_on = '2026-11-01' WHERE account_id = '" + bea_->text() + "'");
    EXPECT_TRUE(grant(invite(forBob()), *bea_));
    EXPECT_EQ(accessOf(*bea_), "messages,dossier contact");
}

TEST_F(InvitationsTest, NobodyGivesThemselvesAnythingNorMoreThanTheyHaveByThen) {
    const auto own = invite(forBob("anna@voorbeeld.nl"));
    EXPECT_FALSE(grant(own, *anna_));
    const auto id = invite(forBob());
    sql("UPDATE access SET right_settings = false");
    EXPECT_FALSE(grant(id, *bea_)) << "who no longer decides gives nothing";
    EXPECT_EQ(state(id), InvitationState::Expired);
    sql("UPDATE access SET right_settings = true, ends_on = '2020-01-01'");
    EXPECT_FALSE(grant(id, *bea_)) << "nor whose access ended";
    sql("UPDATE access SET ends_on = NULL, right_dossier = false");
    EXPECT_TRUE(grant(id, *bea_));
    EXPECT_EQ(accessOf(*bea_), "messages contact");
}

TEST_F(InvitationsTest, WhatWasDecidedAfterItWasSentStands) {
    giveAccess(*bea_, "contact", false);
    const auto id = invite(forBob());
    sql("UPDATE access SET updated_at = '" + isoUtc(at_ + seconds{1}) + "' WHERE account_id = '" +
        bea_->text() + "'");
    EXPECT_FALSE(grant(id, *bea_));
    later(seconds{2});
    ASSERT_TRUE(within([&](auto& tx) { return invitations_.resend(tx, here(), id); }));
    EXPECT_TRUE(grant(id, *bea_)) << "sent again, it is newer";
}

TEST_F(InvitationsTest, WhatSomebodySendsAgainOrTheOrganisationApprovedIsTheirWord) {
    const auto again = invite(forBob());
    sql("UPDATE access SET account_id = '" + bea_->text() + "'");
    ASSERT_TRUE(within([&](auto& tx) { return invitations_.resend(tx, here(), again, {.account = bea_}); }));
    EXPECT_EQ(state(again), InvitationState::Sent);
    const auto approved =
        within([&](auto& tx) { return invitations_.request(tx, here(), forBob("cor@voorbeeld.nl")); });
    ASSERT_TRUE(within([&](auto& tx) { return invitations_.approve(tx, here(), approved, "K. de Wit"); }));
    EXPECT_EQ(state(approved), InvitationState::Sent) << "although Anna decides no more";
}

TEST_F(InvitationsTest, WhoIsRemovedTakesTheirInvitationsAlong) {
    const auto by = invite(forBob());
    const auto to = within([&](auto& tx) {
        auto invitation = forBob("ANNA@voorbeeld.nl");
        invitation.invited_by = bea_;
        return invitations_.request(tx, here(), invitation);
    });
    within([&](auto& tx) {
        invitations_.withdrawOf(tx, here(), *client_, *anna_, {.account = bea_});
        return true;
    });
    EXPECT_EQ(state(by), InvitationState::Withdrawn);
    EXPECT_EQ(state(to), InvitationState::Withdrawn);
    EXPECT_EQ(link(), LinkState::Withdrawn);
}

TEST_F(InvitationsTest, ItExpiresAtItsSecond) {
    const auto id = invite(forBob());
    later(hours{168} - seconds{1});
    EXPECT_EQ(state(id), InvitationState::Sent);
    later(seconds{1});
    EXPECT_EQ(state(id), InvitationState::Expired);
    EXPECT_EQ(link(), LinkState::Expired);
    EXPECT_FALSE(grant(id, *bea_));
    EXPECT_TRUE(within([&](auto& tx) { return invitations_.resend(tx, here(), id); }));
    EXPECT_EQ(state(id), InvitationState::Sent);
    EXPECT_EQ(link(), LinkState::Open);
}

TEST_F(InvitationsTest, SendingAgainKillsTheOldLink) {
    const auto id = invite(forBob());
    const auto old = link_;
    ASSERT_TRUE(within([&](auto& tx) { return invitations_.resend(tx, here(), id); }));
    ASSERT_NE(link_, old);
    EXPECT_EQ(link(), LinkState::Open);
    link_ = old;
    EXPECT_EQ(link(), LinkState::Replaced);
}

TEST_F(InvitationsTest, AnAddressGetsAtMostFiveMailsADay) {
    const auto id = invite(forBob());
    int sent = 1;
    for (int i = 0; i < 10; ++i)
        sent += within([&](auto& tx) { return invitations_.resend(tx, here(), id); }) ? 1 : 0;
    for (int i = 0; i < 3; ++i)
        static_cast<void>(invite(forBob()));
    EXPECT_EQ(sent, kInvitationMailsPerDay);
    EXPECT_EQ(count("outbox"), kInvitationMailsPerDay);
    later(hours{24});
    static_cast<void>(invite(forBob()));
    EXPECT_EQ(count("outbox"), kInvitationMailsPerDay + 1);
}

TEST_F(InvitationsTest, AWithdrawnOneGivesNothingAndItsLinkSaysSo) {
    const auto id = invite(forBob());
    EXPECT_TRUE(within([&](auto& tx) { return invitations_.withdraw(tx, here(), id); }));
    EXPECT_FALSE(within([&](auto& tx) { return invitations_.withdraw(tx, here(), id); }));
    EXPECT_FALSE(within([&](auto& tx) { return invitations_.resend(tx, here(), id); }));
    EXPECT_EQ(state(id), InvitationState::Withdrawn);
    EXPECT_EQ(link(), LinkState::Withdrawn);
    EXPECT_FALSE(grant(id, *bea_));
}

TEST_F(InvitationsTest, ANewOneForTheSameAddressTakesThePlaceOfTheOld) {
    const auto old = invite(forBob());
    const auto old_link = link_;
    const auto newer = invite(forBob());
    EXPECT_EQ(state(old), InvitationState::Withdrawn);
    EXPECT_EQ(state(newer), InvitationState::Sent);
    link_ = old_link;
    EXPECT_EQ(link(), LinkState::Replaced);
}

TEST_F(InvitationsTest, OnePersonInvitesSoManyDifferentAddressesADayAndNoMore) {
    settings_.people.invited_addresses_per_day = 2;
    const auto room = [&](const std::string& email, std::optional<AccountId> by) {
        auto invitation = forBob(email);
        invitation.invited_by = std::move(by);
        return within([&](auto& tx) { return invitations_.hasRoom(tx, here(), invitation); });
    };
    invite(forBob("a@voorbeeld.nl"));
    within([&](auto& tx) { return invitations_.request(tx, here(), forBob("A@voorbeeld.nl")); });
    EXPECT_TRUE(room("b@voorbeeld.nl", anna_));
    invite(forBob("b@voorbeeld.nl"));
    EXPECT_FALSE(room("c@voorbeeld.nl", anna_));
    EXPECT_TRUE(room(" B@voorbeeld.nl", anna_)) << "one of the two once more";
    EXPECT_TRUE(room("c@voorbeeld.nl", bea_)) << "somebody else";
    EXPECT_TRUE(room("c@voorbeeld.nl", std::nullopt)) << "the organisation";
    later(std::chrono::hours{24});
    EXPECT_TRUE(room("c@voorbeeld.nl", anna_));
}

TEST_F(InvitationsTest, ARequestWaitsForTheOrganisationWhichDecidesOnce) {
    const auto request = [&] {
        return within([&](auto& tx) { return invitations_.request(tx, here(), forBob()); });
    };
    const auto first = request();
    EXPECT_EQ(state(first), InvitationState::Requested);
    EXPECT_EQ(count("outbox"), 0);
    EXPECT_FALSE(grant(first, *bea_));
    EXPECT_TRUE(within([&](auto& tx) { return invitations_.approve(tx, here(), first, "K. de Wit"); }));
    EXPECT_FALSE(within([&](auto& tx) { return invitations_.refuse(tx, here(), first, "K. de Wit", ""); }));
    EXPECT_EQ(state(first), InvitationState::Sent);
    EXPECT_EQ(count("outbox"), 1);
    const auto second = request();
    EXPECT_TRUE(
        within([&](auto& tx) { return invitations_.refuse(tx, here(), second, "K. de Wit", "Onbekend"); }));
    EXPECT_EQ(state(second), InvitationState::Refused);
    EXPECT_FALSE(within([&](auto& tx) { return invitations_.approve(tx, here(), second, "K. de Wit"); }));
    EXPECT_EQ(within([&](auto& tx) { return invitations_.find(tx, second, at_); })->reason, "Onbekend");
    EXPECT_EQ(count("access_log WHERE person = 'K. de Wit'"), 2);
}

}  // namespace
}  // namespace inzage::identity
