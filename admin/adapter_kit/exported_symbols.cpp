#include "admin/adapter_kit/exported_symbols.h"

#include <elf.h>

#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>

namespace inzage::adapter_kit {

namespace {

constexpr std::uintmax_t kFileBytesMax = std::uintmax_t{512} * 1024 * 1024;

/// A file in memory whose offsets are checked before they are followed.
class Image {
  public:
    explicit Image(std::string bytes) : bytes_{std::move(bytes)} {}
    template <class T>
    [[nodiscard]] std::optional<T> at(std::uint64_t offset) const {
        if (offset > bytes_.size() || bytes_.size() - offset < sizeof(T))
            return std::nullopt;
        T value{};
        std::memcpy(&value, bytes_.data() + offset, sizeof(T));
        return value;
    }
    [[nodiscard]] std::string textAt(std::uint64_t offset) const {
        if (offset >= bytes_.size())
            return {};
        const char* text = bytes_.data() + offset;
        return {text, ::strnlen(text, bytes_.size() - offset)};
    }

  private:
    std::string bytes_;
};

bool isShown(const Elf64_Sym& symbol) {
    const auto binding = ELF64_ST_BIND(symbol.st_info);
    const auto visibility = ELF64_ST_VISIBILITY(symbol.st_other);
    return symbol.st_shndx != SHN_UNDEF && symbol.st_shndx != SHN_ABS && binding != STB_LOCAL &&
           (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

void collect(const Image& image, const Elf64_Shdr& table, std::uint64_t names_at,
             std::vector<std::string>& into) {
    for (std::uint64_t at = 0; at + sizeof(Elf64_Sym) <= table.sh_size; at += sizeof(Elf64_Sym)) {
        const auto symbol = image.at<Elf64_Sym>(table.sh_offset + at);
        if (!symbol)
            return;
        if (isShown(*symbol))
            into.push_back(image.textAt(names_at + symbol->st_name));
    }
}

}  // namespace

Outcome<std::vector<std::string>> exportedSymbols(const std::filesystem::path& file) {
    const Failure unreadable{FailureKind::Config,
                             file.filename().string() + " is no shared library that can be read"};
    std::error_code code;
    const auto bytes = std::filesystem::file_size(file, code);
    if (code || bytes > kFileBytesMax)
        return unreadable;
    std::ostringstream text;
    text << std::ifstream{file, std::ios::binary}.rdbuf();
    const Image image{text.str()};
    const auto header = image.at<Elf64_Ehdr>(0);
    if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 ||
        header->e_ident[EI_CLASS] != ELFCLASS64)
        return unreadable;
    const auto sectionAt = [&](std::uint64_t index) {
        return image.at<Elf64_Shdr>(header->e_shoff + index * sizeof(Elf64_Shdr));
    };
    std::vector<std::string> names;
    for (std::uint64_t index = 0; index < header->e_shnum; ++index) {
        const auto section = sectionAt(index);
        if (!section)
            return unreadable;
        if (section->sh_type != SHT_DYNSYM)
            continue;
        const auto strings = sectionAt(section->sh_link);
        if (!strings)
            return unreadable;
        collect(image, *section, strings->sh_offset, names);
    }
    return names;
}

}  // namespace inzage::adapter_kit
