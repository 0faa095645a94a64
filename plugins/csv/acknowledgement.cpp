#include "plugins/csv/acknowledgement.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <span>

#include "plugins/sdk/csv_reader.h"
#include "plugins/sdk/failure.h"

namespace inzage::csv {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;

constexpr std::size_t kIdBytesMax = 200;
constexpr std::size_t kReasonBytesMax = 40;
constexpr std::array<std::string_view, 4> kColumns{"key", "result", "source_id", "reason"};

/// A descriptor that is closed in the end.
class Closing {
  public:
    explicit Closing(int fd) : fd_{fd} {}
    ~Closing() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    Closing(const Closing&) = delete;
    Closing& operator=(const Closing&) = delete;
    [[nodiscard]] int fd() const noexcept { return fd_; }

  private:
    int fd_;
};

[[noreturn]] void refuse(const std::string& name, std::string_view what) {
    throw AdapterFailure{AdapterFailureKind::Transient,
                         "acknowledgement " + name + " is refused: " + std::string{what}};
}

/// A key is what the platform made: anything else would be a path.
bool isPlainKey(std::string_view key) {
    return !key.empty() && key.size() <= 64 && std::ranges::all_of(key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

bool isCode(std::string_view text) {
    return !text.empty() && text.size() <= kReasonBytesMax && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

bool isId(std::string_view text) {
    return text.size() <= kIdBytesMax && std::ranges::none_of(text, [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte < 0x20 || byte == 0x7f;
           });
}

/// Absent when there is no such file, or no folder yet.
std::optional<int> openIt(int outgoing, std::string_view key, const std::string& name) {
    const Closing folder{::openat(outgoing, std::string{kAcknowledgements}.c_str(),
                                  O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)};
    if (folder.fd() < 0 && errno == ENOENT)
        return std::nullopt;
    if (folder.fd() < 0)
        refuse(name, "the folder acks can't be opened, or is a link");
    const std::string file = std::string{key} + ".csv";
    const int fd = ::openat(folder.fd(), file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT)
        return std::nullopt;
    if (fd < 0)
        refuse(name, errno == ELOOP ? "it is a link, and links are not followed" : std::strerror(errno));
    return fd;
}

void requireSmallFile(int fd, const std::string& name) {
    struct stat found {};
    if (::fstat(fd, &found) != 0 || !S_ISREG(found.st_mode))
        refuse(name, "it is not a regular file");
    if (found.st_size > kAcknowledgementBytesMax)
        refuse(name, "it has more than 4096 bytes");
}

/// Where each of our columns stands; -1 for one that is left out.
std::array<int, kColumns.size()> placesOf(const sdk::CsvReader& reader) {
    std::array<int, kColumns.size()> places{-1, -1, -1, -1};
    const auto header = reader.fields();
    for (std::size_t at = 0; at < header.size(); ++at) {
        const auto column = std::ranges::find(kColumns, header[at]);
        if (column == kColumns.end())
            reader.fail("column " + std::to_string(at + 1) + " is none of key, result, source_id, reason");
        int& place = places[static_cast<std::size_t>(column - kColumns.begin())];
        if (place >= 0)
            reader.failAt(*column, "stands there twice");
        place = static_cast<int>(at);
    }
    if (places[0] < 0 || places[1] < 0)
        reader.fail("the columns key and result are required");
    return places;
}

Acknowledgement rowOf(const sdk::CsvReader& reader, const std::array<int, kColumns.size()>& places,
                      std::size_t columns, std::string_view key) {
    const auto fields = reader.fields();
    if (fields.size() != columns)
        reader.fail("has another number of fields than the header");
    const auto field = [&](std::size_t column) {
        return places[column] < 0 ? std::string_view{} : fields[static_cast<std::size_t>(places[column])];
    };
    if (field(0) != key)
        reader.failAt("key", "is not the one that the file is named after");
    if (field(1) != "accepted" && field(1) != "refused")
        reader.failAt("result", "is neither accepted nor refused");
    Acknowledgement read;
    read.accepted = field(1) == "accepted";
    if (!isId(field(2)) || (!read.accepted && !field(2).empty()))
        reader.failAt("source_id", read.accepted ? "is no id of at most 200 bytes"
                                                 : "is filled, but what was refused has no id");
    if (read.accepted ? !field(3).empty() : !isCode(field(3)))
        reader.failAt("reason", read.accepted ? "is filled, but nothing was refused"
                                              : "is no code of 1 to 40 small letters, digits and '_'");
    read.source_id = field(2);
    read.reason = field(3);
    return read;
}

}  // namespace

std::optional<Acknowledgement> readAcknowledgement(int outgoing, std::string_view key,
                                                   const CsvSettings& settings) {
    if (!isPlainKey(key))
        throw AdapterFailure{AdapterFailureKind::Defect, "the key of this change can't be a file's name"};
    const std::string name = std::string{kAcknowledgements} + "/" + std::string{key} + ".csv";
    const auto opened = openIt(outgoing, key, name);
    if (!opened)
        return std::nullopt;
    const Closing file{*opened};
    requireSmallFile(file.fd(), name);
    try {
        sdk::CsvReader::Options options;
        options.separator = settings.separator;
        sdk::CsvReader reader{file.fd(), name, options};
        if (!reader.next())
            reader.fail("there is no header");
        const auto places = placesOf(reader);
        const std::size_t columns = reader.fields().size();
        if (!reader.next())
            reader.fail("there is no row");
        const Acknowledgement read = rowOf(reader, places, columns, key);
        if (reader.next())
            reader.fail("there is a second row");
        return read;
    } catch (const AdapterFailure& wrong) {
        // Whoever wrote it may put it right: the change goes on waiting for it until its term is over.
        refuse(name, wrong.what());
    }
}

}  // namespace inzage::csv
