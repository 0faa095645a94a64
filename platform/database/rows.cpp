#include <charconv>

#include "platform/database/rows_impl.h"
#include "platform/database/tenant_tx.h"

namespace inzage::database {

RowsImpl::RowsImpl(pqxx::result result)
    : result_{std::move(result)},
      rows_{static_cast<std::size_t>(result_.size())},
      affected_{static_cast<std::int64_t>(result_.affected_rows())} {
    const auto width = result_.columns();
    columns_.reserve(width);
    for (pqxx::row_size_type i = 0; i < width; ++i)
        columns_.emplace_back(result_.column_name(i));
    cells_.reserve(rows_ * width);
    // Iterators, because operator[] of libpqxx counts a shared reference per row and per field; kept ends,
    // because end() does, too.
    const auto rows_end = result_.end();
    for (auto row = result_.begin(); row != rows_end; ++row) {
        const auto fields_end = row->end();
        for (auto field = row->begin(); field != fields_end; ++field) {
            const auto size = field->size();
            cells_.push_back(size == 0 && field->is_null() ? std::string_view{}
                                                           : std::string_view{field->c_str(), size});
        }
    }
}

std::size_t RowsImpl::columnIndex(std::string_view column) const {
    const std::size_t width = columns_.size();
    std::size_t i = next_column_.load(std::memory_order_relaxed);
    for (std::size_t tried = 0; tried < width; ++tried, ++i) {
        if (i >= width)
            i = 0;
        if (columns_[i] == column) {
            next_column_.store(i + 1, std::memory_order_relaxed);
            return i;
        }
    }
    throw std::logic_error{"the answer has no column \"" + std::string{column} + '"'};
}

std::size_t Rows::size() const noexcept {
    return impl_->size();
}

std::int64_t Rows::affected() const noexcept {
    return impl_->affected();
}

bool Row::isNull(std::string_view column) const {
    return rows_->at(index_, column).data() == nullptr;
}

std::string_view Row::text(std::string_view column) const {
    return rows_->at(index_, column);
}

std::optional<std::string> Row::maybeText(std::string_view column) const {
    const auto value = rows_->at(index_, column);
    if (value.data() == nullptr)
        return std::nullopt;
    return std::string{value};
}

std::int64_t Row::integer(std::string_view column) const {
    const auto value = rows_->at(index_, column);
    if (value.data() == nullptr)
        return 0;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size())
        throw std::logic_error{"column \"" + std::string{column} + "\" is not a whole number"};
    return number;
}

bool Row::flag(std::string_view column) const {
    const auto value = rows_->at(index_, column);
    if (value.data() == nullptr || value == "f")
        return false;
    if (value == "t")
        return true;
    throw std::logic_error{"column \"" + std::string{column} + "\" is not a boolean"};
}

std::optional<UtcTime> Row::time(std::string_view column) const {
    const auto value = rows_->at(index_, column);
    if (value.data() == nullptr)
        return std::nullopt;
    auto at = parseIsoUtc(value);
    if (!at)
        throw std::logic_error{"column \"" + std::string{column} + "\" is not a moment"};
    return at;
}

}  // namespace inzage::database
