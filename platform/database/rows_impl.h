#pragma once
// Inside this room only: an answer of libpqxx, flattened once so that a field costs an array access.
#include <atomic>
#include <pqxx/result>
#include <string_view>
#include <vector>

namespace inzage::database {

class RowsImpl {
  public:
    explicit RowsImpl(pqxx::result result);

    [[nodiscard]] std::size_t size() const noexcept { return rows_; }
    [[nodiscard]] std::int64_t affected() const noexcept { return affected_; }
    /// Null data() for NULL.
    [[nodiscard]] std::string_view at(std::size_t row, std::string_view column) const {
        return cells_[row * columns_.size() + columnIndex(column)];
    }

  private:
    [[nodiscard]] std::size_t columnIndex(std::string_view column) const;

    pqxx::result result_;  // owns the bytes that the views point at
    std::size_t rows_;
    std::int64_t affected_;
    std::vector<std::string_view> columns_;
    std::vector<std::string_view> cells_;
    // Readers ask for the columns of each row in the same order: the search starts after the last hit.
    mutable std::atomic<std::size_t> next_column_{0};
};

}  // namespace inzage::database
