#include "platform/adapter_host/stamp_reader.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <optional>
#include <vector>

#include "plugins/sdk/stamp.h"

namespace inzage::adapter_host {

namespace {

constexpr std::size_t kSectionsMax = 1000;
constexpr std::size_t kSectionNamesBytesMax = 64 * 1024;

Failure refuse(const std::filesystem::path& file, const std::string& why) {
    return Failure{FailureKind::Config, "adapter " + file.filename().string() + " is refused: " + why};
}

class File {
  public:
    explicit File(const std::filesystem::path& path) : fd_{::open(path.c_str(), O_RDONLY | O_CLOEXEC)} {}
    ~File() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] bool isOpen() const { return fd_ >= 0; }
    [[nodiscard]] bool readAt(std::uint64_t offset, void* into, std::size_t bytes) const {
        if (offset > static_cast<std::uint64_t>(INT64_MAX))
            return false;
        return ::pread(fd_, into, bytes, static_cast<off_t>(offset)) == static_cast<ssize_t>(bytes);
    }

  private:
    int fd_;
};

constexpr Elf64_Half machineHere() {
#if defined(__x86_64__)
    return EM_X86_64;
#else
    return EM_AARCH64;
#endif
}

std::optional<Elf64_Ehdr> readHeader(const File& file) {
    Elf64_Ehdr header{};
    if (!file.readAt(0, &header, sizeof header))
        return std::nullopt;
    const bool fits = std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 &&
                      header.e_ident[EI_CLASS] == ELFCLASS64 && header.e_ident[EI_DATA] == ELFDATA2LSB &&
                      header.e_type == ET_DYN && header.e_machine == machineHere();
    if (!fits)
        return std::nullopt;
    return header;
}

/// The section header of the stamp, or absent.
std::optional<Elf64_Shdr> findStampSection(const File& file, const Elf64_Ehdr& header) {
    if (header.e_shentsize != sizeof(Elf64_Shdr) || header.e_shnum == 0 || header.e_shnum > kSectionsMax ||
        header.e_shstrndx >= header.e_shnum)
        return std::nullopt;
    std::vector<Elf64_Shdr> sections(header.e_shnum);
    if (!file.readAt(header.e_shoff, sections.data(), sections.size() * sizeof(Elf64_Shdr)))
        return std::nullopt;
    const Elf64_Shdr& names_at = sections[header.e_shstrndx];
    if (names_at.sh_size > kSectionNamesBytesMax)
        return std::nullopt;
    std::string names(names_at.sh_size, '\0');
    if (!file.readAt(names_at.sh_offset, names.data(), names.size()))
        return std::nullopt;
    for (const Elf64_Shdr& section : sections)
        if (section.sh_name < names.size() &&
            std::strcmp(names.c_str() + section.sh_name, INZAGE_STAMP_SECTION) == 0)
            return section;
    return std::nullopt;
}

template <std::size_t N>
std::string textOf(const char (&field)[N]) {
    return std::string{field, ::strnlen(field, N)};
}

}  // namespace

Outcome<StampInfo> readStamp(const std::filesystem::path& path) {
    const File file{path};
    if (!file.isOpen())
        return refuse(path, "the file can't be read");
    const auto header = readHeader(file);
    if (!header)
        return refuse(path, "it is not a shared library for this machine");
    const auto section = findStampSection(file, *header);
    if (!section)
        return refuse(path, "it carries no stamp; build it with the adapter SDK and INZAGE_ADAPTER()");
    sdk::AdapterStamp stamp{};
    if (section->sh_type != SHT_PROGBITS || section->sh_size < sizeof stamp ||
        !file.readAt(section->sh_offset, &stamp, sizeof stamp) ||
        std::memcmp(stamp.magic, sdk::kStampMagic, sizeof stamp.magic) != 0 || stamp.bytes != sizeof stamp)
        return refuse(
            path, "its stamp is damaged or of another form; rebuild it with the adapter SDK of this release");
    return StampInfo{stamp.abi, textOf(stamp.name), textOf(stamp.version), textOf(stamp.toolchain),
                     textOf(stamp.header_hash)};
}

Outcome<void> acceptStamp(const StampInfo& stamp, const std::filesystem::path& file) {
    if (stamp.abi != sdk::kAdapterAbi)
        return refuse(file, "it speaks adapter ABI " + std::to_string(stamp.abi) + ", this platform ABI " +
                                std::to_string(sdk::kAdapterAbi) +
                                "; install the adapter package of this release");
    if (stamp.toolchain != INZAGE_TOOLCHAIN_TAG)
        return refuse(file, "it was built with another toolchain (" + stamp.toolchain + ", this platform " +
                                INZAGE_TOOLCHAIN_TAG + "); rebuild it with the compiler of this release");
    if (stamp.header_hash != INZAGE_SDK_HEADER_HASH)
        return refuse(
            file,
            "it was built against other SDK headers than this platform; rebuild it with the adapter "
            "SDK of this release");
    if (stamp.name != file.stem().string())
        return refuse(file,
                      "its stamp says that it is the adapter '" + stamp.name + "'; give the file that name");
    return {};
}

Outcome<void> acceptFile(const std::filesystem::path& file, const std::filesystem::path& plugin_dir) {
    std::error_code error;
    const auto dir = std::filesystem::canonical(plugin_dir, error);
    if (error)
        return Failure{FailureKind::Config, "the plugin folder " + plugin_dir.string() + " can't be opened"};
    const auto real = std::filesystem::canonical(file, error);
    if (error)
        return refuse(file, "there is no such file in " + dir.string());
    if (real.parent_path() != dir)
        return refuse(file, "it is not in the plugin folder " + dir.string());
    struct stat program {};
    struct stat code {};
    struct stat folder {};
    if (::stat(real.c_str(), &code) != 0 || ::stat(dir.c_str(), &folder) != 0)
        return refuse(file, "its owner can't be read");
    const bool have_program = ::stat("/proc/self/exe", &program) == 0;
    const auto trusted = [&](uid_t owner) {
        return owner == 0 || owner == ::geteuid() || (have_program && owner == program.st_uid);
    };
    if (!S_ISREG(code.st_mode))
        return refuse(file, "it is not a regular file");
    if (!trusted(code.st_uid) || !trusted(folder.st_uid))
        return refuse(file,
                      "it or its folder belongs to somebody else than root or the owner of the platform");
    if ((code.st_mode & (S_IWGRP | S_IWOTH)) != 0 || (folder.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return refuse(file, "it or its folder can be written by others; remove that right (chmod go-w)");
    return {};
}

}  // namespace inzage::adapter_host
