#pragma once
#include <string>
#include <vector>

#include "platform/config/tenant_settings.h"

/// Settings of the whole deployment (deploy/platform.yaml). Structs are sections, fields are settings;
/// docs/settings-reference.md says what each means. Relative folders and files are relative to the data
/// folder
/// (--var), except sync.plugin_dir and sync.program, which are relative to the folder of the running program.
namespace inzage::config {

enum class Environment { Production, Demo, Test };

struct ListenerSettings {
    std::string portal_address = "127.0.0.1";
    int portal_port = 8080;
    std::string ops_address = "127.0.0.1";
    int ops_port = 8081;
    std::string public_scheme = "http";  ///< of links in mails; https makes cookies Secure and sends HSTS
    int public_port = 8080;  ///< of links in mails; left out of the link when the scheme implies it
    std::vector<std::string> trusted_proxies;  ///< addresses or CIDR blocks whose X-Forwarded-For counts
};

struct WorkerSettings {
    int http_threads = 16;       ///< requests in work at once
    int connections_max = 2000;  ///< open sockets
    int queue_max = 256;         ///< requests that wait; more get 503
    int argon2_slots = 2;        ///< password hashes at once, 19 MiB each
    int argon2_wait_ms = 2000;   ///< then 503
    int image_slots = 2;         ///< photos that are read at once, in processes of their own
    int image_wait_ms = 5000;    ///< then 503
    int delivery_threads = 4;    ///< so many tenants' messages go out at once
};

struct LimitSettings {
    int header_kib = 16;
    int body_kib = 12288;
    int header_timeout_s = 10;
    int body_grace_s = 5;
    int keep_alive_s = 15;
};

struct DatabaseSettings {
    std::string socket_dir = "pg/run";
    int port = 5432;
    std::string control_db = "inzage_control";
    int per_tenant_max = 8;
    int global_max = 650;
    int idle_close_s = 60;
    int busy_max = 10;  ///< statements in work at once over all tenants: about five per core
    int wait_max_ms = 5000;
    int statement_timeout_ms = 5000;
};

struct SyncWorkerSettings {
    std::string plugin_dir = "plugins";
    std::string program = "inzage-sync";
    int parallel_max = 2;
    int jitter_s = 20;  ///< runs of "every" rules start up to so much later, each tenant at its own time
    int memory_mib = 1024;
    int cpu_s = 1800;
    int grace_s = 10;  ///< between asking a late run to stop and killing it
};

/// What a tenant's messages go by that names no gateway of its own.
struct PlatformDeliverySettings : DeliverySettings {
    PlatformDeliverySettings() {
        sms.gateway = "file";
        mail.gateway = "file";
    }
    std::string proxy;    ///< "http://proxy.example:3128"; empty: none, whatever the environment says
    std::string ca_file;  ///< certificates that count instead of the machine's; empty: the machine's
};

/// The access logs' seals: their heads are kept elsewhere, so that nobody can change the past unseen.
struct EvidenceSettings {
    int seal_every_s = 300;  ///< rows are sealed and the heads written so often
    std::string heads_file =
        "log/access-heads.jsonl";  ///< below the data folder, or absolute: another machine's
    bool heads_to_syslog = false;  ///< for a syslog that forwards to another machine
};

struct PlatformSettings {
    Environment environment = Environment::Demo;
    std::string tenants_dir;  ///< empty: the folder tenants/ of this installation
    std::string secrets_dir = "secrets";
    EvidenceSettings evidence;
    std::string outbox_dir = "outbox";
    std::string test_clock_offset_file;  ///< environment test only
    int drain_s = 30;
    ListenerSettings listeners;
    WorkerSettings workers;
    LimitSettings limits;
    DatabaseSettings database;
    SyncWorkerSettings sync;
    PlatformDeliverySettings delivery;

    std::string source_file;

    /// "http://debeyart.localhost:8080" for a host of a tenant: what every link starts with.
    [[nodiscard]] std::string publicUrl(const std::string& host) const;
};

}  // namespace inzage::config
