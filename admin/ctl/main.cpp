#include <sys/stat.h>

#include <filesystem>
#include <iostream>

#include "admin/ctl/ctl.h"

int main(int count, char** words) {
    // What it makes (secrets, copies, logins) is for its own user only.
    ::umask(077);
    std::error_code code;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", code);
    const inzage::SystemClock clock;
    return inzage::ctl::run({words + 1, words + count}, std::cout, std::cerr, program.parent_path().string(),
                            clock);
}
