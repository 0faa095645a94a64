// inzaged: serves the portal of every organisation in tenants/, plans their synchronisation, sends their
// messages.
//   inzaged [--config deploy/platform.yaml] [--var var] [--share FOLDER]
// Ends with 0 after SIGTERM or SIGINT, 1 when it can't start, 2 when called wrongly.
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <optional>
#include <span>

#include "platform/app/program.h"
#include "platform/config/load.h"
#include "platform/observe/events.h"

namespace {

namespace fs = std::filesystem;

struct Options {
    std::string config = "deploy/platform.yaml";
    std::string var = "var";
    std::string share;  ///< holds static/ and platform/; empty: beside the program and the sources
};

std::optional<Options> optionsFrom(std::span<char*> words) {
    Options options;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string_view word = words[i];
        std::string* target = word == "--config"  ? &options.config
                              : word == "--var"   ? &options.var
                              : word == "--share" ? &options.share
                                                  : nullptr;
        if (target == nullptr || ++i == words.size())
            return std::nullopt;
        *target = words[i];
    }
    return options;
}

inzage::app::ProgramPlace placeOf(const Options& options, inzage::config::PlatformSettings settings) {
    std::error_code code;
    const fs::path program = fs::read_symlink("/proc/self/exe", code).parent_path();
    inzage::app::ProgramPlace place;
    place.var_dir = fs::absolute(options.var).lexically_normal().string();
    place.program_dir = program.string();
    place.tenants_dir =
        (fs::absolute(options.config).parent_path().parent_path() / "tenants").lexically_normal().string();
    if (!settings.tenants_dir.empty())
        place.tenants_dir = settings.tenants_dir.starts_with('/')
                                ? settings.tenants_dir
                                : place.var_dir + "/" + settings.tenants_dir;
    place.platform_dir = options.share.empty() ? INZAGE_PLATFORM_DIR : options.share + "/platform";
    place.static_dir =
        options.share.empty() ? (program / "share/static").string() : options.share + "/static";
    place.settings = std::move(settings);
    return place;
}

/// Serves until a signal says stop. The signals are blocked in every thread, so that only this loop sees
/// them.
int serve(inzage::app::Program& program, const sigset_t& signals) {
    if (const auto started = program.start(); !started) {
        inzage::observe::logEvent(inzage::observe::Event::APP_START_FAILED,
                                  {{"why", started.failure().what}});
        return 1;
    }
    const timespec second{1, 0};
    while (sigtimedwait(&signals, nullptr, &second) < 0)
        program.tick();
    program.stop();
    return 0;
}

}  // namespace

int main(int count, char** words) {
    const auto options = optionsFrom({words, static_cast<std::size_t>(count)});
    if (!options) {
        std::cerr << "usage: inzaged [--config FILE] [--var FOLDER] [--share FOLDER]\n";
        return 2;
    }
    // An upload goes back to the machine when it was answered. Left to itself the library learns from the
    // first one to keep such pieces.
    ::mallopt(M_MMAP_THRESHOLD, 1 << 20);
    ::umask(077);
    // No core dump and no debugger: memory holds passwords while they are checked.
    ::prctl(PR_SET_DUMPABLE, 0);
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    try {
        auto read = inzage::config::parsePlatform(options->config);
        if (!read.settings) {
            std::cerr << inzage::config::textOf(read.errors) << '\n';
            return 1;
        }
        inzage::app::Program program{placeOf(*options, *std::move(read.settings))};
        return serve(program, signals);
    } catch (const std::exception& thrown) {
        inzage::observe::logEvent(inzage::observe::Event::APP_START_FAILED, {{"why", thrown.what()}});
        return 1;
    }
}
