#include "plugins/fhir/pull.h"

#include <algorithm>
#include <unordered_map>

#include "plugins/fhir/bundle_pages.h"
#include "plugins/fhir/capabilities.h"
#include "plugins/fhir/resource_records.h"
#include "plugins/sdk/field_values.h"

namespace inzage::fhir {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::JsonValue;
using sdk::RecordKind;
using Moment = Cursor::Moment;

constexpr std::size_t kRecordsPerCursor = 10'000;
// Sources and their machines may disagree on the time by this much.
constexpr std::chrono::hours kClockSkewMax{24};
// What servers without a history of a type answer when they are asked for it all the same.
const std::vector<int> kNoHistory{400, 404, 405, 501};

Moment inMilliseconds(sdk::UtcTime at) {
    return std::chrono::floor<std::chrono::milliseconds>(at);
}

/// "2026-11-24T15:40:00.123Z"
std::string instant(Moment at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const auto of_day = (at - day).count();
    std::array<char, 40> text{};
    const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                                     static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                     static_cast<unsigned>(date.day()), static_cast<int>(of_day / 3'600'000),
                                     static_cast<int>(of_day / 60'000 % 60),
                                     static_cast<int>(of_day / 1000 % 60), static_cast<int>(of_day % 1000));
    return {text.data(), static_cast<std::size_t>(length)};
}

/// One pass over the resources of a kind.
struct Pass {
    std::optional<Moment> newest;
    std::size_t records = 0;
    std::size_t covered = 0;  ///< records when the last cursor was given
    bool in_order = true;     ///< so far nothing came that is older than what came before
};

class Pull {
  public:
    Pull(Connection& connection, const Capabilities& capabilities, Cursor cursor, sdk::RecordSink& sink)
        : connection_{connection},
          settings_{connection.settings()},
          capabilities_{capabilities},
          cursor_{std::move(cursor)},
          sink_{sink} {}

    void take(RecordKind kind) {
        Cursor::Place& place = placeOf(kind);
        if (!place.high && !place.reached)
            takeAll(kind, place);
        else if (sourceOf(kind).composite)
            takeComposite(kind, place);
        else
            takeNews(kind, place);
        sink_.cursor(cursor_.text());
    }

  private:
    Cursor::Place& placeOf(RecordKind kind) {
        auto& place = cursor_.of(kind);
        if (!place)
            place = Cursor::Place{};
        for (const auto& at : {place->high, place->reached, place->swept})
            if (at && *at > capabilities_.now + kClockSkewMax)
                throw AdapterFailure{
                    AdapterFailureKind::Defect,
                    "the cursor is from the future of the FHIR server: was it put back to an older copy? Run "
                    "this organisation once with --full"};
        return *place;
    }

    [[nodiscard]] std::string searchOf(RecordKind kind, const std::string& more) const {
        std::string url =
            connection_.urlOf(sourceOf(kind).type) + "?_count=" + std::to_string(settings_.page_size) + more;
        if (const std::string& own = settings_.of(kind).search; !own.empty())
            url += "&" + own;
        return url;
    }

    /// Hands over what one entry of a search holds.
    void takeEntry(RecordKind kind, const JsonValue& entry, Pass& pass, bool full_set) {
        if (const JsonValue* mode = entry.path({"search", "mode"}); mode != nullptr && mode->text != "match")
            return;
        const JsonValue* resource = entry.find("resource");
        if (resource == nullptr || resource->textOf("resourceType") != sourceOf(kind).type)
            return;
        ++pass.records;
        const std::string id{resource->textOf("id")};
        try {
            note(*resource, pass);
            const Verdict verdict = readRecords(kind, *resource, settings_, records_);
            if (verdict == Verdict::Gone && !full_set && !id.empty())
                sink_.remove(kind, id);
        } catch (const Unusable& unusable) {
            return sink_.setAside(kind, id, unusable.reason);
        }
        for (sdk::Record& record : records_) {
            std::visit(
                [&](sdk::Origin& origin) {
                    if (origin.changed_at == sdk::UtcTime{})
                        origin.changed_at = capabilities_.now;
                },
                record);
            sink_.put(record);
        }
        records_.clear();
    }

    /// When the resource changed, for the cursor.
    static void note(const JsonValue& resource, Pass& pass) {
        const JsonValue* meta = resource.find("meta");
        const auto changed = meta == nullptr ? std::nullopt : momentOf(*meta, "lastUpdated");
        if (!changed)
            return;
        const Moment at = inMilliseconds(*changed);
        if (pass.newest && at < *pass.newest)
            pass.in_order = false;
        if (!pass.newest || at > *pass.newest)
            pass.newest = at;
    }

    /// A change dated tomorrow must not hide those of today.
    void finish(Cursor::Place& place, const Pass& pass) const {
        if (pass.newest)
            place.high = std::max(place.high.value_or(Moment{}), std::min(*pass.newest, capabilities_.now));
        place.reached.reset();
    }

    void takeAll(RecordKind kind, Cursor::Place& place) {
        Pass pass;
        sink_.fullSetBegins(kind);
        eachEntry(connection_, searchOf(kind, ""),
                  {[&](const JsonValue& entry) { takeEntry(kind, entry, pass, true); }, {}});
        sink_.fullSetEnds(kind);
        finish(place, pass);
        place.swept = capabilities_.now;
    }

    [[nodiscard]] std::string since(Moment begin) const {
        return "&_lastUpdated=ge" + instant(begin) + "&_sort=_lastUpdated";
    }
    [[nodiscard]] Moment beginOf(const Cursor::Place& place) const {
        if (place.reached)
            return *place.reached;
        return std::max(Moment{}, *place.high - settings_.overlap);
    }

    void takeNews(RecordKind kind, Cursor::Place& place) {
        // Gone first: what was made again under the same id is among the changes that follow.
        const Moment begin = beginOf(place);
        const bool has_history = !place.reached && takeRemoved(kind, begin);
        takeChanged(kind, place, begin);
        if (!has_history && isSweepDue(place))
            takeAll(kind, place);
    }

    void takeChanged(RecordKind kind, Cursor::Place& place, Moment begin) {
        Pass pass;
        const auto page = [&](const Page& one) {
            const bool sorted = one.self.find("_sort=_lastUpdated") != std::string::npos && pass.in_order;
            if (one.last || !pass.newest || pass.records < pass.covered + kRecordsPerCursor)
                return;
            // All that changed earlier is complete, when the server sorts.
            if (!sorted || *pass.newest > capabilities_.now)
                return;
            pass.covered = pass.records;
            place.reached = *pass.newest;
            sink_.cursor(cursor_.text());
        };
        eachEntry(connection_, searchOf(kind, since(begin)),
                  {[&](const JsonValue& entry) { takeEntry(kind, entry, pass, false); }, page});
        finish(place, pass);
    }

    /// False when the source tells of no removals.
    bool takeRemoved(RecordKind kind, Moment begin) {
        std::vector<std::string> gone;
        if (!removedSince(kind, begin, gone))
            return false;
        for (const std::string& id : gone)
            sink_.remove(kind, id);
        return true;
    }

    bool removedSince(RecordKind kind, Moment begin, std::vector<std::string>& gone) {
        const std::string type{sourceOf(kind).type};
        if (!capabilities_.history.contains(type))
            return false;
        // The newest state of each id; servers differ in the order of entries.
        std::unordered_map<std::size_t, sdk::UtcTime> written;
        std::vector<std::pair<std::string, sdk::UtcTime>> deleted;
        const auto read = [&](const JsonValue& entry) {
            const JsonValue* resource = entry.find("resource");
            const JsonValue* request = entry.find("request");
            if (resource == nullptr && request != nullptr && request->textOf("method") == "DELETE") {
                const JsonValue* response = entry.find("response");
                const auto at =
                    response == nullptr ? std::nullopt : sdk::readMoment(response->textOf("lastModified"));
                const std::string url{request->textOf("url")};
                deleted.emplace_back(url.substr(url.rfind('/') + 1), at.value_or(sdk::UtcTime{}));
            } else if (resource != nullptr) {
                const JsonValue* updated = resource->path({"meta", "lastUpdated"});
                const auto at = updated == nullptr ? std::nullopt : sdk::readMoment(updated->text);
                auto& newest = written[std::hash<std::string_view>{}(resource->textOf("id"))];
                newest = std::max(newest, at.value_or(sdk::UtcTime::max()));
            }
        };
        const std::string url = connection_.urlOf(type) + "/_history?_since=" + instant(begin) +
                                "&_count=" + std::to_string(settings_.page_size);
        if (!eachEntry(connection_, url, {read, {}}, kNoHistory))
            return false;
        for (const auto& [id, at] : deleted) {
            const auto last = written.find(std::hash<std::string_view>{}(id));
            if (!id.empty() && (last == written.end() || last->second < at))
                gone.push_back(id);
        }
        return true;
    }

    /// One resource holds several records, and a new version of it says only who is there: what has left
    /// shows when all are read. They are few.
    void takeComposite(RecordKind kind, Cursor::Place& place) {
        bool changed = isSweepDue(place);
        const auto seen = [&](const JsonValue& entry) {
            const JsonValue* updated = entry.path({"resource", "meta", "lastUpdated"});
            const auto at = updated == nullptr ? std::nullopt : sdk::readMoment(updated->text);
            changed = changed || !at || inMilliseconds(*at) > *place.high;
        };
        if (!changed)
            eachEntry(connection_, searchOf(kind, since(*place.high)), {seen, {}});
        std::vector<std::string> gone;
        if (!changed && removedSince(kind, beginOf(place), gone))
            changed = !gone.empty();
        if (changed)
            takeAll(kind, place);
    }

    [[nodiscard]] bool isSweepDue(const Cursor::Place& place) const {
        return settings_.sweep_every.count() > 0 &&
               (!place.swept || capabilities_.now >= *place.swept + settings_.sweep_every);
    }

    Connection& connection_;
    const FhirSettings& settings_;
    const Capabilities& capabilities_;
    Cursor cursor_;
    sdk::RecordSink& sink_;
    std::vector<sdk::Record> records_;
};

}  // namespace

void pullAll(Connection& connection, std::span<const RecordKind> kinds, Cursor cursor,
             sdk::RecordSink& sink) {
    const Capabilities capabilities = readCapabilities(connection);
    std::vector<RecordKind> ordered{kinds.begin(), kinds.end()};
    std::ranges::sort(ordered);
    requireOffered(capabilities, ordered);
    if (cursor.fingerprint != connection.settings().fingerprint)
        cursor = Cursor{connection.settings().fingerprint, {}};
    Pull pull{connection, capabilities, std::move(cursor), sink};
    for (const RecordKind kind : ordered)
        pull.take(kind);
}

}  // namespace inzage::fhir
