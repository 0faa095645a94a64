#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/database/provision.h"
#include "platform/database/tenant_pools.h"

namespace inzage::test {

/// A private PostgreSQL for tests: real server, own folder, a unix socket only, no fsync, gone afterwards
/// (also when the test program dies). Made with the product's bootstrap.sql, so roles and walls are the real
/// ones. The first one on a machine runs initdb (2 s); later ones copy its result. Needs the Debian package
/// postgresql-15; as root it runs under the user postgres. Not thread-safe; throws std::runtime_error.
class TestCluster {
  public:
    TestCluster();
    ~TestCluster();
    TestCluster(const TestCluster&) = delete;
    TestCluster& operator=(const TestCluster&) = delete;

    /// One for the whole test program, started at the first call.
    static TestCluster& shared();

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }
    [[nodiscard]] std::string socketFolder() const { return (folder_ / "run").string(); }
    [[nodiscard]] static int port() noexcept { return 5432; }
    /// libpq words without database and user.
    [[nodiscard]] std::string cellConninfo() const;
    [[nodiscard]] std::string superuserConninfo(std::string_view database = "postgres") const;
    [[nodiscard]] database::ClusterAdmin admin() const;
    [[nodiscard]] const std::string& controlPassword() const noexcept { return control_password_; }

    /// A tenant's database, provisioned and migrated to the newest schema; the same one at a second call.
    const database::TenantDatabase& makeTenant(std::string_view id);
    /// Where makeTenant()'s databases are.
    [[nodiscard]] database::TenantPlaces& places() noexcept;
    /// Pools over them, with default limits; any thread may ask for them.
    [[nodiscard]] database::TenantPools& pools() noexcept;

    /// Runs SQL (several statements are fine) as superuser; gives the last answer's rows as text, NULL as "".
    std::vector<std::vector<std::string>> asSuperuser(std::string_view database, const std::string& sql);
    /// Runs SQL as some role; "" when it worked, else the server's first line.
    [[nodiscard]] std::string errorAs(std::string_view role, std::string_view password,
                                      std::string_view database, const std::string& sql) const;

    /// kill -9 of the whole server, and starting it again (crash recovery).
    void crash();
    void start();

  private:
    class Places;
    void stop(int signal_number);

    std::filesystem::path folder_;
    int server_pid_ = -1;
    std::string control_password_;
    std::string provisioner_password_;
    std::map<std::string, database::TenantDatabase, std::less<>> tenants_;
    std::unique_ptr<Places> places_;
    std::unique_ptr<database::TenantPools> pools_;
};

}  // namespace inzage::test
