#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "plugins/csv/outgoing.h"
#include "tests/unit/csv/drop_folder.h"

namespace inzage::csv {
namespace {

using testing::HasSubstr;

const std::string kKey = "0b9d5b3e-6b1c-4c1f-9a53-0d6c2f6b7a11";
const std::string kHeader = "key;result;source_id;reason\n";

/// One change, put as often as a test asks, and the answers that it finds.
class Acknowledged : public DropFolder {
  protected:
    Acknowledged() {
        setting("acknowledgements", "true");
        std::filesystem::create_directories(acks());
    }
    std::filesystem::path acks() const { return dir_ / "outgoing" / "acks"; }
    void answer(const std::string& text) const { write(acks() / (kKey + ".csv"), text); }
    sdk::PushReceipt put(const std::string& source_id = "", const std::string& key = kKey) {
        sdk::Report report;
        report.client = "C1";
        report.source_id = source_id;
        report.body = "Goed geslapen.";
        CsvAdapter adapter;
        adapter.configure(settings_);
        return adapter.push({sdk::OutboundChange::Operation::Create, report, "Anna", "dochter", {}}, key, {});
    }
    /// The reason why it was not taken; its kind in kind_.
    std::string refusal(const std::string& source_id = "") {
        try {
            (void)put(source_id);
        } catch (const sdk::AdapterFailure& failure) {
            kind_ = failure.kind();
            return failure.what();
        }
        return "";
    }
    std::size_t filesOut() const {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::directory_iterator{dir_ / "outgoing"})
            count += entry.is_regular_file() ? 1 : 0;
        return count;
    }
};

TEST_F(Acknowledged, UntilTheAnswerIsThereItIsPendingAndWrittenOnce) {
    EXPECT_TRUE(put().pending);
    EXPECT_TRUE(put().pending);
    EXPECT_EQ(filesOut(), 1U);
    answer(kHeader + kKey + ";accepted;R77;\n");
    const auto receipt = put();
    EXPECT_FALSE(receipt.pending);
    EXPECT_EQ(receipt.source_id, "R77");
    EXPECT_EQ(put().source_id, "R77") << "the same answer again";
    EXPECT_EQ(filesOut(), 1U);
}

TEST_F(Acknowledged, AnAcceptedOneMayKeepTheIdOfThePortal) {
    answer("key,result\n" + kKey + ",accepted\n");
    EXPECT_EQ(put().source_id, "inzage-" + kKey);
    EXPECT_EQ(put("R5").source_id, "R5");
}

TEST_F(Acknowledged, ARefusalIsFinalAndNamesItsCode) {
    answer(kHeader + kKey + ";refused;;unknown_client\n");
    EXPECT_EQ(refusal(), "the care-record system refused it: unknown_client");
    EXPECT_EQ(kind_, sdk::AdapterFailureKind::Defect);
}

TEST_F(Acknowledged, WithoutTheSettingNobodyWaits) {
    settings_.root.children.pop_back();
    EXPECT_FALSE(put().pending);
}

TEST_F(Acknowledged, AnotherIdForAKnownRecordIsRefused) {
    answer(kHeader + kKey + ";accepted;R6;\n");
    EXPECT_THAT(refusal("R5"), HasSubstr("source_id is another"));
}

struct Hostile {
    std::string text;
    std::string said;
};

TEST_F(Acknowledged, WhatBreaksTheFormIsRefusedWholeWithItsPlaceAndMayBePutRight) {
    const std::vector<Hostile> all{
        {"", "header"},
        {kHeader, "no row"},
        {kHeader + kKey + ";accepted;R1;\n" + kKey + ";refused;;no\n", "line 3: there is a second row"},
        {kHeader + kKey + ";accepted\n", "line 2"},
        {kHeader + "other;accepted;R1;\n", "line 2, column key"},
        {kHeader + kKey + ";yes;R1;\n", "line 2, column result"},
        {kHeader + kKey + ";accepted;" + std::string(201, 'x') + ";\n", "line 2, column source_id"},
        {kHeader + kKey + ";accepted;\"R\n1\";\n", "line 2, column source_id"},
        {kHeader + kKey + ";accepted;R1;why\n", "line 2, column reason"},
        {kHeader + kKey + ";refused;;\n", "line 2, column reason"},
        {kHeader + kKey + ";refused;;Mevrouw Jansen wil niet\n", "line 2, column reason"},
        {kHeader + kKey + ";refused;R1;no\n", "line 2, column source_id"},
        {"key;result;note\n" + kKey + ";accepted;hello\n", "column 3"},
        {"key;result;key\n" + kKey + ";accepted;" + kKey + "\n", "twice"},
        {"key;reason\n" + kKey + ";no\n", "required"},
        {kHeader + kKey + ";accepted;\xff\xfe;\n", "line 2"},
        {kHeader + kKey + ";accepted;" + std::string(5000, 'x') + ";\n", "4096 bytes"},
    };
    for (const Hostile& one : all) {
        answer(one.text);
        const std::string why = refusal();
        EXPECT_THAT(why, HasSubstr(one.said)) << one.text.substr(0, 100);
        EXPECT_THAT(why, HasSubstr("acks/" + kKey + ".csv"));
        EXPECT_THAT(why, testing::Not(HasSubstr("Jansen")));
        EXPECT_EQ(kind_, sdk::AdapterFailureKind::Transient) << why;
    }
    answer(kHeader + kKey + ";accepted;R1;\n");
    EXPECT_EQ(put().source_id, "R1");
}

TEST_F(Acknowledged, LinksAndPipesAndFoldersAreNotRead) {
    const auto target = dir_ / "elsewhere.csv";
    write(target, kHeader + kKey + ";accepted;R1;\n");
    std::filesystem::create_symlink(target, acks() / (kKey + ".csv"));
    EXPECT_THAT(refusal(), HasSubstr("links are not followed"));
    std::filesystem::remove(acks() / (kKey + ".csv"));
    ASSERT_EQ(::mkfifo((acks() / (kKey + ".csv")).c_str(), 0600), 0);
    EXPECT_THAT(refusal(), HasSubstr("not a regular file"));
    std::filesystem::remove(acks() / (kKey + ".csv"));
    std::filesystem::create_directory(acks() / (kKey + ".csv"));
    EXPECT_THAT(refusal(), HasSubstr("not a regular file"));
    std::filesystem::remove_all(acks());
    std::filesystem::create_directory(dir_ / "real");
    write(dir_ / "real" / (kKey + ".csv"), kHeader + kKey + ";accepted;R1;\n");
    std::filesystem::create_directory_symlink(dir_ / "real", acks());
    EXPECT_THAT(refusal(), HasSubstr("acks can't be opened"));
}

TEST_F(Acknowledged, NoKeyLeadsOutOfTheFolder) {
    write(dir_ / "evil.csv", kHeader + "../../evil;accepted;R1;\n");
    for (const std::string key : {"../../evil", "", ".", "a/b"})
        EXPECT_THROW((void)put("", key), sdk::AdapterFailure) << key;
}

}  // namespace
}  // namespace inzage::csv
