#include "plugins/odbc/record_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/odbc/cursor.h"
#include "plugins/sdk/failure.h"

namespace inzage::odbc {
namespace {

using sdk::RecordKind;
using testing::ElementsAre;
using testing::HasSubstr;

/// Keeps what comes, in words.
class Heard final : public sdk::RecordSink {
  public:
    std::vector<sdk::Record> records;
    std::vector<std::string> removed;
    std::vector<std::string> aside;
    void put(const sdk::Record& record) override { records.push_back(record); }
    void remove(RecordKind /*kind*/, std::string_view id) override { removed.emplace_back(id); }
    void fullSetBegins(RecordKind /*kind*/) override {}
    void fullSetEnds(RecordKind /*kind*/) override {}
    void cursor(std::string_view /*text*/) override {}
    void setAside(RecordKind /*kind*/, std::string_view id, std::string_view reason) override {
        aside.push_back(std::string{id} + ": " + std::string{reason});
    }
};

using Rows = std::vector<std::vector<std::string>>;

Heard take(RecordKind kind, const KindQuery& query, const std::vector<ResultColumn>& columns, Rows rows,
           bool full_set = false) {
    Heard heard;
    const RowValues values{"Europe/Amsterdam"};
    const Binding binding = bind(kind, query, columns);
    const auto records = RecordRows::of(
        kind, {query, binding, columns, values, fingerprintOf(query, ""), {}, full_set}, heard);
    for (auto& row : rows)
        records->take(row);
    records->flush();
    return heard;
}

KindQuery query() {
    KindQuery made;
    made.rows = {"SELECT 1", "queries.x.sql", ""};
    made.changed_column = "changed_at";
    return made;
}

const std::vector<ResultColumn> kReport{{"source_id", Form::Text},    {"changed_at", Form::UtcMoment},
                                        {"client", Form::PaddedText}, {"kind_code", Form::Text},
                                        {"body", Form::Text},         {"happened_at", Form::LocalMoment},
                                        {"withdrawn", Form::Flag},    {"deleted", Form::Flag}};

std::string refusalOf(const KindQuery& asked, std::vector<ResultColumn> columns) {
    try {
        (void)bind(RecordKind::Report, asked, columns);
    } catch (const sdk::AdapterFailure& failure) {
        EXPECT_EQ(failure.kind(), sdk::AdapterFailureKind::Config);
        return failure.what();
    }
    return {};
}

TEST(OdbcRows, becomeRecordsWithMomentsInUtc) {
    const Heard heard =
        take(RecordKind::Report, query(), kReport,
             {{"R1", "2026-11-24 14:40:00.25", "C1   ", "daily", "a\r\nb\rc", "2026-07-01 10:00:00", "t", ""},
              {"R2", "2026-11-24 14:40:00", "C1", "daily", "x", "2026-12-01 10:00:00.5", "0", "0"}});
    ASSERT_EQ(heard.records.size(), 2U);
    const auto& report = std::get<sdk::Report>(heard.records[0]);
    EXPECT_EQ(report.client, "C1");
    EXPECT_EQ(report.body, "a\nb\nc");
    EXPECT_TRUE(report.withdrawn);
    EXPECT_EQ(report.kind_label, "daily");
    using namespace std::chrono;
    EXPECT_EQ(report.changed_at, sdk::UtcTime{sys_days{2026y / 11 / 24}} + 14h + 40min + 250ms);
    EXPECT_EQ(report.happened_at, sdk::UtcTime{sys_days{2026y / 7 / 1}} + 8h);
    EXPECT_EQ(std::get<sdk::Report>(heard.records[1]).happened_at,
              sdk::UtcTime{sys_days{2026y / 12 / 1}} + 9h + 500ms);
    EXPECT_NE(report.source_version, std::get<sdk::Report>(heard.records[1]).source_version);
}

TEST(OdbcRows, aVersionChangesWithAnyValueAndWithTheSettings) {
    const Rows rows{{"R1", "2026-11-24 14:40:00", "C1", "daily", "a", "2026-07-01 10:00:00", "0", ""}};
    const auto version = [&](const KindQuery& asked, const Rows& given) {
        return sdk::originOf(take(RecordKind::Report, asked, kReport, given).records.at(0)).source_version;
    };
    Rows other = rows;
    other[0][4] = "b";
    KindQuery mapped = query();
    mapped.codes["kind_code"]["daily"] = "dag";
    EXPECT_EQ(version(query(), rows), version(query(), rows));
    EXPECT_NE(version(query(), rows), version(query(), other));
    EXPECT_NE(version(query(), rows), version(mapped, rows));
}

TEST(OdbcRows, whatCantBeTakenIsSetAsideWithItsColumnAndTheRestGoesOn) {
    KindQuery asked = query();
    asked.columns["body"] = "tekst";
    auto columns = kReport;
    columns[4].name = "TEKST";
    const std::string big(sdk::kTextBytesMax + 1, 'x');
    const Heard heard =
        take(RecordKind::Report, asked, columns,
             {{"R1", "2026-11-24 14:40:00", "C1", "daily", "", "2026-07-01 10:00:00", "0", ""},
              {"R2", "2026-11-24 14:40:00", "C1", "daily", "x", "yesterday", "0", ""},
              {"R3", "2026-11-24 14:40:00", "C1", "daily", big, "2026-07-01 10:00:00", "0", ""},
              {"", "2026-11-24 14:40:00", "C1", "daily", "x", "2026-07-01 10:00:00", "0", ""},
              {"R5", "2026-11-24 14:40:00", "C1", "daily", "x", "2026-07-01 10:00:00", "0", ""},
              {"R5", "2026-11-24 14:40:00", "C1", "daily", "y", "2026-07-01 10:00:00", "0", ""},
              {"R6", "2026-11-24 14:40:00", "C1", "daily", "x", "2026-07-01 10:00:00", "0", ""}});
    EXPECT_EQ(heard.records.size(), 1U);
    EXPECT_THAT(
        heard.aside,
        ElementsAre("R1: column tekst: must not be empty", HasSubstr("R2: column happened_at: not a moment"),
                    "R3: column tekst: longer than 1 MiB", ": column source_id: must not be empty",
                    "R5: the query gives this id more than once"));
}

TEST(OdbcRows, aTombstoneRemovesOutsideAFullSetAndIsNotPutInside) {
    const Rows rows{{"R1", "2026-11-24 14:40:00", "", "", "", "", "", "1"}};
    EXPECT_THAT(take(RecordKind::Report, query(), kReport, rows).removed, ElementsAre("R1"));
    const Heard full = take(RecordKind::Report, query(), kReport, rows, true);
    EXPECT_TRUE(full.removed.empty() && full.records.empty() && full.aside.empty());
}

TEST(OdbcRows, rowsOfOneRecordBecomeItsAnswers) {
    KindQuery asked = query();
    asked.order_column = "row_no";
    const std::vector<ResultColumn> columns{{"source_id", Form::Text},      {"changed_at", Form::UtcMoment},
                                            {"client", Form::Text},         {"title", Form::Text},
                                            {"filled_at", Form::UtcMoment}, {"question", Form::Text},
                                            {"answer", Form::Text},         {"row_no", Form::Number}};
    const std::string at = "2026-11-24 14:40:00";
    const Heard heard = take(RecordKind::Questionnaire, asked, columns,
                             {{"Q1", at, "C1", "Pijn", at, "a", "1", "1"},
                              {"Q1", at, "C1", "Pijn", at, "b", "2", "2"},
                              {"Q2", at, "C1", "Pijn", at, "", "", "1"},
                              {"Q3", at, "C1", "Pijn", at, "a", "1", "1"},
                              {"Q3", "2026-11-24 14:41:00", "C1", "Pijn", at, "b", "2", "2"}});
    ASSERT_EQ(heard.records.size(), 2U);
    EXPECT_EQ(std::get<sdk::Questionnaire>(heard.records[0]).answers.size(), 2U);
    EXPECT_TRUE(std::get<sdk::Questionnaire>(heard.records[1]).answers.empty());
    EXPECT_THAT(heard.aside, ElementsAre(HasSubstr("Q3: the rows of this record differ in changed_column")));
}

TEST(OdbcRows, columnsAreBoundByNameAndStrayOnesRefused) {
    EXPECT_EQ(refusalOf(query(), kReport), "");
    auto columns = kReport;
    columns[4].name = "bodyy";
    EXPECT_THAT(refusalOf(query(), columns),
                HasSubstr("queries.x.sql gives no column 'body', which is required"));
    columns = kReport;
    columns.push_back({"note", Form::Text});
    EXPECT_THAT(refusalOf(query(), columns), HasSubstr("gives the column 'note', which Inzage doesn't know"));
    columns = kReport;
    columns.push_back({"BODY", Form::Text});
    EXPECT_THAT(refusalOf(query(), columns), HasSubstr("gives the column 'body' twice"));
    columns = kReport;
    columns[1].form = Form::Text;
    EXPECT_THAT(refusalOf(query(), columns), HasSubstr("which is no date or timestamp"));
    KindQuery asked = query();
    asked.changed_column = "gewijzigd";
    EXPECT_THAT(refusalOf(asked, kReport),
                HasSubstr("gives no column 'gewijzigd', which changed_column names"));
    asked = query();
    asked.columns["title"] = "titel";
    EXPECT_THAT(refusalOf(asked, kReport), HasSubstr("gives no column 'titel' for title"));
}

TEST(OdbcValues, areBroughtIntoTheFormOfTheFiles) {
    const RowValues values{"Europe/Amsterdam"};
    const auto normal = [&](Form form, std::string value) {
        values.normalize(form, value);
        return value;
    };
    EXPECT_EQ(normal(Form::Number, ".5"), "0.5");
    EXPECT_EQ(normal(Form::Number, "-.5"), "-0.5");
    EXPECT_EQ(normal(Form::PaddedText, "ab  "), "ab");
    EXPECT_EQ(normal(Form::PaddedText, "    "), "");
    EXPECT_EQ(normal(Form::Flag, "f"), "0");
    EXPECT_EQ(normal(Form::LocalMoment, "2026-10-25 02:30:00"), "2026-10-25 00:30:00.000000Z");
    EXPECT_EQ(normal(Form::LocalMoment, "2026-03-29 02:30:00"), "2026-03-29 01:00:00.000000Z");
    EXPECT_EQ(normal(Form::LocalMoment, ""), "");
    EXPECT_EQ(normal(Form::LocalMoment, "infinity"), "infinity");
    EXPECT_EQ(normal(Form::UtcMoment, "2026-10-25 02:30:00.5"), "2026-10-25 02:30:00.5Z");
    EXPECT_THROW(RowValues{"Nowhere"}, sdk::AdapterFailure);
}

TEST(OdbcCursor, comesBackAsItWasAndTakesNoOther) {
    using namespace std::chrono;
    Cursor cursor;
    cursor.of(RecordKind::Report) = Cursor::Place{
        "1a2b3c4d", ColumnTime{sys_days{2026y / 11 / 24}} + 1234ms, {}, sys_seconds{1790000000s}};
    cursor.of(RecordKind::Client) = Cursor::Place{"00000000", {}, ColumnTime{sys_days{1950y / 1 / 1}}, {}};
    EXPECT_EQ(Cursor::parse(cursor.text()).text(), cursor.text());
    EXPECT_EQ(Cursor::parse(cursor.text()).of(RecordKind::Report)->high,
              ColumnTime{sys_days{2026y / 11 / 24}} + 1234ms);
    EXPECT_EQ(Cursor::parse(cursor.text()).of(RecordKind::Report)->swept, sys_seconds{1790000000s});
    for (const char* bad : {"", "csv1", "odbc1 ", "odbc1 report", "odbc1 report:1a2b3c4d:-:-",
                            "odbc1 report:1A2B3C4D:-:-:-", "odbc1 report:1a2b3c4d:x:-:-",
                            "odbc1 raport:1a2b3c4d:-:-:-", "odbc1 report:1a2b3c4d:99999999999999:-:-",
                            "odbc1 report:1a2b3c4d:-:-:-:-", "odbc1  report:1a2b3c4d:-:-:-"})
        EXPECT_THROW(Cursor::parse(bad), sdk::AdapterFailure) << bad;
    for (const sdk::RecordKind kind : sdk::kRecordKinds)
        cursor.of(kind) = Cursor::Place{"ffffffff", ColumnTime{sys_days{2199y / 1 / 1}},
                                        ColumnTime{sys_days{2199y / 1 / 1}}, sys_seconds{7000000000s}};
    EXPECT_LE(cursor.text().size(), 1000U);
}

}  // namespace
}  // namespace inzage::odbc
