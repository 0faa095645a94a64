#include "platform/observe/process_stats.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace inzage::observe {
namespace {

double secondsOf(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double startOfProcess() {
    // Field 22 of stat is the start in clock ticks since boot; the name in field 2 may hold spaces.
    std::ifstream in{"/proc/self/stat"};
    std::string stat;
    std::getline(in, stat);
    const std::size_t after_name = stat.rfind(')');
    if (after_name == std::string::npos)
        return 0;
    std::istringstream fields{stat.substr(after_name + 1)};
    std::string word;
    for (int field = 3; field <= 22 && fields >> word; ++field) {
    }
    std::ifstream boot_in{"/proc/stat"};
    std::string key;
    double boot = 0;
    for (std::string line; std::getline(boot_in, line);) {
        std::istringstream words{line};
        if (words >> key >> boot && key == "btime")
            break;
    }
    const auto ticks_per_s = static_cast<double>(::sysconf(_SC_CLK_TCK));
    return boot + std::strtod(word.c_str(), nullptr) / ticks_per_s;
}

}  // namespace

ProcessStats processStats() {
    static const double start = startOfProcess();
    ProcessStats stats;
    stats.start_unix_s = start;
    std::ifstream statm{"/proc/self/statm"};
    double total_pages = 0;
    double resident_pages = 0;
    if (statm >> total_pages >> resident_pages)
        stats.resident_bytes = resident_pages * static_cast<double>(::sysconf(_SC_PAGESIZE));
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) == 0)
        stats.cpu_s = secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime);
    std::error_code ignored;
    for (std::filesystem::directory_iterator it{"/proc/self/fd", ignored}, end; it != end;
         it.increment(ignored))
        ++stats.open_files;
    return stats;
}

}  // namespace inzage::observe
