#pragma once

namespace inzage::observe {

/// What the kernel says about this process; 0 where /proc can't be read.
struct ProcessStats {
    double resident_bytes = 0;
    double cpu_s = 0;
    double open_files = 0;
    double start_unix_s = 0;
};
[[nodiscard]] ProcessStats processStats();

}  // namespace inzage::observe
