#pragma once
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/record_kind.h"

namespace inzage::demo_data {

/// One CSV file being written: ';', LF, quoted where needed; hashed on the way. A failing write throws
/// std::system_error.
class CsvFile {
  public:
    CsvFile(const std::filesystem::path& path, std::initializer_list<std::string_view> header);
    ~CsvFile();
    CsvFile(CsvFile&&) noexcept;
    CsvFile& operator=(CsvFile&&) = delete;

    void row(std::initializer_list<std::string_view> fields);
    [[nodiscard]] long long rows() const noexcept;
    /// Writes what is left and closes; gives the SHA-256.
    [[nodiscard]] std::string finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

struct SealedFile {
    RecordKind kind;
    long long rows;
    std::string sha256;
};

/// Makes the folder ready: without a manifest a reader takes it for unfinished, so that one goes first.
void clearDrop(const std::filesystem::path& dir);
/// Writes manifest.json in one move; from here on the drop is complete.
void sealDrop(const std::filesystem::path& dir, const std::vector<SealedFile>& files, std::string_view mode,
              long long sequence, std::string_view created_at);

/// SHA-256 of a file as 64 hex digits.
[[nodiscard]] std::string sha256OfFile(const std::filesystem::path& path);

}  // namespace inzage::demo_data
