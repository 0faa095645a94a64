#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "plugins/odbc/odbc_settings.h"
#include "plugins/odbc/row_value.h"
#include "plugins/sdk/record_adapter.h"

namespace inzage::odbc {

/// Which column of a result is which of ours.
struct Binding {
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    /// For each column of sdk::columnInfo(kind), in its order: the index in the result, or kNone.
    std::vector<std::size_t> at;
    std::size_t id = kNone;
    std::size_t changed = kNone;
    std::size_t order = kNone;
    std::string id_name;  ///< as the result names them
    std::string changed_name;
    std::string order_name;
};

/// Throws AdapterFailure(Config) that names the query and the column: a required one is missing, one is
/// unknown or there twice, or the changed_column holds no moments.
[[nodiscard]] Binding bind(sdk::RecordKind kind, const KindQuery& query,
                           const std::vector<ResultColumn>& columns);

/// Changes whenever the settings of a kind make other records of the same rows; 8 hex digits.
[[nodiscard]] std::string fingerprintOf(const KindQuery& query, const std::string& time_zone);

/// Makes records of the rows of one kind and hands them to the sink. A row that can't be taken is set aside
/// with its id and the column, and so is the rest of that record; the other records go on.
class RecordRows {
  public:
    struct Place {
        const KindQuery& query;
        const Binding& binding;
        const std::vector<ResultColumn>& columns;
        const RowValues& values;
        std::string fingerprint;         ///< part of the versions that are made here
        sdk::UtcTime changed_otherwise;  ///< changed_at of records that don't say
        bool full_set;                   ///< tombstones are simply not put
    };
    virtual ~RecordRows() = default;
    RecordRows(const RecordRows&) = delete;
    RecordRows& operator=(const RecordRows&) = delete;

    /// One row; may change the values.
    virtual void take(std::span<std::string> values) = 0;
    /// Hands over the record that the last rows made.
    virtual void flush() = 0;
    /// Records that were handed over, set aside or removed.
    [[nodiscard]] std::size_t records() const noexcept { return records_; }

    [[nodiscard]] static std::unique_ptr<RecordRows> of(sdk::RecordKind kind, const Place& place,
                                                        sdk::RecordSink& sink);

  protected:
    RecordRows() = default;
    std::size_t records_ = 0;
};

}  // namespace inzage::odbc
