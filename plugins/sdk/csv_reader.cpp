#include "plugins/sdk/csv_reader.h"

#include <unistd.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>

#include "plugins/sdk/failure.h"
#include "plugins/sdk/text.h"

namespace inzage::sdk {

namespace {

constexpr std::size_t kBufferBytes = 1024 * 1024;

/// The first byte from `at` on that a plain field can't hold: separator, quotation mark or line end; `end` if
/// none.
const char* findStop(const char* at, const char* end, char separator) {
#if defined(__SSE2__)
    const __m128i stops[]{_mm_set1_epi8(separator), _mm_set1_epi8('"'), _mm_set1_epi8('\n'),
                          _mm_set1_epi8('\r')};
    for (; end - at >= 16; at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const __m128i first = _mm_or_si128(_mm_cmpeq_epi8(bytes, stops[0]), _mm_cmpeq_epi8(bytes, stops[1]));
        const __m128i second = _mm_or_si128(_mm_cmpeq_epi8(bytes, stops[2]), _mm_cmpeq_epi8(bytes, stops[3]));
        const auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(first, second)));
        if (found != 0)
            return at + std::countr_zero(found);
    }
#endif
    while (at < end && *at != separator && *at != '"' && *at != '\n' && *at != '\r')
        ++at;
    return at;
}

}  // namespace

CsvReader::CsvReader(int fd, std::string name, Options options)
    : fd_{fd}, name_{std::move(name)}, options_{std::move(options)}, buffer_(kBufferBytes) {}

void CsvReader::fail(std::string_view what) const {
    throw AdapterFailure{AdapterFailureKind::Defect,
                         name_ + ", line " + std::to_string(line_) + ": " + std::string{what}};
}

void CsvReader::failAt(std::string_view column, std::string_view what) const {
    throw AdapterFailure{AdapterFailureKind::Defect, name_ + ", line " + std::to_string(line_) + ", column " +
                                                         std::string{column} + ": " + std::string{what}};
}

/// Makes room behind the unread bytes and reads; false at the end of the file.
bool CsvReader::fill() {
    if (at_eof_)
        return false;
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ == buffer_.size()) {
        if (buffer_.size() >= kCsvRowBytesMax)
            fail("a row is longer than 4 MiB; is a quotation mark never closed?");
        buffer_.resize(std::min(buffer_.size() * 2, kCsvRowBytesMax));
    }
    for (;;) {
        const ssize_t got = ::read(fd_, buffer_.data() + end_, buffer_.size() - end_);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw AdapterFailure{AdapterFailureKind::Transient,
                                 name_ + " can't be read: " + std::strerror(errno)};
        if (got == 0) {
            at_eof_ = true;
            return false;
        }
        if (options_.tee)
            options_.tee(std::string_view{buffer_.data() + end_, static_cast<std::size_t>(got)});
        end_ += static_cast<std::size_t>(got);
        return true;
    }
}

void CsvReader::drain() {
    do
        begin_ = end_;
    while (fill());
}

/// Byte order mark and separator, once.
void CsvReader::start() {
    started_ = true;
    line_ = 1;
    while (end_ < 3 && fill()) {
    }
    const std::string_view head{buffer_.data(), end_};
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF"))
        fail("the file is UTF-16; export it as UTF-8");
    if (head.starts_with("\xEF\xBB\xBF"))
        begin_ = 3;
    if (options_.separator != '\0')
        return;
    while (std::memchr(buffer_.data() + begin_, '\n', end_ - begin_) == nullptr && fill()) {
    }
    std::string_view first{buffer_.data() + begin_, end_ - begin_};
    first = first.substr(0, first.find('\n'));
    const auto semicolons = std::ranges::count(first, ';');
    const auto commas = std::ranges::count(first, ',');
    options_.separator = commas > semicolons ? ',' : ';';
}

bool CsvReader::next() {
    if (!started_)
        start();
    else
        begin_ = row_end_;
    row_end_ = begin_;
    line_ = next_line_;
    fields_.clear();
    if (begin_ == end_ && !fill())
        return false;
    while (scanRow() == Scan::More) {
        // At the end of the file every scan decides, so this can't go round for ever.
        fill();
    }
    finishRow();
    return true;
}

CsvReader::Scan CsvReader::scanRow() {
    found_.clear();
    inner_lines_ = 0;
    std::size_t at = begin_;
    bool row_ended = false;
    while (!row_ended) {
        if (found_.size() == kCsvColumnsMax)
            fail("a row has more than 200 columns");
        if (at == end_ && !at_eof_)
            return Scan::More;
        const bool quoted = at < end_ && buffer_[at] == '"';
        if ((quoted ? scanQuoted(at) : scanPlain(at)) == Scan::More)
            return Scan::More;
        if (scanEnd(at, row_ended) == Scan::More)
            return Scan::More;
    }
    row_end_ = at;
    return Scan::Row;
}

CsvReader::Scan CsvReader::scanQuoted(std::size_t& at) {
    const std::size_t start_at = at + 1;
    std::size_t from = start_at;
    bool doubled = false;
    for (;;) {
        const void* quote = from < end_ ? std::memchr(buffer_.data() + from, '"', end_ - from) : nullptr;
        if (quote == nullptr) {
            if (!at_eof_)
                return Scan::More;
            fail("a quotation mark is never closed; was the file cut off?");
        }
        const std::size_t closing =
            static_cast<std::size_t>(static_cast<const char*>(quote) - buffer_.data());
        if (closing + 1 == end_ && !at_eof_)
            return Scan::More;
        if (closing + 1 < end_ && buffer_[closing + 1] == '"') {
            doubled = true;
            from = closing + 2;
            continue;
        }
        const std::size_t bytes = closing - start_at;
        const char* text = buffer_.data() + start_at;
        if (std::memchr(text, '\n', bytes) != nullptr)
            inner_lines_ += static_cast<std::size_t>(std::count(text, text + bytes, '\n'));
        found_.push_back({start_at, closing, doubled, std::memchr(text, '\r', bytes) != nullptr});
        at = closing + 1;
        return Scan::Row;
    }
}

CsvReader::Scan CsvReader::scanPlain(std::size_t& at) {
    const std::size_t start_at = at;
    const char* const stop = findStop(buffer_.data() + at, buffer_.data() + end_, options_.separator);
    at = static_cast<std::size_t>(stop - buffer_.data());
    if (at == end_ && !at_eof_)
        return Scan::More;
    if (at < end_ && *stop == '"')
        fail("a quotation mark stands inside a field that doesn't begin with one");
    found_.push_back({start_at, at, false, false});
    return Scan::Row;
}

CsvReader::Scan CsvReader::scanEnd(std::size_t& at, bool& row_ended) {
    if (at == end_) {
        row_ended = true;
        return Scan::Row;
    }
    const char c = buffer_[at];
    if (c == options_.separator) {
        ++at;
        return Scan::Row;
    }
    if (c == '\n') {
        ++at;
        row_ended = true;
        return Scan::Row;
    }
    if (c != '\r')
        fail("text follows a closing quotation mark");
    if (at + 1 == end_ && !at_eof_)
        return Scan::More;
    if (at + 1 == end_ || buffer_[at + 1] != '\n')
        fail("a carriage return stands alone outside quotation marks");
    at += 2;
    row_ended = true;
    return Scan::Row;
}

void CsvReader::finishRow() {
    const std::string_view row{buffer_.data() + begin_, row_end_ - begin_};
    if (options_.check_text && !isCleanText(row))
        fail("the row is not valid UTF-8 (is the export Windows-1252?) or contains NUL");
    next_line_ = line_ + 1 + inner_lines_;
    fields_.reserve(found_.size());
    for (const Field& field : found_) {
        if (field.doubled || field.returns)
            fields_.push_back(unescape(field));
        else
            fields_.emplace_back(buffer_.data() + field.begin, field.end - field.begin);
    }
}

/// In place: the row is complete, so its bytes are never scanned again.
std::string_view CsvReader::unescape(const Field& field) {
    std::size_t to = field.begin;
    for (std::size_t from = field.begin; from < field.end; ++from) {
        const char c = buffer_[from];
        if (c == '"')
            ++from;
        if (c == '\r') {
            if (from + 1 < field.end && buffer_[from + 1] == '\n')
                ++from;
            buffer_[to++] = '\n';
        } else {
            buffer_[to++] = c;
        }
    }
    return {buffer_.data() + field.begin, to - field.begin};
}

}  // namespace inzage::sdk
