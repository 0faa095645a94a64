#include "platform/database/copy_in.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "platform/database/tenant_tx_state.h"

namespace inzage::database {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{64} * 1024;

bool isPlainName(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// The letter after the backslash; 0 for a byte that stands for itself; 'N' marks NUL, which can't be sent.
constexpr std::array<char, 256> kEscapes = [] {
    std::array<char, 256> table{};
    table['\\'] = '\\';
    table['\t'] = 't';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table[0] = 'N';
    return table;
}();

void appendEscaped(std::string& line, std::string_view value) {
    const char* from = value.data();
    const char* const end = from + value.size();
    for (const char* at = from; at != end; ++at) {
        const char letter = kEscapes[static_cast<unsigned char>(*at)];
        if (letter == 0) [[likely]]
            continue;
        if (letter == 'N')
            throw std::logic_error{"a value holds a NUL"};
        line.append(from, at);
        line += '\\';
        line += letter;
        from = at + 1;
    }
    line.append(from, end);
}

}  // namespace

struct CopyIn::State {
    State(TenantTx::State& owner, std::string_view name, std::span<const std::string_view> columns)
        : tx{owner}, table{name}, width{columns.size()} {
        if (!isPlainName(name) || columns.empty() ||
            !std::all_of(columns.begin(), columns.end(), isPlainName))
            throw std::logic_error{"COPY takes plain names of a table and its columns"};
        const std::vector<std::string> names(columns.begin(), columns.end());
        tx.guarded(table, [&](pqxx::work& work) {
            tx.copying = std::make_unique<pqxx::tablewriter>(work, table, names.begin(), names.end());
        });
        buffer.reserve(kChunkBytes + 4096);
    }

    void mustBeOpen() const {
        if (!tx.copying)
            throw DatabaseError{DatabaseError::Kind::Wrong, {}, "COPY " + table + ": it is over"};
    }

    /// libpqxx takes the bytes of many rows as if they were one line, and puts the last line end itself.
    void flush() {
        if (!buffer.empty())
            tx.guarded(table, [this](pqxx::work&) { tx.copying->write_raw_line(buffer); });
        buffer.clear();
    }

    TenantTx::State& tx;
    std::string table;
    std::size_t width;
    std::string buffer;  // whole rows, each with its line end
    std::int64_t rows = 0;
};

CopyIn::CopyIn(TenantTx& tx, std::string_view table, std::initializer_list<std::string_view> columns)
    : CopyIn{tx, table, std::span<const std::string_view>{columns.begin(), columns.size()}} {}

CopyIn::CopyIn(TenantTx& tx, std::string_view table, std::span<const std::string_view> columns)
    : state_{std::make_unique<State>(*tx.state_, table, columns)} {}

CopyIn::~CopyIn() {
    if (state_->tx.copying)  // left without finish(): what was sent so far must not become rows
        state_->tx.abandon();
}

void CopyIn::row(std::span<const std::optional<std::string_view>> values) {
    State& state = *state_;
    if (values.size() != state.width)
        throw std::logic_error{"COPY " + state.table + ": a row of another width"};
    state.mustBeOpen();
    const std::size_t mark = state.buffer.size();
    try {
        for (const auto& value : values) {
            if (&value != values.data())
                state.buffer += '\t';
            if (value)
                appendEscaped(state.buffer, *value);
            else
                state.buffer += "\\N";
        }
    } catch (...) {
        state.buffer.resize(mark);
        throw;
    }
    state.buffer += '\n';
    ++state.rows;
    if (state.buffer.size() >= kChunkBytes)
        state.flush();
}

std::int64_t CopyIn::finish() {
    State& state = *state_;
    state.mustBeOpen();
    state.flush();
    state.tx.guarded(state.table, [&](pqxx::work&) { state.tx.copying->complete(); });
    state.tx.copying.reset();
    return state.rows;
}

}  // namespace inzage::database
