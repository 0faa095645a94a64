#include "plugins/csv/drop_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <optional>

#include "plugins/csv/id_set.h"
#include "plugins/csv/open_file.h"
#include "plugins/csv/sha256.h"
#include "plugins/sdk/csv_reader.h"
#include "plugins/sdk/field_values.h"
#include "plugins/sdk/record_columns.h"

namespace inzage::csv {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::Column;
using sdk::CsvReader;
using sdk::kDeletedColumn;
using sdk::Level;
using sdk::Need;
using sdk::PartsOf;
using sdk::RecordKind;

constexpr std::size_t kRowsPerLookAtTheClock = 4096;
constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

/// The settings are part of what a record says: other code lists make other records of the same rows.
std::uint64_t saltOf(const KindSettings& settings) {
    std::uint64_t salt = 0;
    const auto stir = [&](const TextMap& map) {
        for (const auto& [from, to] : map)
            salt = (salt ^ std::hash<std::string>{}(from + "=" + to)) * 0x9E3779B97F4A7C15U;
    };
    stir(settings.labels);
    stir(settings.headers);
    for (const auto& [column, codes] : settings.codes) {
        salt ^= std::hash<std::string>{}(column);
        stir(codes);
    }
    return salt;
}

/// Turns the rows of one file into records of one kind.
template <class R>
class RowReader {
  public:
    RowReader(CsvReader& csv, const KindSettings& settings, const Drop& drop, const sdk::Call& call)
        : csv_{csv},
          settings_{settings},
          drop_{drop},
          call_{call},
          record_{R{}},
          version_start_{saltOf(settings)} {}

    /// Runs through the file; `sink` may be null, then records are only looked at.
    void run(sdk::RecordSink* sink, IdSet* ids) {
        sink_ = sink;
        ids_ = ids;
        if (!csv_.next())
            csv_.fail("the file is empty; it needs a header");
        bindHeader();
        while (csv_.next()) {
            if (++rows_ % kRowsPerLookAtTheClock == 0)
                call_.proceedOrThrow();
            takeRow();
        }
        flush();
    }
    [[nodiscard]] long long rows() const { return rows_; }

  private:
    struct Bound {
        const Column<R>* column;
        std::size_t at;
        const TextMap* codes;
        std::string header;
    };

    R& current() { return std::get<R>(record_); }

    [[nodiscard]] std::string headerFor(std::string_view column) const {
        const auto mapped = settings_.headers.find(column);
        return mapped == settings_.headers.end() ? std::string{column} : mapped->second;
    }

    void bindHeader() {
        std::vector<std::string> headers{csv_.fields().begin(), csv_.fields().end()};
        columns_ = headers.size();
        std::vector<bool> taken(headers.size(), false);
        const auto find = [&](const std::string& wanted) {
            const auto at = std::ranges::find(headers, wanted);
            if (at == headers.end())
                return kNoColumn;
            const auto index = static_cast<std::size_t>(at - headers.begin());
            if (std::find(at + 1, headers.end(), wanted) != headers.end())
                csv_.failAt(wanted, "the header has this column twice");
            taken[index] = true;
            return index;
        };
        for (const Column<R>& column : sdk::columnsOf<R>()) {
            const std::string header = headerFor(column.name);
            const std::size_t at = find(header);
            if (at == kNoColumn && column.need == Need::Required)
                csv_.failAt(header, "the header lacks this required column");
            if (at == kNoColumn)
                continue;
            label_in_file_ = label_in_file_ || column.name == "kind_label";
            version_in_file_ = version_in_file_ || column.name == "source_version";
            const auto codes = settings_.codes.find(column.name);
            bound_.push_back(
                {&column, at, codes == settings_.codes.end() ? nullptr : &codes->second, header});
        }
        deleted_ = find(headerFor(kDeletedColumn));
        for (std::size_t i = 0; i < headers.size(); ++i)
            if (!taken[i] && std::ranges::find(settings_.ignored, headers[i]) == settings_.ignored.end())
                csv_.failAt(readable(headers[i]),
                            "the header has this unknown column; map it with 'columns' or pass it over with "
                            "'ignore_columns'");
    }

    static std::string readable(const std::string& header) {
        return header.empty() ? "(without a name)" : header.substr(0, 60);
    }

    void takeRow() {
        const auto fields = csv_.fields();
        if (fields.size() != columns_)
            csv_.fail("the row has " + std::to_string(fields.size()) + " columns, the header " +
                      std::to_string(columns_));
        // source_id is the first of every table.
        const std::string_view source_id = fields[bound_.front().at];
        if (isTombstone(fields)) {
            flush();
            takeTombstone(source_id);
            return;
        }
        const bool goes_on = PartsOf<R>::any && have_record_ && source_id == current().source_id;
        if (!goes_on) {
            flush();
            noteId(source_id);
            have_record_ = true;
        }
        if constexpr (PartsOf<R>::any) {
            auto& parts = PartsOf<R>::list(current());
            if (!goes_on)
                parts.clear();
            if (!parts.empty() && PartsOf<R>::isEmpty(parts.back()))
                csv_.fail("a record of several rows has a row without an answer or goal");
            parts.emplace_back();
        }
        for (const Bound& bound : bound_)
            if (!goes_on || bound.column->level == Level::Part)
                set(bound, fields[bound.at]);
        if (goes_on)
            requireSameHead(fields);
        // Only what is delivered needs a version; looking at each byte again costs a tenth of the pass.
        if (sink_ != nullptr && !version_in_file_)
            stirVersion(fields, goes_on);
    }

    /// A file without versions gets them from its contents: whatever changes in a row changes the version.
    void stirVersion(std::span<const std::string_view> fields, bool goes_on) {
        if (!goes_on)
            version_ = version_start_;
        for (const std::string_view field : fields)
            version_ = (version_ ^ std::hash<std::string_view>{}(field)) * 0x9E3779B97F4A7C15U + field.size();
    }

    void writeVersion() {
        std::array<char, 16> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), version_, 16);
        current().source_version.assign(digits.data(), end.ptr);
    }

    /// Rows of one record must tell one story: the version is compared, because it stands for all the rest.
    void requireSameHead(std::span<const std::string_view> fields) {
        for (const Bound& bound : bound_)
            if (bound.column->name == "source_version" && fields[bound.at] != current().source_version)
                csv_.failAt(bound.header, "rows of one record have different versions");
    }

    void set(const Bound& bound, std::string_view field) {
        if (bound.codes != nullptr) {
            const auto code = bound.codes->find(field);
            if (code != bound.codes->end())
                field = code->second;
        }
        if (field.empty() && bound.column->need == Need::Required)
            csv_.failAt(bound.header, "must not be empty");
        if (const char* wrong = bound.column->set(current(), field))
            csv_.failAt(bound.header, wrong);
    }

    bool isTombstone(std::span<const std::string_view> fields) {
        if (deleted_ == kNoColumn || fields[deleted_].empty())
            return false;
        const auto on = sdk::readFlag(fields[deleted_]);
        if (!on)
            csv_.failAt(kDeletedColumn, "not 1/0, true/false or ja/nee");
        return *on;
    }

    void takeTombstone(std::string_view source_id) {
        noteId(source_id);
        // In a full drop what isn't put is removed anyway.
        if (sink_ != nullptr && drop_.mode == DropMode::Incremental)
            sink_->remove(sdk::kindOf(record_), source_id);
    }

    void noteId(std::string_view source_id) {
        if (source_id.empty() || source_id.size() > sdk::kSourceIdBytesMax)
            csv_.failAt(bound_.front().header, "must not be empty or longer than 200 bytes");
        if (ids_ != nullptr && !ids_->insert(source_id))
            csv_.failAt(bound_.front().header,
                        PartsOf<R>::any ? "this id was there before; rows of one record must stand together"
                                        : "this id was there before");
    }

    void flush() {
        if (!have_record_)
            return;
        have_record_ = false;
        R& r = current();
        if constexpr (PartsOf<R>::any) {
            auto& parts = PartsOf<R>::list(r);
            if (parts.size() == 1 && PartsOf<R>::isEmpty(parts.front()))
                parts.clear();
        }
        if constexpr (std::is_same_v<R, sdk::Report> || std::is_same_v<R, sdk::Measurement>)
            if (!label_in_file_ || r.kind_label.empty())
                labelFromSettings(r);
        if (sink_ != nullptr && !version_in_file_)
            writeVersion();
        if (r.changed_at == sdk::UtcTime{})
            r.changed_at = drop_.created_at;
        if (const char* wrong = sdk::inconsistencyOf(record_))
            csv_.fail(wrong);
        if (sink_ != nullptr)
            sink_->put(record_);
    }

    void labelFromSettings(R& r) {
        const auto label = settings_.labels.find(r.kind_code);
        r.kind_label = label == settings_.labels.end() ? r.kind_code : label->second;
    }

    CsvReader& csv_;
    const KindSettings& settings_;
    const Drop& drop_;
    const sdk::Call& call_;
    sdk::Record record_;
    sdk::RecordSink* sink_ = nullptr;
    IdSet* ids_ = nullptr;
    std::vector<Bound> bound_;
    std::size_t columns_ = 0;
    std::size_t deleted_ = kNoColumn;
    bool have_record_ = false;
    bool label_in_file_ = false;
    bool version_in_file_ = false;
    std::uint64_t version_start_;
    std::uint64_t version_ = 0;
    long long rows_ = 0;
};

/// What both passes share: opens nothing, knows the kind.
long long readRows(CsvReader& csv, RecordKind kind, const CsvSettings& settings, const Drop& drop,
                   const sdk::Call& call, sdk::RecordSink* sink, IdSet* ids) {
    const auto as = [&]<class R>(std::type_identity<R>) {
        RowReader<R> rows{csv, settings.of(kind), drop, call};
        rows.run(sink, ids);
        return rows.rows();
    };
    switch (kind) {
        case RecordKind::Client:
            return as(std::type_identity<sdk::Client>{});
        case RecordKind::CareEpisode:
            return as(std::type_identity<sdk::CareEpisode>{});
        case RecordKind::Report:
            return as(std::type_identity<sdk::Report>{});
        case RecordKind::Measurement:
            return as(std::type_identity<sdk::Measurement>{});
        case RecordKind::Questionnaire:
            return as(std::type_identity<sdk::Questionnaire>{});
        case RecordKind::CarePlan:
            return as(std::type_identity<sdk::CarePlan>{});
        case RecordKind::Appointment:
            return as(std::type_identity<sdk::Appointment>{});
        case RecordKind::Message:
            return as(std::type_identity<sdk::Message>{});
        case RecordKind::PinboardPost:
            return as(std::type_identity<sdk::PinboardPost>{});
        case RecordKind::Contact:
            return as(std::type_identity<sdk::Contact>{});
        case RecordKind::CareTeamMember:
            return as(std::type_identity<sdk::CareTeamMember>{});
    }
    return 0;
}

}  // namespace

void verifyFile(const Drop& drop, const DropFile& file, const CsvSettings& settings, const sdk::Call& call) {
    const OpenFile open{drop, file};
    Sha256 sum;
    CsvReader csv{
        open.fd(), open.name(), {settings.separator, true, [&](std::string_view bytes) { sum.add(bytes); }}};
    IdSet ids;
    std::optional<AdapterFailure> fault;
    long long rows = 0;
    try {
        rows = readRows(csv, file.kind, settings, drop, call, nullptr, &ids);
    } catch (const AdapterFailure& failure) {
        if (failure.kind() != AdapterFailureKind::Defect)
            throw;
        fault = failure;
        csv.drain();
    }
    // The checksum first: in a file that was cut off, the fault that the cut made is not the reason.
    if (sum.hex() != file.sha256)
        throw AdapterFailure{
            AdapterFailureKind::Defect,
            open.name() +
                " doesn't match its SHA-256 in the manifest: it was cut off, or changed after "
                "the manifest was written" +
                (fault ? "; first fault: " + std::string{fault->what()} : "")};
    if (fault)
        throw AdapterFailure{*fault};
    if (rows != file.rows)
        throw AdapterFailure{AdapterFailureKind::Defect, open.name() + " has " + std::to_string(rows) +
                                                             " rows, the manifest says " +
                                                             std::to_string(file.rows)};
}

void emitFile(const Drop& drop, const DropFile& file, const CsvSettings& settings, const sdk::Call& call,
              sdk::RecordSink& sink) {
    const OpenFile open{drop, file};
    CsvReader csv{open.fd(), open.name(), {settings.separator, false, {}}};
    const long long rows = readRows(csv, file.kind, settings, drop, call, &sink, nullptr);
    if (rows != file.rows || !open.unchanged())
        throw AdapterFailure{AdapterFailureKind::Defect, open.name() + " was changed while it was read"};
}

}  // namespace inzage::csv
