#include <algorithm>
#include <fstream>
#include <sstream>

#include "admin/adapter_kit/held.h"
#include "admin/adapter_kit/parts.h"
#include "admin/adapter_kit/record_text.h"
#include "platform/base/ids.h"

namespace inzage::adapter_kit {

namespace {

struct SampleTag {};

/// Every file below a folder, with its bytes.
std::string contentsOf(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code code;
    for (auto at = std::filesystem::recursive_directory_iterator{folder, code};
         !code && at != std::filesystem::recursive_directory_iterator{}; at.increment(code)) {
        if (!at->is_regular_file(code))
            continue;
        std::ostringstream text;
        text << std::ifstream{at->path(), std::ios::binary}.rdbuf();
        files.push_back(at->path().string() + '\n' + text.str());
    }
    std::ranges::sort(files);
    std::string all;
    for (const std::string& file : files)
        all += file + '\n';
    return all;
}

/// What the source holds, as far as can be seen: the scratch folder, and a pull.
class Effects {
  public:
    explicit Effects(Session& session) : session_{session} {}
    struct Seen {
        std::string files;
        Held held;
    };
    Seen look() {
        Seen seen;
        if (session_.settings().scratch)
            seen.files = contentsOf(*session_.settings().scratch);
        if (session_.passed("ids_stable")) {
            const Trial trial = session_.run(Session::planOf({session_.step(Verb::Pull)}));
            if (trial.sound && trial.failure() == nullptr)
                seen.held.apply(trial.last().events, true);
        }
        return seen;
    }

  private:
    Session& session_;
};

std::string firstOf(const Session& session, sdk::RecordKind kind) {
    for (const Event& event : session.example)
        if (event.what == Event::What::Put && event.kind == kind)
            return event.id;
    return {};
}

std::string newKey() {
    return Id<SampleTag>::random().text();
}

/// The receipt, or none when it failed; why is written down.
std::optional<sdk::PushReceipt> pushed(Session& session, const Step& push, std::string_view check) {
    const Trial trial = session.run(Session::planOf({push}));
    if (!trial.sound)
        return std::nullopt;
    if (const Failure* failure = trial.failure()) {
        session.fail(check,
                     std::string{sdk::nameOf(push.kind)} + ": a failure of kind " +
                         std::string{inzage::nameOf(failure->kind)} + ": " + failure->what,
                     "a receipt");
        return std::nullopt;
    }
    return trial.last().receipt;
}

bool same(const sdk::PushReceipt& one, const sdk::PushReceipt& other) {
    return one.source_id == other.source_id && one.source_version == other.source_version;
}

void checkKind(Session& session, Step push) {
    const std::string kind{sdk::nameOf(push.kind)};
    Effects effects{session};
    const auto before = effects.look();
    const auto first = pushed(session, push, "push");
    if (!first)
        return;
    const auto after = effects.look();
    if (session.settings().scratch && after.files == before.files)
        session.fail("push", kind + ": a receipt came, and nothing in " + *session.settings().scratch,
                     "the change stands where kit.push.scratch says");
    const auto second = pushed(session, push, "push_twice");
    if (!second)
        return;
    const auto again = effects.look();
    if (!same(*first, *second))
        session.fail("push_twice", kind + ": the same key gave another receipt",
                     "the receipt of the first time");
    if (again.files != after.files)
        session.fail("push_twice", kind + ": the same key changed the scratch folder again", "one effect");
    if (const std::string changes = after.held.changesTo(again.held); !changes.empty())
        session.fail("push_twice", kind + ": the same key changed the source again: " + changes,
                     "one effect");
    if (!push.record.empty())
        return;
    push.key = newKey();
    const auto other = pushed(session, push, "push");
    if (other && other->source_id == first->source_id)
        session.fail("push_twice", kind + ": another change with another key was given the same id",
                     "a receipt of its own");
}

}  // namespace

void checkPush(Session& session) {
    const auto skipBoth = [&](const std::string& why) {
        session.skip("push", why);
        session.skip("push_twice", why);
    };
    if (!session.description->can(sdk::Capability::Push))
        return skipBoth("not needed: the adapter doesn't push");
    if (!session.settings().push_allowed) {
        session.fail("push", "the example doesn't say where samples may be pushed",
                     "kit.push in its file, or kit.skip with a reason");
        return session.skip("push_twice", "needs what failed before: push");
    }
    bool any = false;
    for (const sdk::RecordKind kind : session.description->pushes) {
        Step push = session.step(Verb::Push);
        push.kind = kind;
        push.client = firstOf(session, sdk::RecordKind::Client);
        push.record = sampleIsNew(kind) ? "" : firstOf(session, kind);
        push.key = newKey();
        if (push.client.empty() || (!sampleIsNew(kind) && push.record.empty()) ||
            !sampleOf(kind, push.client, push.record, push.key))
            continue;
        any = true;
        checkKind(session, push);
    }
    if (!any)
        return skipBoth(
            "can't be made: there is no client to push for, or the kit has no sample of these kinds");
    session.pass("push");
    session.pass("push_twice");
}

}  // namespace inzage::adapter_kit
