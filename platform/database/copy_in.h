#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "platform/database/tenant_tx.h"

namespace inzage::database {

/// COPY … FROM STDIN: the fast way to bring many rows into a (staging) table, inside a transaction. Between
/// its making and finish() the transaction can run nothing else. Without finish() the rows are not in, and
/// the transaction is over. One thread.
///   CopyIn in{tx, "staging_report", {"source_id", "body"}};
///   in.row(values);  …;  in.finish();
class CopyIn {
  public:
    /// `table` and `columns` are names from the program's own text (a-z, 0-9, _), never from data: anything
    /// else throws std::logic_error. Throws DatabaseError.
    CopyIn(TenantTx& tx, std::string_view table, std::initializer_list<std::string_view> columns);
    CopyIn(TenantTx& tx, std::string_view table, std::span<const std::string_view> columns);
    ~CopyIn();
    CopyIn(const CopyIn&) = delete;
    CopyIn& operator=(const CopyIn&) = delete;

    /// One row in the columns' order, in PostgreSQL's text forms; absent = NULL. The server checks the values
    /// later: errors may come from a following row() or from finish(). Throws std::logic_error when the
    /// number of values differs or a value holds a NUL (PostgreSQL has none in text).
    void row(std::span<const std::optional<std::string_view>> values);
    /// Ends the COPY. Gives the number of rows sent. Throws DatabaseError.
    std::int64_t finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace inzage::database
