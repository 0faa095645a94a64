#pragma once
#include <stop_token>

#include "platform/base/clock.h"
#include "platform/sync/job.h"

namespace inzage::sync {

/// Shuts this process in before it loads foreign code: address space, CPU time, open files, no core dump (it
/// would hold care texts), the processor only where no page wants it, no new privileges, and death together
/// with the parent. False, with the reason, when that is refused.
[[nodiscard]] Outcome<void> limitThisProcess(const WorkerLimits& limits, int parent_pid);

/// One run, start to end: takes the run's row from 'claimed' to 'running', loads the adapter, pulls, takes
/// in, and writes how it ended. Nothing is thrown. `stop` asks the adapter to end early.
[[nodiscard]] Summary runJob(const Job& job, const Clock& clock, const std::stop_token& stop);

}  // namespace inzage::sync
