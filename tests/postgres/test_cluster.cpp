#include "tests/postgres/test_cluster.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>
#include <pqxx/nontransaction>
#include <pqxx/result>
#include <sstream>
#include <stdexcept>

#include "platform/base/token.h"
#include "platform/database/admin_link.h"
#include "tests/postgres/server_process.h"

namespace inzage::test {
namespace {

namespace fs = std::filesystem;

// Of throw-away servers that only this machine's user reaches.
constexpr const char* kControlPassword = "test-control";
constexpr const char* kProvisionerPassword = "test-provisioner";

std::string contentOf(const fs::path& path) {
    std::ifstream file{path};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

fs::path newFolder(const std::string& start) {
    std::string name = (fs::temp_directory_path() / (start + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error{"can't make a folder in " + fs::temp_directory_path().string()};
    fs::permissions(name, fs::perms{0755});
    return name;
}

void initialise(const fs::path& folder) {
    const fs::path data = folder / "data";
    const fs::path run = folder / "run";
    const fs::path log = folder / "setup.log";
    for (const auto& part : {data, run}) {
        fs::create_directory(part);
        handToPostgres(part);
    }
    fs::permissions(data, fs::perms{0700});
    finish(startAsPostgres({postgresPrograms() / "initdb", "-D", data, "-U", "postgres", "--no-sync", "-E",
                            "UTF8", "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject"},
                           log),
           "initdb", log);
    std::ofstream{data / "pg_hba.conf"} << "local all postgres trust\nlocal all all scram-sha-256\n";
    const int server = startServer(data, run, log);
    {
        std::ofstream sql{folder / "bootstrap.sql"};
        sql << "\\set control_password '" << kControlPassword << "'\n\\set provisioner_password '"
            << kProvisionerPassword << "'\n"
            << contentOf(INZAGE_BOOTSTRAP_SQL);
    }
    finish(startAsPostgres({postgresPrograms() / "psql", "-X", "-h", run, "-U", "postgres", "-d", "postgres"},
                           log, folder / "bootstrap.sql"),
           "bootstrap.sql", log);
    stopServer(server, SIGINT);
}

/// The folder with an initialised cluster to copy; made once per machine, user and bootstrap.sql.
fs::path initialised() {
    const std::string version =
        sha256Hex(contentOf(INZAGE_BOOTSTRAP_SQL) + contentOf(postgresPrograms() / "psql"));
    const fs::path cache =
        fs::temp_directory_path() /
        ("inzage-test-postgres-" + std::to_string(::geteuid()) + "-" + version.substr(0, 12));
    const int lock = ::open((cache.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0 || ::flock(lock, LOCK_EX) != 0)
        throw std::runtime_error{"can't lock " + cache.string()};
    if (!fs::exists(cache)) {
        const fs::path fresh = newFolder("izpg-init.");
        initialise(fresh);
        fs::rename(fresh, cache);
    }
    ::close(lock);
    return cache;
}

}  // namespace

class TestCluster::Places final : public database::TenantPlaces {
  public:
    explicit Places(const TestCluster& cluster) : cluster_{cluster} {}
    database::TenantPlace placeOf(const TenantId& tenant) override {
        const auto found = cluster_.tenants_.find(tenant.text());
        if (found == cluster_.tenants_.end())
            throw database::DatabaseError{
                database::DatabaseError::Kind::Unavailable, {}, "no database for " + tenant.text()};
        const auto& place = found->second;
        return {cluster_.cellConninfo(), place.name, place.appRole(), place.app_password};
    }

  private:
    const TestCluster& cluster_;
};

TestCluster::TestCluster()
    : control_password_{kControlPassword},
      provisioner_password_{kProvisionerPassword},
      places_{std::make_unique<Places>(*this)},
      pools_{std::make_unique<database::TenantPools>(*places_, database::PoolLimits{})} {
    const fs::path cache = initialised();
    folder_ = newFolder("izpg.");
    const fs::path log = folder_ / "copy.log";
    const fs::path data = folder_ / "data";
    const fs::path run = folder_ / "run";
    fs::create_directory(run);
    handToPostgres(run);
    handToPostgres(folder_);
    finish(startAsPostgres({"/bin/cp", "-a", (cache / "data").string(), data.string()}, log), "copying", log);
    start();
}

TestCluster::~TestCluster() {
    pools_.reset();
    stop(SIGQUIT);
    std::error_code code;
    fs::remove_all(folder_, code);
}

TestCluster& TestCluster::shared() {
    static TestCluster cluster;
    return cluster;
}

std::string TestCluster::cellConninfo() const {
    return "host=" + socketFolder() + " port=5432";
}

std::string TestCluster::superuserConninfo(std::string_view database) const {
    return cellConninfo() + " user=postgres dbname=" + std::string{database};
}

database::ClusterAdmin TestCluster::admin() const {
    return {cellConninfo(), "inzage_control", "inzage_provisioner", provisioner_password_};
}

const database::TenantDatabase& TestCluster::makeTenant(std::string_view id) {
    if (const auto known = tenants_.find(id); known != tenants_.end())
        return known->second;
    const auto fresh = database::newTenantDatabase();
    const auto made = database::createTenantDatabase(admin(), fresh);
    if (!made)
        throw std::runtime_error{made.failure().what};
    const auto migrated = database::migrate(fresh.migrationTarget(cellConninfo()),
                                            database::tenantMigrations(), SystemClock{}.now());
    if (!migrated.ok())
        throw std::runtime_error{migrated.failure->what};
    return tenants_.emplace(std::string{id}, fresh).first->second;
}

database::TenantPlaces& TestCluster::places() noexcept {
    return *places_;
}

database::TenantPools& TestCluster::pools() noexcept {
    return *pools_;
}

std::vector<std::vector<std::string>> TestCluster::asSuperuser(std::string_view database,
                                                               const std::string& sql) {
    database::AdminLink link{{cellConninfo(), std::string{database}, "postgres", {}}};
    pqxx::nontransaction tx{link.link()};
    std::vector<std::vector<std::string>> rows;
    for (const auto& row : tx.exec(sql)) {
        auto& texts = rows.emplace_back();
        for (const auto& field : row)
            texts.emplace_back(field.is_null() ? "" : field.c_str());
    }
    return rows;
}

std::string TestCluster::errorAs(std::string_view role, std::string_view password, std::string_view database,
                                 const std::string& sql) const {
    try {
        database::AdminLink link{
            {cellConninfo(), std::string{database}, std::string{role}, std::string{password}}};
        pqxx::nontransaction tx{link.link()};
        tx.exec(sql);
        return {};
    } catch (const std::exception& refused) {
        return database::firstLineOf(refused.what());
    }
}

void TestCluster::crash() {
    stop(SIGKILL);
}

void TestCluster::start() {
    if (server_pid_ < 0)
        server_pid_ = startServer(folder_ / "data", folder_ / "run", folder_ / "server.log");
}

void TestCluster::stop(int signal_number) {
    if (server_pid_ >= 0)
        stopServer(server_pid_, signal_number);
    server_pid_ = -1;
}

}  // namespace inzage::test
