#include "admin/ctl/ctl.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

namespace inzage::ctl {

namespace fs = std::filesystem;

struct Ctl::Parts {
    std::optional<config::PlatformSettings> settings;
    std::optional<database::Installation> installation;
    std::optional<database::SealKey> key;
    std::unique_ptr<database::ControlDb> control;
    std::unique_ptr<database::ControlPlaces> places;
    std::unique_ptr<database::TenantPools> pools;
    std::unique_ptr<OffsetFileClock> shifted;
};

Ctl::Ctl(Options options, std::ostream& out, std::ostream& err, const Clock& clock)
    : options_{std::move(options)}, out_{out}, err_{err}, clock_{clock}, parts_{std::make_unique<Parts>()} {}
Ctl::~Ctl() = default;

void Ctl::fail(const std::string& what) {
    err_ << "inzagectl: " << what << '\n';
    throw Stop{kFailed};
}

void Ctl::misused(const std::string& what) {
    err_ << "inzagectl: " << what << "\nTry: inzagectl --help\n";
    throw Stop{kUsage};
}

TenantId Ctl::tenantIdFrom(const std::string& word) {
    auto id = TenantId::parse(word);
    if (!id)
        misused("\"" + word + "\" is no tenant id (2-32 characters a-z, 0-9, -)");
    return *std::move(id);
}

std::vector<Right> Ctl::rightsFrom(std::string_view list) {
    std::vector<Right> rights;
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        const auto right = rightFromName(list.substr(0, comma));
        if (!right)
            misused("--rights takes messages,appointments,dossier,details,settings");
        rights.push_back(*right);
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return rights;
}

std::string Ctl::inVar(const std::string& path) const {
    return (fs::absolute(options_.var) / path).lexically_normal().string();
}

const config::PlatformSettings& Ctl::settings() {
    if (!parts_->settings) {
        auto read = config::parsePlatform(options_.config);
        if (!read.settings)
            fail("the platform's settings are wrong:\n" + config::textOf(read.errors));
        parts_->settings = std::move(read.settings);
    }
    return *parts_->settings;
}

const Clock& Ctl::clock() {
    if (settings().test_clock_offset_file.empty())
        return clock_;
    if (!parts_->shifted)
        parts_->shifted = std::make_unique<OffsetFileClock>(inVar(settings().test_clock_offset_file));
    return *parts_->shifted;
}

const database::Installation& Ctl::installation() {
    if (!parts_->installation)
        parts_->installation.emplace(settings(), options_.var);
    return *parts_->installation;
}

std::string Ctl::tenantsDir() {
    if (!settings().tenants_dir.empty())
        return inVar(settings().tenants_dir);
    // deploy/platform.yaml lies beside tenants/; an installed program has it under its prefix.
    const auto beside_config = fs::absolute(options_.config).parent_path().parent_path() / "tenants";
    for (const fs::path& place : {beside_config, fs::path{options_.program_dir} / "../share/inzage/tenants"})
        if (fs::is_directory(place))
            return place.lexically_normal().string();
    fail("there is no folder " + beside_config.string() + "; set tenants_dir in " + options_.config);
}

std::optional<std::string> Ctl::platformDir() const {
    const fs::path installed = fs::path{options_.program_dir} / "../share/inzage/platform";
    for (const fs::path& place : {fs::path{INZAGE_PLATFORM_DIR}, installed})
        if (fs::is_directory(place))
            return place.lexically_normal().string();
    return std::nullopt;
}

std::vector<config::LoadedTenant> Ctl::loadTenants() {
    return config::loadTenants(tenantsDir(), {installation().secrets_dir, true});
}

std::shared_ptr<const config::TenantSettings> Ctl::tenantSettings(const TenantId& tenant) {
    const auto path = (fs::path{tenantsDir()} / tenant.text() / "tenant.yaml").string();
    if (!fs::exists(path))
        fail("there is no " + path);
    auto read = config::parseTenant(path, {installation().secrets_dir, true});
    if (!read.settings)
        fail("the settings of " + tenant.text() + " are wrong:\n" + config::textOf(read.errors));
    return std::make_shared<const config::TenantSettings>(*std::move(read.settings));
}

const database::SealKey& Ctl::sealKey() {
    if (!parts_->key)
        parts_->key.emplace(need(database::SealKey::read(installation().seal_key)));
    return *parts_->key;
}

database::ControlDb& Ctl::control() {
    if (!parts_->control)
        parts_->control = std::make_unique<database::ControlDb>(need(installation().provisionerAccess()));
    return *parts_->control;
}

database::Onboarding Ctl::onboarding() {
    return {control(), sealKey(), clock(), need(installation().provisionerAccess()).password,
            installation().control_database};
}

database::TenantPlaces& Ctl::places() {
    if (!parts_->places) {
        parts_->places =
            std::make_unique<database::ControlPlaces>(control(), sealKey(), installation().tenants_copy);
        need(parts_->places->load());
    }
    return *parts_->places;
}

database::TenantPools& Ctl::pools() {
    if (!parts_->pools) {
        auto limits = installation().pool_limits;
        limits.application = "inzagectl";
        limits.statement_max = std::chrono::minutes{5};
        parts_->pools = std::make_unique<database::TenantPools>(places(), limits);
    }
    return *parts_->pools;
}

void Ctl::audit(std::string_view deed, std::string_view tenant, std::string_view detail_json) {
    const passwd* user = ::getpwuid(::getuid());
    const std::string who = user != nullptr ? user->pw_name : std::to_string(::getuid());
    control().record(
        {clock().now(), "ctl:" + who, std::string{deed}, std::string{tenant}, std::string{detail_json}, {}});
}

}  // namespace inzage::ctl
