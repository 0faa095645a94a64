#include <algorithm>
#include <set>

#include "admin/adapter_kit/held.h"
#include "admin/adapter_kit/parts.h"

namespace inzage::adapter_kit {

namespace {

constexpr int kOverMs = 2000;  // an adapter looks at its deadline once a second, and then needs a moment
constexpr const char* kForeignCursor = "inzage-kit: a cursor that nobody gave";
constexpr const char* kFarZone = "Pacific/Kiritimati";  // UTC+14: another day than UTC's most of the time

std::string said(const Failure& failure) {
    return "a failure of kind " + std::string{inzage::nameOf(failure.kind)} + ": " + failure.what;
}

/// The pull ended well; else it is written down against `check`.
bool endedWell(Session& session, const Trial& trial, std::string_view check) {
    if (!trial.sound)
        return false;
    const Failure* failure = trial.failure();
    if (failure != nullptr)
        session.fail(check, said(*failure), "the pull ends well");
    return failure == nullptr;
}

Held heldOf(const std::vector<Event>& events) {
    Held held;
    held.apply(events, true);
    return held;
}

void checkRecords(Session& session) {
    const auto is = [](Event::What what) {
        return [what](const Event& event) { return event.what == what; };
    };
    const auto aside = std::ranges::find_if(session.example, is(Event::What::Aside));
    if (std::ranges::none_of(session.example, is(Event::What::Put)))
        session.fail("records", "not one record was delivered", "an example with records in it");
    else if (aside != session.example.end())
        session.fail("records",
                     "a " + std::string{sdk::nameOf(aside->kind)} + " was set aside: " + aside->text,
                     "each record of the example keeps the rules of records.h");
    else
        session.pass("records");
    std::set<sdk::RecordKind> came;
    for (const Event& event : session.example)
        if (event.what == Event::What::Put)
            came.insert(event.kind);
    const auto& declared = session.description->pulls;
    for (const sdk::RecordKind kind : came)
        if (std::ranges::find(declared, kind) == declared.end())
            session.fail("kinds", std::string{sdk::nameOf(kind)} + " came and is not declared",
                         "describe().pulls has it");
    for (const sdk::RecordKind kind : session.settings().kinds)
        if (!came.contains(kind))
            session.fail("kinds", "no " + std::string{sdk::nameOf(kind)} + " came",
                         "kit.kinds names it: one at least");
    session.pass("kinds");
    if (const std::string repeated = repeatedId(session.example); !repeated.empty())
        session.fail("ids_unique", "two different records are both " + repeated, "an id of its own for each");
    session.pass("ids_unique");
}

/// Once more from the start, and then from the last cursor, by the same object.
void checkAgain(Session& session) {
    Step from_last = session.step(Verb::Pull);
    from_last.from_last = true;
    const Trial trial = session.run(Session::planOf({session.step(Verb::Pull), from_last}));
    if (!endedWell(session, trial, "pull_again"))
        return;
    const Held before = heldOf(session.example);
    Held held = heldOf(trial.steps[2].events);
    if (const std::string changes = before.changesTo(held); !changes.empty())
        session.fail("ids_stable", "the second time: " + changes, "the same records under the same ids");
    session.pass("ids_stable");
    const Held first = held;
    held.apply(trial.steps[3].events, true);
    if (const std::string changes = first.changesTo(held); !changes.empty())
        session.fail("pull_again", "from the last cursor: " + changes,
                     "nothing, as nothing changed at the source");
    session.pass("pull_again");
}

void checkResume(Session& session) {
    if (!session.passed("ids_stable"))
        return;
    std::size_t cursors = 0;
    std::size_t puts = 0;
    std::size_t puts_after_first = 0;
    for (const Event& event : session.example) {
        cursors += event.what == Event::What::Cursor ? 1 : 0;
        puts += event.what == Event::What::Put ? 1 : 0;
        puts_after_first += event.what == Event::What::Put && cursors > 0 ? 1 : 0;
    }
    Step stopped = session.step(Verb::Pull);
    if (puts_after_first > 0)
        stopped.cursors_max = 1;
    else
        stopped.puts_max = static_cast<int>(std::max<std::size_t>(1, puts / 2));
    const Trial first = session.run(Session::planOf({stopped}));
    if (!first.sound)
        return;
    Held held;
    held.apply(first.last().events, false);
    Step rest = session.step(Verb::Pull);
    rest.cursor = lastCursorOf(first.last().events);
    const Trial second = session.run(Session::planOf({rest}));
    if (!endedWell(session, second, "resume"))
        return;
    held.apply(second.last().events, true);
    if (const std::string changes = heldOf(session.example).changesTo(held); !changes.empty())
        session.fail("resume", "compared with one whole pull: " + changes,
                     "the same records as one whole pull");
    session.pass("resume");
}

void expectDefect(Session& session, std::string_view check, const std::string& cursor,
                  const std::string& what) {
    Step pull = session.step(Verb::Pull);
    pull.cursor = cursor;
    const Trial trial = session.run(Session::planOf({pull}));
    if (!trial.sound)
        return;
    const Failure* failure = trial.failure();
    if (failure == nullptr)
        session.fail(check, what + " was taken", "a failure of kind defect");
    else if (failure->kind != FailureKind::Defect)
        session.fail(check, what + ": " + said(*failure), "a failure of kind defect");
    else
        session.pass(check);
}

void checkCursors(Session& session) {
    expectDefect(session, "cursor_foreign", kForeignCursor, "a cursor that the adapter never gave");
    const auto last = lastCursorOf(session.example);
    if (!last) {
        if (session.description->can(sdk::Capability::Incremental))
            session.fail("cursor_future", "the whole pull gave no cursor",
                         "Incremental is declared: a cursor at the end");
        return session.skip("cursor_future", "not needed: the adapter gives no cursor");
    }
    std::string future = session.settings().future_cursor;
    if (future.empty()) {
        future = *last;
        std::ranges::replace_if(
            future, [](char c) { return c >= '0' && c <= '9'; }, '9');
    }
    if (future == *last)
        return session.fail("cursor_future", "the kit can't make a later cursor out of the last one",
                            "kit.future_cursor in the example's file, or kit.skip with a reason");
    expectDefect(session, "cursor_future", future, "a cursor from the future");
}

void checkTimes(Session& session) {
    if (!session.passed("ids_stable"))
        return;
    Plan plan = Session::planOf({session.step(Verb::Pull)});
    plan.time_zone = kFarZone;
    const Trial trial = session.run(std::move(plan));
    if (!endedWell(session, trial, "times"))
        return;
    if (const std::string changes = heldOf(session.example).changesTo(heldOf(trial.last().events));
        !changes.empty())
        session.fail("times", std::string{"on a machine in "} + kFarZone + ": " + changes,
                     "moments are UTC; local ones are converted with AdapterSettings::time_zone");
    session.pass("times");
}

void expectSoon(Session& session, const Step& pull, const std::string& how) {
    const Trial trial = session.run(Session::planOf({pull}));
    if (!trial.sound)
        return;
    const StepResult& last = trial.last();
    if (last.took_ms > kOverMs)
        session.fail("deadline", how + " it went on for " + std::to_string(last.took_ms) + " ms",
                     "it looks at the call at least once a second and ends");
    else if (last.failure && last.failure->kind != FailureKind::Transient)
        session.fail("deadline", how + ": " + said(*last.failure),
                     "a failure of kind transient: Call::proceedOrThrow()");
}

void checkLimits(Session& session) {
    Step over = session.step(Verb::Pull);
    over.time_ms = 0;
    over.count_only = true;
    expectSoon(session, over, "past its deadline");
    Step stopped = session.step(Verb::Pull);
    stopped.stop_early = true;
    stopped.count_only = true;
    expectSoon(session, stopped, "asked to stop");
    session.pass("deadline");
    Step counted = session.step(Verb::Pull);
    counted.count_only = true;
    const Trial trial = session.run(Session::planOf({counted}));
    if (!trial.sound || !trial.end)
        return;
    if (trial.end->peak_mib > session.settings().memory_mib)
        session.fail("memory", "the process took " + std::to_string(trial.end->peak_mib) + " MiB",
                     "at most " + std::to_string(session.settings().memory_mib) +
                         " MiB, whatever the size of the source");
    session.pass("memory");
}

}  // namespace

void checkPull(Session& session) {
    if (!session.description->can(sdk::Capability::Pull)) {
        for (const char* check : {"pull", "records", "kinds", "ids_unique", "ids_stable", "pull_again",
                                  "resume", "cursor_foreign", "cursor_future", "times", "deadline", "memory"})
            session.skip(check, "not needed: the adapter doesn't pull");
        return;
    }
    const Trial trial = session.run(Session::planOf({session.step(Verb::Pull)}));
    if (!endedWell(session, trial, "pull"))
        return;
    session.pass("pull");
    session.example = trial.last().events;
    session.personal = trial.last().personal;
    std::ranges::sort(session.personal);
    session.personal.erase(std::ranges::unique(session.personal).begin(), session.personal.end());
    checkRecords(session);
    checkAgain(session);
    checkResume(session);
    checkCursors(session);
    checkTimes(session);
    checkLimits(session);
}

}  // namespace inzage::adapter_kit
