#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/base/tenant_id.h"

namespace inzage::database {

/// One named SQL text, beside its one caller. `name` is unique in the program; the statement is prepared once
/// per connection under it. Columns are listed and read by name; values only as parameters $1…. Both texts
/// are literals (static storage): connections remember them.
struct Statement {
    std::string_view name;
    std::string_view sql;
    /// Not prepared but planned at every run, for the tables as they are then: 1 to 2 ms, for statements over
    /// thousands of rows. (plan_cache_mode would do it too, and replan the check of every foreign key.)
    bool planned_anew = false;
};

/// One parameter. Text form of the PostgreSQL protocol; NULL from nullptr or an empty optional.
class Param {
  public:
    Param(std::nullptr_t) {}
    Param(std::string_view text) : text_{std::string{text}} {}
    Param(const std::string& text) : text_{text} {}
    Param(const char* text) : text_{std::string{text}} {}
    Param(bool value) : text_{value ? "t" : "f"} {}
    Param(int value) : text_{std::to_string(value)} {}
    Param(std::int64_t value) : text_{std::to_string(value)} {}
    Param(UtcTime at) : text_{isoUtc(at)} {}
    template <class Tag>
    Param(const Id<Tag>& id) : text_{id.text()} {}
    template <class T>
    Param(const Private<T>& personal) : Param(personal.reveal()) {}
    template <class T>
    Param(const std::optional<T>& value) {
        if (value)
            text_ = Param(*value).text_;
    }
    [[nodiscard]] const std::optional<std::string>& text() const noexcept { return text_; }

  private:
    std::optional<std::string> text_;
};

class RowsImpl;

/// One row of an answer. Unknown columns and wrong types throw std::logic_error: a programming error.
/// Valid as long as the Rows it came from.
class Row {
  public:
    [[nodiscard]] bool isNull(std::string_view column) const;
    /// Text as it is; "" for NULL. The view lives as long as the Rows.
    [[nodiscard]] std::string_view text(std::string_view column) const;
    [[nodiscard]] std::optional<std::string> maybeText(std::string_view column) const;
    [[nodiscard]] std::int64_t integer(std::string_view column) const;  ///< 0 for NULL
    [[nodiscard]] bool flag(std::string_view column) const;             ///< false for NULL
    [[nodiscard]] std::optional<UtcTime> time(std::string_view column) const;
    [[nodiscard]] Private<std::string> personal(std::string_view column) const {
        return Private<std::string>{std::string{text(column)}};
    }
    template <class IdType>
    [[nodiscard]] std::optional<IdType> id(std::string_view column) const {
        return IdType::parse(text(column));
    }

  private:
    friend class Rows;
    Row(const RowsImpl* rows, std::size_t index) : rows_{rows}, index_{index} {}
    const RowsImpl* rows_;
    std::size_t index_;
};

/// The answer to one statement.
class Rows {
  public:
    explicit Rows(std::shared_ptr<const RowsImpl> impl) : impl_{std::move(impl)} {}
    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] Row operator[](std::size_t index) const { return Row{impl_.get(), index}; }
    [[nodiscard]] std::int64_t affected() const noexcept;  ///< rows touched by INSERT, UPDATE, DELETE

    class Iterator {
      public:
        Iterator(const Rows* rows, std::size_t index) : rows_{rows}, index_{index} {}
        Row operator*() const { return (*rows_)[index_]; }
        Iterator& operator++() {
            ++index_;
            return *this;
        }
        bool operator!=(const Iterator& other) const { return index_ != other.index_; }

      private:
        const Rows* rows_;
        std::size_t index_;
    };
    [[nodiscard]] Iterator begin() const { return {this, 0}; }
    [[nodiscard]] Iterator end() const { return {this, size()}; }

  private:
    std::shared_ptr<const RowsImpl> impl_;
};

/// The database did not do it. The connection it happened on is dropped (libpqxx would reconnect silently and
/// lose its session state). `what()` is for operators and holds no values of parameters.
class DatabaseError : public std::runtime_error {
  public:
    enum class Kind {
        Unavailable,  ///< no connection, or it broke before COMMIT: nothing was done, try later
        Busy,         ///< no place in the pool in time, or a statement ran past its deadline
        Conflict,     ///< a unique or foreign key or check said no, or a serialisation failure
        InDoubt,      ///< the connection broke during COMMIT: it may have been done or not
        Refused,      ///< permission denied, read only
        Wrong,        ///< anything else: a programming error
    };
    DatabaseError(Kind kind, std::string_view constraint, const std::string& what)
        : std::runtime_error{what}, kind_{kind}, constraint_{constraint} {}
    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    /// The name of the constraint that said no, for Conflict; else "".
    [[nodiscard]] const std::string& constraint() const noexcept { return constraint_; }

  private:
    Kind kind_;
    std::string constraint_;
};

class TenantConnection;

/// The only way to a tenant's data. Belongs to one tenant and one thread. Ends without commit() = nothing
/// happened. Made by TenantPools.
class TenantTx {
  public:
    TenantTx(TenantTx&&) noexcept;
    TenantTx& operator=(TenantTx&&) = delete;
    TenantTx(const TenantTx&) = delete;
    TenantTx& operator=(const TenantTx&) = delete;
    ~TenantTx();

    /// Runs one statement. Throws DatabaseError. BEGIN goes out with the first one.
    Rows run(const Statement& statement, std::initializer_list<Param> params = {});
    Rows run(const Statement& statement, std::span<const Param> params);
    /// Makes everything lasting. Throws DatabaseError; kind InDoubt when nobody knows.
    void commit();
    [[nodiscard]] const TenantId& tenant() const noexcept;

  private:
    friend class TenantPools;
    struct State;
    friend class CopyIn;
    explicit TenantTx(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace inzage::database
