// Invitations by the organisation, as its helpdesk asks for them.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/unit/ctl/ctl_world.h"

namespace inzage::ctl {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class InvitationCommandsTest : public CtlTest {
  protected:
    void SetUp() override {
        init();
        ASSERT_EQ(ctl({"tenant", "add", "--all"}), kOk) << err.str();
        bringPeople("treant");
    }
    std::vector<std::string> invite(std::vector<std::string> more = {}) {
        std::vector<std::string> words{"--json", "account", "invite",        "treant",        "--client",
                                       "C0001",  "--email", "Bo@Example.nl", "--family-name", "Vis",
                                       "--role", "contact", "--rights",      "dossier"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    json answer() { return json::parse(out.str()); }
    std::string invited() {
        EXPECT_EQ(ctl(invite()), kOk) << err.str();
        return answer()[0]["id"];
    }
    std::string requested() {
        sql("treant",
            "INSERT INTO invitation (client_id, email, family_name, role, state, created_at, updated_at) "
            "SELECT id, 'piet@example.nl', 'Puk', 'contact', 'requested', now(), now() FROM client");
        EXPECT_EQ(ctl({"--json", "account", "requests", "treant"}), kOk) << err.str();
        return answer()[0]["id"];
    }
};

TEST_F(InvitationCommandsTest, SomebodyIsInvitedAndThePortalIsAskedToSendTheMail) {
    const auto id = invited();
    EXPECT_EQ(answer()[0]["state"], "sent");
    EXPECT_EQ(answer()[0]["client"], "C0001");
    EXPECT_EQ(answer()[0]["email"], "bo@example.nl");
    EXPECT_TRUE(fs::exists(folder / "var/run/wake/treant"));
    ASSERT_EQ(ctl({"account", "invitations", "treant"}), kOk);
    EXPECT_THAT(out.str(), HasSubstr(id + "  sent  C0001  contact  bo@example.nl"));
    EXPECT_EQ(out.str().find("uitnodiging/"), std::string::npos) << "the link is for the mailbox only";
}

TEST_F(InvitationCommandsTest, WhatCannotBeIsRefused) {
    for (const auto& [more, says] : std::vector<std::pair<std::vector<std::string>, std::string>>{
             {{"--role", "boss"}, "--role is client"},
             {{"--email", "nobody"}, "--email"},
             {{"--rights", "all"}, "--rights takes"},
             {{"--until", "tomorrow"}, "--until takes a date"},
             {{"--client", ""}, "--client is needed"}}) {
        EXPECT_EQ(ctl(invite(more)), kUsage) << says;
        EXPECT_THAT(err.str(), HasSubstr(says));
    }
    EXPECT_EQ(ctl(invite({"--client", "C9999"})), kFailed);
    EXPECT_EQ(ctl({"account", "resend", "treant", "x"}), kUsage);
    EXPECT_EQ(ctl({"account", "resend", "treant", "00000000-0000-4000-8000-000000000000"}), kFailed);
}

TEST_F(InvitationCommandsTest, OneIsSentAgainAndWithdrawn) {
    const auto id = invited();
    EXPECT_EQ(ctl({"account", "resend", "treant", id}), kOk) << err.str();
    EXPECT_EQ(ctl({"--json", "account", "withdraw", "treant", id, "--by", "K. de Wit"}), kOk) << err.str();
    EXPECT_EQ(answer()[0]["state"], "withdrawn");
    EXPECT_EQ(ctl({"account", "withdraw", "treant", id}), kFailed);
    EXPECT_EQ(ctl({"account", "resend", "treant", id}), kFailed);
}

TEST_F(InvitationCommandsTest, RequestsAreApprovedOrRefusedOnce) {
    const auto yes = requested();
    EXPECT_EQ(ctl({"--json", "account", "approve", "treant", yes}), kOk) << err.str();
    EXPECT_EQ(answer()[0]["state"], "sent");
    EXPECT_EQ(ctl({"account", "refuse", "treant", yes}), kFailed);
    const auto no = requested();
    EXPECT_EQ(ctl({"--json", "account", "refuse", "treant", no, "--reason", "Onbekend"}), kOk) << err.str();
    EXPECT_EQ(answer()[0]["state"], "refused");
    ASSERT_EQ(ctl({"--json", "account", "requests", "treant"}), kOk);
    EXPECT_TRUE(answer().empty());
}

TEST_F(InvitationCommandsTest, TheCareRecordsManagersWithoutAccessAreInvitedOnce) {
    sql("treant", "UPDATE contact SET portal_manager = true WHERE source_id = 'K1'");
    ASSERT_EQ(ctl({"--json", "account", "invite-contacts", "treant"}), kOk) << err.str();
    ASSERT_EQ(answer().size(), 1U);
    EXPECT_EQ(answer()[0]["email"], "anna.jansen@example.nl");
    EXPECT_EQ(answer()[0]["role"], "portal_manager");
    ASSERT_EQ(ctl({"--json", "account", "invite-contacts", "treant"}), kOk) << err.str();
    EXPECT_TRUE(answer().empty()) << "again does nothing";
    EXPECT_EQ(ctl({"account", "invite-contacts", "hetspectrum"}), kFailed);
    EXPECT_THAT(err.str(), HasSubstr("people register themselves"));
}

TEST_F(InvitationCommandsTest, WhereAnAccountIsSharedThereIsOnePerClient) {
    bringPeople("hetspectrum");
    const auto shared = [&](const std::string& role, const std::string& email) {
        return ctl({"account", "invite", "hetspectrum", "--client", "C0001", "--email", email,
                    "--family-name", "Jansen", "--role", role});
    };
    EXPECT_EQ(shared("contact", "anna@example.nl"), kUsage);
    EXPECT_EQ(shared("client", "anna@example.nl"), kOk) << err.str();
    sql("hetspectrum",
        "INSERT INTO account (login_name, client_id, created_at, updated_at) SELECT 'x', id, now(), now() "
        "FROM client");
    EXPECT_EQ(shared("client", "joke@example.nl"), kFailed);
    EXPECT_THAT(err.str(), HasSubstr("one per client"));
}

}  // namespace
}  // namespace inzage::ctl
