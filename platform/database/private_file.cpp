#include "platform/database/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace inzage::database {
namespace {

constexpr std::size_t kBytesMax = std::size_t{1024} * 1024;

class Descriptor {
  public:
    explicit Descriptor(int number) : number_{number} {}
    ~Descriptor() {
        if (number_ >= 0)
            ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const noexcept { return number_; }

  private:
    int number_;
};

Failure configFailure(const std::string& path, const std::string& what) {
    return {FailureKind::Config, path + ": " + what};
}

std::string systemWords(int code) {
    return std::generic_category().message(code);
}

bool writeAll(int number, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(number, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

Outcome<std::string> readPrivateFile(const std::string& path) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
    if (file.number() < 0)
        return configFailure(path, systemWords(errno));
    struct stat facts {};
    if (::fstat(file.number(), &facts) != 0)
        return configFailure(path, systemWords(errno));
    if (!S_ISREG(facts.st_mode))
        return configFailure(path, "is not a regular file");
    if ((facts.st_mode & 077) != 0)
        return configFailure(path, "others may read or write it; chmod 0600 it, and renew what it holds");
    if (facts.st_size > static_cast<off_t>(kBytesMax))
        return configFailure(path, "is too long");
    std::string text(static_cast<std::size_t>(facts.st_size), '\0');
    std::size_t have = 0;
    while (have < text.size()) {
        const ssize_t got = ::read(file.number(), text.data() + have, text.size() - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return configFailure(path, systemWords(errno));
        if (got == 0)
            break;
        have += static_cast<std::size_t>(got);
    }
    text.resize(have);
    return text;
}

Outcome<void> writePrivateFile(const std::string& path, std::string_view text) {
    const std::filesystem::path target{path};
    const auto folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path{"."};
    std::error_code code;
    if (!std::filesystem::exists(folder, code) && std::filesystem::create_directories(folder, code))
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, code);
    std::string beside = path + ".XXXXXX";  // mkostemp makes it with mode 0600
    const Descriptor file{::mkostemp(beside.data(), O_CLOEXEC)};
    if (file.number() < 0)
        return configFailure(path, "can't be written: " + systemWords(errno));
    if (!writeAll(file.number(), text) || ::fsync(file.number()) != 0 ||
        ::rename(beside.c_str(), path.c_str()) != 0) {
        const int why = errno;
        ::unlink(beside.c_str());
        return configFailure(path, "can't be written: " + systemWords(why));
    }
    const Descriptor directory{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (directory.number() >= 0)
        ::fsync(directory.number());
    return {};
}

}  // namespace inzage::database
