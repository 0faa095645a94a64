#include "admin/demo_data/drop_writer.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace inzage::demo_data {

namespace {

constexpr std::size_t kBufferBytes = 1024 * 1024;
constexpr std::string_view kManifest = "manifest.json";

class Sha256 {
  public:
    Sha256() { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }
    void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
    std::string hex() {
        std::array<unsigned char, 32> sum{};
        EVP_DigestFinal_ex(context_.get(), sum.data(), nullptr);
        std::string text;
        for (const unsigned char byte : sum) {
            text.push_back("0123456789abcdef"[byte >> 4U]);
            text.push_back("0123456789abcdef"[byte & 15U]);
        }
        return text;
    }

  private:
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

/// A file descriptor that is closed whatever happens.
class Descriptor {
  public:
    Descriptor(const std::filesystem::path& path, int flags)
        : fd_{::open(path.c_str(), flags | O_CLOEXEC, 0640)}, name_{path.string()} {
        if (fd_ < 0)
            fail();
    }
    ~Descriptor() { ::close(fd_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t done = ::write(fd_, bytes.data(), bytes.size());
            if (done < 0 && errno != EINTR)
                fail();
            if (done > 0)
                bytes.remove_prefix(static_cast<std::size_t>(done));
        }
    }
    [[nodiscard]] std::size_t read(std::string& into) const {
        const ssize_t got = ::read(fd_, into.data(), into.size());
        if (got < 0)
            fail();
        return static_cast<std::size_t>(got);
    }

  private:
    [[noreturn]] void fail() const { throw std::system_error{errno, std::generic_category(), name_}; }
    int fd_;
    std::string name_;
};

void appendField(std::string& out, std::string_view field) {
    if (field.find_first_of(";,\"\r\n") == std::string_view::npos) {
        out.append(field);
        return;
    }
    out.push_back('"');
    for (const char c : field) {
        if (c == '"')
            out.push_back('"');
        out.push_back(c);
    }
    out.push_back('"');
}

}  // namespace

struct CsvFile::State {
    explicit State(const std::filesystem::path& path) : out{path, O_WRONLY | O_CREAT | O_TRUNC} {}
    Descriptor out;
    Sha256 sum;
    std::string buffer;
    long long rows = -1;  ///< the header doesn't count

    void flush() {
        sum.add(buffer);
        out.write(buffer);
        buffer.clear();
    }
};

CsvFile::CsvFile(const std::filesystem::path& path, std::initializer_list<std::string_view> header)
    : state_{std::make_unique<State>(path)} {
    state_->buffer.reserve(kBufferBytes + 4096);
    row(header);
}
CsvFile::~CsvFile() = default;
CsvFile::CsvFile(CsvFile&&) noexcept = default;

void CsvFile::row(std::initializer_list<std::string_view> fields) {
    std::string& out = state_->buffer;
    bool first = true;
    for (const std::string_view field : fields) {
        if (!first)
            out.push_back(';');
        first = false;
        appendField(out, field);
    }
    out.push_back('\n');
    ++state_->rows;
    if (out.size() >= kBufferBytes)
        state_->flush();
}

long long CsvFile::rows() const noexcept {
    return state_->rows;
}

std::string CsvFile::finish() {
    state_->flush();
    return state_->sum.hex();
}

void clearDrop(const std::filesystem::path& dir) {
    std::filesystem::create_directories(dir);
    std::filesystem::remove(dir / kManifest);
    for (const RecordKind kind : kRecordKinds)
        std::filesystem::remove(dir / (std::string{nameOf(kind)} + ".csv"));
}

void sealDrop(const std::filesystem::path& dir, const std::vector<SealedFile>& files, std::string_view mode,
              long long sequence, std::string_view created_at) {
    std::string text = "{\n  \"format\": \"inzage-csv/1\",\n  \"sequence\": " + std::to_string(sequence) +
                       ",\n  \"mode\": \"" + std::string{mode} + "\",\n  \"created_at\": \"" +
                       std::string{created_at} + "\",\n  \"files\": [";
    const char* comma = "\n";
    for (const SealedFile& file : files) {
        const std::string kind{nameOf(file.kind)};
        text.append(comma)
            .append("    {\"file\": \"" + kind + ".csv\", \"kind\": \"" + kind + "\", \"rows\": ")
            .append(std::to_string(file.rows) + ", \"sha256\": \"" + file.sha256 + "\"}");
        comma = ",\n";
    }
    text.append("\n  ]\n}\n");
    const std::filesystem::path part = dir / "manifest.json.part";
    {
        const Descriptor out{part, O_WRONLY | O_CREAT | O_TRUNC};
        out.write(text);
    }
    std::filesystem::rename(part, dir / kManifest);
}

std::string sha256OfFile(const std::filesystem::path& path) {
    const Descriptor in{path, O_RDONLY};
    Sha256 sum;
    std::string buffer(kBufferBytes, '\0');
    while (const std::size_t got = in.read(buffer))
        sum.add(std::string_view{buffer}.substr(0, got));
    return sum.hex();
}

}  // namespace inzage::demo_data
