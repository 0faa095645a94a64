#include "platform/app/program.h"
#include "platform/access/kept_text.h"

#include <algorithm>
#include <atomic>

#include "platform/access/log_keeper.h"
#include "platform/app/portal.h"
#include "platform/app/served_tenants.h"
#include "platform/config/gateway_kinds.h"
#include "platform/database/installation.h"
#include "platform/delivery/deliverer.h"
#include "platform/delivery/gateways.h"
#include "platform/delivery/wake_box.h"
#include "platform/exports/export_maker.h"
#include "platform/files/workshop.h"
#include "platform/http/ops_routes.h"
#include "platform/http/server.h"
#include "platform/notices/mailer.h"
#include "platform/observe/events.h"
#include "platform/observe/health.h"
#include "platform/observe/metrics.h"
#include "platform/retention/retention.h"
#include "platform/sync/schedule.h"
#include "platform/sync/supervisor.h"

namespace inzage::app {
namespace {

constexpr int kRefreshEvery = 10;  ///< ticks (seconds) between two looks at the control database

template <class T>
T must(Outcome<T> outcome) {
    if (!outcome)
        throw std::runtime_error{outcome.failure().what};
    return std::move(outcome).value();
}

std::unique_ptr<Clock> clockOf(const ProgramPlace& place) {
    const auto& offset_file = place.settings.test_clock_offset_file;
    if (offset_file.empty())
        return std::make_unique<SystemClock>();
    return std::make_unique<OffsetFileClock>(
        offset_file.starts_with('/') ? offset_file : place.var_dir + "/" + offset_file);
}

std::string inVar(const ProgramPlace& place, const std::string& path) {
    return path.starts_with('/') ? path : place.var_dir + "/" + path;
}

http::ServerOptions portalOptions(const ProgramPlace& place, const http::Router& router,
                                  const http::StaticFiles& files, const tenancy::Tenants& tenants,
                                  const Clock& clock) {
    const auto& settings = place.settings;
    http::ServerOptions options;
    options.workers = static_cast<unsigned>(settings.workers.http_threads);
    options.host_workers_max = std::max(1U, options.workers * 3 / 4);
    options.queue_max = static_cast<std::size_t>(settings.workers.queue_max);
    options.connections_max = static_cast<std::size_t>(settings.workers.connections_max);
    options.header_bytes_max = static_cast<std::size_t>(settings.limits.header_kib) * 1024;
    options.body_bytes_max = static_cast<std::size_t>(settings.limits.body_kib) * 1024;
    options.header_deadline = std::chrono::seconds{settings.limits.header_timeout_s};
    options.body_grace = std::chrono::seconds{settings.limits.body_grace_s};
    options.idle_max = std::chrono::seconds{settings.limits.keep_alive_s};
    options.trusted_proxies = settings.listeners.trusted_proxies;
    options.clock = &clock;
    options.body_limit = [&router](std::string_view path) { return router.bodyBytesMax(path); };
    options.at_once = [&files, &tenants](const http::Request& request) {
        return fileFor(request, files, tenants);
    };
    return options;
}

http::ServerOptions opsOptions(const Clock& clock) {
    http::ServerOptions options;
    options.name = "ops";
    options.workers = 2;
    options.host_workers_max = 2;
    options.connections_max = 64;
    options.clock = &clock;
    return options;
}

}  // namespace

/// In the order in which they are made; they end in the opposite one.
struct Program::Parts {
    ProgramPlace place;
    std::unique_ptr<Clock> clock;
    database::Installation installation;
    database::SealKey key;
    database::ControlDb control;
    database::ControlPlaces places;
    database::TenantPools pools;
    tenancy::Tenants tenants;
    http::StaticFiles files;
    views::Templates templates;
    identity::Identity identity;
    files::Workshop workshop;
    delivery::Gateways gateways;
    delivery::Deliverer deliverer;
    access::LogKeeper log_keeper;
    notices::Mailer mailer;
    exports::ExportMaker export_maker;
    retention::Retention retention;
    sync::Runner runner;
    sync::Supervisor supervisor;
    tenancy::Services services;
    http::Router portal;
    http::Router ops;
    http::Server portal_server;
    http::Server ops_server;
    std::atomic<bool> serving = false;
    int ticks = 0;

    explicit Parts(ProgramPlace given);
    delivery::DelivererParts delivererParts();
    notices::MailerParts mailerParts();
    std::vector<TenantId> tenantIds() const {
        std::vector<TenantId> ids;
        for (const auto& tenant : tenants.all())
            ids.push_back(tenant->id);
        return ids;
    }
    /// This organisation has something to send, or to tell.
    void wake(const TenantId& tenant) {
        mailer.wake(tenant);
        deliverer.wake(tenant);
    }
    /// The tenants that are not suspended, as the part that asks wants them.
    template <class AsTenant>
    std::vector<AsTenant> inService() const {
        std::vector<AsTenant> served;
        for (const auto& tenant : tenants.all())
            if (!tenant->suspended)
                served.push_back({tenant->id, tenant->settings});
        return served;
    }
    tenancy::Services makeServices();
};

Program::Parts::Parts(ProgramPlace given)
    : place{std::move(given)},
      clock{clockOf(place)},
      installation{place.settings, place.var_dir},
      key{must(database::SealKey::read(installation.seal_key))},
      control{must(installation.portalAccess())},
      places{control, key, installation.tenants_copy},
      pools{places, installation.pool_limits},
      templates{place.platform_dir},
      identity{place.settings.workers,
               key,
               templates,
               {{.proxy = place.settings.delivery.proxy, .ca_file = place.settings.delivery.ca_file},
                installation.secrets_dir}},
      workshop{place.program_dir + "/inzage-image", place.settings.workers.image_slots,
               std::chrono::milliseconds{place.settings.workers.image_wait_ms}},
      gateways{place.settings, {inVar(place, place.settings.outbox_dir), installation.secrets_dir}, key},
      deliverer{delivererParts(), {.threads = place.settings.workers.delivery_threads}},
      log_keeper{{.pools = pools,
                  .clock = *clock,
                  .settings = place.settings.evidence,
                  .heads_file = place.settings.evidence.heads_file.empty()
                                    ? std::string{}
                                    : inVar(place, place.settings.evidence.heads_file),
                  .tenants = [this] { return tenantIds(); }}},
      mailer{mailerParts()},
      export_maker{{.pools = pools,
                    .clock = *clock,
                    .templates = templates,
                    .outbox = identity.outbox(),
                    .tenant_of = [this](const TenantId& id) { return tenants.byId(id); },
                    .wake_delivery = [this](const TenantId& id) { deliverer.wake(id); }}},
      retention{{.pools = pools,
                 .clock = *clock,
                 .tenants = [this] { return inService<retention::KeptTenant>(); }}},
      runner{pools, places, *clock,
             sync::runnerPlace(place.settings, place.var_dir, place.program_dir, "inzaged")},
      supervisor{pools,
                 runner,
                 [this] { return inService<sync::PlannedTenant>(); },
                 {.parallel_max = place.settings.sync.parallel_max,
                  .jitter = std::chrono::seconds{place.settings.sync.jitter_s}}},
      services{makeServices()},
      portal_server{portalOptions(place, portal, files, tenants, *clock),
                    [this](const http::Request& request) {
                        if (const auto tenant = tenants.byHost(request.host()))
                            log_keeper.note(tenant->id);
                        return portal.answer(request);
                    }},
      ops_server{opsOptions(*clock), [this](const http::Request& request) { return ops.answer(request); }} {}

delivery::DelivererParts Program::Parts::delivererParts() {
    return {.pools = pools,
            .clock = *clock,
            .key = key,
            .settings_of =
                [this](const TenantId& id) {
                    const auto tenant = tenants.byId(id);
                    return tenant && !tenant->suspended ? tenant->settings : nullptr;
                },
            .tenants = [this] { return tenantIds(); },
            .routes_of = [this](const config::TenantSettings& settings,
                                delivery::Channel channel) { return gateways.routesOf(settings, channel); }};
}

notices::MailerParts Program::Parts::mailerParts() {
    return {.pools = pools,
            .clock = *clock,
            .outbox = delivery::Outbox{key},
            .templates = templates,
            .tenant_of =
                [this](const TenantId& id) {
                    const auto tenant = tenants.byId(id);
                    return tenant && !tenant->suspended ? tenant : nullptr;
                },
            .tenants = [this] { return tenantIds(); },
            .wake_delivery = [this](const TenantId& tenant) { deliverer.wake(tenant); }};
}

tenancy::Services Program::Parts::makeServices() {
    return {.pools = pools,
            .templates = templates,
            .clock = *clock,
            .tenants = tenants,
            .platform = place.settings,
            .files = files,
            .wake_delivery = [this](const TenantId& tenant) { wake(tenant); },
            .form_token = identity::plainFormToken,
            .next_run = [](const config::TenantSettings& settings, const std::vector<RecordKind>& kinds,
                           UtcTime at) { return sync::nextPlanned(settings, kinds, at); },
            .with_kept_text = access::withTyped};
}

Program::Program(ProgramPlace place) : parts_{std::make_unique<Parts>(std::move(place))} {}

Program::~Program() = default;

Outcome<void> Program::start() {
    auto& p = *parts_;
    if (auto loaded = p.files.load(p.place.static_dir, "/static/"); !loaded)
        return loaded;
    if (auto loaded = p.places.load(); !loaded)
        return loaded.failure();
    if (const auto faults = config::secretFaults(p.place.settings.delivery, p.installation.secrets_dir);
        !faults.empty())
        return Failure{FailureKind::Config, p.place.settings.source_file + ": " + faults.front()};
    const auto served = takeTenants(p.place.tenants_dir, p.installation.secrets_dir, p.place.settings,
                                    p.places, p.templates, p.tenants, p.files);
    fillPortal(p.portal, p.services, p.identity, p.workshop, p.gateways, p.export_maker);
    http::addOpsRoutes(p.ops, p.portal);
    // Databases are not asked: they are the same for every node, and pages say themselves what is away.
    observe::Health::addReadyCheck("portal", [&p]() -> std::optional<std::string> {
        return p.serving ? std::nullopt
                         : std::optional<std::string>{"the pages' listener does not serve yet"};
    });
    observe::gauge(observe::Metric::BuildInfo, {INZAGE_VERSION, "inzaged"}, 1);
    const auto& listeners = p.place.settings.listeners;
    if (auto started = p.ops_server.start(listeners.ops_address + ":" + std::to_string(listeners.ops_port));
        !started)
        return started;
    if (auto started =
            p.portal_server.start(listeners.portal_address + ":" + std::to_string(listeners.portal_port));
        !started)
        return started;
    p.serving = true;
    p.deliverer.start();
    p.mailer.start();
    p.log_keeper.start();
    p.supervisor.start();
    p.retention.start();
    p.export_maker.start();
    observe::logEvent(observe::Event::APP_STARTED, {{"tenants", served}, {"version", INZAGE_VERSION}});
    return {};
}

void Program::tick() {
    auto& p = *parts_;
    p.pools.reap();
    for (const auto& tenant : delivery::takeAsked(delivery::wakeFolder(p.place.var_dir)))
        p.wake(tenant);
    if (++p.ticks % kRefreshEvery != 0)
        return;
    const auto changed = p.places.refresh();
    if (!changed) {
        observe::logEvent(observe::Event::APP_CONTROL_DATABASE_AWAY, {{"why", changed.failure().what}});
        return;
    }
    if (changed.value().empty())
        return;
    for (const auto& tenant : changed.value())
        p.pools.forget(tenant);
    followStates(p.places, p.tenants);
    p.supervisor.tenantsChanged();
}

void Program::stop() {
    auto& p = *parts_;
    const std::chrono::seconds drain{p.place.settings.drain_s};
    observe::Health::setStopping(true);
    p.portal_server.stop(drain);
    p.export_maker.stop();
    p.retention.stop();
    p.supervisor.stop(drain);
    p.mailer.stop();
    p.log_keeper.stop();
    p.deliverer.stop();
    p.ops_server.stop(std::chrono::seconds{1});
    observe::Health::removeReadyCheck("portal");
    observe::logEvent(observe::Event::APP_STOPPED, {});
}

}  // namespace inzage::app
