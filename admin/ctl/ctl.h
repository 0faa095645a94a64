#pragma once
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "admin/ctl/arguments.h"
#include "platform/base/clock.h"
#include "platform/base/right.h"
#include "platform/config/load.h"
#include "platform/config/platform_settings.h"
#include "platform/database/control_places.h"
#include "platform/database/installation.h"
#include "platform/database/onboarding.h"

/// inzagectl as a library: every command is a function, so that tests call what admins type.
namespace inzage::ctl {

constexpr int kOk = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;

/// A command ends early: `code` is the exit code. Made by Ctl::fail and Ctl::misused, caught by run().
struct Stop {
    int code;
};

/// One call: where the installation is, where output goes, and the parts that commands need, opened when
/// first asked for.
class Ctl {
  public:
    struct Options {
        std::string var = "var";
        std::string config = "deploy/platform.yaml";
        bool json = false;
        std::string program_dir;  ///< folder of the running program
    };
    Ctl(Options options, std::ostream& out, std::ostream& err, const Clock& clock);
    ~Ctl();
    Ctl(const Ctl&) = delete;
    Ctl& operator=(const Ctl&) = delete;

    [[nodiscard]] const Options& options() const noexcept { return options_; }
    /// The caller's, shifted when the platform's settings say so (test deployments).
    const Clock& clock();
    [[nodiscard]] bool json() const noexcept { return options_.json; }
    std::ostream& out() noexcept { return out_; }
    std::ostream& err() noexcept { return err_; }

    /// Says what is wrong on standard error and ends the command.
    [[noreturn]] void fail(const std::string& what);
    [[noreturn]] void misused(const std::string& what);
    /// The value, or fail().
    template <class T>
    T need(Outcome<T> outcome) {
        if (!outcome)
            fail(outcome.failure().what);
        return std::move(outcome).value();
    }
    /// What was typed, or misused().
    template <class T>
    T typed(Outcome<T> outcome) {
        if (!outcome)
            misused(outcome.failure().what);
        return std::move(outcome).value();
    }
    TenantId tenantIdFrom(const std::string& word);
    /// What was typed after --rights: names with commas between them.
    std::vector<Right> rightsFrom(std::string_view list);
    /// A path in the data folder; absolute ones stay as they are.
    [[nodiscard]] std::string inVar(const std::string& path) const;

    const config::PlatformSettings& settings();
    const database::Installation& installation();
    [[nodiscard]] std::string tenantsDir();
    /// The rooms' texts and templates; absent when this machine has none.
    [[nodiscard]] std::optional<std::string> platformDir() const;
    /// The settings of one tenant or of all, refusing when they are wrong.
    std::shared_ptr<const config::TenantSettings> tenantSettings(const TenantId& tenant);
    std::vector<config::LoadedTenant> loadTenants();

    const database::SealKey& sealKey();
    /// As the provisioner.
    database::ControlDb& control();
    database::Onboarding onboarding();
    /// Connections to tenants with their app roles.
    database::TenantPools& pools();
    database::TenantPlaces& places();
    /// Writes the admin audit.
    void audit(std::string_view deed, std::string_view tenant, std::string_view detail_json = "{}");

  private:
    struct Parts;
    Options options_;
    std::ostream& out_;
    std::ostream& err_;
    const Clock& clock_;
    std::unique_ptr<Parts> parts_;
};

/// One command ("tenant add").
struct Command {
    std::string_view name;
    std::string_view usage;    ///< behind the name: "<tenant> | --all"
    std::string_view summary;  ///< one line
    Arguments::Known options;
    std::size_t words_min = 0;
    std::size_t words_max = 0;
    std::function<int(Ctl&, const Arguments&)> run;
};

/// All commands, by room: each file of this folder has one function.
[[nodiscard]] std::vector<Command> controlCommands();
[[nodiscard]] std::vector<Command> tenantCommands();
[[nodiscard]] std::vector<Command> migrateCommands();
[[nodiscard]] std::vector<Command> demoCommands();
[[nodiscard]] std::vector<Command> accountCommands();
[[nodiscard]] std::vector<Command> invitationCommands();
[[nodiscard]] std::vector<Command> deliveryCommands();
[[nodiscard]] std::vector<Command> accessLogCommands();
[[nodiscard]] std::vector<Command> syncCommands();
[[nodiscard]] std::vector<Command> adapterCommands();
/// Those of all of them.
[[nodiscard]] std::vector<Command> allCommands();

/// The whole program without main(): gives the exit code (0 ok, 1 failed, 2 usage).
int run(const std::vector<std::string>& words, std::ostream& out, std::ostream& err,
        const std::string& program_dir, const Clock& clock);

}  // namespace inzage::ctl
