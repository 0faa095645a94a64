#include "plugins/odbc/pull.h"

#include <algorithm>

#include "plugins/odbc/record_rows.h"
#include "plugins/odbc/reporting_store.h"
#include "plugins/sdk/failure.h"

namespace inzage::odbc {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::RecordKind;

// Two of the platform's chunks, so that it takes one in while the next is read; no rest is left for a third.
constexpr std::size_t kRecordsPerCursor = 20000;
// Clocks without zone show an hour twice a year: what is written in its second half looks older than what is
// known.
constexpr std::chrono::hours kHourThatComesTwice{1};
// Sources and their machines may disagree on the time by this much.
constexpr std::chrono::hours kClockSkewMax{24};

struct Bound {
    RecordKind kind;
    const KindQuery& query;
    std::vector<ResultColumn> columns;
    Binding binding;
    std::string fingerprint;
};

std::size_t idColumnOf(const Query& query, const std::vector<ResultColumn>& columns) {
    if (columns.size() != 1)
        throw AdapterFailure{AdapterFailureKind::Config,
                             query.name() + " must give one column, the ids of what is gone, and gives " +
                                 std::to_string(columns.size())};
    return 0;
}

Bound boundTo(Database& database, RecordKind kind, const KindQuery& query, const OdbcSettings& settings,
              const sdk::Call& call) {
    Bound bound{kind, query, database.describe(query.rows.sql, query.rows.name(), call), {}, {}};
    bound.binding = bind(kind, query, bound.columns);
    bound.fingerprint = fingerprintOf(query, settings.time_zone);
    // Around the query it must work as well: a database may refuse an ORDER BY or a column without a name
    // there.
    (void)database.describe(allRows(database, query.rows, bound.binding.id_name, bound.binding.order_name),
                            query.rows.name(), call);
    if (query.removed)
        (void)idColumnOf(*query.removed, database.describe(query.removed->sql, query.removed->name(), call));
    return bound;
}

class Pull {
  public:
    Pull(Database& database, const OdbcSettings& settings, Cursor cursor, sdk::RecordSink& sink,
         const sdk::Call& call)
        : database_{database},
          settings_{settings},
          values_{settings.time_zone},
          cursor_{std::move(cursor)},
          sink_{sink},
          call_{call},
          now_{sourceTime(database, call)} {}

    void take(const Bound& kind) {
        Cursor::Place& place = placeOf(kind);
        if (kind.binding.changed == Binding::kNone) {
            takeAll(kind);
            return endKind();
        }
        takeChanged(kind, place);
        takeRemoved(kind);
        if (isSweepDue(place)) {
            takeAll(kind);
            place.swept = std::chrono::floor<std::chrono::seconds>(now_);
        }
        endKind();
    }

  private:
    Cursor::Place& placeOf(const Bound& kind) {
        auto& place = cursor_.of(kind.kind);
        if (!place || place->fingerprint != kind.fingerprint)
            place = Cursor::Place{kind.fingerprint, {}, {}, {}};
        if (kind.binding.changed == Binding::kNone)
            return *place;
        const ColumnTime latest = nowFor(kind) + kClockSkewMax;
        for (const auto& at : {place->high, place->reached})
            if (at && *at > latest)
                throw AdapterFailure{
                    AdapterFailureKind::Defect,
                    "the cursor is from the future of the reporting database: was it put back to an "
                    "older copy? Run this organisation once with --full"};
        return *place;
    }

    [[nodiscard]] Form changedForm(const Bound& kind) const {
        return kind.columns[kind.binding.changed].form;
    }
    [[nodiscard]] ColumnTime nowFor(const Bound& kind) const {
        return values_.inTermsOf(changedForm(kind), now_);
    }

    [[nodiscard]] std::optional<ColumnTime> beginOf(const Bound& kind, const Cursor::Place& place) const {
        if (place.reached)
            return place.reached;
        if (!place.high)
            return std::nullopt;
        const bool repeats = changedForm(kind) == Form::LocalMoment;
        return *place.high - settings_.overlap - (repeats ? kHourThatComesTwice : std::chrono::hours{0});
    }

    [[nodiscard]] std::unique_ptr<RecordRows> recordsOf(const Bound& kind, bool full_set) {
        return RecordRows::of(
            kind.kind, {kind.query, kind.binding, kind.columns, values_, kind.fingerprint, now_, full_set},
            sink_);
    }

    void takeChanged(const Bound& kind, Cursor::Place& place) {
        const ChangedSince window{kind.binding.changed_name, kind.binding.id_name, kind.binding.order_name,
                                  beginOf(kind, place)};
        Rows rows =
            database_.rows(changedRows(database_, kind.query.rows, window), kind.query.rows.name(), call_);
        const auto records = recordsOf(kind, false);
        std::optional<ColumnTime> newest;
        std::size_t covered = 0;
        while (rows.next()) {
            const auto changed = readColumnTime(rows.values()[kind.binding.changed]);
            // All that changed earlier is complete: rows come in this order.
            if (changed && newest && *changed > *newest) {
                records->flush();
                if (records->records() >= covered + kRecordsPerCursor) {
                    covered = records->records();
                    place.reached = *changed;
                    sink_.cursor(cursor_.text());
                }
            }
            if (changed && (!newest || *changed > *newest))
                newest = changed;
            records->take(rows.values());
        }
        records->flush();
        // A change dated tomorrow must not hide those of today.
        if (newest)
            place.high = std::max(place.high.value_or(*newest), std::min(*newest, nowFor(kind)));
        place.reached.reset();
    }

    void takeRemoved(const Bound& kind) {
        if (!kind.query.removed)
            return;
        Rows rows = database_.rows(kind.query.removed->sql, kind.query.removed->name(), call_);
        while (rows.next()) {
            std::string& id = rows.values().front();
            values_.normalize(rows.columns().front().form, id);
            if (!id.empty())
                sink_.remove(kind.kind, id);
        }
    }

    void takeAll(const Bound& kind) {
        const std::string sql =
            allRows(database_, kind.query.rows, kind.binding.id_name, kind.binding.order_name);
        Rows rows = database_.rows(sql, kind.query.rows.name(), call_);
        const auto records = recordsOf(kind, true);
        sink_.fullSetBegins(kind.kind);
        while (rows.next())
            records->take(rows.values());
        records->flush();
        sink_.fullSetEnds(kind.kind);
    }

    [[nodiscard]] bool isSweepDue(const Cursor::Place& place) const {
        return settings_.sweep_every.count() > 0 &&
               (!place.swept || now_ >= *place.swept + settings_.sweep_every);
    }

    void endKind() {
        sink_.cursor(cursor_.text());
        database_.endTransaction();
    }

    Database& database_;
    const OdbcSettings& settings_;
    RowValues values_;
    Cursor cursor_;
    sdk::RecordSink& sink_;
    const sdk::Call& call_;
    ColumnTime now_;
};

}  // namespace

void pullAll(Database& database, const OdbcSettings& settings, std::span<const RecordKind> kinds,
             Cursor cursor, sdk::RecordSink& sink, const sdk::Call& call) {
    std::vector<RecordKind> ordered{kinds.begin(), kinds.end()};
    std::ranges::sort(ordered);
    std::vector<Bound> bound;
    for (const RecordKind kind : ordered)
        if (const auto& query = settings.of(kind))
            bound.push_back(boundTo(database, kind, *query, settings, call));
    Pull pull{database, settings, std::move(cursor), sink, call};
    database.endTransaction();
    for (const Bound& kind : bound)
        pull.take(kind);
}

void describeAll(Database& database, const OdbcSettings& settings, const sdk::Call& call) {
    for (const RecordKind kind : sdk::kRecordKinds)
        if (const auto& query = settings.of(kind))
            (void)boundTo(database, kind, *query, settings, call);
}

}  // namespace inzage::odbc
