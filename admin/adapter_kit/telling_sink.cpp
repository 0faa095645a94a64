#include "admin/adapter_kit/telling_sink.h"

#include <thread>

#include "admin/adapter_kit/record_text.h"

namespace inzage::adapter_kit {

namespace {

constexpr std::size_t kPersonalMax = 5000;
constexpr std::chrono::milliseconds kSlowPut{100};

}  // namespace

void TellingSink::note(Event event) {
    if (step_.count_only)
        return;
    if (into_.events.size() >= kEventsMax)
        throw BrokenOff{"the example has more than 200,000 records; bring a smaller one"};
    into_.events.push_back(std::move(event));
}

void TellingSink::put(const sdk::Record& record) {
    if (step_.puts_max > 0 && ++puts_ > step_.puts_max)
        throw BrokenOff{"as planned"};
    if (step_.stop_early) {
        if (!asked_at_) {
            asked_at_ = std::chrono::steady_clock::now();
            stop_.request_stop();
        }
        std::this_thread::sleep_for(kSlowPut);
    }
    if (step_.count_only)
        return;
    note({Event::What::Put, sdk::kindOf(record), sdk::originOf(record).source_id, fingerprintOf(record)});
    if (into_.personal.size() < kPersonalMax)
        collectPersonal(record, into_.personal);
}

void TellingSink::remove(sdk::RecordKind kind, std::string_view source_id) {
    note({Event::What::Remove, kind, std::string{source_id}, {}});
}

void TellingSink::fullSetBegins(sdk::RecordKind kind) {
    note({Event::What::Begins, kind, {}, {}});
}

void TellingSink::fullSetEnds(sdk::RecordKind kind) {
    note({Event::What::Ends, kind, {}, {}});
}

void TellingSink::cursor(std::string_view text) {
    last_ = std::string{text};
    note({Event::What::Cursor, sdk::RecordKind::Client, {}, *last_});
    if (step_.cursors_max > 0 && ++cursors_ >= step_.cursors_max)
        throw BrokenOff{"as planned"};
}

void TellingSink::setAside(sdk::RecordKind kind, std::string_view source_id, std::string_view reason) {
    note({Event::What::Aside, kind, std::string{source_id}, std::string{reason}});
}

}  // namespace inzage::adapter_kit
