#include <gmock/gmock.h>

#include "tests/unit/csv/drop_folder.h"

namespace inzage::csv {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// Every kind of bad drop is refused whole: a sentence that says what and where, and not one record.
class BadDrop : public DropFolder {
  protected:
    void expectRefused(const std::string& words) {
        const std::string why = pull();
        EXPECT_THAT(why, HasSubstr(words));
        EXPECT_THAT(seen_.notes, IsEmpty());
        EXPECT_EQ(kind_, sdk::AdapterFailureKind::Defect) << why;
    }
    /// A report file with a fault in its body.
    void expectRefusedReport(const std::string& text, const std::string& words) {
        full("report", text);
        expectRefused(words);
    }
};

TEST_F(BadDrop, CutOffIsNamedAsSuchEvenWhenItAlsoBreaksTheStructure) {
    const std::string whole =
        kReportHeader + "R1;C1;daily;\"Goed geslapen.\nRustig.\";2026-11-24T08:30:00Z\n";
    drop("", 1, "full", {{"report", whole.substr(0, whole.size() - 30), 1, sha256Hex(whole)}});
    expectRefused("doesn't match its SHA-256");
    EXPECT_THAT(pull(), HasSubstr("line 2"));
}

TEST_F(BadDrop, ChangedAfterTheManifest) {
    full("report", kReportHeader + kReportRow);
    write(dir_ / "report.csv", kReportHeader + "R1;C1;daily;Slecht geslapen;2026-11-24T08:30:00+01:00\n");
    expectRefused("doesn't match its SHA-256");
}

TEST_F(BadDrop, OtherRowCount) {
    drop("", 1, "full", {{"report", kReportHeader + kReportRow, 2}});
    expectRefused("has 1 rows, the manifest says 2");
}

TEST_F(BadDrop, WrongEncoding) {
    expectRefusedReport(kReportHeader + kReportRow + "R2;C1;daily;caf\xE9;2026-11-24T08:30:00Z\n",
                        "report.csv, line 3: the row is not valid UTF-8");
    expectRefusedReport("\xFF\xFEs\0o\0", "UTF-16");
    expectRefusedReport(kReportHeader + std::string{"R2;C1;daily;a\0b;2026-11-24T08:30:00Z\n", 38}, "NUL");
}

TEST_F(BadDrop, Quotes) {
    expectRefusedReport(kReportHeader + "R1;C1;daily;\"open;2026-11-24T08:30:00Z\n",
                        "line 2: a quotation mark is never closed");
    expectRefusedReport(kReportHeader + "R1;C1;daily;a \"b\" c;2026-11-24T08:30:00Z\n", "inside a field");
    expectRefusedReport(kReportHeader + "R1;C1;daily;\"a\" b;2026-11-24T08:30:00Z\n", "follows a closing");
    expectRefusedReport(kReportHeader + "R1;C1;daily;a\rb;2026-11-24T08:30:00Z\n", "carriage return");
}

TEST_F(BadDrop, Columns) {
    expectRefusedReport("source_id;client;kind_code;body;happened_at;mood\n",
                        "line 1, column mood: the header has this unknown column");
    expectRefusedReport("source_id;client;kind_code;happened_at\n",
                        "column body: the header lacks this required column");
    expectRefusedReport("source_id;client;kind_code;body;body;happened_at\n", "this column twice");
    expectRefusedReport(kReportHeader + "R1;C1;daily;2026-11-24T08:30:00Z\n",
                        "line 2: the row has 4 columns, the header 5");
    expectRefusedReport(kReportHeader + kReportRow + "\n", "line 3: the row has 1 columns");
    expectRefusedReport("", "the file is empty");
}

TEST_F(BadDrop, ValuesNameLineAndColumnAndNeverTheValue) {
    full("report", kReportHeader + kReportRow + "R2;C1;daily;tekst;gisteren\n");
    const std::string why = pull();
    EXPECT_THAT(why, HasSubstr("report.csv, line 3, column happened_at: not a moment"));
    EXPECT_THAT(why, testing::Not(HasSubstr("gisteren")));
    expectRefusedReport(kReportHeader + "R1;C1;daily;;2026-11-24T08:30:00Z\n",
                        "column body: must not be empty");
    expectRefusedReport(kReportHeader + ";C1;daily;x;2026-11-24T08:30:00Z\n",
                        "column source_id: must not be empty");
    expectRefusedReport(kReportHeader + "R1;C1;daily;x;2026-11-24T08:30:00\n", "with zone");
    full("appointment",
         "source_id;client;title;starts_at;ends_at;kind\n"
         "A1;C1;Kapper;2026-11-24T10:00:00Z;2026-11-24T09:00:00Z;own\n");
    write(dir_ / "report.csv", "");
    std::filesystem::remove(dir_ / "report.csv");
    expectRefused("ends before it starts");
}

TEST_F(BadDrop, DoubleIds) {
    expectRefusedReport(kReportHeader + kReportRow + kReportRow,
                        "line 3, column source_id: this id was there before");
}

TEST_F(BadDrop, RowsOfOneRecordThatStandApart) {
    full("questionnaire",
         "source_id;client;title;filled_at;question;answer\n"
         "Q1;C1;Slapen;2026-11-24T08:30:00Z;Goed?;Ja\nQ2;C1;Slapen;2026-11-24T08:30:00Z;Goed?;Ja\n"
         "Q1;C1;Slapen;2026-11-24T08:30:00Z;Lang?;Nee\n");
    expectRefused("must stand together");
}

TEST_F(BadDrop, OneBadFileRefusesTheGoodOnesToo) {
    drop("", 1, "full",
         {{"client", "source_id;family_name\nC1;Jansen\n"}, {"report", kReportHeader + "R1;C1\n"}});
    expectRefused("report.csv, line 2");
}

TEST_F(BadDrop, OneBadFileRefusesARunForOtherKindsToo) {
    drop("", 1, "full",
         {{"client", "source_id;family_name\nC1;Jansen\n"}, {"report", kReportHeader + "R1;C1\n"}});
    EXPECT_THAT(pull({sdk::RecordKind::Client}), HasSubstr("report.csv, line 2"));
    EXPECT_THAT(seen_.notes, IsEmpty());
}

TEST_F(BadDrop, AGoodDropBeforeABadOneIsKept) {
    drop("0001", 1, "full", {{"report", kReportHeader + kReportRow}});
    drop("0002", 2, "incremental", {{"report", kReportHeader + "R2\n"}});
    EXPECT_THAT(pull(), HasSubstr("drop '0002': report.csv, line 2"));
    EXPECT_THAT(seen_.notes, testing::ElementsAre("begin report", "put report R1", "end report", "cursor"));
}

TEST_F(BadDrop, Manifest) {
    full("report", kReportHeader + kReportRow);
    const auto manifest = [&](const std::string& text, const std::string& words) {
        write(dir_ / "manifest.json", text);
        expectRefused(words);
    };
    manifest("{\"format\":\"inz", "is not JSON");
    manifest("[]", "must be an object");
    manifest(R"({"format":"inzage-csv/1"})", "lacks 'sequence'");
    const std::string head =
        R"({"format":"inzage-csv/1","sequence":1,"mode":"full","created_at":"2026-11-24T18:00:00Z",)";
    manifest(head + R"("files":[],"colour":1})", "unknown key 'colour'");
    manifest(head + R"("files":[]})", "doesn't list report.csv");
    manifest(head + R"("files":[{"file":"../x.csv","kind":"report","rows":1,"sha256":"00"}]})", "plain name");
    manifest(head + R"("files":[{"file":"report.csv","kind":"diary","rows":1,"sha256":"00"}]})", "unknown");
    manifest(head + R"("files":[{"file":"report.csv","kind":"report","rows":-1,"sha256":"00"}]})",
             "whole number");
    manifest(head + R"("files":[{"file":"report.csv","kind":"report","rows":1,"sha256":"00"}]})",
             "64 hex digits");
    manifest(
        R"({"format":"inzage-csv/2","sequence":1,"mode":"full","created_at":"2026-11-24T18:00:00Z","files":[]})",
        "not of format");
}

TEST_F(BadDrop, AFileOfTheManifestIsMissingOrALink) {
    full("report", kReportHeader + kReportRow);
    std::filesystem::rename(dir_ / "report.csv", dir_ / "elsewhere");
    expectRefused("in the manifest but not in the folder");
    std::filesystem::create_symlink(dir_ / "elsewhere", dir_ / "report.csv");
    expectRefused("is a link");
}

TEST_F(BadDrop, HalfWrittenIsTriedAgainLater) {
    write(dir_ / "report.csv", kReportHeader);
    EXPECT_THAT(pull(), HasSubstr("no manifest.json"));
    EXPECT_EQ(kind_, sdk::AdapterFailureKind::Transient);
    EXPECT_THAT(seen_.notes, IsEmpty());
}

}  // namespace
}  // namespace inzage::csv
