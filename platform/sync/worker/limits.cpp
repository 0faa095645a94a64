#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/sync/worker/worker.h"

namespace inzage::sync {

namespace {

constexpr int kNiceness = 10;

Outcome<void> limit(int resource, rlim_t soft, rlim_t hard, const char* what) {
    const rlimit both{soft, hard};
    if (::setrlimit(static_cast<__rlimit_resource>(resource), &both) == 0)
        return {};
    return Failure{FailureKind::Transient,
                   std::string{"the worker's limit of "} + what + " is refused: " + std::strerror(errno)};
}

Outcome<void> limit(int resource, rlim_t most, const char* what) {
    return limit(resource, most, most, what);
}

}  // namespace

Outcome<void> limitThisProcess(const WorkerLimits& limits, int parent_pid) {
    // Asked for first and checked after: a parent that died in between is seen by the check.
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        return Failure{FailureKind::Transient, "the worker can't bind its life to its parent's"};
    if (::getppid() != parent_pid)
        return Failure{FailureKind::Refused, "the program that started this worker has ended"};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return Failure{FailureKind::Transient, "the worker can't give up privileges"};
    // Pages go first where both want the processor. Refusing costs nothing but that.
    (void)::setpriority(PRIO_PROCESS, 0, kNiceness);
    const auto mib = static_cast<rlim_t>(limits.memory_mib) * 1024 * 1024;
    const auto cpu_s = static_cast<rlim_t>(limits.cpu_s);
    if (auto set = limit(RLIMIT_AS, mib, "memory"); !set)
        return set;
    // The first signal (SIGXCPU) ends the process, the hard limit is for one that catches it.
    if (auto set = limit(RLIMIT_CPU, cpu_s, cpu_s + 5, "CPU time"); !set)
        return set;
    if (auto set = limit(RLIMIT_NOFILE, static_cast<rlim_t>(limits.files), "open files"); !set)
        return set;
    return limit(RLIMIT_CORE, 0, "core dumps");
}

}  // namespace inzage::sync
