#include <gmock/gmock.h>

#include "tests/unit/csv/drop_folder.h"

namespace inzage::csv {
namespace {

using sdk::RecordKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using GoodDrop = DropFolder;

TEST_F(GoodDrop, GivesTheFieldsOfAReport) {
    drop("", 1, "full",
         {{"report",
           "source_id;client;kind_code;kind_label;title;body;author_name;author_role;happened_at;withdrawn;"
           "changed_at\n"
           "R1;C1;daily;Dagrapportage;Rustig;\"Zij zei: \"\"fijn\"\".\r\nEn sliep; goed.\";Els "
           "Bakker;verpleegkundige;"
           "2026-07-01T08:30:00.25+02:00;ja;2026-07-01 06:40:00Z\n",
           1}});
    ASSERT_EQ(pull(), "");
    const auto& r = seen_.only<sdk::Report>();
    EXPECT_EQ(r.body, "Zij zei: \"fijn\".\nEn sliep; goed.");
    EXPECT_EQ(r.kind_label, "Dagrapportage");
    EXPECT_TRUE(r.withdrawn);
    using namespace std::chrono;
    EXPECT_EQ(r.happened_at,
              sdk::UtcTime{sys_days{year{2026} / 7 / 1}} + hours{6} + minutes{30} + milliseconds{250});
    EXPECT_FALSE(r.source_version.empty());
}

TEST_F(GoodDrop, TakesCommasCrlfByteOrderMarkAndAMissingLastLineEnd) {
    const std::string text =
        "\xEF\xBB\xBFsource_id,client,kind_code,body,happened_at\r\n"
        "R1,C1,daily,\"een, twee\",2026-11-24T08:30:00Z\r\nR2,C1,daily,x,2026-11-24T08:30Z";
    drop("", 1, "full", {{"report", text, 2}});
    ASSERT_EQ(pull(), "");
    EXPECT_EQ(std::get<sdk::Report>(seen_.records.at(0)).body, "een, twee");
    EXPECT_EQ(seen_.records.size(), 2U);
}

TEST_F(GoodDrop, JoinsTheRowsOfAQuestionnaireAndOfACarePlan) {
    drop("", 1, "full",
         {{"questionnaire",
           "source_id;client;title;filled_at;score;question;answer\n"
           "Q1;C1;Slapen;2026-11-24T08:30:00Z;7,5;Goed?;Ja\nQ1;C1;Slapen;2026-11-24T08:30:00Z;7,5;Lang?;Nee\n"
           "Q2;C1;Leeg;2026-11-24T08:30:00Z;;;\n"},
          {"care_plan",
           "source_id;client;plan;version;title;valid_from;status;area;wish;agreement;who;review_on\n"
           "Z1;C1;P1;2;Plan;2026-11-20;active;Lopen;w;a;wie;2027-01-01\n"}});
    ASSERT_EQ(pull(), "");
    const auto& q = std::get<sdk::Questionnaire>(seen_.records.at(0));
    ASSERT_EQ(q.answers.size(), 2U);
    EXPECT_EQ(q.answers[1].answer, "Nee");
    EXPECT_EQ(q.score, "7.5");
    EXPECT_THAT(std::get<sdk::Questionnaire>(seen_.records.at(1)).answers, IsEmpty());
    const auto& plan = std::get<sdk::CarePlan>(seen_.records.at(2));
    EXPECT_EQ(plan.version, 2);
    ASSERT_EQ(plan.goals.size(), 1U);
    EXPECT_EQ(plan.goals[0].review_on, sdk::Date(std::chrono::year{2027} / 1 / 1));
}

TEST_F(GoodDrop, DeliversClientsBeforeWhatPointsAtThem) {
    drop("", 1, "full",
         {{"report", kReportHeader + kReportRow}, {"client", "source_id;family_name\nC1;Jansen\n"}});
    ASSERT_EQ(pull(), "");
    EXPECT_THAT(seen_.notes, ElementsAre("begin client", "put client C1", "end client", "begin report",
                                         "put report R1", "end report", "cursor"));
}

TEST_F(GoodDrop, MapsHeadersCodesAndLabels) {
    nested("columns", "report", {{"body", "Tekst", {}, ""}, {"kind_code", "Soort", {}, ""}});
    nested("ignore_columns", "report", {{"", "Intern", {}, ""}});
    nested("codes", "report", {{"kind_code", "", {{"DR", "daily", {}, ""}}, ""}});
    nested("labels", "report", {{"daily", "Dagrapportage", {}, ""}});
    full("report",
         "source_id;client;Soort;Tekst;happened_at;Intern\nR1;C1;DR;Goed.;2026-11-24T08:30:00Z;x\n");
    ASSERT_EQ(pull(), "");
    EXPECT_EQ(seen_.only<sdk::Report>().kind_code, "daily");
    EXPECT_EQ(seen_.only<sdk::Report>().kind_label, "Dagrapportage");
}

TEST_F(GoodDrop, ChangesTheVersionWhenAnythingInTheRowChanges) {
    full("report", kReportHeader + kReportRow);
    ASSERT_EQ(pull(), "");
    const std::string before = seen_.only<sdk::Report>().source_version;
    cursor_.reset();
    ASSERT_EQ(pull(), "");
    EXPECT_EQ(seen_.only<sdk::Report>().source_version, before);
    cursor_.reset();
    full("report", kReportHeader + "R1;C1;daily;Goed geslapen!;2026-11-24T08:30:00+01:00\n");
    ASSERT_EQ(pull(), "");
    EXPECT_NE(seen_.only<sdk::Report>().source_version, before);
}

TEST_F(GoodDrop, IsPassedOverOnceTaken) {
    full("report", kReportHeader + kReportRow);
    ASSERT_EQ(pull(), "");
    ASSERT_EQ(pull(), "");
    EXPECT_THAT(seen_.notes, IsEmpty());
}

TEST_F(GoodDrop, IsTakenAgainWhenItWasReplacedUnderTheSameNumber) {
    full("report", kReportHeader + kReportRow);
    ASSERT_EQ(pull(), "");
    full("report", kReportHeader + "R1;C1;daily;Verbeterd.;2026-11-24T08:30:00+01:00\n");
    ASSERT_EQ(pull(), "");
    EXPECT_EQ(seen_.only<sdk::Report>().body, "Verbeterd.");
}

TEST_F(GoodDrop, ThatIsSpoiledAfterwardsIsNoticed) {
    full("report", kReportHeader + kReportRow);
    ASSERT_EQ(pull(), "");
    write(dir_ / "report.csv", kReportHeader);
    EXPECT_THAT(pull(), HasSubstr("SHA-256"));
    EXPECT_THAT(seen_.notes, IsEmpty());
}

TEST_F(GoodDrop, KeepsAPlacePerKind) {
    drop("", 1, "full",
         {{"client", "source_id;family_name\nC1;Jansen\n"}, {"report", kReportHeader + kReportRow}});
    ASSERT_EQ(pull({RecordKind::Client}), "");
    EXPECT_THAT(seen_.notes, ElementsAre("begin client", "put client C1", "end client", "cursor"));
    ASSERT_EQ(pull({RecordKind::Report, RecordKind::Client}), "");
    EXPECT_THAT(seen_.notes, ElementsAre("begin report", "put report R1", "end report", "cursor"));
}

class Sequence : public DropFolder {
  protected:
    void report(const std::string& name, long long sequence, const std::string& mode, const std::string& id) {
        drop(name, sequence, mode, {{"report", kReportHeader + id + ";C1;daily;x;2026-11-24T08:30:00Z\n"}});
    }
};

TEST_F(Sequence, IsFollowedWhateverTheFoldersAreCalled) {
    report("z", 1, "full", "R1");
    report("a", 3, "incremental", "R3");
    report("m", 2, "incremental", "R2");
    ASSERT_EQ(pull(), "");
    EXPECT_THAT(seen_.notes, ElementsAre("begin report", "put report R1", "end report", "cursor",
                                         "put report R2", "cursor", "put report R3", "cursor"));
}

TEST_F(Sequence, RefusesAGap) {
    report("1", 1, "full", "R1");
    report("3", 3, "incremental", "R3");
    EXPECT_THAT(pull(), HasSubstr("number 2 is missing"));
    report("2", 2, "incremental", "R2");
    ASSERT_EQ(pull(), "");
    EXPECT_THAT(seen_.notes, ElementsAre("put report R2", "cursor", "put report R3", "cursor"));
}

TEST_F(Sequence, JumpsToAFullDrop) {
    report("1", 1, "full", "R1");
    ASSERT_EQ(pull(), "");
    report("7", 7, "full", "R7");
    EXPECT_EQ(pull(), "");
}

TEST_F(Sequence, RefusesToStartWithAnIncrementalDrop) {
    report("1", 1, "incremental", "R1");
    EXPECT_THAT(pull(), HasSubstr("no full drop came before"));
}

TEST_F(Sequence, RefusesNumbersThatGoBack) {
    report("x", 5, "full", "R5");
    ASSERT_EQ(pull(), "");
    std::filesystem::remove_all(dir_ / "x");
    report("y", 2, "full", "R2");
    EXPECT_THAT(pull(), HasSubstr("the numbering went back"));
}

TEST_F(Sequence, RefusesTwoDropsWithOneNumber) {
    report("x", 1, "full", "R1");
    report("y", 1, "full", "R2");
    EXPECT_THAT(pull(), HasSubstr("same sequence number"));
}

TEST_F(Sequence, PassesOverFoldersThatAreStillBeingWritten) {
    report("1", 1, "full", "R1");
    report("2.part", 2, "incremental", "R2");
    ASSERT_EQ(pull(), "");
    EXPECT_THAT(seen_.notes, ElementsAre("begin report", "put report R1", "end report", "cursor"));
}

TEST_F(Sequence, TakesTombstones) {
    report("1", 1, "full", "R1");
    drop("2", 2, "incremental",
         {{"report",
           "source_id;client;kind_code;body;happened_at;deleted\nR1;;;;;1\nR2;C1;daily;x;2026-11-24T08:30:"
           "00Z;0\n"}});
    ASSERT_EQ(pull(), "");
    EXPECT_EQ(seen_.notes.at(4), "remove report R1");
    EXPECT_EQ(seen_.notes.at(5), "put report R2");
}

TEST_F(Sequence, RefusesACursorOfSomebodyElse) {
    report("1", 1, "full", "R1");
    cursor_ = "2026-11-24";
    EXPECT_THAT(pull(), HasSubstr("the cursor is not one"));
}

using Settings = DropFolder;

TEST_F(Settings, NameWhatIsWrongAndWhatIsKnown) {
    setting("foldr", "x");
    EXPECT_THAT(pull(),
                HasSubstr("tenant.yaml:1:1: foldr is not a setting of the csv adapter (known: folder"));
    EXPECT_EQ(kind_, sdk::AdapterFailureKind::Config);
}

TEST_F(Settings, RefuseAnUnknownColumnAndKind) {
    nested("columns", "report", {{"boddy", "Tekst", {}, "t:5:5"}});
    EXPECT_THAT(pull(), HasSubstr("t:5:5: columns.report.boddy is no column (known: source_id"));
    settings_.root.children.pop_back();
    nested("columns", "raport", {});
    EXPECT_THAT(pull(), HasSubstr("raport is no record kind"));
}

TEST_F(Settings, NeedAFolder) {
    settings_.root.children.clear();
    EXPECT_THAT(pull(), HasSubstr("folder is missing"));
}

TEST_F(Settings, AnAbsentFolderIsTriedAgain) {
    settings_.root.children[0].text = (dir_ / "nothing").string();
    EXPECT_THAT(pull(), HasSubstr("can't be read"));
    EXPECT_EQ(kind_, sdk::AdapterFailureKind::Transient);
}

}  // namespace
}  // namespace inzage::csv
