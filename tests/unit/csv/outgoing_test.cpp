#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "tests/unit/csv/drop_folder.h"

namespace inzage::csv {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// A change, and what lies in outgoing/ after it was put.
class Outgoing : public DropFolder {
  protected:
    static sdk::OutboundChange change() {
        sdk::Report report;
        report.client = "C1";
        report.kind_label = "Van de familie";
        report.body = "Moeder zei: \"goed\";\nen at mee.";
        report.happened_at = sdk::UtcTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};
        return {sdk::OutboundChange::Operation::Create, report, "Anna Jansen", "dochter",
                report.happened_at + std::chrono::hours{9}};
    }
    std::filesystem::path folder() const { return dir_ / "outgoing"; }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        if (std::filesystem::exists(folder()))
            for (const auto& entry : std::filesystem::directory_iterator{folder()})
                if (entry.is_regular_file())
                    names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        return names;
    }
    std::string textOf(const std::string& name) const {
        std::stringstream text;
        text << std::ifstream{folder() / name}.rdbuf();
        return text.str();
    }
    sdk::PushReceipt put(const std::string& key = "k1") {
        CsvAdapter adapter;
        adapter.configure(settings_);
        return adapter.push(change(), key, sdk::Call{});
    }
};

TEST_F(Outgoing, AChangeIsOneFinishedFileInTheDocumentedForm) {
    const sdk::PushReceipt receipt = put();
    EXPECT_EQ(receipt.source_id, "inzage-k1");
    ASSERT_EQ(files(), std::vector<std::string>{"20261124T090000000000Z-report-k1.csv"});
    const std::string text = textOf(files()[0]);
    EXPECT_THAT(text,
                StartsWith("\"key\";\"operation\";\"written_at\";\"written_by_name\";\"written_by_role\";"
                           "\"source_id\";\"client\";\"kind_code\""));
    EXPECT_THAT(text,
                HasSubstr("\"k1\";\"create\";\"2026-11-24T09:00:00.000000Z\";\"Anna Jansen\";\"dochter\";"
                          "\"inzage-k1\";\"C1\";"));
    EXPECT_THAT(text, HasSubstr("\"Moeder zei: \"\"goed\"\";\nen at mee.\""));
}

TEST_F(Outgoing, TheSameKeyIsThereOnceAlsoWhenItsReaderHasIt) {
    const sdk::PushReceipt first = put();
    const std::string name = files()[0];
    std::ofstream{folder() / name, std::ios::app} << "read";
    EXPECT_EQ(put().source_id, first.source_id);
    EXPECT_THAT(textOf(name), testing::EndsWith("read")) << "it was written again";
    std::filesystem::create_directory(folder() / "done");
    std::filesystem::rename(folder() / name, folder() / "done" / name);
    EXPECT_EQ(put().source_id, first.source_id);
    EXPECT_TRUE(files().empty());
}

TEST_F(Outgoing, WhatABreakdownLeftBehindIsReplaced) {
    std::filesystem::create_directory(folder());
    std::ofstream{folder() / ".k1.tmp"} << "half a li";
    (void)put();
    ASSERT_EQ(files().size(), 1U);
    EXPECT_THAT(textOf(files()[0]), StartsWith("\"key\""));
}

TEST_F(Outgoing, AFolderThatCantBeWrittenIsTriedAgainLater) {
    std::ofstream{folder()} << "a file of this name";
    try {
        (void)put();
        FAIL() << "it was put somewhere";
    } catch (const sdk::AdapterFailure& failure) {
        EXPECT_EQ(failure.kind(), sdk::AdapterFailureKind::Transient);
    }
}

TEST_F(Outgoing, IsNoDrop) {
    (void)put();
    drop("one", 1, "full", {{"report", kReportHeader + kReportRow}});
    EXPECT_EQ(pull(), "");
    EXPECT_EQ(seen_.records.size(), 1U);
}

}  // namespace
}  // namespace inzage::csv
