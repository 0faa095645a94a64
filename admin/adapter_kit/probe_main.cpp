// inzage-adapter-probe: a process with one adapter in it, for the conformance kit. Started by `inzagectl
// adapter check` with a job (sync/job.h) and a plan (plan.h) on standard input, one line each; prints the
// answer's lines as it goes. Exit status 64: no usable order. Anything but 0: it did not come to its end.
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "admin/adapter_kit/probe.h"
#include "platform/sync/worker/system_calls.h"
#include "platform/sync/worker/worker.h"

namespace {

using namespace inzage;

constexpr int kNoOrder = 64;
constexpr std::size_t kOrderBytesMax = std::size_t{4} * 1024 * 1024;
constexpr rlim_t kFileBytesMax = rlim_t{16} * 1024 * 1024;
constexpr std::size_t kPrintedBytesKept = 65536;

std::optional<std::string> readOrder() {
    std::string text;
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0 ? std::optional{text} : std::nullopt;
        text.append(buffer.data(), static_cast<std::size_t>(got));
        if (text.size() > kOrderBytesMax)
            return std::nullopt;
    }
}

void print(int answer, const std::string& line) {
    for (std::size_t done = 0; done < line.size();) {
        const ssize_t put = ::write(answer, line.data() + done, line.size() - done);
        if (put <= 0 && errno != EINTR)
            return;
        done += static_cast<std::size_t>(std::max<ssize_t>(put, 0));
    }
}

std::string printedIn(int file) {
    ::fflush(nullptr);
    std::string text(kPrintedBytesKept, '\0');
    const ssize_t got = ::pread(file, text.data(), text.size(), 0);
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return text;
}

int fail(const std::string& why) {
    std::fprintf(stderr, "inzage-adapter-probe: %s\n", why.c_str());
    return kNoOrder;
}

int peakMib() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return static_cast<int>(used.ru_maxrss / 1024);
}

}  // namespace

int main(int argc, char** /*argv*/) {
    if (argc > 1 || ::isatty(STDIN_FILENO) == 1)
        return fail("takes an order on its standard input; use `inzagectl adapter check`");
    ::signal(SIGPIPE, SIG_IGN);
    // What the adapter prints on its standard output goes to a file in memory; a flood of it ends at the
    // limit for files.
    const int answer = ::dup(STDOUT_FILENO);
    const int printed = ::memfd_create("standard output", MFD_CLOEXEC);
    const rlimit file_bytes{kFileBytesMax, kFileBytesMax};
    if (answer < 0 || printed < 0 || ::dup2(printed, STDOUT_FILENO) < 0 ||
        ::setrlimit(RLIMIT_FSIZE, &file_bytes) != 0)
        return fail("its standard output can't be set apart");
    const auto order = readOrder();
    const auto line = order ? order->find('\n') : std::string::npos;
    if (line == std::string::npos)
        return fail("no order could be read");
    const auto job = sync::jobFromJson(std::string_view{*order}.substr(0, line));
    const auto plan = adapter_kit::planFromJson(std::string_view{*order}.substr(line + 1));
    if (!job || !plan)
        return fail(job ? plan.failure().what : job.failure().what);
    ::setenv("TZ", plan.value().time_zone.c_str(), 1);
    ::tzset();
    if (const auto limited = sync::limitThisProcess(job.value().limits, job.value().parent_pid); !limited)
        return fail(limited.failure().what);
    if (const auto forbidden = sync::forbidSystemCalls(); !forbidden)
        std::fprintf(stderr, "inzage-adapter-probe: %s\n", forbidden.failure().what.c_str());
    adapter_kit::probe(job.value(), plan.value(),
                       [&](const std::string& said) { print(answer, said + '\n'); });
    print(answer, adapter_kit::toJson(adapter_kit::ProbeEnd{peakMib(), printedIn(printed)}) + '\n');
    if (plan.value().leave)
        std::exit(0);
    ::_exit(0);
}
