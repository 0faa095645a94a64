#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "plugins/sdk/records.h"

/// The documented columns of each kind (docs/csv-format.md): one table gives the header, what is required,
/// and the reading. Adapters whose source has rows and columns, files or queries, share it.
namespace inzage::sdk {

enum class Need : std::uint8_t {
    Required,  ///< the column must be there and no field of it empty
    Optional,  ///< the column may be missing, a field may be empty
};

/// Where a column belongs when one record takes several rows.
enum class Level : std::uint8_t {
    Head,  ///< of the record; of the first of its rows
    Part,  ///< of one answer or goal; every row has its own
};

template <class R>
struct Column {
    std::string_view name;
    Need need;
    /// Writes the field into the record, an empty one as "not known". Null, or what is wrong with the field.
    const char* (*set)(R& record, std::string_view field);
    Level level = Level::Head;
};

/// The columns of one kind, source_id first. Besides these every file may have `deleted`.
template <class R>
[[nodiscard]] std::span<const Column<R>> columnsOf();

/// What can only be judged when the record is whole. Null, or what is wrong.
[[nodiscard]] const char* inconsistencyOf(const Record& record);

/// The list of a record that takes one row per element, where it has one.
template <class R>
struct PartsOf {
    static constexpr bool any = false;
};
template <>
struct PartsOf<Questionnaire> {
    static constexpr bool any = true;
    static auto& list(Questionnaire& r) { return r.answers; }
    static bool isEmpty(const Answer& a) { return a.question.empty() && a.answer.empty(); }
};
template <>
struct PartsOf<CarePlan> {
    static constexpr bool any = true;
    static auto& list(CarePlan& r) { return r.goals; }
    static bool isEmpty(const CarePlanGoal& g) {
        return g.area.empty() && g.wish.empty() && g.agreement.empty() && g.who.empty();
    }
};

inline constexpr std::string_view kDeletedColumn = "deleted";

struct ColumnInfo {
    std::string_view name;
    bool required;
};
/// For checking settings and for the documentation; `deleted` included.
[[nodiscard]] std::vector<ColumnInfo> columnInfo(RecordKind kind);

}  // namespace inzage::sdk
