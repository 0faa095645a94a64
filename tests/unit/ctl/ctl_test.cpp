#include "admin/ctl/ctl.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "platform/database/private_file.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::ctl {
namespace {

namespace fs = std::filesystem;

/// An installation: a data folder whose database socket is the test server's.
class CtlTest : public ::testing::Test {
  protected:
    CtlTest() {
        std::string name = (fs::temp_directory_path() / "ctl.XXXXXX").string();
        folder = ::mkdtemp(name.data());
        fs::create_directories(folder / "var/pg");
        fs::create_directory_symlink(cluster.socketFolder(), folder / "var/pg/run");
        put("control.password", cluster.controlPassword());
        put("provisioner.password", cluster.admin().password);
        fs::create_directories(folder / "conf");
        fs::create_directories(folder / "tenants");
        std::ofstream{folder / "conf/platform.yaml"}
            << "environment: test\ntenants_dir: " << (folder / "tenants").string() << "\n";
        for (const char* id : {"treant", "hetspectrum"})
            fs::copy(fs::path{INZAGE_SOURCE_DIR} / "tenants" / id, folder / "tenants" / id,
                     fs::copy_options::recursive);
        cluster.asSuperuser("inzage_control",
                            "DROP SCHEMA public CASCADE; CREATE SCHEMA public; "
                            "ALTER SCHEMA public OWNER TO pg_database_owner");
    }
    ~CtlTest() override { fs::remove_all(folder); }

    void put(const std::string& name, const std::string& text) {
        const auto written =
            database::writePrivateFile((folder / "var/secrets" / name).string(), text + "\n");
        if (!written)
            throw std::runtime_error{written.failure().what};
    }
    int ctl(std::vector<std::string> words) {
        words.insert(words.begin(), {"--var", (folder / "var").string(), "--config",
                                     (folder / "conf/platform.yaml").string()});
        out.str("");
        err.str("");
        return run(words, out, err, "/nowhere", clock);
    }
    void init() { ASSERT_EQ(ctl({"control", "init"}), kOk) << err.str(); }
    void sql(const std::string& tenant, const std::string& text) {
        ASSERT_EQ(ctl({"--json", "tenant", "show", tenant}), kOk) << err.str();
        const auto json = out.str();
        const auto at = json.find("\"t_") + 1;
        cluster.asSuperuser(json.substr(at, json.find('"', at) - at), text);
    }
    /// What a synchronisation would have brought, as far as the demo accounts need it.
    void bringPeople(const std::string& tenant) {
        sql(tenant,
            "INSERT INTO client (source_id, source_version, family_name, run_id, created_at, updated_at) "
            "VALUES "
            "('C0001', '1', 'Jansen', gen_random_uuid(), now(), now()); "
            "INSERT INTO contact (source_id, client_id, family_name, given_name, email, created_at, "
            "updated_at) "
            "SELECT 'K1', id, 'Jansen', 'Anna', 'anna.jansen@example.nl', now(), now() FROM client; "
            "INSERT INTO contact (source_id, client_id, family_name, given_name, email, created_at, "
            "updated_at) "
            "SELECT 'K2', id, 'Puk', 'Piet', 'piet.puk@example.nl', now(), now() FROM client");
    }

    test::TestCluster& cluster = test::TestCluster::shared();
    SystemClock clock;
    fs::path folder;
    std::ostringstream out;
    std::ostringstream err;
};

TEST_F(CtlTest, HelpNamesEveryCommandAndWrongUseIsTwo) {
    EXPECT_EQ(ctl({"--help"}), kOk);
    for (const char* command : {"tenant check", "tenant add", "tenant list", "tenant show", "tenant suspend",
                                "tenant resume", "migrate", "control init", "sync run", "sync status",
                                "demo-data", "demo-accounts", "account add", "account reset-password"})
        EXPECT_NE(out.str().find(command), std::string::npos) << command;
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
    const auto file = folder / "tenants/treant/tenant.yaml";
    std::ofstream{file, std::ios::app} << "\ntexts:\n  nl:\n    access.to_start: Naar het begin\n";
    EXPECT_EQ(ctl({"tenant", "check"}), kOk) << err.str();
    std::ofstream{file, std::ios::app}
        << "    identity.sms_code: Uw code komt eraan\n    access.nonsense: x\n";
    EXPECT_EQ(ctl({"tenant", "check"}), kFailed);
    EXPECT_NE(err.str().find("tenant.yaml: texts.nl.identity.sms_code must have {{CODE}}"), std::string::npos)
        << err.str();
    EXPECT_NE(err.str().find("texts.nl.access.nonsense is no text"), std::string::npos) << err.str();
    EXPECT_NE(out.str().find("treant: refused"), std::string::npos) << out.str();
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
