#pragma once
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "admin/ctl/ctl.h"
#include "platform/database/private_file.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::ctl {

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
        // Treant's settings name it.
        put("treant-reporting.password", "not-used-here");
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

}  // namespace inzage::ctl
