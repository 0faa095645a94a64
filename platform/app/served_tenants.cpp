#include "platform/app/served_tenants.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "platform/config/load.h"
#include "platform/config/theme.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

namespace inzage::app {
namespace {

constexpr std::string_view kTenantFiles = "/static/tenant/";

/// Where the files of one tenant are found.
struct TenantFiles {
    explicit TenantFiles(const std::string& id)
        : style{std::string{kTenantFiles} + id + ".css"},
          logo{std::string{kTenantFiles} + id + "-logo.svg"},
          scene{std::string{kTenantFiles} + id + "-scene.svg"} {}
    std::string style;
    std::string logo;
    std::string scene;
};

std::string readFile(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

void putFiles(const config::TenantSettings& settings, http::StaticFiles& files) {
    const TenantFiles paths{settings.identity.id};
    const auto put = [&](const std::string& path, std::string content) {
        if (const auto done = files.put(path, std::move(content)); !done)
            observe::logEvent(observe::Event::APP_TENANT_REFUSED,
                              {{"tenant", settings.identity.id}, {"why", done.failure().what}});
    };
    put(paths.style, config::themeCss(settings));
    put(paths.logo, readFile(settings.source_dir + "/" + settings.branding.logo_file));
    put(paths.scene, readFile(settings.source_dir + "/" + settings.branding.scene_file));
}

void countStates(const tenancy::Tenants& tenants) {
    const auto all = tenants.all();
    const auto suspended =
        std::count_if(all.begin(), all.end(), [](const auto& tenant) { return tenant->suspended; });
    observe::gauge(observe::Metric::Tenants, {"active"},
                   static_cast<double>(all.size()) - static_cast<double>(suspended));
    observe::gauge(observe::Metric::Tenants, {"suspended"}, static_cast<double>(suspended));
}

}  // namespace

std::size_t takeTenants(const std::string& tenants_dir, const std::string& secrets_dir,
                        const config::PlatformSettings& platform, const database::ControlPlaces& places,
                        const views::Templates& templates, tenancy::Tenants& tenants,
                        http::StaticFiles& files) {
    std::size_t served = 0;
    for (const auto& loaded : config::loadTenants(tenants_dir, {secrets_dir, true})) {
        for (const auto& error : loaded.errors)
            observe::logEvent(observe::Event::APP_TENANT_REFUSED,
                              {{"tenant", loaded.id}, {"why", config::textOf({error})}});
        const auto id = TenantId::parse(loaded.id);
        if (!loaded.settings || !id)
            continue;
        const auto record = places.tenant(*id);
        if (!record) {
            observe::logEvent(observe::Event::APP_TENANT_WITHOUT_DATABASE, {{"tenant", loaded.id}});
            continue;
        }
        const auto objections = templates.objectionsTo(loaded.settings->texts);
        for (const auto& objection : objections)
            observe::logEvent(
                observe::Event::APP_TENANT_REFUSED,
                {{"tenant", loaded.id}, {"why", loaded.settings->source_file + ": " + objection}});
        if (!objections.empty())
            continue;
        putFiles(*loaded.settings, files);
        tenants.put(std::make_shared<const tenancy::Tenant>(tenancy::Tenant{
            *id, loaded.settings, platform.publicUrl(loaded.settings->identity.hosts.front()),
            record->state != database::TenantState::Active, templates.withOwn(loaded.settings->texts)}));
        ++served;
    }
    countStates(tenants);
    return served;
}

std::optional<http::Response> fileFor(const http::Request& request, const http::StaticFiles& files,
                                      const tenancy::Tenants& tenants) {
    auto file = files.find(request);
    if (!file)
        return std::nullopt;
    const auto tenant = tenants.byHost(request.host());
    if (!tenant)
        return std::nullopt;
    const std::string_view path = request.path();
    if (!path.starts_with(kTenantFiles))
        return file;
    const TenantFiles own{tenant->id.text()};
    return path == own.style || path == own.logo || path == own.scene ? std::move(file) : std::nullopt;
}

void followStates(const database::ControlPlaces& places, tenancy::Tenants& tenants) {
    for (const auto& tenant : tenants.all()) {
        const auto record = places.tenant(tenant->id);
        const bool suspended = !record || record->state != database::TenantState::Active;
        if (suspended == tenant->suspended)
            continue;
        auto changed = *tenant;
        changed.suspended = suspended;
        tenants.put(std::make_shared<const tenancy::Tenant>(std::move(changed)));
    }
    countStates(tenants);
}

}  // namespace inzage::app
