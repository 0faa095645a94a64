#include "admin/adapter_kit/held.h"

#include <set>

namespace inzage::adapter_kit {

namespace {

std::string called(sdk::RecordKind kind, const std::string& id) {
    return std::string{sdk::nameOf(kind)} + " " + id;
}

}  // namespace

void Held::apply(const std::vector<Event>& events, bool ended_well) {
    auto work = records_;
    std::set<std::string> seen;
    for (const Event& event : events) {
        const Key key{event.kind, event.id};
        switch (event.what) {
            case Event::What::Put:
                work[key] = event.text;
                seen.insert(event.id);
                break;
            case Event::What::Remove:
                work.erase(key);
                break;
            case Event::What::Aside:
                seen.insert(event.id);
                break;
            case Event::What::Begins:
                seen.clear();
                break;
            case Event::What::Ends:
                std::erase_if(work, [&](const auto& one) {
                    return one.first.first == event.kind && !seen.contains(one.first.second);
                });
                break;
            case Event::What::Cursor:
                records_ = work;
                break;
        }
    }
    if (ended_well)
        records_ = std::move(work);
}

std::string Held::changesTo(const Held& later) const {
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t removed = 0;
    std::string example;
    const auto count = [&](std::size_t& which, const Key& key) {
        if (++which == 1 && example.empty())
            example = called(key.first, key.second);
    };
    for (const auto& [key, text] : later.records_) {
        const auto before = records_.find(key);
        if (before == records_.end())
            count(added, key);
        else if (before->second != text)
            count(changed, key);
    }
    for (const auto& [key, text] : records_)
        if (!later.records_.contains(key))
            count(removed, key);
    std::string said;
    const auto say = [&](std::size_t number, const char* what) {
        if (number > 0)
            said += (said.empty() ? "" : ", ") + std::to_string(number) + " " + what;
    };
    say(added, "added");
    say(changed, "changed");
    say(removed, "removed");
    return said.empty() ? said : said + " (for instance " + example + ")";
}

std::string repeatedId(const std::vector<Event>& events) {
    std::map<std::pair<sdk::RecordKind, std::string>, std::string> seen;
    for (const Event& event : events) {
        if (event.what == Event::What::Cursor || event.what == Event::What::Begins) {
            seen.clear();
        } else if (event.what == Event::What::Remove) {
            seen.erase({event.kind, event.id});
        } else if (event.what == Event::What::Put) {
            const auto [at, is_new] = seen.try_emplace({event.kind, event.id}, event.text);
            if (!is_new && at->second != event.text)
                return called(event.kind, event.id);
        }
    }
    return {};
}

std::optional<std::string> lastCursorOf(const std::vector<Event>& events) {
    std::optional<std::string> last;
    for (const Event& event : events)
        if (event.what == Event::What::Cursor)
            last = event.text;
    return last;
}

}  // namespace inzage::adapter_kit
