#include <sys/stat.h>

#include "tests/unit/ctl/ctl_world.h"

namespace inzage::ctl {
namespace {

TEST_F(CtlTest, NothingAndWrongWordsAreWrongUse) {
    EXPECT_EQ(ctl({}), kUsage);
    EXPECT_EQ(ctl({"tenant", "destroy"}), kUsage);
    EXPECT_EQ(ctl({"tenant", "show"}), kUsage);
    EXPECT_EQ(ctl({"tenant", "show", "No/Id"}), kUsage);
    EXPECT_EQ(ctl({"tenant", "add"}), kUsage);
    EXPECT_EQ(ctl({"tenant", "list", "--what"}), kUsage);
    EXPECT_TRUE(out.str().empty());
}

TEST_F(CtlTest, BootstrapMakesSecretsOnceAndPrintsNoPassword) {
    fs::remove_all(folder / "var/secrets");
    ASSERT_EQ(ctl({"control", "bootstrap"}), kOk) << err.str();
    const std::string printed = out.str();
    EXPECT_EQ(printed.find("\\set control_password 'SCRAM-SHA-256$"), 0U);
    EXPECT_NE(printed.find("CREATE DATABASE inzage_control"), std::string::npos);
    struct stat facts {};
    for (const char* name : {"control.password", "provisioner.password", "seal.key"}) {
        const auto path = (folder / "var/secrets" / name).string();
        ASSERT_EQ(::stat(path.c_str(), &facts), 0) << name;
        EXPECT_EQ(facts.st_mode & 0777U, 0600U) << name;
        auto text = database::readPrivateFile(path).value();
        text.pop_back();
        EXPECT_EQ(printed.find(text), std::string::npos) << name;
    }
    const auto before = database::readPrivateFile((folder / "var/secrets/control.password").string()).value();
    ASSERT_EQ(ctl({"control", "bootstrap"}), kOk);
    EXPECT_EQ(database::readPrivateFile((folder / "var/secrets/control.password").string()).value(), before);
}

TEST_F(CtlTest, TenantsAreAddedListedSuspendedAndResumed) {
    init();
    ASSERT_EQ(ctl({"tenant", "add", "--all"}), kOk) << err.str();
    EXPECT_EQ(ctl({"tenant", "add", "treant"}), kOk) << err.str();
    EXPECT_NE(out.str().find("there already"), std::string::npos);
    ASSERT_EQ(ctl({"tenant", "list"}), kOk);
    EXPECT_NE(out.str().find("treant"), std::string::npos);
    EXPECT_NE(out.str().find("hetspectrum"), std::string::npos);
    EXPECT_EQ(ctl({"tenant", "suspend", "treant"}), kOk) << err.str();
    EXPECT_EQ(ctl({"tenant", "show", "treant"}), kOk);
    EXPECT_NE(out.str().find("state: suspended"), std::string::npos);
    EXPECT_EQ(ctl({"tenant", "add", "treant"}), kOk) << err.str();
    EXPECT_EQ(ctl({"tenant", "show", "treant"}), kOk);
    EXPECT_NE(out.str().find("state: suspended"), std::string::npos);
    EXPECT_EQ(ctl({"tenant", "resume", "treant"}), kOk) << err.str();
    EXPECT_EQ(ctl({"tenant", "suspend", "nobody"}), kFailed);
    EXPECT_EQ(ctl({"migrate"}), kOk) << err.str();
    const auto deeds = cluster.asSuperuser(
        "inzage_control",
        "SELECT string_agg(deed, ',' ORDER BY id) FROM admin_audit WHERE tenant = 'treant'");
    EXPECT_EQ(deeds[0][0], "tenant.add,tenant.suspend,tenant.resume");
}

TEST_F(CtlTest, WrongSettingsAreRefusedWithTheirPlace) {
    EXPECT_EQ(ctl({"tenant", "check"}), kOk) << err.str();
    EXPECT_EQ(ctl({"tenant", "check", (folder / "tenants/treant").string()}), kOk) << err.str();
    std::ofstream{folder / "tenants/treant/tenant.yaml", std::ios::app} << "\nnonsense: 1\n";
    EXPECT_EQ(ctl({"tenant", "check"}), kFailed);
    EXPECT_NE(err.str().find("tenant.yaml:"), std::string::npos) << err.str();
    EXPECT_NE(err.str().find("nonsense"), std::string::npos) << err.str();
    init();
    EXPECT_EQ(ctl({"tenant", "add", "treant"}), kFailed);
    EXPECT_EQ(ctl({"tenant", "add", "--all"}), kFailed);
    EXPECT_EQ(cluster.asSuperuser("inzage_control", "SELECT string_agg(id, ',') FROM tenant")[0][0],
              "hetspectrum");
}

TEST_F(CtlTest, OwnTextsThatDoNotFitAreRefused) {
    const auto file = folder / "tenants/hetspectrum/tenant.yaml";
    std::ofstream{file, std::ios::app} << "\ntexts:\n  nl:\n    access.to_start: Naar het begin\n";
    EXPECT_EQ(ctl({"tenant", "check"}), kOk) << err.str();
    std::ofstream{file, std::ios::app}
        << "    identity.sms_code: Uw code komt eraan\n    access.nonsense: x\n";
    EXPECT_EQ(ctl({"tenant", "check"}), kFailed);
    EXPECT_NE(err.str().find("tenant.yaml: texts.nl.identity.sms_code must have {{CODE}}"), std::string::npos)
        << err.str();
    EXPECT_NE(err.str().find("texts.nl.access.nonsense is no text"), std::string::npos) << err.str();
    EXPECT_NE(out.str().find("hetspectrum: refused"), std::string::npos) << out.str();
}

TEST_F(CtlTest, DemoAccountsAreMadeOnceWithPasswordsThatStay) {
    init();
    ASSERT_EQ(ctl({"tenant", "add", "--all"}), kOk) << err.str();
    EXPECT_EQ(ctl({"demo-accounts"}), kFailed);  // nobody was synchronised yet
    EXPECT_NE(err.str().find("sync run"), std::string::npos) << err.str();
    bringPeople("treant");
    bringPeople("hetspectrum");
    ASSERT_EQ(ctl({"demo-accounts"}), kOk) << err.str();
    const auto file = (folder / "var/demo-logins.json").string();
    struct stat facts {};
    ASSERT_EQ(::stat(file.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0600U);
    const auto first = database::readPrivateFile(file).value();
    for (const char* expected :
         {"mw.jansen", "anna.jansen", "piet.puk", "anna.jansen@example.nl", "+31612345601"})
        EXPECT_NE(first.find(expected), std::string::npos) << expected;
    ASSERT_EQ(ctl({"demo-accounts"}), kOk) << err.str();
    EXPECT_EQ(database::readPrivateFile(file).value(), first);
    fs::remove(file);
    ASSERT_EQ(ctl({"demo-accounts"}), kOk) << err.str();
    EXPECT_NE(database::readPrivateFile(file).value(), first);
}

TEST_F(CtlTest, AnAccountIsAddedOnceAndItsPasswordReset) {
    init();
    ASSERT_EQ(ctl({"tenant", "add", "treant"}), kOk) << err.str();
    bringPeople("treant");
    const std::vector<std::string> add{"account",  "add",      "treant",          "--login", "Jan.Smit",
                                       "--family", "Smit",     "--client",        "C0001",   "--role",
                                       "contact",  "--rights", "dossier,messages"};
    ASSERT_EQ(ctl(add), kOk) << err.str();
    EXPECT_NE(out.str().find("jan.smit"), std::string::npos);
    EXPECT_EQ(ctl(add), kFailed);
    EXPECT_EQ(ctl({"account", "reset-password", "treant", "jan.smit"}), kOk) << err.str();
    EXPECT_EQ(ctl({"account", "reset-password", "treant", "nobody"}), kFailed);
    EXPECT_EQ(ctl({"account", "add", "treant", "--login", "x", "--family", "Smit", "--client", "C0001",
                   "--role", "king"}),
              kUsage);
}

TEST_F(CtlTest, SyncStatusOfANewTenantSaysSo) {
    init();
    ASSERT_EQ(ctl({"tenant", "add", "treant"}), kOk) << err.str();
    EXPECT_EQ(ctl({"sync", "status", "treant"}), kOk) << err.str();
    EXPECT_NE(out.str().find("never"), std::string::npos);
    EXPECT_EQ(ctl({"sync", "run", "treant", "--kinds", "horoscope"}), kUsage);
}

}  // namespace
}  // namespace inzage::ctl
