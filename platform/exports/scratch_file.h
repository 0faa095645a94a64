#pragma once
#include <fstream>
#include <string>

namespace inzage::exports {

/// A file without a name, on the disk that holds temporary files: what is written in it is gone when the
/// process ends, however it ends. Movable by nobody; one thread.
class ScratchFile {
  public:
    /// Throws std::runtime_error when there is no place to write.
    ScratchFile();
    ~ScratchFile();
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    /// To write, then to read from the beginning after rewind().
    [[nodiscard]] std::fstream& stream() noexcept { return stream_; }
    /// Throws std::runtime_error when not everything could be written: the disk is full.
    void rewind();

  private:
    int fd_ = -1;
    std::fstream stream_;
};

}  // namespace inzage::exports
