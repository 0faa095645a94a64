// The table of deploy/platform.yaml.
#include "platform/config/tables.h"

namespace inzage::config {
namespace {

void declareListeners(GroupDef<ListenerSettings>& g) {
    g.text("portal_address", &ListenerSettings::portal_address, {.format = TextFormat::Network, .min = 1},
           "Address the portals listen on.");
    g.whole("portal_port", &ListenerSettings::portal_port, {1, 65535, ""}, "Port of the portals.");
    g.text("ops_address", &ListenerSettings::ops_address, {.format = TextFormat::Network, .min = 1},
           "Address of metrics, health and the admin console; never one that the internet reaches.");
    g.whole("ops_port", &ListenerSettings::ops_port, {1, 65535, ""}, "Port of metrics, health and console.");
    g.word("public_scheme", &ListenerSettings::public_scheme, {"http", "https"},
           "How links in mails begin; https also makes cookies Secure.");
    g.whole("public_port", &ListenerSettings::public_port, {1, 65535, ""},
            "Port of links in mails; left out of them when the scheme implies it.");
    g.texts("trusted_proxies", &ListenerSettings::trusted_proxies, {.format = TextFormat::Network, .min = 1},
            "Proxies whose X-Forwarded-For is believed; nobody else's is.");
}

void declareWorkers(GroupDef<WorkerSettings>& g) {
    g.whole("http_threads", &WorkerSettings::http_threads, {1, 512, "threads"}, "Requests in work at once.");
    g.whole("connections_max", &WorkerSettings::connections_max, {10, 20000, "connections"}, "Open sockets.");
    g.whole("queue_max", &WorkerSettings::queue_max, {1, 10000, "requests"},
            "Requests that wait for a thread; more are answered 503.");
    g.whole("argon2_slots", &WorkerSettings::argon2_slots, {1, 64, "at once"},
            "Password hashes at once, 19 MiB of memory each.");
    g.whole("argon2_wait_ms", &WorkerSettings::argon2_wait_ms, {100, 2000, "milliseconds"},
            "How long a login waits for one of them before it is answered 503.");
    g.whole("image_slots", &WorkerSettings::image_slots, {1, 16, "at once"},
            "Photos that are read at once, each in a process of its own.");
    g.whole("image_wait_ms", &WorkerSettings::image_wait_ms, {100, 30000, "milliseconds"},
            "How long an upload waits for one of them before it is answered 503.");
    g.whole("delivery_threads", &WorkerSettings::delivery_threads, {1, 16, "threads"},
            "Senders of SMS and mail: so many organisations' messages go out at once.");
}

void declareLimits(GroupDef<LimitSettings>& g) {
    g.whole("header_kib", &LimitSettings::header_kib, {4, 64, "KiB"},
            "Longest request header; more is answered 431.");
    g.whole("body_kib", &LimitSettings::body_kib, {16, 16384, "KiB"},
            "Longest request body; more is answered 413.");
    g.whole("header_timeout_s", &LimitSettings::header_timeout_s, {1, 60, "seconds"},
            "A connection whose header takes longer is closed.");
    g.whole("body_grace_s", &LimitSettings::body_grace_s, {1, 60, "seconds"},
            "A body may come as slowly as it likes for so long; then less than 1 KiB/s is answered 408.");
    g.whole("keep_alive_s", &LimitSettings::keep_alive_s, {1, 120, "seconds"},
            "An idle connection is closed then.");
}

void declareDatabase(GroupDef<DatabaseSettings>& g) {
    g.text("socket_dir", &DatabaseSettings::socket_dir, {.format = TextFormat::Path, .min = 1},
           "Folder of PostgreSQL's socket.");
    g.whole("port", &DatabaseSettings::port, {1, 65535, ""}, "Port that is part of the socket's name.");
    g.text("control_db", &DatabaseSettings::control_db, {.format = TextFormat::Word, .min = 1, .max = 63},
           "Name of the control database.");
    g.whole("per_tenant_max", &DatabaseSettings::per_tenant_max, {1, 8, "connections"},
            "Connections of one tenant.");
    g.whole("global_max", &DatabaseSettings::global_max, {4, 5000, "connections"},
            "Connections in all; above the number of tenants active at once, below PostgreSQL's "
            "max_connections.");
    g.whole("idle_close_s", &DatabaseSettings::idle_close_s, {5, 3600, "seconds"},
            "An idle connection is closed then.");
    g.whole("busy_max", &DatabaseSettings::busy_max, {1, 200, "transactions"},
            "Transactions in work at once; about five per core of the database.");
    g.whole("wait_max_ms", &DatabaseSettings::wait_max_ms, {100, 30000, "milliseconds"},
            "How long a page waits for a connection before it is answered 503.");
    g.whole("statement_timeout_ms", &DatabaseSettings::statement_timeout_ms, {100, 120000, "milliseconds"},
            "A statement of a page that takes longer is stopped.");
}

void declarePlatformDelivery(GroupDef<PlatformDeliverySettings>& g) {
    g.text("proxy", &PlatformDeliverySettings::proxy, {.max = 200},
           "Proxy for SMS gateways, http://host:port; left out: none, whatever the environment says.");
    g.text("ca_file", &PlatformDeliverySettings::ca_file, {.format = TextFormat::Path},
           "Certificates (PEM) that gateways may be signed by, instead of the machine's; an absolute path.");
    declareChannels(g);
}

void declareSyncWorker(GroupDef<SyncWorkerSettings>& g) {
    g.text("plugin_dir", &SyncWorkerSettings::plugin_dir, {.format = TextFormat::Path, .min = 1},
           "Folder of the adapters; relative to the folder of the program.");
    g.text("program", &SyncWorkerSettings::program, {.format = TextFormat::Path, .min = 1},
           "The program of one run; relative to the folder of the program.");
    g.whole("parallel_max", &SyncWorkerSettings::parallel_max, {1, 64, "runs"}, "Runs at once.");
    g.whole("jitter_s", &SyncWorkerSettings::jitter_s, {0, 60, "seconds"},
            "Scheduled runs with every_min start up to so much later, each tenant at a time of its own, so "
            "that not all "
            "call their sources in the same second. Times under `at` are kept to the second.");
    g.whole("memory_mib", &SyncWorkerSettings::memory_mib, {128, 16384, "MiB"}, "Memory of one run.");
    g.whole("cpu_s", &SyncWorkerSettings::cpu_s, {10, 14400, "seconds"}, "Processor time of one run.");
    g.whole("grace_s", &SyncWorkerSettings::grace_s, {1, 120, "seconds"},
            "Between asking a late run to stop and killing it.");
}

}  // namespace

const std::vector<SettingDef>& platformTable() {
    static const std::vector<SettingDef> table = [] {
        std::vector<SettingDef> defs;
        GroupDef<PlatformSettings> top{defs};
        top.choice(
            "environment", &PlatformSettings::environment,
            Words<Environment>{{"production", Environment::Production},
                               {"demo", Environment::Demo},
                               {"test", Environment::Test}},
            "What this deployment is for; production refuses http links, test alone may shift the clock.");
        top.text("tenants_dir", &PlatformSettings::tenants_dir, {.format = TextFormat::Path},
                 "Folder of the tenants' settings; left out: tenants/ of this installation.");
        top.text("secrets_dir", &PlatformSettings::secrets_dir, {.format = TextFormat::Path, .min = 1},
                 "Folder of keys and of secret files that are named without a folder.");
        top.text("outbox_dir", &PlatformSettings::outbox_dir, {.format = TextFormat::Path, .min = 1},
                 "Folder of sms.jsonl and mail.jsonl of the gateway file.");
        top.text("test_clock_offset_file", &PlatformSettings::test_clock_offset_file,
                 {.format = TextFormat::Path},
                 "File with the seconds by which the clock is shifted; only when environment is test.");
        top.whole("drain_s", &PlatformSettings::drain_s, {1, 300, "seconds"},
                  "How long a stopping server waits for requests in work.");
        top.group("listeners", &PlatformSettings::listeners, "Where the server listens.", declareListeners);
        top.group("workers", &PlatformSettings::workers, "How much happens at once.", declareWorkers);
        top.group("limits", &PlatformSettings::limits, "Limits of one request.", declareLimits);
        top.group("database", &PlatformSettings::database, "PostgreSQL.", declareDatabase);
        top.group("sync", &PlatformSettings::sync, "The processes that fetch from care-record systems.",
                  declareSyncWorker);
        top.group(
            "evidence", &PlatformSettings::evidence,
            "The seals of the access logs, and where their heads go.", [](GroupDef<EvidenceSettings>& g) {
                g.whole("seal_every_s", &EvidenceSettings::seal_every_s, {1, 3600, "seconds"},
                        "How often new rows are sealed and the head of each chain is written.");
                g.text("heads_file", &EvidenceSettings::heads_file, {.format = TextFormat::Path, .max = 300},
                       "File that gets the heads, one line each; below the data folder, or an absolute path, "
                       "best on "
                       "another machine. Left out: log/access-heads.jsonl.");
                g.flag("heads_to_syslog", &EvidenceSettings::heads_to_syslog,
                       "Whether the heads go to syslog too, for one that forwards to another machine.");
            });
        top.group("delivery", &PlatformSettings::delivery,
                  "Sending SMS and mail for organisations that name no gateway of their own.",
                  declarePlatformDelivery);
        return defs;
    }();
    return table;
}

}  // namespace inzage::config
