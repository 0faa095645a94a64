#include "platform/sync/worker/system_calls.h"

#include <linux/sched.h>
#include <seccomp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace inzage::sync {

namespace {

constexpr int kNever[] = {
    // other programs and processes
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd),
    SCMP_SYS(kcmp),
    // what others see
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(setns),
    SCMP_SYS(unshare), SCMP_SYS(open_by_handle_at), SCMP_SYS(quotactl), SCMP_SYS(swapon), SCMP_SYS(swapoff),
    // the kernel
    SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(init_module), SCMP_SYS(finit_module),
    SCMP_SYS(delete_module), SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(reboot),
    SCMP_SYS(userfaultfd), SCMP_SYS(io_uring_setup), SCMP_SYS(syslog), SCMP_SYS(acct),
    // keys and clocks
    SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(settimeofday),
    SCMP_SYS(clock_settime), SCMP_SYS(adjtimex), SCMP_SYS(clock_adjtime)};

struct Release {
    void operator()(void* filter) const noexcept { seccomp_release(filter); }
};

/// 0, or what libseccomp says is wrong (a negative errno).
int build(scmp_filter_ctx filter) {
    const auto refusal = SCMP_ACT_ERRNO(EPERM);
    for (const int call : kNever) {
        // A negative number is one that this machine does not have.
        if (const int wrong = call < 0 ? 0 : seccomp_rule_add(filter, refusal, call, 0); wrong != 0)
            return wrong;
    }
    const auto own = static_cast<scmp_datum_t>(::getpid());
    const auto add = [&](std::uint32_t action, int call, scmp_arg_cmp when) {
        return seccomp_rule_add_array(filter, action, call, 1, &when);
    };
    // Threads, but no processes. clone3 hides its flags in memory; without it the C library uses clone.
    int wrong = add(refusal, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
    if (wrong == 0)
        wrong = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    // Signals to itself only: abort() is one.
    for (const int call : {SCMP_SYS(kill), SCMP_SYS(tgkill), SCMP_SYS(rt_sigqueueinfo)})
        if (wrong == 0)
            wrong = add(refusal, call, SCMP_A0(SCMP_CMP_NE, own));
    if (wrong == 0)
        wrong = seccomp_rule_add(filter, refusal, SCMP_SYS(tkill), 0);
    // AF_NETLINK: how the C library finds out which addresses this machine has.
    constexpr scmp_datum_t kFamilyLast = AF_MAX;
    for (scmp_datum_t family = 0; wrong == 0 && family <= kFamilyLast; ++family)
        if (family != AF_UNIX && family != AF_INET && family != AF_INET6 && family != AF_NETLINK)
            wrong = add(refusal, SCMP_SYS(socket), SCMP_A0(SCMP_CMP_EQ, family));
    if (wrong == 0)
        wrong = add(refusal, SCMP_SYS(socket), SCMP_A0(SCMP_CMP_GT, kFamilyLast));
    return wrong;
}

}  // namespace

Outcome<void> forbidSystemCalls() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    // The sanitizers look for leaks from a process of their own.
    return {};
#else
    const std::unique_ptr<void, Release> filter{seccomp_init(SCMP_ACT_ALLOW)};
    if (!filter)
        return Failure{FailureKind::Transient, "no memory for a filter of system calls"};
    int wrong = seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1);
    if (wrong == 0)
        wrong = build(filter.get());
    if (wrong == 0)
        wrong = seccomp_load(filter.get());
    if (wrong == 0)
        return {};
    return Failure{FailureKind::Transient,
                   std::string{"this machine offers no filter of system calls: "} + std::strerror(-wrong)};
#endif
}

}  // namespace inzage::sync
