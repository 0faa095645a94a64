#pragma once
#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

/// Programs that are started for one piece of work and end: runs of a synchronisation, photos.
namespace inzage::process {

struct LaunchLimits {
    std::chrono::milliseconds deadline{900000};  ///< then it is asked to stop (SIGTERM) …
    std::chrono::milliseconds grace{10000};      ///< … and so much later killed with all its children
    std::size_t answer_bytes_max = 65536;
    std::size_t words_bytes_kept = 4096;  ///< of what it prints on standard error, the last
    std::size_t words_bytes_max = std::size_t{16} * 1024 * 1024;  ///< a program that prints more is killed
};

/// How a program ended.
struct Ending {
    enum class Cause {
        Exited,
        Signal,      ///< ended by a signal that was not ours: a crash, or the limit of CPU time
        Deadline,    ///< killed: it ran past deadline and grace
        Stopped,     ///< ended or killed because the caller asked to stop
        Flooded,     ///< killed: it printed too much
        NotStarted,  ///< `why` says why
    };
    Cause cause = Cause::NotStarted;
    int exit_status = -1;
    int signal = 0;
    std::string answer;  ///< its standard output
    std::string words;   ///< the end of its standard error
    std::string why;
};

/// Starts `program` without arguments in a process group of its own, with an environment of nothing but a
/// path, a locale and LD_BIND_NOW (an adapter with a missing symbol fails at once and not in the middle), and
/// no open files but the three; gives it `input`, and waits for its end. Thread-safe; the calling thread must
/// live until it returns, because the program dies with it.
/// `more` follows `input`, so that a caller needn't copy something large behind its order.
[[nodiscard]] Ending launch(const std::string& program, std::string_view input, const LaunchLimits& limits,
                            const std::stop_token& stop, std::string_view more = {});

}  // namespace inzage::process
