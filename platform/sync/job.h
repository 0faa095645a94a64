#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/failure.h"
#include "platform/base/ids.h"
#include "platform/base/record_kind.h"
#include "platform/database/tenant_pools.h"
#include "platform/sync/run_counts.h"
#include "plugins/sdk/settings.h"

namespace inzage::sync {

/// What a worker may use up. The process limits itself to this before it loads any adapter.
struct WorkerLimits {
    int memory_mib = 1024;  ///< address space
    int cpu_s = 1800;
    int files = 256;
    int deadline_s = 900;  ///< wall time
};

/// Everything one run needs and nothing else: travels to the worker on its standard input, because arguments
/// and environment are readable by others and the database password and the adapter's secrets are in it.
struct Job {
    std::string tenant;
    std::string run_id;
    std::string schedule_name;
    std::vector<RecordKind> kinds;
    bool full = false;           ///< without cursor: everything the source has
    bool by_operator = false;    ///< somebody asked for this run
    bool outbound_only = false;  ///< hands over what waits, fetches nothing
    int give_up_after_h = 72;    ///< for changes that can't be handed over
    database::TenantPlace place;
    std::string adapter;  ///< the plugin's name
    std::string plugin_dir;
    sdk::AdapterSettings settings;
    bool tell_plans = false;
    bool tell_reports = false;
    std::string clock_offset_file;  ///< test deployments only; empty: the machine's time
    int parent_pid = 0;             ///< the worker ends when this is not its parent (any more)
    WorkerLimits limits;
};

/// One JSON object.
[[nodiscard]] std::string toJson(const Job& job);
/// Refuses anything toJson() doesn't make; the reason names the member, never a value.
[[nodiscard]] Outcome<Job> jobFromJson(std::string_view json);

/// What the worker prints on its standard output when it ends: one JSON object on one line.
struct Summary {
    bool succeeded = false;
    std::optional<Failure> failure;
    RunCounts counts{};
    PushCounts pushed{};
    std::int64_t set_aside_total = 0;
    std::string adapter;  ///< name and version
};
[[nodiscard]] std::string toJson(const Summary& summary);
[[nodiscard]] std::optional<Summary> summaryFromJson(std::string_view json);

}  // namespace inzage::sync
