#pragma once
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "plugins/csv/manifest.h"
#include "plugins/sdk/failure.h"

namespace inzage::csv {

/// What messages call a file.
inline std::string nameFor(const Drop& drop, const DropFile& file) {
    return "drop '" + drop.label + "': " + file.file;
}

/// A file of a drop, opened without following links: who may write drops may not choose what we read.
class OpenFile {
  public:
    OpenFile(const Drop& drop, const DropFile& file) : name_{nameFor(drop, file)} {
        fd_ = ::open((drop.folder / file.file).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        if (fd_ < 0 && (errno == ENOENT || errno == ELOOP))
            throw sdk::AdapterFailure{sdk::AdapterFailureKind::Defect,
                                      name_ + (errno == ENOENT ? " is in the manifest but not in the folder"
                                                               : " is a link, and links are not followed")};
        if (fd_ < 0)
            throw sdk::AdapterFailure{sdk::AdapterFailureKind::Transient,
                                      name_ + " can't be opened: " + std::strerror(errno)};
        before_ = look();
        if (!S_ISREG(before_.st_mode)) {
            ::close(fd_);
            throw sdk::AdapterFailure{sdk::AdapterFailureKind::Defect, name_ + " is not a regular file"};
        }
    }
    ~OpenFile() { ::close(fd_); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    [[nodiscard]] int fd() const { return fd_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] bool unchanged() const {
        const struct stat now = look();
        return now.st_size == before_.st_size && now.st_mtim.tv_sec == before_.st_mtim.tv_sec &&
               now.st_mtim.tv_nsec == before_.st_mtim.tv_nsec;
    }

  private:
    [[nodiscard]] struct stat look() const {
        struct stat found {};
        ::fstat(fd_, &found);
        return found;
    }
    std::string name_;
    int fd_ = -1;
    struct stat before_ {};
};

}  // namespace inzage::csv
