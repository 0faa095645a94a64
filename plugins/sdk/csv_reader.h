#pragma once
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A reader of CSV files for adapters: RFC 4180 with ';' or ',' and LF or CRLF, UTF-8 with or without a byte
/// order mark. Strict where leniency would move care data into the wrong column. Memory stays at one buffer
/// whatever the file.
namespace inzage::sdk {

inline constexpr std::size_t kCsvRowBytesMax = 4 * 1024 * 1024;
inline constexpr std::size_t kCsvColumnsMax = 200;

class CsvReader {
  public:
    struct Options {
        char separator = '\0';   ///< ';' or ','; '\0' takes the one that the first line has most of
        bool check_text = true;  ///< refuse rows that aren't UTF-8; off for a file that was checked before
        /// Gets every byte read, in order: for checksums. May be empty.
        std::function<void(std::string_view)> tee;
    };

    /// Reads from an open file descriptor, which stays the caller's. `name` is what messages call the file.
    CsvReader(int fd, std::string name, Options options);

    /// Goes to the next row; false at the end. A fault throws AdapterFailure: Defect with file and line for
    /// what the file holds, Transient for a failing read.
    bool next();

    /// The fields of this row, unquoted, line ends as '\n'. Valid until next().
    [[nodiscard]] std::span<const std::string_view> fields() const noexcept { return fields_; }
    /// The line where this row starts, from 1; a quoted field may hold line ends.
    [[nodiscard]] std::size_t line() const noexcept { return line_; }
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] char separator() const noexcept { return options_.separator; }

    /// Reads to the end without looking, so that `tee` has seen the whole file.
    void drain();

    /// Throws AdapterFailure(Defect) "name, line 17: what".
    [[noreturn]] void fail(std::string_view what) const;
    [[noreturn]] void failAt(std::string_view column, std::string_view what) const;

  private:
    struct Field {
        std::size_t begin;
        std::size_t end;
        bool doubled;  ///< holds "" that must become "
        bool returns;  ///< holds '\r' that must become '\n'
    };
    enum class Scan { Row, More };

    bool fill();
    void start();
    Scan scanRow();
    Scan scanQuoted(std::size_t& at);
    Scan scanPlain(std::size_t& at);
    Scan scanEnd(std::size_t& at, bool& row_ended);
    void finishRow();
    [[nodiscard]] std::string_view unescape(const Field& field);

    int fd_;
    std::string name_;
    Options options_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;  ///< first byte not yet given out
    std::size_t end_ = 0;    ///< behind the last byte read
    std::size_t row_end_ = 0;
    bool at_eof_ = false;
    bool started_ = false;
    std::size_t line_ = 0;
    std::size_t next_line_ = 1;
    std::size_t inner_lines_ = 0;
    std::vector<Field> found_;
    std::vector<std::string_view> fields_;
};

}  // namespace inzage::sdk
