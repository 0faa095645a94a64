// inzage-sync: one run of one organisation, then it ends. Started by inzaged or inzagectl with the job on
// standard input; prints one JSON object. Exit status: 0 succeeded; 1 failed for the settings, 2 try again
// later, 3 the source's data or the adapter is wrong, 4 refused, 5 outcome unknown; 64 no usable job.
// Anything else: it was killed.
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <optional>
#include <thread>

#include "platform/sync/worker/system_calls.h"
#include "platform/sync/worker/worker.h"

namespace {

using namespace inzage;

constexpr std::size_t kJobBytesMax = std::size_t{4} * 1024 * 1024;
constexpr int kNoJob = 64;

std::optional<std::string> readJob() {
    std::string text;
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0 ? std::optional{text} : std::nullopt;
        text.append(buffer.data(), static_cast<std::size_t>(got));
        if (text.size() > kJobBytesMax)
            return std::nullopt;
    }
}

/// What the adapter prints must not mix with the answer: its standard output joins the standard error, the
/// answer keeps a descriptor of its own.
int keepAnswerApart() {
    const int answer = ::dup(STDOUT_FILENO);
    if (answer < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        return -1;
    return answer;
}

bool print(int answer, const std::string& line) {
    std::size_t done = 0;
    while (done < line.size()) {
        const ssize_t put = ::write(answer, line.data() + done, line.size() - done);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        done += static_cast<std::size_t>(put);
    }
    return true;
}

int exitStatusOf(const sync::Summary& summary) {
    if (!summary.failure)
        return 0;
    switch (summary.failure->kind) {
        case FailureKind::Config:
            return 1;
        case FailureKind::Transient:
            return 2;
        case FailureKind::Defect:
            return 3;
        case FailureKind::Refused:
            return 4;
        case FailureKind::InDoubt:
            return 5;
    }
    return 3;
}

int fail(const std::string& why) {
    std::fprintf(stderr, "inzage-sync: %s\n", why.c_str());
    return kNoJob;
}

sigset_t stopSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

int run(const sync::Job& job, int answer) {
    // SIGTERM is the supervisor's request to stop early; one thread waits for it, all others have it blocked.
    const sigset_t signals = stopSignals();
    std::stop_source stop;
    std::thread{[signals, stop]() mutable {
        int signal = 0;
        ::sigwait(&signals, &signal);
        stop.request_stop();
    }}.detach();

    const SystemClock machine;
    const OffsetFileClock shifted{job.clock_offset_file};
    const Clock& clock = job.clock_offset_file.empty() ? static_cast<const Clock&>(machine) : shifted;
    const sync::Summary summary = sync::runJob(job, clock, stop.get_token());
    print(answer, sync::toJson(summary) + '\n');
    return exitStatusOf(summary);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::strcmp(argv[1], "--version") == 0) {
        std::printf("inzage-sync %s\n", INZAGE_VERSION);
        return 0;
    }
    if (argc > 1 || ::isatty(STDIN_FILENO) == 1)
        return fail("takes a job on its standard input; use `inzagectl sync run <tenant>`");
    ::signal(SIGPIPE, SIG_IGN);
    const sigset_t signals = stopSignals();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const int answer = keepAnswerApart();
    const auto text = readJob();
    if (answer < 0 || !text)
        return fail("no job could be read");
    const auto job = sync::jobFromJson(*text);
    if (!job)
        return fail(job.failure().what);
    if (const auto limited = sync::limitThisProcess(job.value().limits, job.value().parent_pid); !limited)
        return fail(limited.failure().what);
    // Weaker than asked is told and goes on: the records matter more than the second fence.
    if (const auto forbidden = sync::forbidSystemCalls(); !forbidden)
        std::fprintf(stderr, "inzage-sync: %s\n", forbidden.failure().what.c_str());
    const int status = run(job.value(), answer);
    // Not exit(): an adapter's destructors and threads get no say in how the run ended.
    ::fflush(nullptr);
    ::_exit(status);
}
