#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/record_kind.h"
#include "plugins/sdk/records.h"

namespace inzage::sync {

/// Remembers texts by their 64-bit hash. `mayHold` is wrong only one way: it may say yes for a text that was
/// not added (2^-64 each), so use it where a false yes costs time, never truth.
class TextFilter {
  public:
    /// True when it may have been added before.
    bool add(std::string_view text);
    [[nodiscard]] bool mayHold(std::string_view text) const;
    void clear();
    [[nodiscard]] std::size_t size() const noexcept { return count_; }

  private:
    void grow();
    std::vector<std::uint64_t> slots_;
    std::size_t count_ = 0;
};

/// Some records of one kind, as the values of their staging rows (columns: kind_sql.h), in one piece of
/// memory.
class Chunk {
  public:
    static constexpr std::size_t kRowsMax = 10000;
    static constexpr std::size_t kBytesMax = std::size_t{8} * 1024 * 1024;

    /// Why the record can't become a row, or null when it was appended. Records have passed the adapter
    /// host's checks (text, moments, numbers); what remains is what the tables demand.
    const char* append(const sdk::Record& record);

    [[nodiscard]] bool full() const noexcept { return rows_ >= kRowsMax || text_.size() >= kBytesMax; }
    [[nodiscard]] bool empty() const noexcept { return rows_ == 0; }
    [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
    [[nodiscard]] bool mayHold(std::string_view source_id) const { return ids_.mayHold(source_id); }
    /// Some id may be in it twice: the last one counts.
    [[nodiscard]] bool hasRepeats() const noexcept { return repeats_; }
    void clear();

    /// Calls use(span-like vector of optional<string_view>) for each row, in order.
    template <class Use>
    void eachRow(std::size_t columns, Use&& use) const {
        std::vector<std::optional<std::string_view>> values(columns);
        std::size_t from = 0;
        for (std::size_t at = 0; at + columns <= ends_.size(); at += columns) {
            for (std::size_t column = 0; column < columns; ++column) {
                const std::uint32_t end = ends_[at + column];
                if (end == kNull) {
                    values[column].reset();
                    continue;
                }
                values[column] = std::string_view{text_}.substr(from, end - from);
                from = end;
            }
            use(values);
        }
    }

  private:
    friend class RowWriter;
    static constexpr std::uint32_t kNull = UINT32_MAX;

    std::string text_;
    std::vector<std::uint32_t> ends_;
    std::size_t rows_ = 0;
    TextFilter ids_;
    bool repeats_ = false;
};

}  // namespace inzage::sync
