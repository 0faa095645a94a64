// Each broken adapter is caught by the check that is there for it, and by no other.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "tests/unit/adapter_kit/example_place.h"

namespace inzage::adapter_kit {
namespace {

struct Broken {
    const char* name;    ///< of the fault
    const char* caught;  ///< the checks that fail
    const char* seen;    ///< what they say
    const char* file = "misfit";
};
void PrintTo(const Broken& broken, std::ostream* out) {
    *out << broken.name;
}

const Broken kBroken[] = {
    {"no_stamp", "stamp", "carries no stamp", "no_stamp"},
    {"old_abi", "stamp", "speaks adapter ABI 0", "old_abi"},
    {"other_toolchain", "stamp", "another toolchain", "other_toolchain"},
    {"wrong_hash", "stamp", "other SDK headers", "wrong_hash"},
    {"wrong_name", "stamp", "the adapter 'csv'", "wrong_name"},
    {"missing_symbol", "load", "nobodyDefinesThis", "missing_symbol"},
    {"throws_at_birth", "load", "threw int", "throws_at_birth"},
    {"no_class", "load", "class loader finds no adapter", "no_class"},
    {"crashes_at_load", "load", "signal 11", "crashes_at_load"},
    {"crashes_at_exit", "end", "signal 11", "crashes_at_exit"},
    {"clashes", "visibility", "parseRecord", "clashes"},
    {"fickle", "describe", "something else", "fickle"},
    {"crash_at_configure", "configure", "signal 11 (SEGV) in configure()"},
    {"configure_reads", "configure_touches", "some.conf"},
    {"folder_not_required", "settings_missing", "without folder"},
    {"types_taken", "settings_type", "as a map"},
    {"range_taken", "settings_range", "level 10"},
    {"unknown_taken", "settings_unknown", "it was taken"},
    {"refuses_without_name", "settings_unknown", "names no key"},
    {"wrong_kind", "faults", "of kind config"},
    {"throws_foreign", "failures", "ForeignTrouble"},
    {"throws_std", "failures", "std::runtime_error"},
    {"throws_from_pull", "failures", "threw int in pull()"},
    {"crash_at_pull", "pull", "signal 11 (SEGV) in pull()"},
    {"ends_the_process", "pull", "ended by itself"},
    {"hangs", "deadline", "was killed"},
    {"spins", "deadline", "was killed"},
    {"slow_to_stop", "deadline", ""},
    {"wrong_when_over", "deadline", "defect"},
    {"leaks", "memory", "out of memory"},
    {"greedy", "memory", "MiB"},
    {"floods_stdout", "output", "printed without end"},
    {"floods_stderr", "output", "more than 4 MiB"},
    {"prints", "output", "standard output"},
    {"logs_secret", "privacy", "the secret of token_file"},
    {"logs_names", "privacy", "a name"},
    {"reason_with_name", "privacy", "a name"},
    {"bad_records", "records", "UTF-8"},
    {"undeclared_kind", "kinds", "report came"},
    {"duplicate_ids", "ids_unique", "client C0"},
    {"local_duplicates", "ids_unique", "client C0"},
    {"unstable_ids", "ids_stable", "6 added, 6 removed"},
    {"lies_about_set", "pull_again resume", "3 removed"},
    {"doubles_again", "pull_again resume", "1 added"},
    {"loses_on_resume", "resume", "removed"},
    {"foreign_cursor_taken", "cursor_foreign", "was taken"},
    {"future_cursor_taken", "cursor_future", "was taken"},
    {"local_times", "times", "6 changed"},
    {"crash_at_push", "push", "signal 11 (SEGV) in push()"},
    {"says_it_delivered", "push", "nothing in"},
    {"pushes_double", "push_twice", "again"},
    {"constant_receipt", "push_twice", "the same id"},
    {"crash_at_end", "end", "signal 11 (SEGV) in destroy()"},
};

/// Who works on until it is killed costs its whole deadline; all others have time enough on a busy machine.
const char* deadlineOf(const Broken& broken) {
    return std::string_view{broken.caught} == "deadline" ? "1" : "10";
}

std::string exampleOf(const Broken& broken) {
    return std::string{"sync:\n  adapter: "} + broken.file +
           "\n  settings: {folder: box, token_file: token, level: 3, fault: " + broken.name +
           "}\nkit:\n  kinds: [client]\n  memory_mib: 64\n  deadline_s: " + deadlineOf(broken) +
           "\n  push: {scratch: box}\n"
           "  faults: [{name: no folder, settings: {folder: nowhere}, expect: transient}]\n";
}

std::vector<Result> check(const Broken& broken) {
    const ExamplePlace place{broken.name};
    const auto settings = place.read(exampleOf(broken));
    if (!settings)
        return {{"example", Verdict::Failed, settings.failure().what, "", ""}};
    try {
        return checkAdapter(std::string{BROKEN_ADAPTERS} + "/" + broken.file + ".so", settings.value(),
                            INZAGE_PROBE);
    } catch (const std::exception& thrown) {
        return {{"probe", Verdict::Failed, thrown.what(), "", ""}};
    }
}

/// All at once, four at a time: most of it is waiting.
class BrokenAdapters : public ::testing::TestWithParam<Broken> {
  public:
    static void SetUpTestSuite() {
        std::atomic<std::size_t> next{0};
        std::vector<std::vector<Result>> found(std::size(kBroken));
        std::vector<std::thread> workers;
        for (int i = 0; i < 4; ++i)
            workers.emplace_back([&] {
                for (std::size_t at = next++; at < found.size(); at = next++)
                    found[at] = check(kBroken[at]);
            });
        for (std::thread& worker : workers)
            worker.join();
        for (std::size_t at = 0; at < found.size(); ++at)
            results()[kBroken[at].name] = std::move(found[at]);
    }
    static std::map<std::string, std::vector<Result>>& results() {
        static std::map<std::string, std::vector<Result>> all;
        return all;
    }
};

TEST_P(BrokenAdapters, AreCaughtByTheCheckThatIsThereForThem) {
    const auto& found = results()[GetParam().name];
    EXPECT_EQ(failedOf(found), GetParam().caught) << textOf(found);
    bool said = false;
    for (const Result& one : found)
        said =
            said || (one.verdict == Verdict::Failed && one.seen.find(GetParam().seen) != std::string::npos);
    EXPECT_TRUE(said) << textOf(found);
    for (const Result& one : found) {
        EXPECT_TRUE(one.verdict != Verdict::Skipped || !one.why.empty())
            << one.check << " is skipped without a reason";
        EXPECT_EQ(one.seen.find("geheim-token"), std::string::npos) << "the kit itself tells a secret";
        EXPECT_EQ(one.seen.find("Zandvoort"), std::string::npos) << "the kit itself tells a name";
    }
}

INSTANTIATE_TEST_SUITE_P(Each, BrokenAdapters, ::testing::ValuesIn(kBroken),
                         [](const auto& one) { return std::string{one.param.name}; });

}  // namespace
}  // namespace inzage::adapter_kit
