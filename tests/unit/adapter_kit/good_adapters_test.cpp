#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "platform/base/token.h"
#include "tests/unit/adapter_kit/example_place.h"

namespace inzage::adapter_kit {
namespace {

using testing::HasSubstr;

const char* const kMisfit =
    "sync:\n  adapter: misfit\n  settings: {folder: box, token_file: token, level: 3}\n"
    "kit:\n  kinds: [client]\n  deadline_s: 2\n  push: {scratch: box}\n"
    "  faults: [{name: no folder, settings: {folder: nowhere}, expect: transient}]\n";

std::size_t skippedOf(const std::vector<Result>& results) {
    return static_cast<std::size_t>(std::ranges::count(results, Verdict::Skipped, &Result::verdict));
}

void writeDrop(const ExamplePlace& place, int sequence, const std::string& clients,
               const std::string& reports) {
    const std::string folder = "drops/" + std::to_string(sequence) + "/";
    place.write(folder + "client.csv", clients);
    place.write(folder + "report.csv", reports);
    const auto file = [](const std::string& kind, const std::string& text) {
        const auto rows = std::ranges::count(text, '\n') - 1;
        return R"({"file": ")" + kind + R"(.csv", "kind": ")" + kind + R"(", "rows": )" +
               std::to_string(rows) + R"(, "sha256": ")" + sha256Hex(text) + R"("})";
    };
    place.write(folder + "manifest.json",
                R"({"format": "inzage-csv/1", "sequence": )" + std::to_string(sequence) +
                    R"(, "mode": "full", "created_at": "2026-03-02T09:00:00Z", "files": [)" +
                    file("client", clients) + "," + file("report", reports) + "]}");
}

TEST(GoodAdapters, TheOneThatKeepsEveryPromisePassesEveryCheck) {
    const ExamplePlace place{"good"};
    const auto results =
        checkAdapter(std::string{BROKEN_ADAPTERS} + "/misfit.so", place.read(kMisfit).value(), INZAGE_PROBE);
    EXPECT_EQ(failedOf(results), "") << textOf(results);
    EXPECT_EQ(skippedOf(results), 0U) << textOf(results);
    EXPECT_EQ(results.size(), allChecks().size());
    EXPECT_THAT(textOf(results), HasSubstr("30 passed, 0 failed, 0 skipped\n"));
}

TEST(GoodAdapters, CsvPasses) {
    const ExamplePlace place{"csv"};
    const std::string clients =
        "source_id;client_number;family_name;phone\nC1;1001001;Zandvoort;0612345678\nC2;1001002;Bloemendal;"
        "0612345679\n";
    const std::string head = "source_id;client;kind_code;kind_label;body;author_name;happened_at\n";
    writeDrop(place, 1, clients,
              head + "R1;C1;daily;Dagrapport;Goed geslapen.;A. Zorg;2026-03-01T08:00:00+01:00\n");
    writeDrop(place, 2, clients,
              head +
                  "R1;C1;daily;Dagrapport;Goed geslapen.;A. Zorg;2026-03-01T08:00:00+01:00\n"
                  "R2;C2;daily;Dagrapport;Wandeling.;A. Zorg;2026-03-01T15:00:00+01:00\n");
    const auto settings = place.read(
        "sync: {adapter: csv, settings: {folder: drops, separator: ';'}}\n"
        "kit:\n  kinds: [client, report]\n  deadline_s: 2\n  push: {scratch: drops/outgoing}\n"
        "  faults:\n"
        "    - {name: the folder is not there, settings: {folder: nowhere}, expect: transient}\n"
        "    - {name: there is no drop yet, settings: {folder: box}, expect: transient}\n");
    ASSERT_TRUE(settings.ok()) << settings.failure().what;
    const auto results = checkAdapter(std::string{PLUGINS} + "/csv.so", settings.value(), INZAGE_PROBE);
    EXPECT_EQ(failedOf(results), "") << textOf(results);
    for (const Result& one : results)
        EXPECT_TRUE(one.verdict != Verdict::Skipped || one.why.starts_with("not needed"))
            << one.check << one.why;
}

TEST(GoodAdapters, TheTemplateThatAuthorsCopyPassesWithItsOwnExample) {
    const ExamplePlace place{"template"};
    std::filesystem::copy(std::string{INZAGE_SOURCE_DIR} + "/plugins/template/example", place.folder(),
                          std::filesystem::copy_options::recursive);
    const auto settings = readKitSettings((place.folder() / "example.yaml").string());
    ASSERT_TRUE(settings.ok()) << settings.failure().what;
    const auto results = checkAdapter(std::string{PLUGINS} + "/template.so", settings.value(), INZAGE_PROBE);
    EXPECT_EQ(failedOf(results), "") << textOf(results);
    EXPECT_EQ(skippedOf(results), 0U) << textOf(results);
}

TEST(Example, WhatIsWrongInItIsNamedWithItsPlace) {
    const ExamplePlace place{"wrong"};
    const auto why = [&](const std::string& yaml) {
        const auto read = place.read(yaml);
        return read ? "taken" : read.failure().what;
    };
    EXPECT_THAT(why("kit: {}\n"), HasSubstr("sync.adapter is missing"));
    EXPECT_THAT(why("sync: {adapter: x}\nkit:\n  kids: [client]\n"),
                HasSubstr("example.yaml:3:9: kit.kids is not a setting"));
    EXPECT_THAT(why("sync: {adapter: x}\nkit: {kinds: [wish]}\n"), HasSubstr("wish is no record kind"));
    EXPECT_THAT(why("sync: {adapter: x}\nkit: {deadline_s: 0}\n"), HasSubstr("from 1 to 600"));
    EXPECT_THAT(why("sync: {adapter: x}\nkit: {skip: {nothing: because}}\n"),
                HasSubstr("nothing is no check"));
    EXPECT_THAT(why("sync: {adapter: x}\nkit: {skip: {push: }}\n"), HasSubstr("push must be a text"));
    EXPECT_THAT(why("sync: {adapter: x}\nkit: {faults: [{expect: never, settings: {a: b}}]}\n"),
                HasSubstr("expect takes"));
    EXPECT_THAT(why("sync: {adapter: x, settings: {key_file: no_such}}\n"), HasSubstr("no_such"));
}

TEST(Example, ACheckIsSkippedForAWrittenReasonOnlyAndAnExampleWithoutFaultsOrAPlaceToPushFails) {
    const ExamplePlace place{"bare"};
    const std::string bare = "sync: {adapter: misfit, settings: {folder: box, token_file: token}}\n";
    const auto run = [&](const std::string& yaml) {
        return checkAdapter(std::string{BROKEN_ADAPTERS} + "/misfit.so", place.read(yaml).value(),
                            INZAGE_PROBE);
    };
    EXPECT_EQ(failedOf(run(bare)), "faults push");
    const auto skipped = run(bare + "kit: {skip: {faults: The source is a file., push: It is read only.}}\n");
    EXPECT_EQ(failedOf(skipped), "");
    EXPECT_THAT(textOf(skipped), HasSubstr("The source is a file."));
    EXPECT_THAT(jsonOf(skipped), HasSubstr(R"("why": "The source is a file.")"));
}

TEST(ListOfChecks, IsTheOneInTheDocumentation) {
    std::ostringstream text;
    text << std::ifstream{std::string{INZAGE_SOURCE_DIR} + "/docs/adapter-kit.md"}.rdbuf();
    EXPECT_THAT(text.str(), HasSubstr(listOfChecks()))
        << "inzagectl adapter check --list prints what belongs there";
}

}  // namespace
}  // namespace inzage::adapter_kit
