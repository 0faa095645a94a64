// What is refused before any setting is looked at.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>

#include "tests/unit/config/sample.h"

namespace inzage::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

TEST(Yaml, BrokenYamlSaysWhere) {
    EXPECT_THAT(errorsOf("identity:\n  id: [a\n"),
                ElementsAre(testing::ContainsRegex("^[0-9]+:[0-9]+: not valid YAML: ")));
}

TEST(Yaml, EmptyFileIsRefused) {
    EXPECT_THAT(errorsOf(""), ElementsAre("1:1: the file holds no settings"));
    EXPECT_THAT(errorsOf("# only a comment\n"), ElementsAre("1:1: the file holds no settings"));
    EXPECT_THAT(errorsOf("hallo\n"), ElementsAre(StartsWith("1:1: the file must be a map of settings")));
}

TEST(Yaml, AliasesAndAnchorsAreRefused) {
    // The classic bomb: each line nine times the one before.
    const auto errors = errorsOf("a: &a [x, x]\nb: &b [*a, *a]\nidentity: *b\n");
    ASSERT_GE(errors.size(), 5U);
    EXPECT_THAT(errors, testing::Contains("1:4: anchors (&name) are not allowed here; write the value out"));
    EXPECT_THAT(errors, testing::Contains("2:8: aliases (*name) are not allowed here; write the value out"));
    EXPECT_THAT(errors, testing::Contains("3:11: aliases (*name) are not allowed here; write the value out"));
}

TEST(Yaml, TagsAreRefused) {
    EXPECT_THAT(errorsOf(sampleWith("name: Zorg Voorbeeld", "name: !!binary aGFsbG8=")),
                ElementsAre(HasSubstr("tags (tag:yaml.org,2002:binary) are not allowed here")));
}

TEST(Yaml, SecondDocumentIsRefused) {
    EXPECT_THAT(errorsOf(kSample + "---\nidentity: {}\n"),
                ElementsAre("24:1: a second document begins here; a settings file holds one"));
}

TEST(Yaml, NulAndControlCharactersAreRefused) {
    EXPECT_THAT(errorsOf(sampleWith("Zorg", std::string{"Zo\0rg", 5})),
                ElementsAre("3:11: the file holds a NUL byte"));
    EXPECT_THAT(errorsOf(sampleWith("Zorg", "Zo\x1b[31m")),
                ElementsAre("3:11: the file holds the control character U+001B"));
    EXPECT_THAT(errorsOf(sampleWith("Zorg Voorbeeld", "\"Zorg\\0\"")),
                ElementsAre("3:9: this text holds a NUL byte"));
    EXPECT_THAT(errorsOf(sampleWith("Zorg", "Zo\u202Erg")),
                ElementsAre("3:11: the file holds the reading-direction character U+202E"));
}

TEST(Yaml, InvalidUtf8IsRefused) {
    EXPECT_THAT(errorsOf(sampleWith("Zorg", "Zo\xEB")),
                ElementsAre("3:11: the file holds bytes that are not UTF-8"));
    EXPECT_THAT(errorsOf(sampleWith("Zorg", "Zo\xC0\x80")), ElementsAre(HasSubstr("not UTF-8")));
    EXPECT_THAT(errorsOf(sampleWith("Zorg", "Zo\xED\xA0\x80")), ElementsAre(HasSubstr("not UTF-8")));
    EXPECT_THAT(errorsOf("\xFF\xFE i\0d"), ElementsAre("1:1: the file holds bytes that are not UTF-8"));
}

TEST(Yaml, DeepNestingIsRefusedWithoutRecursion) {
    EXPECT_THAT(errorsOf("a: " + std::string(5000, '[')),
                ElementsAre(HasSubstr("nested deeper than 16 levels")));
}

TEST(Yaml, MoreThan20000ValuesAreRefused) {
    std::string many = "a: [";
    for (int i = 0; i < 20'001; ++i)
        many += "1,";
    EXPECT_THAT(errorsOf(many + "1]"), ElementsAre(HasSubstr("more than 20000 values in one file")));
}

TEST(Yaml, AnyBeginningOfARealFileIsReadOrRefusedButNeverBreaksTheReader) {
    std::ifstream file{INZAGE_SOURCE_DIR "/tenants/svrz/tenant.yaml"};
    const std::string whole{std::istreambuf_iterator<char>{file}, {}};
    ASSERT_GT(whole.size(), 1000U);
    for (std::size_t size = 0; size < whole.size(); size += 37) {
        const auto read = parseSample(whole.substr(0, size));
        EXPECT_NE(read.settings.has_value(), !read.errors.empty()) << size;
    }
}

TEST(Yaml, FileOf256KiBIsReadAndALargerOneIsNot) {
    const std::string filler = "#" + std::string(kSettingsFileBytesMax - kSample.size() - 2, 'x') + "\n";
    EXPECT_THAT(errorsOf(kSample + filler), IsEmpty());
    EXPECT_THAT(errorsOf(kSample + filler + "\n"),
                ElementsAre("tenants/voorbeeld/tenant.yaml: the file is larger than 256 KiB"));
    const TemporaryFolder folder;
    const auto read = parseTenant(folder.write("voorbeeld/tenant.yaml", kSample + filler + "\n"));
    EXPECT_THAT(textOf(read.errors), HasSubstr("the file is larger than 256 KiB"));
}

TEST(Yaml, AbsentFileIsAnErrorAndNoException) {
    EXPECT_THAT(textOf(parseTenant("/nonexistent/tenant.yaml").errors),
                "/nonexistent/tenant.yaml: there is no such file\n");
}

TEST(Yaml, FreeFormSettingsKeepOrderAndPlaces) {
    const auto read =
        parseSample(sampleWith("{folder: drops/voorbeeld}",
                               "\n    folder: drops/voorbeeld\n    columns:\n      report: {id: "
                               "Nummer}\n    kinds: [report, client]"));
    ASSERT_TRUE(read.settings) << textOf(read.errors);
    const SettingTree& tree = read.settings->sync.adapter_settings;
    EXPECT_EQ(tree.at("columns.report.id"), "Nummer");
    EXPECT_EQ(tree.at("columns.report.date", "datum"), "datum");
    EXPECT_EQ(tree.find("kinds")->kind, SettingTree::Kind::List);
    EXPECT_EQ(tree.find("folder")->line, 20);
    EXPECT_EQ(tree.find("folder")->column, 13);
    EXPECT_THAT(
        tree.flat(),
        ElementsAre(testing::Pair("columns.report.id", "Nummer"), testing::Pair("folder", "drops/voorbeeld"),
                    testing::Pair("kinds.0", "report"), testing::Pair("kinds.1", "client")));
}

}  // namespace
}  // namespace inzage::config
