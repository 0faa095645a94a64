#include "platform/files/worker/limits.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <array>

namespace inzage::files {
namespace {

// A picture of 40 megapixels whose rows come in several passes is unpacked as a whole: 160 MB, twice while
// it is turned. The libraries map some 200 MB that they don't touch.
constexpr rlim_t kMemoryBytes = rlim_t{900} << 20U;
constexpr rlim_t kCpuS = 10;

bool limit(__rlimit_resource_t resource, rlim_t most) {
    const rlimit both{most, most};
    return ::setrlimit(resource, &both) == 0;
}

#if defined(__x86_64__)
constexpr unsigned kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned kMachine = AUDIT_ARCH_AARCH64;
#endif

constexpr sock_filter load(size_t offset) {
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<unsigned>(offset));
}

/// Kills on the calls by which a taken-over program would reach something.
bool forbidCalls() {
    // Opening a file fails for the limit of open ones, and doesn't kill: the libraries look for what they can
    // do without.
    constexpr std::array<unsigned, 10> kForbidden{
        SYS_execve, SYS_execveat, SYS_socket,   SYS_connect,           SYS_bind,
        SYS_ptrace, SYS_kill,     SYS_unlinkat, SYS_process_vm_writev, SYS_process_vm_readv};
    std::array<sock_filter, kForbidden.size() * 2 + 6> program{};
    size_t at = 0;
    program[at++] = load(offsetof(seccomp_data, arch));
    program[at++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kMachine, 1, 0);
    program[at++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    program[at++] = load(offsetof(seccomp_data, nr));
    for (const unsigned call : kForbidden) {
        program[at++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1);
        program[at++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    }
    program[at++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const sock_fprog filter{static_cast<unsigned short>(at), program.data()};
    // For all threads that the library has started already.
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) == 0;
}

}  // namespace

bool limitBeforeReading() {
    return ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && limit(RLIMIT_AS, kMemoryBytes) &&
           limit(RLIMIT_CPU, kCpuS) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0);
}

bool closeTheDoor() {
    return limit(RLIMIT_NOFILE, 3) && forbidCalls();
}

}  // namespace inzage::files
