#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "platform/base/failure.h"

namespace inzage::adapter_host {

/// What an adapter's file says about itself.
struct StampInfo {
    std::uint32_t abi = 0;
    std::string name;
    std::string version;
    std::string toolchain;
    std::string header_hash;
};

/// Reads the stamp from the ELF section of the file, without running any code of it. Refusals are of kind
/// Config and one sentence: not an ELF file of this machine, no stamp, a stamp that is cut off. Does not
/// judge the contents.
[[nodiscard]] Outcome<StampInfo> readStamp(const std::filesystem::path& file);

/// The exact comparison: abi, then toolchain, then header hash. Absent failure means that the file may be
/// opened.
[[nodiscard]] Outcome<void> acceptStamp(const StampInfo& stamp, const std::filesystem::path& file);

/// May this file be trusted as code? A regular file inside `plugin_dir`, owned by root, by the user running
/// or by the owner of the running program, and neither it nor the folder writable by group or others.
[[nodiscard]] Outcome<void> acceptFile(const std::filesystem::path& file,
                                       const std::filesystem::path& plugin_dir);

}  // namespace inzage::adapter_host
