#include "admin/adapter_kit/kit.h"

#include <algorithm>

#include "admin/adapter_kit/parts.h"

namespace inzage::adapter_kit {

namespace {

std::string_view kindOf(const Failure& failure) {
    return inzage::nameOf(failure.kind);
}

void checkFault(Session& session, const FaultCase& fault) {
    const Trial trial =
        session.run(fault.settings, Session::planOf({session.step(Verb::Check), session.step(Verb::Pull)}));
    if (!trial.sound)
        return;
    const std::string expected = "a failure of kind " + std::string{inzage::nameOf(fault.expect)};
    const Failure* failure = trial.failure();
    if (failure == nullptr)
        session.fail("faults", "'" + fault.name + "': check() and pull() ended well", expected);
    else if (failure->kind != fault.expect)
        session.fail(
            "faults",
            "'" + fault.name + "': a failure of kind " + std::string{kindOf(*failure)} + ": " + failure->what,
            expected);
}

/// Whose word it is, not the word.
void lookFor(Session& session, const std::string& word, const std::string& whose) {
    if (word.empty() || session.failed("privacy"))
        return;
    for (const std::string& text : session.words())
        if (text.find(word) != std::string::npos)
            return session.fail("privacy",
                                whose + " stands in what the adapter printed, logged or gave as a reason",
                                "ids of the source, settings' keys and counts only");
}

}  // namespace

void checkSource(Session& session) {
    const Trial trial = session.run(Session::planOf({session.step(Verb::Check)}));
    if (const Failure* failure = trial.failure(); trial.sound && failure != nullptr)
        session.fail("check", "a failure of kind " + std::string{kindOf(*failure)} + ": " + failure->what,
                     "it ends well: the example's source is there");
    else if (trial.sound)
        session.pass("check");
    if (session.settings().faults.empty())
        return session.fail("faults", "the example has no fault case",
                            "kit.faults in its file, or kit.skip with a reason");
    for (const FaultCase& fault : session.settings().faults)
        checkFault(session, fault);
    session.pass("faults");
}

void checkEnd(Session& session) {
    Step pull = session.step(Verb::Pull);
    pull.count_only = true;
    std::vector<Step> steps{session.step(Verb::Destroy)};
    if (session.passed("pull"))
        steps.insert(steps.begin(), pull);
    Plan plan = Session::planOf(std::move(steps));
    plan.leave = true;
    if (session.run(std::move(plan)).sound)
        session.pass("end");
    for (const sdk::Secret& secret : session.settings().settings.secrets)
        lookFor(session, secret.value, "the secret of " + secret.name);
    for (const FaultCase& fault : session.settings().faults)
        for (const sdk::Secret& secret : fault.settings.secrets)
            lookFor(session, secret.value, "the secret of " + secret.name);
    for (const std::string& word : session.personal)
        lookFor(session, word, "a name, number or address of a delivered person");
    lookFor(session, std::string{kSampleWord}, "a text that was pushed");
    for (const char* check : {"privacy", "output", "failures"})
        session.pass(check);
}

std::vector<Result> checkAdapter(const std::filesystem::path& file, const KitSettings& settings,
                                 const std::string& probe_program) {
    Session session{settings, std::filesystem::absolute(file).lexically_normal(), probe_program};
    if (checkFile(session) && checkSettings(session)) {
        checkSource(session);
        checkPull(session);
        checkPush(session);
        checkEnd(session);
    }
    return session.results();
}

}  // namespace inzage::adapter_kit
