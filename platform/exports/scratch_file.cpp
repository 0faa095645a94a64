#include "platform/exports/scratch_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

namespace inzage::exports {

ScratchFile::ScratchFile() {
    const std::string folder = std::filesystem::temp_directory_path().string();
    std::string name = folder + "/inzage-download-XXXXXX";
    fd_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (fd_ < 0)
        throw std::runtime_error{"no temporary file can be made in " + folder};
    ::unlink(name.c_str());
    stream_.open("/proc/self/fd/" + std::to_string(fd_), std::ios::in | std::ios::out | std::ios::binary);
    if (!stream_) {
        ::close(fd_);
        throw std::runtime_error{"the temporary file in " + folder + " can't be opened again"};
    }
}

ScratchFile::~ScratchFile() {
    stream_.close();
    ::close(fd_);
}

void ScratchFile::rewind() {
    stream_.flush();
    if (!stream_)
        throw std::runtime_error{"a temporary file could not be written: is the disk full?"};
    stream_.seekg(0);
}

}  // namespace inzage::exports
