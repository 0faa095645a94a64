// Every command of inzagectl: what it answers to what it doesn't understand, and that its answers for
// programs are JSON.
#include <gmock/gmock.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/unit/ctl/ctl_world.h"

namespace inzage::ctl {
namespace {

using testing::HasSubstr;

struct Call {
    std::vector<std::string> words;
    int code;
    std::string says;  ///< on standard error
};

std::string nameOf(const std::vector<std::string>& words) {
    std::string name;
    for (const auto& word : words)
        name += word + " ";
    return name;
}

class CommandsTest : public CtlTest {
  protected:
    void SetUp() override {
        init();
        ASSERT_EQ(ctl({"tenant", "add", "--all"}), kOk) << err.str();
        bringPeople("treant");
    }
    std::string inFolder(const std::string& name) { return (folder / name).string(); }
    std::vector<std::string> account(std::vector<std::string> more) {
        std::vector<std::string> words{"account", "add",      "treant", "--login", "jan.smit", "--family",
                                       "Smit",    "--client", "C0001",  "--role",  "contact"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    void expect(const std::vector<Call>& calls) {
        for (const auto& call : calls) {
            EXPECT_EQ(ctl(call.words), call.code) << nameOf(call.words) << err.str();
            EXPECT_THAT(err.str(), HasSubstr(call.says)) << nameOf(call.words);
            EXPECT_EQ(out.str(), "") << nameOf(call.words);
        }
    }
};

TEST_F(CommandsTest, WrongUseIsTwoAndSaysHow) {
    expect({
        {{"nonsense"}, kUsage, "there is no command \"nonsense\""},
        {{"nonsense", "--help"}, kUsage, "there is no command \"nonsense\""},
        {{"tenant", "list", "treant"}, kUsage, "usage: inzagectl tenant list\n"},
        {{"tenant", "show"}, kUsage, "usage: inzagectl tenant show TENANT"},
        {{"tenant", "suspend", "Treant"}, kUsage, "\"Treant\" is no tenant id"},
        {{"tenant", "resume", "../treant"}, kUsage, "is no tenant id"},
        {{"tenant", "add", "treant", "--all"}, kUsage, "name a tenant, or give --all"},
        {{"tenant", "check", "a", "b"}, kUsage, "usage: inzagectl tenant check [DIR]"},
        {{"control", "init", "now"}, kUsage, "usage: inzagectl control init\n"},
        {{"control", "bootstrap", "--force"}, kUsage, "--force"},
        {{"migrate", "treant", "--all"}, kUsage, "--all or tenants, not both"},
        {{"sync", "run"}, kUsage, "usage: inzagectl sync run TENANT"},
        {{"sync", "run", "treant", "--kinds", "report,horoscope"}, kUsage, "--kinds takes record kinds"},
        {{"sync", "run", "treant", "--kinds"}, kUsage, "--kinds"},
        {{"sync", "status", "treant", "--last", "0"}, kUsage, "--last takes a whole number from 1 to 100"},
        {{"sync", "pause", "treant"}, kUsage, "--why takes the reason"},
        {{"sync", "pause", "treant", "--why", "x", "--kinds", "reports"},
         kUsage,
         "--kinds takes record kinds"},
        {{"demo-data", "treant"}, kUsage, "--out DIR is needed"},
        {{"demo-data", "treant", "--out", inFolder("d"), "--clients", "3"}, kUsage, "from 4 to 5000"},
        {{"demo-data", "treant", "--out", inFolder("d"), "--seed", "x"}, kUsage, "--seed takes"},
        {{"demo-data", "treant", "--out", inFolder("d"), "--until", "today"},
         kUsage,
         "--until takes a moment"},
        {{"demo-accounts", "treant"}, kUsage, "usage: inzagectl demo-accounts\n"},
        {{"account", "add", "treant", "--login", "x"}, kUsage, "--family is needed"},
        {account({"--rights", "dossier,everything"}), kUsage, "--rights takes"},
        {account({"--role", "king"}), kUsage, "--role"},
        {account({"--login", "jan smit"}), kUsage, "--login is one word"},
        {account({"--email", "jan at smit"}), kUsage, "--email is no"},
        {account({"--phone", "020 1234567"}), kUsage, "--phone takes a mobile number such as"},
        {account({"--phone", "+999123456789"}), kUsage, "--phone takes a mobile number such as"},
        {{"account", "reset-password", "treant"}, kUsage, "usage: inzagectl account reset-password"},
        {{"session", "end"}, kUsage, "usage: inzagectl session end TENANT [LOGIN]"},
    });
    EXPECT_EQ(run({"--var"}, out, err, "/nowhere", clock), kUsage);
}

TEST_F(CommandsTest, WhatCanNotBeDoneIsOneAndSaysWhy) {
    expect({
        {{"tenant", "show", "nobody"}, kFailed, "there is no tenant nobody (inzagectl tenant list)"},
        {{"tenant", "suspend", "nobody"}, kFailed, "there is no tenant nobody"},
        {{"tenant", "resume", "nobody"}, kFailed, "there is no tenant nobody"},
        {{"tenant", "add", "nobody"}, kFailed, "tenants/nobody/tenant.yaml"},
        {{"tenant", "check", inFolder("absent")}, kFailed, "absent is not a folder"},
        {{"tenant", "check", inFolder("conf")}, kFailed, "there is no tenant.yaml under"},
        {{"migrate", "nobody"}, kFailed, "there is no tenant nobody"},
        {{"sync", "run", "nobody"}, kFailed, "tenants/nobody/tenant.yaml"},
        {{"sync", "status", "nobody"}, kFailed, "nobody is not in service"},
        {{"demo-data", "treant", "--out", "/proc/here"}, kFailed, "demo data can't be written"},
        {{"demo-data", "treant", "--reseal", inFolder("absent")}, kFailed, "no manifest.json to renew"},
        {{"demo-accounts"}, kFailed, "sync run"},
        {account({"--client", "C9999"}), kFailed, "there is no client C9999 at treant"},
        {{"account", "reset-password", "treant", "nobody"}, kFailed, "there is no account nobody at treant"},
        {{"session", "end", "treant", "nobody"}, kFailed, "there is no account nobody at treant"},
        {{"session", "end", "nobody"}, kFailed, "nobody is not in service"},
    });
    ASSERT_EQ(ctl(account({"--email", "Jan@Smit.nl"})), kOk) << err.str();
    expect({
        {account({}), kFailed, "there is an account jan.smit already"},
        {account({"--login", "jan2", "--email", "jan@smit.nl"}), kFailed,
         "there is an account with that e-mail address already"},
    });
}

TEST_F(CommandsTest, ARunThatCanNotStartFailsAndChangesNothing) {
    EXPECT_EQ(ctl({"sync", "run", "treant"}), kFailed);
    EXPECT_THAT(err.str(), HasSubstr("treant: the synchronisation failed, nothing changed: "));
    EXPECT_EQ(ctl({"--json", "sync", "run", "treant"}), kFailed);
    EXPECT_THAT(out.str(), HasSubstr("\"ok\": false"));
}

TEST_F(CommandsTest, WithoutSecretsOrDatabaseTheErrorNamesWhatIsMissing) {
    fs::remove(folder / "var/secrets/provisioner.password");
    expect({{{"tenant", "list"}, kFailed, "secrets/provisioner.password can't be read"}});
    put("provisioner.password", "wrong");
    expect({{{"tenant", "list"}, kFailed, "authentication failed"}});
    fs::remove(folder / "var/pg/run");
    expect({{{"tenant", "list"}, kFailed, "connecting to inzage_control"},
            {{"control", "init"}, kFailed, "connecting to inzage_control"}});
    std::ofstream{folder / "conf/platform.yaml", std::ios::app} << "nonsense: 1\n";
    expect({{{"tenant", "list"}, kFailed, "the platform's settings are wrong:\n"}});
}

TEST_F(CommandsTest, DemoDataIsWrittenAndSealedAnew) {
    ASSERT_EQ(ctl({"demo-data", "treant", "--out", inFolder("drop"), "--clients", "4"}), kOk) << err.str();
    EXPECT_TRUE(fs::exists(folder / "drop/pinboard_post.csv"));
    const auto manifest = [&] {
        std::ifstream in{folder / "drop/manifest.json"};
        return std::string{std::istreambuf_iterator<char>{in}, {}};
    };
    const auto before = manifest();
    std::ofstream{folder / "drop/pinboard_post.csv", std::ios::app}
        << "W9;2026-01-01T10:00:00Z;C0001;Anna Jansen;2026-01-01T10:00:00Z;Hallo\n";
    ASSERT_EQ(ctl({"demo-data", "treant", "--reseal", inFolder("drop")}), kOk) << err.str();
    EXPECT_NE(manifest(), before);
    ASSERT_EQ(ctl({"demo-data", "hetspectrum", "--out", inFolder("drop2"), "--clients", "4"}), kOk);
    EXPECT_FALSE(fs::exists(folder / "drop2/pinboard_post.csv")) << "Het Spectrum has no pinboard";
    ASSERT_EQ(ctl({"demo-data", "new-one", "--out", inFolder("drop3"), "--clients", "4"}), kOk)
        << "without settings as well";
}

TEST_F(CommandsTest, SessionsOfALoginOrOfEverybodyEnd) {
    ASSERT_EQ(ctl(account({})), kOk) << err.str();
    ASSERT_EQ(ctl(account({"--login", "piet"})), kOk) << err.str();
    sql("treant",
        "INSERT INTO session (token_hash, account_id, state, created_at, last_seen_at, expires_at) "
        "SELECT login_name, id, 'full', now(), now(), now() + interval '1 hour' FROM account");
    ASSERT_EQ(ctl({"session", "end", "treant", "Jan.Smit"}), kOk) << err.str();
    EXPECT_EQ(out.str(), "1 sessions ended\n");
    ASSERT_EQ(ctl({"session", "end", "treant"}), kOk) << err.str();
    EXPECT_EQ(out.str(), "1 sessions ended\n");
    ASSERT_EQ(ctl({"session", "end", "treant"}), kOk);
    EXPECT_EQ(out.str(), "0 sessions ended\n");
}

TEST_F(CommandsTest, EveryCommandAnswersProgramsInJson) {
    const std::vector<std::vector<std::string>> calls{
        {"control", "init"},
        {"tenant", "check"},
        {"tenant", "add", "treant"},
        {"tenant", "list"},
        {"tenant", "show", "treant"},
        {"tenant", "suspend", "treant"},
        {"tenant", "resume", "treant"},
        {"tenant", "resume", "treant"},
        {"migrate", "treant"},
        {"adapter", "check", "--list"},
        {"sync", "run", "treant"},
        {"sync", "pause", "treant", "--why", "the source is being moved"},
        {"sync", "status", "treant"},
        {"sync", "resume", "treant"},
        {"sync", "set-aside", "treant"},
        {"demo-data", "treant", "--out", inFolder("drop"), "--clients", "4"},
        {"demo-data", "treant", "--reseal", inFolder("drop")},
        {"demo-accounts"},
        account({}),
        {"account", "reset-password", "treant", "jan.smit"},
        {"session", "end", "treant", "jan.smit"},
        {"account", "invite", "treant", "--client", "C0001", "--email", "bo@example.nl", "--family-name",
         "Vis", "--role", "contact"},
        {"account", "invite-contacts", "treant"},
        {"account", "invitations", "treant"},
        {"account", "requests", "treant"},
        {"account", "show", "treant", "jan.smit"},
        {"account", "log", "treant", "jan.smit"},
        {"account", "unblock", "treant", "jan.smit"},
        {"account", "unlink-external", "treant", "jan.smit"},
        {"access-log", "search", "treant"},
        {"access-log", "verify", "treant"},
        {"delivery", "show", "treant"},
        {"delivery", "messages", "treant", "--login", "jan.smit"},
        {"delivery", "report-url", "treant"},
    };
    bringPeople("hetspectrum");
    // Its answer is SQL, for psql.
    std::set<std::string> without{"control bootstrap"};
    // It needs an organisation with an identity provider.
    without.insert("account link-external");
    // They take the id of an invitation: invitation_commands_test.
    for (const char* verb : {"resend", "withdraw", "approve", "refuse"})
        without.insert(std::string{"account "} + verb);
    for (const auto& words : calls) {
        auto given = words;
        given.insert(given.begin(), "--json");
        (void)ctl(given);
        EXPECT_TRUE(nlohmann::json::accept(out.str())) << nameOf(words) << ": " << out.str() << err.str();
        without.insert(words[0]);
        if (words.size() > 1)
            without.insert(words[0] + " " + words[1]);
    }
    for (const auto& command : allCommands())
        EXPECT_TRUE(without.contains(std::string{command.name})) << command.name << " is not in this test";
}

TEST_F(CommandsTest, HelpShowsEveryCommandOrThoseOfOneSubject) {
    ASSERT_EQ(ctl({"--help"}), kOk);
    for (const auto& command : allCommands()) {
        EXPECT_THAT(out.str(), HasSubstr("\n  " + std::string{command.name}));
        EXPECT_THAT(out.str(), HasSubstr(std::string{command.summary}));
    }
    ASSERT_EQ(ctl({"sync", "--help"}), kOk);
    EXPECT_THAT(out.str(), HasSubstr("sync status"));
    EXPECT_THAT(out.str(), testing::Not(HasSubstr("tenant add")));
}

}  // namespace
}  // namespace inzage::ctl
