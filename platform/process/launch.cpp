#include "platform/process/launch.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace inzage::process {

namespace {

using Steady = std::chrono::steady_clock;

constexpr int kPollMs = 100;

/// A descriptor that is closed when it goes.
class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_{number} {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        close();
        number_ = std::exchange(other.number_, -1);
        return *this;
    }
    [[nodiscard]] int get() const noexcept { return number_; }
    [[nodiscard]] bool open() const noexcept { return number_ >= 0; }
    void close() noexcept {
        if (number_ >= 0)
            ::close(number_);
        number_ = -1;
    }

  private:
    int number_;
};

/// Two ends: ours does not block, theirs is an ordinary stream. A socket, so that writing to a dead program
/// is an error and no signal.
struct Channel {
    Descriptor ours;
    Descriptor theirs;

    bool make() {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
            return false;
        ours = Descriptor{ends[0]};
        theirs = Descriptor{ends[1]};
        return ::fcntl(ours.get(), F_SETFL, O_NONBLOCK) == 0;
    }
};

/// posix_spawn's plan: which files, which signals, which group.
class Plan {
  public:
    Plan(const Channel& input, const Channel& answer, const Channel& words) {
        ::posix_spawn_file_actions_init(&files_);
        ::posix_spawnattr_init(&attributes_);
        ::posix_spawn_file_actions_adddup2(&files_, input.theirs.get(), STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&files_, answer.theirs.get(), STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&files_, words.theirs.get(), STDERR_FILENO);
        ::posix_spawn_file_actions_addclosefrom_np(&files_, STDERR_FILENO + 1);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(&attributes_,
                                   POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~Plan() {
        ::posix_spawn_file_actions_destroy(&files_);
        ::posix_spawnattr_destroy(&attributes_);
    }
    Plan(const Plan&) = delete;
    Plan& operator=(const Plan&) = delete;

    /// 0, or the error's number.
    int start(const std::string& program, pid_t& pid) {
        std::string name = program;
        std::array<char*, 2> arguments{name.data(), nullptr};
        std::array<std::string, 4> words{"LD_BIND_NOW=1", "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8",
                                         "MALLOC_ARENA_MAX=2"};
        std::array<char*, 5> environment{words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                                         nullptr};
        return ::posix_spawn(&pid, program.c_str(), &files_, &attributes_, arguments.data(),
                             environment.data());
    }

  private:
    posix_spawn_file_actions_t files_{};
    posix_spawnattr_t attributes_{};
};

/// Watches one started program to its end.
class Watch {
  public:
    Watch(pid_t pid, Channel&& input, Channel&& answer, Channel&& words, std::string_view job,
          std::string_view more, const LaunchLimits& limits)
        : pid_{pid},
          input_{std::move(input.ours)},
          answer_{std::move(answer.ours)},
          words_{std::move(words.ours)},
          job_{job},
          more_{more},
          limits_{limits},
          deadline_{Steady::now() + limits.deadline} {}

    Ending untilTheEnd(const std::stop_token& stop) {
        int status = 0;
        for (;;) {
            exchange();
            const pid_t ended = ::waitpid(pid_, &status, WNOHANG);
            if (ended == pid_ || (ended < 0 && errno != EINTR))
                break;
            enforce(stop);
        }
        // Whatever it started goes with it.
        ::kill(-pid_, SIGKILL);
        exchangeRest();
        finish(status);
        return std::move(ending_);
    }

  private:
    void exchange() {
        std::array<pollfd, 3> polls{pollfd{answer_.get(), POLLIN, 0}, pollfd{words_.get(), POLLIN, 0},
                                    pollfd{input_.get(), POLLOUT, 0}};
        // When both streams are at their end the program is about to end too: look again soon.
        const bool quiet = !answer_.open() && !words_.open();
        (void)::poll(polls.data(), polls.size(), quiet ? 20 : kPollMs);
        if (input_.open())
            give();
        take(answer_, ending_.answer, limits_.answer_bytes_max, false);
        take(words_, ending_.words, limits_.words_bytes_kept, true);
    }

    void give() {
        const ssize_t put = ::send(input_.get(), job_.data(), job_.size(), MSG_NOSIGNAL);
        if (put > 0)
            job_.remove_prefix(static_cast<std::size_t>(put));
        if (job_.empty())
            job_ = std::exchange(more_, {});
        if (job_.empty() || (put < 0 && errno != EAGAIN && errno != EINTR))
            input_.close();
    }

    /// Reads what is there. Keeps the first `bytes_max` bytes, or the last.
    void take(Descriptor& from, std::string& into, std::size_t bytes_max, bool keep_last) {
        std::array<char, 16384> buffer{};
        while (from.open()) {
            const ssize_t got = ::recv(from.get(), buffer.data(), buffer.size(), 0);
            if (got < 0 && (errno == EAGAIN || errno == EINTR))
                return;
            if (got <= 0)
                return from.close();
            const auto bytes = static_cast<std::size_t>(got);
            if (keep_last) {
                printed_ += bytes;
                into.append(buffer.data(), bytes);
                if (into.size() > bytes_max)
                    into.erase(0, into.size() - bytes_max);
                // Back to the deadline and the limits between two reads of a flood.
                if (printed_ > limits_.words_bytes_max)
                    return;
            } else {
                into.append(buffer.data(), std::min(bytes, bytes_max - std::min(bytes_max, into.size())));
            }
        }
    }

    void exchangeRest() {
        input_.close();
        take(answer_, ending_.answer, limits_.answer_bytes_max, false);
        take(words_, ending_.words, limits_.words_bytes_kept, true);
    }

    void enforce(const std::stop_token& stop) {
        const auto now = Steady::now();
        if (printed_ > limits_.words_bytes_max)
            return end(Ending::Cause::Flooded, SIGKILL);
        if (!asked_at_) {
            if (stop.stop_requested())
                return ask(Ending::Cause::Stopped, now);
            if (now >= deadline_)
                return ask(Ending::Cause::Deadline, now);
        } else if (now >= *asked_at_ + limits_.grace) {
            end(killed_for_, SIGKILL);
        }
    }

    void ask(Ending::Cause cause, Steady::time_point now) {
        asked_at_ = now;
        end(cause, SIGTERM);
    }

    void end(Ending::Cause cause, int signal) {
        killed_for_ = cause;
        ::kill(signal == SIGKILL ? -pid_ : pid_, signal);
    }

    void finish(int status) {
        if (WIFEXITED(status)) {
            // It may have ended well although it was asked to stop.
            ending_.cause = Ending::Cause::Exited;
            ending_.exit_status = WEXITSTATUS(status);
            return;
        }
        ending_.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        ending_.cause = killed_for_;
    }

    pid_t pid_;
    Descriptor input_;
    Descriptor answer_;
    Descriptor words_;
    std::string_view job_;
    std::string_view more_;
    const LaunchLimits& limits_;
    Steady::time_point deadline_;
    std::optional<Steady::time_point> asked_at_;
    Ending::Cause killed_for_ = Ending::Cause::Signal;
    std::size_t printed_ = 0;
    Ending ending_;
};

}  // namespace

Ending launch(const std::string& program, std::string_view input, const LaunchLimits& limits,
              const std::stop_token& stop, std::string_view more) {
    Ending failed;
    Channel job;
    Channel answer;
    Channel words;
    if (!job.make() || !answer.make() || !words.make()) {
        failed.why = std::string{"no channels to a worker: "} + std::strerror(errno);
        return failed;
    }
    pid_t pid = 0;
    Plan plan{job, answer, words};
    if (const int error = plan.start(program, pid); error != 0) {
        failed.why = program + " can't be started: " + std::strerror(error);
        return failed;
    }
    job.theirs.close();
    answer.theirs.close();
    words.theirs.close();
    Watch watch{pid, std::move(job), std::move(answer), std::move(words), input, more, limits};
    return watch.untilTheEnd(stop);
}

}  // namespace inzage::process
