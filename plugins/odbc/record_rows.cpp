#include "plugins/odbc/record_rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <functional>

#include "plugins/sdk/field_values.h"
#include "plugins/sdk/record_columns.h"

namespace inzage::odbc {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::Column;
using sdk::Level;
using sdk::Need;
using sdk::PartsOf;
using sdk::RecordKind;

constexpr std::uint64_t kStir = 0x9E3779B97F4A7C15U;

std::string hexText(std::uint64_t number, std::size_t digits) {
    std::array<char, 16> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number, 16);
    std::string hex{text.data(), end.ptr};
    hex.insert(0, hex.size() < 16 ? 16 - hex.size() : 0, '0');
    return hex.substr(0, digits);
}

[[noreturn]] void refuse(const KindQuery& query, const std::string& what) {
    throw AdapterFailure{AdapterFailureKind::Config, query.rows.name() + " " + what};
}

/// Databases fold names that aren't quoted to upper or lower case.
bool sameName(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::size_t indexOf(const KindQuery& query, const std::vector<ResultColumn>& columns,
                    const std::string& name) {
    std::size_t found = Binding::kNone;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!sameName(columns[i].name, name))
            continue;
        if (found != Binding::kNone)
            refuse(query, "gives the column '" + name + "' twice");
        found = i;
    }
    return found;
}

/// A column that the settings name besides those of a record.
std::size_t extraColumn(const KindQuery& query, const std::vector<ResultColumn>& columns,
                        const std::string& name, const std::string& setting) {
    if (name.empty())
        return Binding::kNone;
    const std::size_t at = indexOf(query, columns, name);
    if (at == Binding::kNone)
        refuse(query, "gives no column '" + name + "', which " + setting + " names");
    return at;
}

template <class R>
class RowsOf final : public RecordRows {
  public:
    RowsOf(const Place& place, sdk::RecordSink& sink) : place_{place}, sink_{sink}, record_{R{}} {
        const auto columns = sdk::columnsOf<R>();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::size_t at = place.binding.at[i];
            if (at == Binding::kNone)
                continue;
            const auto codes = place.query.codes.find(columns[i].name);
            bound_.push_back({&columns[i], at, codes == place.query.codes.end() ? nullptr : &codes->second});
            version_given_ = version_given_ || columns[i].name == "source_version";
            changed_given_ = changed_given_ || columns[i].name == "changed_at";
        }
        // `deleted` stands behind the columns of the record.
        deleted_ = place.binding.at.back();
    }

    void take(std::span<std::string> values) override {
        for (std::size_t i = 0; i < values.size(); ++i)
            place_.values.normalize(place_.columns[i].form, values[i]);
        const std::string& id = values[place_.binding.id];
        const bool same = open_ && id == id_;
        if (same && PartsOf<R>::any)
            return goOn(values);
        if (same)
            return setAside("the query gives this id more than once");
        flush();
        begin(id, values);
    }

    void flush() override {
        if (!open_)
            return;
        open_ = false;
        if (closed_)
            return;
        R& r = current();
        if constexpr (PartsOf<R>::any) {
            auto& parts = PartsOf<R>::list(r);
            if (parts.size() == 1 && PartsOf<R>::isEmpty(parts.front()))
                parts.clear();
        }
        if constexpr (std::is_same_v<R, sdk::Report> || std::is_same_v<R, sdk::Measurement>)
            if (r.kind_label.empty()) {
                const auto label = place_.query.labels.find(r.kind_code);
                r.kind_label = label == place_.query.labels.end() ? r.kind_code : label->second;
            }
        if (!version_given_)
            r.source_version = hexText(version_, 16);
        if (const char* wrong = sdk::inconsistencyOf(record_))
            return setAside(wrong);
        ++records_;
        sink_.put(record_);
    }

  private:
    struct Bound {
        const Column<R>* column;
        std::size_t at;
        const TextMap* codes;
    };

    R& current() { return std::get<R>(record_); }

    void begin(const std::string& id, std::span<std::string> values) {
        open_ = true;
        closed_ = false;
        id_ = id;
        if (isTombstone(values))
            return takeTombstone();
        version_ = std::hash<std::string>{}(place_.fingerprint);
        if constexpr (PartsOf<R>::any) {
            PartsOf<R>::list(current()).clear();
            PartsOf<R>::list(current()).emplace_back();
        }
        // Before the columns are read, some of which may have no moment.
        if (!changed_given_)
            current().changed_at = changeOf(values);
        changed_text_ = changedText(values);
        for (const Bound& bound : bound_)
            if (!set(bound, values))
                return;
        if (current().changed_at == sdk::UtcTime{})
            current().changed_at = place_.changed_otherwise;
        stirVersion(values);
    }

    /// A further row of the same record: one more answer or goal.
    void goOn(std::span<std::string> values) {
        if (closed_)
            return;
        if (changedText(values) != changed_text_)
            return setAside(
                "the rows of this record differ in changed_column: it must be the same on all of them");
        if constexpr (PartsOf<R>::any) {
            auto& parts = PartsOf<R>::list(current());
            if (PartsOf<R>::isEmpty(parts.back()))
                return setAside("a record of several rows has a row without an answer or goal");
            parts.emplace_back();
        }
        for (const Bound& bound : bound_)
            if (bound.column->level == Level::Part && !set(bound, values))
                return;
        stirVersion(values);
    }

    bool set(const Bound& bound, std::span<std::string> values) {
        std::string_view field = values[bound.at];
        if (bound.codes != nullptr)
            if (const auto code = bound.codes->find(field); code != bound.codes->end())
                field = code->second;
        const char* wrong = field.empty() && bound.column->need == Need::Required
                                ? "must not be empty"
                                : bound.column->set(current(), field);
        if (wrong != nullptr)
            setAside("column " + place_.query.theirs(bound.column->name) + ": " + wrong);
        return wrong == nullptr;
    }

    [[nodiscard]] sdk::UtcTime changeOf(std::span<std::string> values) const {
        if (place_.binding.changed == Binding::kNone)
            return {};
        return sdk::readMoment(values[place_.binding.changed]).value_or(sdk::UtcTime{});
    }
    [[nodiscard]] std::string changedText(std::span<std::string> values) const {
        return place_.binding.changed == Binding::kNone ? std::string{} : values[place_.binding.changed];
    }

    bool isTombstone(std::span<std::string> values) const {
        return deleted_ != Binding::kNone && sdk::readFlag(values[deleted_]).value_or(false);
    }
    void takeTombstone() {
        closed_ = true;
        ++records_;
        if (id_.empty() || place_.full_set)
            return;
        sink_.remove(sdk::kindOf(record_), id_);
    }

    /// Rows without versions get them from their contents: whatever changes in a row changes the version.
    void stirVersion(std::span<std::string> values) {
        for (const std::string& value : values)
            version_ = (version_ ^ std::hash<std::string_view>{}(value)) * kStir + value.size();
    }

    void setAside(const std::string& reason) {
        if (closed_)
            return;
        closed_ = true;
        ++records_;
        sink_.setAside(sdk::kindOf(record_), id_, reason);
    }

    Place place_;
    sdk::RecordSink& sink_;
    sdk::Record record_;
    std::vector<Bound> bound_;
    std::size_t deleted_ = Binding::kNone;
    bool version_given_ = false;
    bool changed_given_ = false;
    bool open_ = false;    ///< rows of the record id_ may follow
    bool closed_ = false;  ///< it was set aside or removed: nothing of it is put
    std::string id_;
    std::string changed_text_;
    std::uint64_t version_ = 0;
};

}  // namespace

Binding bind(RecordKind kind, const KindQuery& query, const std::vector<ResultColumn>& columns) {
    Binding binding;
    std::vector<bool> taken(columns.size(), false);
    const auto take = [&](std::size_t at) {
        if (at != Binding::kNone)
            taken[at] = true;
        return at;
    };
    for (const sdk::ColumnInfo& column : sdk::columnInfo(kind)) {
        const std::string theirs = query.theirs(column.name);
        const std::size_t at = take(indexOf(query, columns, theirs));
        const bool is_mapped = query.columns.contains(column.name);
        if (at == Binding::kNone && (column.required || is_mapped))
            refuse(
                query,
                "gives no column '" + theirs + "'" +
                    (is_mapped ? " for " + std::string{column.name} : std::string{}) +
                    (column.required ? ", which is required: name it so with AS, or map it in columns" : ""));
        binding.at.push_back(at);
    }
    binding.id = binding.at.front();
    binding.changed = take(extraColumn(query, columns, query.changed_column, "changed_column"));
    binding.order = take(extraColumn(query, columns, query.order_column, "order_column"));
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (!taken[i])
            refuse(query,
                   "gives the column '" + columns[i].name.substr(0, 60) +
                       "', which Inzage doesn't know: map it in columns, or leave it out of the query");
    binding.id_name = columns[binding.id].name;
    if (binding.order != Binding::kNone)
        binding.order_name = columns[binding.order].name;
    if (binding.changed == Binding::kNone)
        return binding;
    binding.changed_name = columns[binding.changed].name;
    const Form form = columns[binding.changed].form;
    if (form != Form::UtcMoment && form != Form::LocalMoment && form != Form::Date)
        refuse(query, "has as changed_column '" + binding.changed_name +
                          "', which is no date or timestamp: CAST it");
    return binding;
}

std::string fingerprintOf(const KindQuery& query, const std::string& time_zone) {
    std::uint64_t print = kStir;
    const auto stir = [&](std::string_view text) {
        print = (print ^ std::hash<std::string_view>{}(text)) * kStir + text.size();
    };
    const auto stirAll = [&](const TextMap& map) {
        for (const auto& [from, to] : map) {
            stir(from);
            stir(to);
        }
    };
    stir(query.rows.sql);
    stir(query.changed_column);
    stir(query.order_column);
    stir(time_zone);
    stirAll(query.columns);
    stirAll(query.labels);
    for (const auto& [column, codes] : query.codes) {
        stir(column);
        stirAll(codes);
    }
    return hexText(print, 8);
}

std::unique_ptr<RecordRows> RecordRows::of(RecordKind kind, const Place& place, sdk::RecordSink& sink) {
    switch (kind) {
        case RecordKind::Client:
            return std::make_unique<RowsOf<sdk::Client>>(place, sink);
        case RecordKind::CareEpisode:
            return std::make_unique<RowsOf<sdk::CareEpisode>>(place, sink);
        case RecordKind::Report:
            return std::make_unique<RowsOf<sdk::Report>>(place, sink);
        case RecordKind::Measurement:
            return std::make_unique<RowsOf<sdk::Measurement>>(place, sink);
        case RecordKind::Questionnaire:
            return std::make_unique<RowsOf<sdk::Questionnaire>>(place, sink);
        case RecordKind::CarePlan:
            return std::make_unique<RowsOf<sdk::CarePlan>>(place, sink);
        case RecordKind::Appointment:
            return std::make_unique<RowsOf<sdk::Appointment>>(place, sink);
        case RecordKind::Message:
            return std::make_unique<RowsOf<sdk::Message>>(place, sink);
        case RecordKind::PinboardPost:
            return std::make_unique<RowsOf<sdk::PinboardPost>>(place, sink);
        case RecordKind::Contact:
            return std::make_unique<RowsOf<sdk::Contact>>(place, sink);
        case RecordKind::CareTeamMember:
            return std::make_unique<RowsOf<sdk::CareTeamMember>>(place, sink);
    }
    return nullptr;
}

}  // namespace inzage::odbc
